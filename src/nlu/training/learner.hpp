#pragma once

/// Multinomial logistic regression on hashed features, by AdaGrad.

#include <cstdint>
#include <vector>

#include "understanding/features.hpp"

namespace orkesta::nlu::training {

struct Example {
  Features features;
  std::size_t target = 0;
  float weight = 1;
};

struct LearnerOptions {
  float rate = 0.35F;
  float decay = 2e-6F;      ///< Ridge, applied to the rows that an example touches.
  float smoothing = 0.02F;  ///< Share of the target given to the other labels.
};

class Learner {
 public:
  Learner(std::size_t columns, std::uint32_t buckets_log2, LearnerOptions options);

  void learn(const Example& example, float rate_factor);
  auto logits(const Features& features) const -> std::vector<float>;
  auto weights() const -> const std::vector<float>& { return weights_; }
  auto bias() const -> const std::vector<float>& { return bias_; }

 private:
  void touch(std::uint32_t bucket, const std::vector<float>& gradient, float value, float rate);

  std::size_t columns_;
  LearnerOptions options_;
  std::vector<float> weights_;
  std::vector<float> squares_;
  std::vector<float> bias_;
};

/// The temperature that makes these logits most likely, between 0.2 and 5.
auto fit_temperature(const std::vector<std::vector<float>>& logits,
                     const std::vector<std::size_t>& targets) -> float;

}  // namespace orkesta::nlu::training
