// What a person decides on which documents are one (identity.h has the rule that decides without one).
#pragma once

#include <string>

#include "publications/instant.h"
#include "store/registrar.h"

namespace griffier::daemon {

// Both are recorded as revisions of change "metadata", so that git has the decision and a rebuild comes to the same.
// They return false when there is nothing to decide: `other` is the document's already, or isn't. Throw
// std::invalid_argument for documents that are not known, and what Registrar::write throws. The registrar's thread.

// `other` (a document, or a name that nobody has) is the same publication as `document_id`.
bool join_documents(store::Registrar& registrar, const std::string& document_id, const std::string& other,
                    publications::Instant at);
// `other` is not: the name leads there no more, a document that was joined is listed again, and the rule joins the two
// no more.
bool split_documents(store::Registrar& registrar, const std::string& document_id, const std::string& other,
                     publications::Instant at);

// The paper about questions belongs to the set, or doesn't. Recorded as the others; false when either is unknown.
bool decide_on_questions(store::Registrar& registrar, const store::QuestionDecision& decision,
                         publications::Instant at);

}  // namespace griffier::daemon
