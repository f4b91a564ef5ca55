#pragma once

#include <stdexcept>
#include <string>

namespace orkesta {

/// An invariant of our own code is broken. The one exception of the project: the entity's host
/// catches it (the entity is dropped and folded again), and `main`; nobody else.
class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void fail_assertion(const char* condition, const char* file, int line);

/// Visits a variant with one lambda for each alternative.
template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace orkesta

/// States what must be true of our own code; stays on in release builds (R15). Input is checked,
/// never asserted.
#define ORKESTA_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::orkesta::fail_assertion(#condition, __FILE__, __LINE__))
#define ORKESTA_UNREACHABLE() ::orkesta::fail_assertion("unreachable", __FILE__, __LINE__)
