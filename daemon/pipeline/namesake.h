// Files that don't say what they are go by their name, and two files may share one.
#pragma once

#include <string>

#include "daemon/pipeline/arrival.h"
#include "store/registrar.h"

namespace griffier::daemon {

// Whether an arrival is known by its file's name alone: no identity is read in it, handed over with it, or known for
// its address.
[[nodiscard]] bool is_nameless(const ReadArrival& read);

// Whether the file's name alone makes it a document that is recorded, with which it has hardly a word in common: notes
// on a paper are kept under its number, and are not its next revision. Reads record and archive; the record's thread.
[[nodiscard]] bool is_named_after_another(store::Registrar& registrar, const ReadArrival& read);

// The identity of a nameless file (docs/ARCHITECTURE.md), in order:
// 1. the file that its address gave before;
// 2. the file of its name (file_identity), when that came from this address or has words in common with this one; else
//    a name of its own, made of the address: `file:brief.txt~1f2e3d4c`;
// 3. the file of the same name and bytes that was taken in from a folder above or below;
// 4. a new one of its name.
// Reads record and archive; the record's thread.
[[nodiscard]] std::string name_of_nameless(store::Registrar& registrar, const ReadArrival& read);

}  // namespace griffier::daemon
