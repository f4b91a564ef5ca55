#pragma once

/// From the corpus to a model file.

#include "training/corpus.hpp"

namespace orkesta::nlu::training {

struct TrainerOptions {
  std::string name;
  std::uint32_t buckets_log2 = 17;
  std::size_t epochs = 12;
  std::size_t folds = 5;  ///< For the temperature; fewer than 2 = none is fitted.
};

/// Trains the three heads one after another; the same corpus gives the same file. Says on the
/// standard output what it found.
auto train(const Corpus& corpus, const TrainerOptions& options) -> ModelFile;

}  // namespace orkesta::nlu::training
