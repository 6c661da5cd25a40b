#include "store/record/questions_refer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "publications/ascii.h"

namespace griffier::store {
namespace {

namespace ascii = publications::ascii;

constexpr std::size_t kShort = 600;   // bytes: a longer answer says enough by itself
constexpr std::size_t kNear = 80;     // between the words of one reference
constexpr int kLongestRange = 100;    // questions
constexpr int kHighestNumber = 9999;  // of a question; years and laws are not meant

bool is_word_at(std::string_view text, std::size_t at, std::string_view word) {
  return text.substr(at, word.size()) == word && (at == 0 || !ascii::is_alnum(text[at - 1]));
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from, std::size_t until) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos && at < until; at = text.find(word, at + 1))
    if (is_word_at(text, at, word)) return at;
  return std::string_view::npos;
}

void add(std::vector<std::string>& out, int number) {
  auto text = std::to_string(number);
  if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
}

// "2, 3 en 5 t/m 7" from `at` on.
void take_numbers(std::string_view text, std::size_t at, std::vector<std::string>& out) {
  int last = 0;
  bool range = false;
  while (at < text.size()) {
    if (ascii::is_digit(text[at])) {
      int number = 0;
      const auto end = std::from_chars(text.data() + at, text.data() + text.size(), number);
      at = static_cast<std::size_t>(end.ptr - text.data());
      if (end.ec != std::errc{} || number < 1 || number > kHighestNumber) return;
      if (range && number > last && number - last <= kLongestRange) {
        for (int n = last + 1; n < number; ++n) add(out, n);
      }
      add(out, number);
      last = number;
      range = false;
      continue;
    }
    bool joined = false;
    for (const std::string_view joint : {"tot en met", "t/m", "en", ",", "-", "\xE2\x80\x93", " ", "\n"}) {
      if (text.substr(at, joint.size()) != joint) continue;
      range |= joint == "tot en met" || joint == "t/m" || joint == "-" || joint == "\xE2\x80\x93";
      at += joint.size();
      joined = true;
      break;
    }
    if (!joined) return;
  }
}

}  // namespace

std::vector<std::string> answers_referred_to(std::string_view answer) {
  std::vector<std::string> out;
  if (answer.size() > kShort) return out;
  std::string text(answer);
  std::transform(text.begin(), text.end(), text.begin(), ascii::to_lower);
  for (const std::string_view verb : {"zie", "verwijs", "verwijzen", "verwezen", "verwijst"}) {
    for (std::size_t at = find_word(text, verb, 0, text.size()); at != std::string::npos;
         at = find_word(text, verb, at + 1, text.size())) {
      const auto until = std::min(text.size(), at + kNear);
      auto noun = std::min({find_word(text, "antwoord", at, until), find_word(text, "beantwoording", at, until)});
      if (noun == std::string::npos) continue;
      const auto question =
          std::min(find_word(text, "vraag", noun, noun + kNear), find_word(text, "vragen", noun, noun + kNear));
      if (question == std::string::npos) continue;
      auto number = question + (text.compare(question, 6, "vragen") == 0 ? 6U : 5U);
      take_numbers(text, number, out);
    }
  }
  return out;
}

}  // namespace griffier::store
