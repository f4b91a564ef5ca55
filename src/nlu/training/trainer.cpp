#include "training/trainer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <numeric>

#include "training/learner.hpp"
#include "understanding/entities.hpp"

namespace orkesta::nlu::training {
namespace {

constexpr Date reference_day = {2025, 6, 10};
constexpr std::size_t block_size = 3;  ///< Lines written one after another stay in one fold.

/// What one head learns from.
struct Task {
  std::string name;
  std::size_t columns = 0;
  std::size_t first_column = 0;
  struct Source {
    const Line* line = nullptr;
    std::size_t target = 0;
    float weight = 1;
    bool social = false;  ///< No greeting or thanks is added to it.
  };
  std::vector<Source> sources;
};

template <class Names>
auto index_of(const Names& names, std::string_view name) -> std::size_t {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

auto is_social(std::string_view intent) -> bool {
  return intent == "greeting" || intent == "thanks" || intent == "goodbye" || intent == "other" ||
         intent == "unsubscribe";
}

auto intent_task(const Corpus& corpus) -> Task {
  Task task{"intents", intent_count, 0, {}};
  for (const auto& line : corpus.intents) {
    task.sources.push_back({&line, index_of(intent_names, line.label), 1, is_social(line.label)});
  }
  return task;
}

/// Which feeling an intent's lines show; nothing where they show any.
auto feeling_of(std::string_view intent) -> std::string_view {
  constexpr auto neutral = std::to_array<std::string_view>(
      {"greeting",         "product_query",    "price_query",         "quote_request",
       "payment_request",  "order_confirm",    "order_status",        "faq_hours",
       "faq_location",     "faq_shipping",     "faq_payment_methods", "free_resources",
       "syllabus_request", "contact_info",     "booking_request",     "privacy_accept",
       "discount_request", "objection_timing", "human_handoff",       "return_refund",
       "payment_status",   "support_warranty", "unsubscribe",         "goodbye",
       "privacy_decline"});
  if (std::find(neutral.begin(), neutral.end(), intent) != neutral.end()) return "neutral";
  if (intent == "complaint") return "negative";
  if (intent == "thanks") return "positive";
  return {};
}

auto sentiment_task(const Corpus& corpus) -> Task {
  Task task{"sentiment", sentiment_count, sentiment_column, {}};
  for (const auto& line : corpus.sentiments) {
    task.sources.push_back({&line, index_of(sentiment_names, line.label), 1, true});
  }
  for (std::size_t i = 0; i < corpus.intents.size(); ++i) {
    const auto& line = corpus.intents[i];
    const auto feeling = feeling_of(line.label);
    if (feeling.empty() || (feeling == "neutral" && i % 4 != 0)) continue;
    task.sources.push_back({&line, index_of(sentiment_names, feeling), 0.5F, true});
  }
  return task;
}

auto language_task(const Corpus& corpus) -> Task {
  Task task{"language", language_count, language_column, {}};
  const auto add = [&](const std::vector<Line>& lines) {
    for (const auto& line : lines) {
      const auto target = index_of(language_names, line.lang);
      if (target < language_count) task.sources.push_back({&line, target, 1, true});
    }
  };
  add(corpus.intents);
  add(corpus.sentiments);
  add(corpus.languages);
  return task;
}

class Trainer {
 public:
  Trainer(const Corpus& corpus, const TrainerOptions& options)
      : corpus_(corpus), options_(options) {
    file_.name = options.name;
    file_.data_digest = corpus.digest;
    file_.buckets_log2 = options.buckets_log2;
    file_.lexicon = corpus.lexicon;
    file_.weights.resize(column_count << options.buckets_log2);
  }

  auto run() -> ModelFile {
    const auto tasks =
        std::array{intent_task(corpus_), sentiment_task(corpus_), language_task(corpus_)};
    for (std::size_t h = 0; h < tasks.size(); ++h) learn_head(tasks[h], file_.heads[h]);
    return file_;
  }

 private:
  /// One reading of a line, as a customer might have sent it.
  auto draw(const Task::Source& source, Random& random) const -> std::string {
    const auto& line = *source.line;
    auto text = expand(line.text, line.lang, corpus_.slots, random);
    if (!source.social && random.chance(22)) {
      text.insert(0, 1, ' ').insert(0, expand("{_before}", line.lang, corpus_.slots, random));
    }
    if (!source.social && random.chance(15)) {
      text.append(1, ' ').append(expand("{_after}", line.lang, corpus_.slots, random));
    }
    if (random.chance(40)) text = mistype(std::move(text), line.lang, random);
    return text;
  }

  auto features_of(const std::string& text) const -> Features {
    const auto code_points = decode(text);
    const auto tokens = tokenize(std::u32string_view{code_points});
    const auto entities = extract_entities(
        code_points, tokens,
        {.reference = reference_day, .language = "", .currency = "", .asked_last = ""});
    return extract_features(file_, code_points, tokens, entities);
  }

  template <class Wanted>
  auto learn(const Task& task, std::uint64_t seed, Wanted wanted) const -> Learner {
    Learner learner{task.columns, options_.buckets_log2, {}};
    Random random{seed};
    for (std::size_t epoch = 0; epoch < options_.epochs; ++epoch) {
      std::vector<const Task::Source*> order;
      for (std::size_t i = 0; i < task.sources.size(); ++i) {
        if (!wanted(i)) continue;
        const auto& source = task.sources[i];
        const auto many = readings(source.line->text, source.line->lang, corpus_.slots);
        const std::size_t draws = many > 200 ? 4 : many > 20 ? 3 : many > 3 ? 2 : 1;
        order.insert(order.end(), draws, &source);
      }
      for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
      const auto factor =
          1.0F - 0.9F * static_cast<float>(epoch) / static_cast<float>(options_.epochs);
      for (const auto* source : order) {
        learner.learn({features_of(draw(*source, random)), source->target, source->weight}, factor);
      }
    }
    return learner;
  }

  /// Trains on all folds but one and asks about that one.
  auto temperature_of(const Task& task) const -> float {
    if (options_.folds < 2) return 1;
    std::vector<std::vector<float>> logits;
    std::vector<std::size_t> targets;
    std::size_t right = 0;
    for (std::size_t fold = 0; fold < options_.folds; ++fold) {
      const auto held_out = [&](std::size_t i) {
        return (i / block_size) % options_.folds == fold;
      };
      const auto learner = learn(task, 77 + fold, [&](std::size_t i) { return !held_out(i); });
      Random random{1000 + fold};
      for (std::size_t i = 0; i < task.sources.size(); ++i) {
        if (!held_out(i) || task.sources[i].weight < 1) continue;
        logits.push_back(learner.logits(features_of(draw(task.sources[i], random))));
        targets.push_back(task.sources[i].target);
        const auto best = std::max_element(logits.back().begin(), logits.back().end());
        right += static_cast<std::size_t>(best - logits.back().begin()) == targets.back() ? 1 : 0;
      }
    }
    const auto temperature = fit_temperature(logits, targets);
    std::cout << task.name << ": out of fold " << right << " of " << targets.size() << " ("
              << 100.0 * static_cast<double>(right) / static_cast<double>(targets.size())
              << " %), temperature " << temperature << std::endl;
    return temperature;
  }

  void learn_head(const Task& task, Head& head) {
    const auto temperature = temperature_of(task);
    const auto learner = learn(task, 7, [](std::size_t) { return true; });
    float greatest = 0;
    for (const auto weight : learner.weights()) greatest = std::max(greatest, std::abs(weight));
    const auto step = greatest * 0.6F / 127.0F;  // The few greatest weights are cut.
    for (std::size_t row = 0; row < (std::size_t{1} << options_.buckets_log2); ++row) {
      for (std::size_t c = 0; c < task.columns; ++c) {
        const auto rounded = std::lround(learner.weights()[row * task.columns + c] / step);
        file_.weights[row * column_count + task.first_column + c] =
            static_cast<std::int8_t>(std::clamp(rounded, -127L, 127L));
      }
    }
    head.unit = std::llround(static_cast<double>(step / temperature) * 4294967296.0);
    for (const auto bias : learner.bias()) {
      head.bias.push_back(static_cast<std::int32_t>(std::lround(bias / temperature * 65536.0F)));
    }
    std::cout << task.name << ": " << task.sources.size() << " lines, greatest weight " << greatest
              << std::endl;
  }

  const Corpus& corpus_;
  TrainerOptions options_;
  ModelFile file_;
};

}  // namespace

auto train(const Corpus& corpus, const TrainerOptions& options) -> ModelFile {
  return Trainer{corpus, options}.run();
}

}  // namespace orkesta::nlu::training
