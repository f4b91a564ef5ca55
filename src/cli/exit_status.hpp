#pragma once

namespace orkesta::cli {

/// What scripts rely on (the program's contract).
enum class Exit : int {
  done = 0,
  failed = 1,
  usage = 2,  ///< Or configuration.
  not_found = 3,
  not_allowed = 4,
  conflict = 5,  ///< Another process writes this data folder.
  unreachable = 6,
  partly = 7,      ///< Some lines could not be read; the others are answered.
  difference = 8,  ///< Verification found one.
  interrupted = 130,
};

}  // namespace orkesta::cli
