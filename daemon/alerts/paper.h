// What one message says of one paper: the events of one revision; the words are those of wording.h. Private to
// rendering.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {

// The events of one revision of one document; borrows the items.
struct Paper {
  std::vector<const AlertItem*> items;  // the one that matters most first
  [[nodiscard]] const AlertItem& first() const { return *items.front(); }
  [[nodiscard]] const store::EventRow& event() const { return items.front()->delivery.event; }
  [[nodiscard]] const store::DocumentRow& document() const { return items.front()->delivery.document; }
  [[nodiscard]] const AlertItem& with_comparison() const;  // the first that has one, else first()
};
// In the order of their events.
[[nodiscard]] std::vector<Paper> papers_of(const std::vector<AlertItem>& items);

// "kst-19637-3274 Brief van de Minister …": one line, at most about `most` bytes, cut at a word.
[[nodiscard]] std::string heading(const Paper& paper, std::size_t most);
// "12 woorden in 2 alinea's", "alleen opmaak"; empty without a difference.
[[nodiscard]] std::string extent(const Paper& paper);
// "Beantwoord: kv-…: vraag 3 van 3 beantwoord op 1 december 2024": what happened, without repeating what the heading
// says.
[[nodiscard]] std::string happening(const Paper& paper, const store::EventRow& event);
// "versie 2, gepubliceerd op 19 september 2024, dossier 19637".
[[nodiscard]] std::string circumstances(const Paper& paper);

// What question events are about: the questions that they changed; when these aren't known, the questions of the paper,
// or of the fracties that the events name; with their answers.
[[nodiscard]] std::vector<Exchange> exchanges(const Paper& paper);
[[nodiscard]] bool is_about_questions(const Paper& paper);

// One line without control characters, white space folded, broken UTF-8 replaced.
[[nodiscard]] std::string one_line(std::string_view text);
// At most `most` bytes, cut at a space where there is one, with "…" when something went.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t most);
// "kenmerk: 2024-1 → 2024-2" for each fact that a change of metadata changed.
[[nodiscard]] std::vector<std::string> changed_facts(const Paper& paper);
// The links of all its events, each once.
[[nodiscard]] std::vector<std::string> links_of(const Paper& paper);
// What there is to say of each event; nothing where the label in the heading says it all.
[[nodiscard]] std::vector<std::string> happenings(const Paper& paper);
[[nodiscard]] bool is_web_address(std::string_view link);
// What a link leads to: "Bron", "Deze versie", "Verschil", "Vragen".
[[nodiscard]] std::string_view link_name(std::string_view link);

}  // namespace griffier::daemon
