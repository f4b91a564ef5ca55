#pragma once

#include <string_view>

namespace orkesta::store {

enum class StoreError {
  unavailable,         ///< Busy or cannot be opened: try again later; nothing happened.
  disk_full,           ///< Nothing happened; reads go on.
  corrupt,             ///< The file is damaged: drop it and rebuild it from the log.
  incompatible,        ///< Its schema is not the one this program has.
  unknown_projection,  ///< No projection of that name.
  unknown_question,    ///< No statement of that name.
  bad_parameter,       ///< A parameter is missing, unknown or not of its type.
  not_reached,         ///< The deadline passed before the position was reached.
  no_rebuild,          ///< There is no rebuild of it under way.
  misuse,              ///< Foreign table, commit twice: a bug of the caller.
};
auto describe(StoreError error) -> std::string_view;  ///< One sentence: what it means, what to do.

}  // namespace orkesta::store
