/// Questions that the tenant's FAQ answers though no intent names its entry (E3).

#include <algorithm>
#include <array>

#include "bargaining.hpp"
#include "cues.hpp"

namespace orkesta::conversation {
namespace {

/// A question of these may be about anything that the shop has written down.
auto may_be_written_down(const Deciding& deciding, const Matter& matter) -> bool {
  constexpr std::array such{"product_query",    "other",           "support_warranty",
                            "syllabus_request", "objection_trust", "return_refund",
                            "free_resources",   "contact_info",    "privacy_accept"};
  if (!is_likely(deciding, matter.intent)) return true;
  return std::any_of(such.begin(), such.end(),
                     [&](const char* one) { return matter.intent.name == one; });
}

auto is_question(const Matter& matter) -> bool {
  return matter.said.text.find('?') != std::string::npos || matter.words.size() >= 2;
}

}  // namespace

auto answer_from_knowledge(Deciding& deciding, const Matter& matter) -> bool {
  if (!matter.read.lines.empty() || !may_be_written_down(deciding, matter)) return false;
  if (!is_question(matter)) return false;
  // Two of three telling words at least.
  const auto telling = static_cast<int>(telling_words(matter.said.text).size());
  const auto* entry = faq_in_words(deciding, matter, std::max(1, (telling * 2 + 2) / 3));
  if (entry == nullptr) return false;
  say_faq(deciding, *entry);
  return true;
}

}  // namespace orkesta::conversation
