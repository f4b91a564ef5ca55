#pragma once

/// Lines of the corpus with alternatives: `(me lo|lo) deja en {amount}?`.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orkesta::nlu::training {

/// A generator of its own, so that the same seed gives the same lines everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  auto next() -> std::uint64_t {
    auto z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  auto below(std::size_t limit) -> std::size_t { return static_cast<std::size_t>(next() % limit); }
  auto chance(std::size_t percent) -> bool { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

/// By `lang` and slot: `es/product`.
using Slots = std::map<std::string, std::vector<std::string>>;

/// One reading of a line, alternatives and slots drawn by chance. An unknown slot stays as it is.
auto expand(std::string_view line, std::string_view lang, const Slots& slots, Random& random)
    -> std::string;
/// How many readings a line has, up to 1000; a slot counts as its values.
auto readings(std::string_view line, std::string_view lang, const Slots& slots) -> std::size_t;

/// The text as a hurried thumb types it: letters lost, swapped, doubled, phonetic spelling.
auto mistype(std::string text, std::string_view lang, Random& random) -> std::string;

}  // namespace orkesta::nlu::training
