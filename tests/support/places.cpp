#include "tests/support/places.h"

namespace griffier::tests {

const std::string& source_dir() {
  static const std::string path = GRIFFIER_SOURCE_DIR;
  return path;
}

const std::string& program() {
  static const std::string path = GRIFFIER_PROGRAM;
  return path;
}

}  // namespace griffier::tests
