#pragma once

/// How well a model does on messages that it was not trained from.

#include <string>

#include "orkesta/nlu/model.hpp"

namespace orkesta::nlu::training {

/// Reads dev-intents.tsv, dev-sentiment.tsv and dev-entities.jsonl of a folder and prints accuracy,
/// macro-F1, calibration and confusions. Prints no message, unless `show` asks for the wrong ones.
void report(const Models& models, const std::string& folder, bool show);

}  // namespace orkesta::nlu::training
