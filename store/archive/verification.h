// Reading everything that a commit reaches.
#pragma once

#include <functional>
#include <string>

#include "store/archive/repository.h"

namespace griffier::store {

// Archive::verify. Each object is read once; memory is some sixteen bytes an object.
[[nodiscard]] std::size_t verify_objects(Repository& repository, const ObjectId& head,
                                         const std::function<void(const std::string&)>& problem);

}  // namespace griffier::store
