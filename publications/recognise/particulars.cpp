#include "publications/recognise/particulars.h"

#include <algorithm>

#include "publications/recognise/dates.h"
#include "publications/recognise/kamerstuk_head.h"
#include "publications/recognise/people.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {

std::optional<Date> settled_date(const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 16); ++i) {
    std::string_view text = paper.body[i].text;
    const auto stated = stated_at(text);
    if (stated != npos) text = text.substr(stated);
    if (text.size() < 120 && starts_with(text, "vastgesteld ")) return first_date(text);
  }
  return std::nullopt;
}

void read_stated_date(Reading& reading, const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 40) && !reading.date; ++i) {
    const std::string_view text = paper.body[i].text;
    for (const std::string_view word : {"voorgesteld", "vastgesteld", "ontvangen", "den haag,"}) {
      if (text.size() >= 120 || !starts_with(text, word)) continue;
      reading.date = read_date(trim(text.substr(word.size())));
      if (!reading.date && word != "den haag,") reading.date = first_date(text);  // "tijdens het debat van ..."
      if (reading.date) break;
    }
    // "GEWIJZIGD VOORSTEL VAN WET" and the day below it.
    std::size_t length = 0;
    const auto below = i > 0 && !reading.date && text.size() < 40 ? read_date(text, &length) : std::nullopt;
    if (below && length == text.size() && !reading.title.empty() && paper.body[i - 1].text.ends_with(reading.title))
      reading.date = below;
    const auto stated = stated_at(text);
    if (!reading.date && stated != npos) reading.date = first_date(text.substr(stated));
  }
  if (!reading.date) reading.date = reading.received_on ? reading.received_on : reading.asked_on;
}

void read_committee(Reading& reading, const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 40) && !reading.committee; ++i) {
    const std::string_view text = paper.body[i].text;
    if (!has(text, "commissie ")) continue;
    auto at = npos;
    for (const std::string_view word : {"vaste commissie voor ", "vaste commissie van ", "algemene commissie voor ",
                                        "tijdelijke commissie ", "bijzondere commissie "})
      at = std::min(at, find(text, word));
    if (at == npos) continue;
    auto name = text.substr(at);
    for (const std::string_view stop : {" heeft ",
                                        " hebben ",
                                        " bestond",
                                        " heb ",
                                        " een aantal",
                                        " aan de ",
                                        " (",
                                        ". ",
                                        "\t",
                                        " voor de leden",
                                        " is ",
                                        " en de ",
                                        "[^",
                                        " over ",
                                        " d.d. ",
                                        " verzocht",
                                        " vraagt",
                                        " wenst ",
                                        " om ",
                                        " inzake ",
                                        ", belast",
                                        " informeer ik",
                                        " bericht ik",
                                        " soort:",
                                        " volgcommissie",
                                        " activiteit:",
                                        " datum:"})
      name = name.substr(0, find(name, stop));
    for (auto of = find(name, " van "); of != npos; of = find(name, " van ", of + 1)) {
      if (of + 5 < name.size() && is_digit(name[of + 5])) name = name.substr(0, of);  // "van 11 september"
    }
    if (name.size() < 140) reading.committee = committee_name(name);
  }
}

}  // namespace griffier::publications::reader
