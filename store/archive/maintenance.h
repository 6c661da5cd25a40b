// Keeping the number of files small without ever losing an object, named by a ref or not.
#pragma once

#include <cstddef>

#include "store/archive/repository.h"

namespace griffier::store {

// Writes all loose objects into one pack and removes those that are in it. Broken ones stay where they are.
void pack_loose_objects(Repository& repository);
// Merges the smaller packs into one, so that each pack is at least twice as large as all smaller ones together. Packs
// that are damaged or marked to be kept stay as they are.
void merge_packs(Repository& repository);
[[nodiscard]] std::size_t count_packs(const Repository& repository);

}  // namespace griffier::store
