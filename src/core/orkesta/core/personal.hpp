#pragma once

/// Personal data: sealed once, copied as it is ever after, readable while its subject's key exists
/// (invariant 10; S13).

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace orkesta {

/// Whose key seals a value: `conversation/<id>` or `customer/<id>`, within a tenant.
using Subject = std::string;
using KeyNumber = std::uint32_t;  ///< From 1; who was erased and writes again gets the next one.

/// A sealed value: what stands in turns, states, messages and rows. AES-256-SIV over the value's
/// canonical JSON; associated data: tenant, subject, key number, origin.
struct Sealed {
  Subject subject;
  KeyNumber key = 0;
  std::string
      origin;        ///< Inbound id, or entity key and sequence; then `#` and the field's ordinal.
  std::string blob;  ///< 16 bytes of tag, then the ciphertext.
  bool operator==(const Sealed&) const = default;
};

/// A value that holds a person's words or tells who they are.
///
/// Three conditions: fresh (made by a decision, not sealed yet: `opened` only), open (both), and
/// closed (`sealed` only: nobody opened it here, or the key is destroyed). `decide` reads `opened`;
/// `evolve` moves the value without looking. Equality and bytes are those of the seal.
template <class T>
class Personal {
 public:
  Personal() = default;  ///< An absent value; used by decoders before they fill it.
  static auto fresh(T value) -> Personal {
    Personal made;
    made.opened_ = std::move(value);
    return made;
  }
  /// As `fresh`, sealed under this subject instead of the turn's own entity.
  static auto fresh(T value, Subject subject) -> Personal {
    auto made = fresh(std::move(value));
    made.wanted_subject_ = std::move(subject);
    return made;
  }
  static auto closed(Sealed seal) -> Personal {
    Personal made;
    made.sealed_ = std::move(seal);
    return made;
  }

  /// The value, where it could be opened; null when it is closed or erased.
  auto opened() const -> const T* { return opened_ ? &*opened_ : nullptr; }
  auto sealed() const -> const Sealed* { return sealed_ ? &*sealed_ : nullptr; }
  auto wanted_subject() const -> const Subject& { return wanted_subject_; }
  auto is_fresh() const -> bool { return opened_ && !sealed_; }

  void set_sealed(Sealed seal) { sealed_ = std::move(seal); }
  void set_opened(T value) { opened_ = std::move(value); }
  void forget_opened() { opened_.reset(); }

  bool operator==(const Personal& other) const {
    return sealed_ && other.sealed_ ? *sealed_ == *other.sealed_ : opened_ == other.opened_;
  }

 private:
  std::optional<T> opened_;
  std::optional<Sealed> sealed_;
  Subject wanted_subject_;
};

using PersonalText = Personal<std::string>;

}  // namespace orkesta
