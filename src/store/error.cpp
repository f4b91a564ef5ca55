#include "orkesta/store/error.hpp"

#include "orkesta/core/assert.hpp"

namespace orkesta::store {

auto describe(StoreError error) -> std::string_view {
  switch (error) {
    case StoreError::unavailable:
      return "The store is busy or cannot be opened; try again, then check the data folder.";
    case StoreError::disk_full:
      return "The disk is full; nothing was written. Free some space.";
    case StoreError::corrupt:
      return "The read store is damaged; remove its file and it is rebuilt from the log.";
    case StoreError::incompatible:
      return "The read store was made by another version; remove its file and it is rebuilt.";
    case StoreError::unknown_projection:
      return "There is no projection of that name.";
    case StoreError::unknown_question:
      return "There is no question of that name.";
    case StoreError::bad_parameter:
      return "A parameter is missing, unknown or not of its type.";
    case StoreError::not_reached:
      return "The position was not reached in time.";
    case StoreError::no_rebuild:
      return "There is no rebuild of this projection under way.";
    case StoreError::misuse:
      return "The store was used against its contract; this is a bug.";
  }
  ORKESTA_UNREACHABLE();
}

}  // namespace orkesta::store
