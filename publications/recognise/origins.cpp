#include "publications/recognise/origins.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "publications/recognise/kinds.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kHead = 48;        // blocks
constexpr std::size_t kFoot = 24;        // blocks
constexpr std::size_t kOfABlock = 2000;  // bytes
constexpr std::size_t kBeginning = 28;   // bytes of a squashed text by which its beginning is known

class Places {
 public:
  explicit Places(const Text& text) {
    const auto size = text.blocks.size();
    for (std::size_t i = 0; i < size; ++i) {
      if (i >= kHead && i + kFoot < size) i = size - kFoot;
      const auto& block = text.blocks[i];
      auto folded = squash(block.label);
      folded += squash(std::string_view(block.text).substr(0, kOfABlock));
      blocks_.emplace_back(static_cast<int>(i), std::move(folded));
    }
  }

  // The first block that says all of it, else the first that begins with its beginning.
  [[nodiscard]] int of(std::string_view value) const {
    const auto folded = squash(value);
    if (folded.empty()) return -1;
    const int whole = holding(folded, {});
    if (whole >= 0 || folded.size() <= kBeginning) return whole;
    return holding(std::string_view(folded).substr(0, kBeginning), {});
  }

  // The last block that says it: of signatures.
  [[nodiscard]] int last_of(std::string_view value) const {
    const auto folded = squash(value);
    for (auto block = blocks_.rbegin(); block != blocks_.rend() && !folded.empty(); ++block)
      if (block->second.find(folded) != npos) return block->first;
    return -1;
  }

  // The first block with the day, rather one with one of these words.
  [[nodiscard]] int of(const Date& date, std::initializer_list<std::string_view> words) const {
    const auto iso = iso_date(date);
    if (iso.size() != 10) return -1;
    const auto written = squash(dutch_date(date));
    const auto figures = iso.substr(8, 2) + iso.substr(5, 2) + iso.substr(0, 4);
    for (const auto& wanted : {words, std::initializer_list<std::string_view>{}}) {
      for (const auto& form : {written, figures, squash(iso)})
        if (const int at = holding(form, wanted); at >= 0) return at;
    }
    return -1;
  }

  // The first block with the number, as a number of its own, and with one of these words.
  [[nodiscard]] int of_number(std::string_view number, std::initializer_list<std::string_view> words) const {
    return holding(squash(number), words);
  }

 private:
  [[nodiscard]] int holding(std::string_view form, std::initializer_list<std::string_view> words) const {
    for (const auto& [index, text] : blocks_) {
      if (!stands_in(text, form)) continue;
      const bool fits =
          words.size() == 0 ||
          std::any_of(words.begin(), words.end(), [&t = text](std::string_view word) { return t.find(word) != npos; });
      if (fits) return index;
    }
    return -1;
  }

  // A form that begins or ends with a figure is no part of a longer number.
  static bool stands_in(std::string_view text, std::string_view form) {
    for (auto at = text.find(form); at != npos && !form.empty(); at = text.find(form, at + 1)) {
      const auto end = at + form.size();
      const bool begins = at == 0 || !is_digit(form.front()) || !is_digit(text[at - 1]);
      const bool ends = end == text.size() || !is_digit(form.back()) || !is_digit(text[end]);
      if (begins && ends) return true;
    }
    return false;
  }

  std::vector<std::pair<int, std::string>> blocks_;
};

class Noter {
 public:
  Noter(Reading& reading, const Text& text) : reading_(reading), places_(text) {}

  void texts() {
    note("title", reading_.title);
    note("subject", reading_.subject);
    note("dossier_title", reading_.dossier_title);
    note("place", reading_.place);
    note("sender", reading_.sender);
    note("addressee", reading_.addressee);
    note("toelichting", reading_.toelichting);
    for (const auto& [name, value] : {std::pair{"kenmerk", &reading_.kenmerk},
                                      {"committee", &reading_.committee},
                                      {"notice_reason", &reading_.notice_reason},
                                      {"document_id", &reading_.document_id},
                                      {"derived_document_id", &reading_.derived_document_id},
                                      {"zaaknummer", &reading_.zaaknummer},
                                      {"dossier", &reading_.dossier}})
      if (*value) note(name, **value);
  }

