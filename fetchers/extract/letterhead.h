// The head of a letter that its later pages print again.
#pragma once

#include "publications/text.h"

namespace griffier::fetchers {

// Takes out the sender's lines that a letter repeats on each page, and makes the paragraph that they interrupt whole.
// A letter's head has an address and stands before the salutation or first sentence; what goes is three or more of its
// blocks in a row, in the order of the head, with a label and the same value behind it ("Datum", "7 juni 2031"). Else
// the text stays as it is: many a list has the same short lines again and again.
void drop_repeated_letterhead(publications::Text& text);

}  // namespace griffier::fetchers
