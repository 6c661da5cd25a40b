// The program's version, as CMakeLists.txt states it.
#pragma once

namespace griffier::daemon {

inline constexpr const char* kVersion = GRIFFIER_VERSION;

}  // namespace griffier::daemon
