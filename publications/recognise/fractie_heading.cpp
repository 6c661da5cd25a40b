// The headings over the questions of one fractie, see consultation.h.
#include <optional>

#include "publications/fracties.h"
#include "publications/recognise/consultation.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// Without the small words in front of a name, which are never capitals: "van de leden van de VVD" is "VVD". `members`
// receives whether one of them says that members or a fractie follow.
std::string_view without_small_words(std::string_view text, bool& members) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view word : {"van ", "vanuit ", "door ", "de ", "het ", "leden ", "lid ", "fractie ",
                                        "fracties ", "fractieleden ", "fractie-"}) {
      if (!text.starts_with(word)) continue;
      members = members || word.front() == 'l' || word.front() == 'f';
      text = trim(text.substr(word.size()));
      again = true;
    }
  }
  return text;
}

// "GroenLinks- en PvdA-fractie" and "GroenLinks-fractie en de PvdA-fractie" are "GroenLinks en PvdA".
std::string fractie_name(std::string_view text) {
  text = trim_all(text.substr(0, find(text, " en reactie van")), ".,:;");
  bool members = false;
  text = without_small_words(starts_with(text, "de ") ? text.substr(3) : text, members);
  for (const std::string_view word : {"-fractieleden", "-fracties", "-fractie", "- fractie", " fractie", "fractie"}) {
    if (!ends_with(text, word)) continue;
    text.remove_suffix(word.size());
    break;
  }
  std::string name(trim_all(text, "-.,:;"));
  for (const std::string_view joint : {"-fractie en de ", "-fractie en ", "- en de ", "- en ", " en de "})
    name = replace_all(name, joint, " en ");
  return name;
}

// What follows the words that say whose questions stand under a heading; nothing if it does not begin with them.
std::optional<std::string_view> behind_heading_words(std::string_view text) {
  // "Reactie van de Minister op de vragen van ..."
  for (const std::string_view office :
       {"reactie van ", "antwoord van ", "antwoorden van ", "reactie minister", "antwoord minister",
        "reactie staatssecretaris", "antwoord staatssecretaris", "reactie bewindspersoon", "reactie kabinet"}) {
    const auto op = starts_with(text, office) ? find(text, " op ") : npos;
    if (op == npos) continue;
    text = text.substr(op + 4);
    if (text.starts_with("de ")) text = text.substr(3);
    break;
  }
  for (const std::string_view before :
       {"antwoorden op ", "antwoord op ", "reactie op ", "beantwoording van ", "beantwoording "}) {
    if (!starts_with(text, before)) continue;
    text = text.substr(before.size());
    if (text.starts_with("de ")) text = text.substr(3);
    break;
  }
  for (const std::string_view phrase : {"vragen en opmerkingen ", "vragen en/of opmerkingen ", "vragen/opmerkingen ",
                                        "vragen ", "opmerkingen ", "inbreng ", "fractie "}) {
    if (starts_with(text, phrase)) return trim(text.substr(phrase.size()));
  }
  return std::nullopt;
}

}  // namespace

std::string fractie_of_heading(std::string_view paragraph) {
  const auto text = trim_all(without_section_number(paragraph), ".:");
  if (text.size() > 160 || text.find('?') != npos || text.find(". ") != npos) return {};
  if (const auto rest = behind_heading_words(text)) {
    if (rest->find_first_of(",(") != npos || has(*rest, " over ") || has(*rest, " aan de ")) return {};
    bool members = has(*rest, "fractie") || has_word(*rest, "groep");
    const auto name = fractie_name(without_small_words(*rest, members));
    const bool capital = starts_with_capital(name) || starts_with(name, "50plus");
    return capital && (members || is_fractie(name)) ? name : std::string{};
  }
  const bool named = text.size() < 60 && ends_with(text, "-fractie");
  return named && (starts_with_capital(text) || starts_with(text, "50plus")) ? fractie_name(text) : std::string{};
}

}  // namespace griffier::publications::reader
