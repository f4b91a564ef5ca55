/// orkesta_train_nlu train <data folder> <model file> [<name>] [<folds>]
/// orkesta_train_nlu report <model file> <folder> [show]     its *intents*, *sentiment*, *entities*
/// orkesta_train_nlu say <model file>          understands each line of the standard input

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "orkesta/nlu/understand.hpp"
#include "training/corpus.hpp"
#include "training/report.hpp"
#include "training/trainer.hpp"

namespace {

using namespace orkesta;
using namespace orkesta::nlu;

auto load(const std::string& path) -> Models {
  auto models = Models::load(training::read_file(path));
  if (models) return std::move(models).value();
  std::cerr << path << ": " << explain(models.error()) << '\n';
  std::exit(1);
}

auto run_train(const std::vector<std::string>& words) -> int {
  training::TrainerOptions options;
  options.name = words.size() > 3 ? words[3] : "understanding-2";
  if (words.size() > 4) options.folds = static_cast<std::size_t>(std::atoi(words[4].c_str()));
  if (words.size() > 5) options.epochs = static_cast<std::size_t>(std::atoi(words[5].c_str()));
  const auto corpus = training::read_corpus(words[1]);
  const auto bytes = write_model(training::train(corpus, options));
  std::ofstream out{words[2], std::ios::binary | std::ios::trunc};
  out << bytes;
  out.close();
  std::cout << words[2] << ": " << bytes.size() << " bytes, data " << hex(corpus.digest) << '\n';
  return out ? 0 : 1;
}

auto run_say(const Models& models) -> int {
  for (std::string text; std::getline(std::cin, text);) {
    const auto seen = understand(models, text, {}, {2025, 6, 10}, "");
    std::cout << text << "\n  " << seen.language.name << ' ' << seen.language.confidence << ", "
              << seen.sentiment.name << ' ' << seen.sentiment.confidence;
    for (const auto& intent : seen.intents) {
      std::cout << ", " << intent.name << ' ' << intent.confidence;
    }
    for (const auto& entity : seen.entities) {
      std::cout << "\n  " << entity.type << " [" << *entity.text.opened() << "] "
                << *entity.value.opened() << ' ' << entity.currency.value_or("");
    }
    std::cout << '\n';
  }
  return 0;
}

}  // namespace

auto main(int count, char** given) -> int {
  const std::vector<std::string> words(given + 1, given + count);
  if (words.size() >= 3 && words[0] == "train") return run_train(words);
  if (words.size() >= 3 && words[0] == "report") {
    training::report(load(words[1]), words[2], words.size() > 3 && words[3] == "show");
    return 0;
  }
  if (words.size() == 2 && words[0] == "say") return run_say(load(words[1]));
  std::cerr << "usage: train <data> <file> [<name>] | report <file> <folder> | say <file>\n";
  return 2;
}
