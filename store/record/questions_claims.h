// What one paper says about questions: asks them, answers them, puts the answer off, takes them back. Read from the
// facts of metadata.json and nothing else, so that a rebuild reads the same.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/record/entry.h"

namespace griffier::store::questions {

enum class Role : std::uint8_t { asks, answers, postpones, withdraws, by_letter, passes_on, remarks };
[[nodiscard]] std::string_view name(Role role);  // "asks", ..., "answered by letter", "re-addresses"
[[nodiscard]] Role role_of(std::string_view name);

// One question that the paper prints or answers. A number that is empty means all of them.
struct Line {
  std::string number;
  std::string question, answer;  // empty too when read from the record, where they stay
  bool asked = false, answered = false;
  bool earlier = false;       // stood in an earlier revision of the paper only; what was answered stays so
  std::int64_t digest = 0;    // of the question's words; 0 without, and of short ones in a contribution
  std::int64_t line_key = 0;  // in the record; 0 before it is there
};

struct Claim {
  std::string paper;  // the document's id, with "#<fractie>" for one contribution: identity of a claim
  std::string document_id;
  Role role = Role::remarks;
  std::string kamer;               // "tk", "ek"
  std::vector<std::string> zaken;  // upper case
  std::string asker, fractie, addressed_to, subject, asked_on;
  std::string on_date;   // when it took effect: received, answered, dated, else first seen
  std::string given_on;  // the term that the publisher gives
  std::string reason;    // of a notice, in its own words
  std::string letter;    // the letter with the answers
  std::string askers_key, subject_key;
  std::vector<std::string> see_also;
  std::vector<Line> lines;
  bool orally = false;        // asked for the weekly question hour: the paper as a whole is the question
  bool awaits_file = false;   // an answer that is announced; of the paper at hand only, not of those in the record
  bool contribution = false;  // one fractie's part of a schriftelijk overleg: related to other papers' parts of it only
};

// The claims of an entry's paper; none for most papers.
[[nodiscard]] std::vector<Claim> claims_of(const std::string& document_id, const boost::json::object& facts,
                                           publications::Instant observed_at);
// Whether papers of this kind can have any.
[[nodiscard]] bool is_about_questions(std::string_view kind);

// Two claims can belong together only if they share one of these.
[[nodiscard]] std::vector<std::string> keys_of(const Claim& claim);

// Keeps in `claim` what the same paper answered before and doesn't say any more.
void keep_answered(Claim& claim, const Claim& before);

// Letters and digits in lower case, without spaces: what names and subjects are compared by.
[[nodiscard]] std::string squashed(std::string_view text);

}  // namespace griffier::store::questions
