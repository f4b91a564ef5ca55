#pragma once

/// What words mean before any catalogue is asked: function words, colours, sizes, measures,
/// containers, cues; and which common nouns of four languages name the same thing.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace orkesta::nlu::search {

struct StringHash {
  using is_transparent = void;
  auto operator()(std::string_view text) const noexcept -> std::size_t {
    return std::hash<std::string_view>{}(text);
  }
};
template <class Value>
using Words = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

/// Flags of a word; several may hold.
enum WordFlag : std::uint32_t {
  flag_stop = 1U << 0U,        ///< Carries no meaning of a product.
  flag_request = 1U << 1U,     ///< `quiero`, `tienen`: what follows is asked for.
  flag_service = 1U << 2U,     ///< Price, delivery, invoice: asked for, yet no product.
  flag_connector = 1U << 3U,   ///< y, and, et, e.
  flag_correction = 1U << 4U,  ///< `mejor`, `digo`: what follows replaces what was said.
  flag_denial = 1U << 5U,      ///< `no`: corrects when it stands apart.
  flag_same = 1U << 6U,        ///< `del mismo`.
  flag_other = 1U << 7U,       ///< `otras doradas`.
  flag_size_cue = 1U << 8U,    ///< `talla`: the next is a size.
  flag_weak_cue = 1U << 9U,    ///< `del`, `en`: the next number may be a size.
  flag_container = 1U << 10U,  ///< `cubeta`, `frasco`: counts something in a vessel.
  flag_month = 1U << 11U,
  flag_time = 1U << 12U,  ///< `horas`, `dias`, `am` behind a number make it no quantity.
  flag_money = 1U << 13U,
  flag_for = 1U << 14U,      ///< `para`: what follows says for whom.
  flag_without = 1U << 15U,  ///< `sin`: belongs to the next word.
  flag_kind = 1U << 16U,     ///< `tipo`, `nivel`: belongs to the next letter or number.
  flag_coupon = 1U << 17U,
  flag_of = 1U << 18U,      ///< de, of: a unit reaches over it.
  flag_person = 1U << 19U,  ///< Thanks, names of relatives: never a thing.
  flag_number = 1U << 21U,  ///< May begin a number in words.
  flag_per = 1U << 20U,     ///< `en caja`, `por caja`: the unit behind it is how it is sold.
};

struct Word {
  std::uint32_t flags = 0;
  std::string color;    ///< Canonical name; "" = no colour.
  std::string size;     ///< Canonical letter size.
  std::string measure;  ///< Canonical measure: `ml`, `kg`.
};

/// The built-in words by their folded form, the same for all tenants.
auto base_words() -> const Words<Word>&;

/// A common word that sounds like this one (`presio`, `nesesito`); null when none does.
auto word_by_sound(std::string_view folded) -> const Word*;

/// Numbers of the concepts that a stem belongs to (`glove` and `guant` share one); mostly empty.
auto concepts_of(std::string_view stem) -> std::span<const std::uint16_t>;

/// Stems of the things that a need asks for (`dormir`: almohad, colchon…); mostly empty.
auto things_for(std::string_view stem) -> std::span<const std::string>;

/// Whether an unknown word is a form of a verb by which people order (`urgen`, `cotizanos`).
auto is_order_verb(std::string_view folded) -> bool;

/// Colour by a word's stem, any gender or number; "" = none.
auto color_of(std::string_view stem) -> std::string_view;

}  // namespace orkesta::nlu::search
