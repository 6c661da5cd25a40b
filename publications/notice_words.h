// What a Mededeling says became of the questions, told by its words: the one place that knows them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace griffier::publications {

enum class NoticeSays : std::uint8_t {
  unclear,    // the words don't decide; whoever reads them as an answer may hide questions that nobody answered
  later,      // the answers come later
  withdrawn,  // by those who asked, or declared lapsed
  answered,   // elsewhere: in a letter that is there
  passed_on,  // another member of the government answers
};

// Of one sentence. Only what says so plainly counts as answered: "zijn beantwoord in mijn brief", "verwijs ik u naar de
// brief van"; not a promise, and not for some of the questions. Pure, linear.
[[nodiscard]] NoticeSays notice_says(std::string_view sentence);

// The office that a sentence passes questions on to, as printed: "minister van Infrastructuur en Waterstaat". Empty if
// it names none.
[[nodiscard]] std::string passed_on_to(std::string_view sentence);

}  // namespace griffier::publications