  void numbers() {
    if (reading_.document_number_in_dossier)
      put("document_number_in_dossier", places_.of_number("nr" + *reading_.document_number_in_dossier, {}));
    if (reading_.aanhangselnummer)
      put("aanhangselnummer", places_.of_number(std::to_string(*reading_.aanhangselnummer), {"aanhangsel", "ah"}));
    if (reading_.vergaderjaar) put("vergaderjaar", places_.of_number(*reading_.vergaderjaar, {}));
    if (reading_.kamer)
      put("kamer", places_.of(*reading_.kamer == "ek"   ? "Eerste Kamer der"
                              : *reading_.kamer == "vv" ? "Verenigde Vergadering"
                                                        : "Tweede Kamer der"));
    if (!reading_.dossiers.empty()) put("dossiers", places_.of(reading_.dossiers.front()));
  }

  void dates() {
    note("asked_on", reading_.asked_on, {"ingezonden", "vragen"});
    note("received_on", reading_.received_on, {"ontvangen", "mededeling", "antwoord"});
    note("answered_on", reading_.answered_on, {});
    note("due_on", reading_.due_on, {});
    note("date", reading_.date, {"denhaag", "datum", "voorgesteld", "vastgesteld"});
  }

  void people() {
    if (!reading_.askers.empty()) put("askers", places_.of(reading_.askers.front().name));
    if (!reading_.addressed_to.empty()) put("addressed_to", places_.of(reading_.addressed_to.front()));
    if (!reading_.answered_by.empty()) {
      const auto& name = reading_.answered_by.front().name;
      put("answered_by", reading_.signatories.empty() ? places_.of(name) : places_.last_of(name));
    }
    if (!reading_.on_behalf_of.empty()) put("on_behalf_of", places_.of(reading_.on_behalf_of.front()));
    if (reading_.signatory) put("signatory", places_.last_of(reading_.signatory->name));
    if (!reading_.signatories.empty()) put("signatories", places_.last_of(reading_.signatories.front().name));
  }

  void contents() {
    if (!reading_.questions.empty()) put("questions", places_.of(reading_.questions.front().text));
    if (!reading_.answers.empty()) put("answers", places_.of(reading_.answers.front().text));
    if (!reading_.fracties.empty()) put("fracties", places_.of(reading_.fracties.front().name + "-fractie"));
    linked("see_also", "see_also", !reading_.see_also.empty());
    linked("references", "refers", !reading_.references.empty());
    linked("other_references", "cites", !reading_.other_references.empty());
    linked("promises", "promise", !reading_.promises.empty());
    linked("motions_done", "motion_done", !reading_.motions_done.empty());
    linked("promises_fulfilled", "promise_fulfilled", !reading_.promises_fulfilled.empty());
    linked("requests_answered", "request_answered", !reading_.requests_answered.empty());
  }

  void kind() {
    const bool by_title = kind_of_title(reading_.title) == reading_.kind;
    const auto title = reading_.origins.find("title");
    put("kind", by_title && title != reading_.origins.end() ? title->second.block : -1);
  }

 private:
  void put(const char* name, int block) { reading_.origins.try_emplace(name, Origin{"text", block}); }
  void note(const char* name, std::string_view value) {
    if (!value.empty() && !reading_.origins.contains(name)) put(name, places_.of(value));
  }
  void note(const char* name, const std::optional<Date>& date, std::initializer_list<std::string_view> words) {
    if (date) put(name, places_.of(*date, words));
  }
  void linked(const char* name, std::string_view relation, bool is_there) {
    if (!is_there) return;
    const auto first = std::find_if(reading_.links.begin(), reading_.links.end(),
                                    [&](const Link& link) { return link.relation == relation; });
    put(name, first == reading_.links.end() ? -1 : first->block);
  }

  Reading& reading_;
  Places places_;
};

}  // namespace

void note_origins(Reading& reading, const Text& text) {
  Noter noter(reading, text);
  noter.texts();
  noter.numbers();
  noter.dates();
  noter.people();
  noter.contents();
  noter.kind();
}

}  // namespace griffier::publications::reader
