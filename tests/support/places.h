// Where the tests find the project's own files and the program under test. Only places.cpp is compiled with the paths,
// so that every other test gives the same object in whatever folder the project lies.
#pragma once

#include <string>

namespace griffier::tests {

[[nodiscard]] const std::string& source_dir();  // the root of the project
[[nodiscard]] const std::string& program();     // the griffier that was built

}  // namespace griffier::tests
