// Reads many files at once on several threads and hands them on in order, with a bounded number in memory.
#pragma once

#include <functional>
#include <vector>

#include "daemon/pipeline/arrival.h"
#include "daemon/pipeline/files.h"

namespace griffier::daemon {

// `arrival_of` makes the arrival of a file (on a worker thread); `take` gets each result on the calling thread, in the
// order of `files`. When `take` throws or `stop` returns true (asked before each), the workers end and the rest is
// left.
void read_in_order(const std::vector<FoundFile>& files, unsigned threads,
                   const std::function<Arrival(const FoundFile&)>& arrival_of,
                   const std::function<void(ReadArrival)>& take, const std::function<bool()>& stop);

}  // namespace griffier::daemon
