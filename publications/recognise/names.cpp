// How names are printed, see people.h.
#include <algorithm>
#include <array>

#include "publications/recognise/people.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

bool is_particle(std::string_view word) {
  static constexpr std::array<std::string_view, 22> kParticles{"van", "de",  "den", "der", "het", "ten", "ter", "te",
                                                               "in",  "la",  "le",  "du",  "el",  "von", "op",  "'t",
                                                               "’t",  "aan", "bij", "-",   "–",   "voor"};
  return std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
}

}  // namespace

std::string usual_case(std::string_view text) {
  bool capitals = true;
  for (const char c : text) capitals = capitals && !(c >= 'a' && c <= 'z');
  if (!capitals) return std::string(text);
  auto out = lower(text);
  std::size_t start = 0;
  while (start < out.size()) {
    auto end = out.find(' ', start);
    if (end == npos) end = out.size();
    const auto word = std::string_view(out).substr(start, end - start);
    if (word != "en" && word != "van" && word != "de" && word != "het" && word != "voor" && !word.empty() &&
        out[start] >= 'a' && out[start] <= 'z')
      out[start] = static_cast<char>(out[start] - 'a' + 'A');
    start = end + 1;
  }
  return out;
}

std::string name_in_usual_case(std::string_view text) {
  auto out = usual_case(text);
  if (out == text) return out;
  const bool members = starts_with(text, "lid ") || starts_with(text, "leden ");
  bool first = true;  // of a name or of the whole
  for (std::size_t start = 0; start < out.size();) {
    const auto end = std::min(out.find(' ', start), out.size());
    const auto word = lower(std::string_view(out).substr(start, end - start));
    const bool small = is_particle(word) || word == "en" || word == "voor";
    if (small && (!first || word == "en")) out[start] = lower(out[start]);
    if (small && first && members && word != "en" && out[start] >= 'a')
      out[start] = static_cast<char>(out[start] - 'a' + 'A');
    first = members && (word == "lid" || word == "leden" || word == "en" || word.ends_with(','));
    start = end + 1;
  }
  return out;
}

std::string committee_name(std::string_view text) {
  text = trim_all(text, ",.[]0123456789");
  const auto of = std::min(find(text, " voor "), find(text, " van "));
  if (of == npos) return std::string(text);
  if (usual_case(text) == text) return lower(text.substr(0, of)) + std::string(text.substr(of));
  const auto name = of + 5;
  return lower(text.substr(0, name)) + name_in_usual_case(text.substr(name));
}

bool is_name(std::string_view text) {
  text = trim_all(text, ",");
  if (text.size() > 110) return false;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view title : {"drs. ", "mr. ", "ir. ", "ing. ", "dr. ", "prof. ", "mw. ", "dhr. "}) {
      if (!text.starts_with(title)) continue;
      text = trim(text.substr(title.size()));
      again = true;
    }
  }
  // "R. (Robert) Veerman": the name that a person goes by stands between the initials and the surname.
  const auto open = text.find(" (");
  const auto close = text.find(") ", open == npos ? text.size() : open);
  if (close != npos && close < 40) {
    const auto given = text.substr(open + 2, close - open - 2);
    return given.find_first_of("0123456789/") == npos && starts_with_capital(given) &&
           is_name(std::string(text.substr(0, open)) + std::string(text.substr(close + 1)));
  }
  if (text.size() < 3 || text.size() > 80 || !starts_with_capital(text)) return false;
  if (text.find_first_of("0123456789?!:;/()<>\"@") != npos) return false;
  if (text.back() == '.' && text.find(' ') != npos) return false;
  std::size_t words = 0;
  std::size_t capitals = 0;
  for (std::size_t start = 0; start < text.size();) {
    auto end = text.find(' ', start);
    if (end == npos) end = text.size();
    const auto word = text.substr(start, end - start);
    start = end + 1;
    if (word.empty()) continue;
    ++words;
    if (role_length(word) > 0 || same(word, "datum") || same(word, "kenmerk")) return false;
    const bool title = word.back() == '.' && word.size() <= 5;
    if (starts_with_capital(word))
      ++capitals;
    else if (!is_particle(lower(word)) && !title)
      return false;
  }
  return words >= 1 && words <= 8 && capitals >= 1;
}

}  // namespace griffier::publications::reader
