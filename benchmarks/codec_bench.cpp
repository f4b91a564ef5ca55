// What the codec costs on a turn of some 3 KB: microseconds of one core for each operation, the
// best of several rounds.

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

#include "memory_keys.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/codec/turn.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "samples.hpp"

namespace orkesta::codec {
namespace {

using conversation::Kind;

constexpr int rounds = 5;
constexpr int operations = 2000;

/// Keeps the compiler from leaving the work out.
volatile std::size_t sink = 0;

template <class Work>
void measure(const char* name, std::size_t bytes, const Work& work) {
  double best = 1e9;  // Of processor time, which a busy machine disturbs least.
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::clock();
    for (int i = 0; i < operations; ++i) sink = sink + work();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::printf("{\"benchmark\":\"%s\",\"bytes\":%zu,\"nanoseconds\":%.0f}\n", name, bytes,
              best / operations * 1e9);
}

/// A random turn of about that size.
auto turn_of(std::size_t size) -> Turn<Kind> {
  for (std::uint64_t seed = 0;; ++seed) {
    support::Random random(seed);
    auto turn = support::sample_turn<Kind>(random);
    const auto bytes = encode_turn(turn).size();
    if (bytes > size - size / 10 && bytes < size + size / 10) return turn;
  }
}

void run() {
  const auto turn = turn_of(3000);
  const auto bytes = encode_turn(turn);
  measure("encode_turn", bytes.size(), [&] { return encode_turn(turn).size(); });
  measure("decode_turn", bytes.size(), [&] { return decode_turn<Kind>(bytes)->sequence; });
  measure("peek_turn", bytes.size(), [&] { return peek_turn(bytes)->sequence; });
  measure("json_parse", bytes.size(), [&] { return Json::parse(bytes)->root().size(); });
  measure("digest_of", bytes.size(), [&] { return digest_of(bytes).bytes[0]; });

  MemoryKeys keys;
  const SealScope scope{TenantId{"demo"}, "conversation/c1", "h1"};
  const detail::SivKey siv(keys.current(scope.tenant, scope.subject)->bytes);
  const std::string_view associated[] = {"demo", "conversation/c1", "1", "h1#0"};
  const std::string text(100, 'x');
  const auto blob = siv.seal(associated, text);
  measure("siv_seal_prepared", text.size(), [&] { return siv.seal(associated, text).size(); });
  measure("siv_open_prepared", text.size(), [&] { return siv.open(associated, blob)->size(); });
  measure("seal_five_texts", 5 * text.size(), [&] {
    std::vector<PersonalText> texts(5, PersonalText::fresh(text));
    return seal(texts, scope, keys).has_value() ? texts.size() : 0;
  });
  const SipHash hash{std::array<std::uint8_t, 16>{}};
  measure("siphash", 32, [&] { return hash({"account", "wamid.HBgLNTIxNTU1MDEwMQ"}).size(); });
}

}  // namespace
}  // namespace orkesta::codec

auto main() -> int {
  orkesta::codec::run();
  return 0;
}
