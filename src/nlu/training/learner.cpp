#include "training/learner.hpp"

#include <algorithm>
#include <cmath>

namespace orkesta::nlu::training {
namespace {

auto scale(std::size_t count) -> float {
  return count == 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(count));
}

void to_shares(std::vector<float>& logits) {
  const auto best = *std::max_element(logits.begin(), logits.end());
  float sum = 0;
  for (auto& value : logits) sum += value = std::exp(value - best);
  for (auto& value : logits) value /= sum;
}

}  // namespace

Learner::Learner(std::size_t columns, std::uint32_t buckets_log2, LearnerOptions options)
    : columns_(columns),
      options_(options),
      weights_(columns << buckets_log2),
      squares_(columns << buckets_log2),
      bias_(columns) {}

auto Learner::logits(const Features& features) const -> std::vector<float> {
  auto made = bias_;
  std::vector<float> sums(columns_);
  const auto add = [&](const std::vector<std::uint32_t>& rows) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (const auto row : rows) {
      const auto* const weight = weights_.data() + row * columns_;
      for (std::size_t c = 0; c < columns_; ++c) sums[c] += weight[c];
    }
    for (std::size_t c = 0; c < columns_; ++c) made[c] += sums[c] * scale(rows.size());
  };
  add(features.words);
  add(features.characters);
  return made;
}

void Learner::touch(std::uint32_t bucket, const std::vector<float>& gradient, float value,
                    float rate) {
  auto* const weight = weights_.data() + bucket * columns_;
  auto* const square = squares_.data() + bucket * columns_;
  for (std::size_t c = 0; c < columns_; ++c) {
    const auto slope = gradient[c] * value + options_.decay * weight[c];
    square[c] += slope * slope;
    weight[c] -= rate * slope / (std::sqrt(square[c]) + 1e-3F);
  }
}

void Learner::learn(const Example& example, float rate_factor) {
  auto gradient = logits(example.features);
  to_shares(gradient);
  const auto others = options_.smoothing / static_cast<float>(columns_);
  for (auto& slope : gradient) slope -= others;
  gradient[example.target] -= 1.0F - options_.smoothing;
  for (auto& slope : gradient) slope *= example.weight;
  const auto rate = options_.rate * rate_factor;
  for (const auto row : example.features.words) {
    touch(row, gradient, scale(example.features.words.size()), rate);
  }
  for (const auto row : example.features.characters) {
    touch(row, gradient, scale(example.features.characters.size()), rate);
  }
  for (std::size_t c = 0; c < columns_; ++c) bias_[c] -= 0.01F * rate * gradient[c];
}

auto fit_temperature(const std::vector<std::vector<float>>& logits,
                     const std::vector<std::size_t>& targets) -> float {
  const auto loss = [&](float temperature) {
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
      auto shares = logits[i];
      for (auto& value : shares) value /= temperature;
      to_shares(shares);
      sum -= std::log(std::max(static_cast<double>(shares[targets[i]]), 1e-9));
    }
    return sum;
  };
  float best = 1;
  auto best_loss = loss(best);
  for (int step = 0; step <= 100; ++step) {
    const auto tried = 0.2F * std::pow(25.0F, static_cast<float>(step) / 100.0F);
    const auto tried_loss = loss(tried);
    if (tried_loss < best_loss) {
      best = tried;
      best_loss = tried_loss;
    }
  }
  return best;
}

}  // namespace orkesta::nlu::training
