#include "orkesta/core/assert.hpp"

namespace orkesta {

void fail_assertion(const char* condition, const char* file, int line) {
  throw Bug(std::string(file) + ":" + std::to_string(line) + ": must hold: " + condition);
}

}  // namespace orkesta
