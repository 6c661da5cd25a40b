#include "publications/recognise/links.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <variant>

#include "publications/facts.h"
#include "publications/identifier.h"
#include "publications/recognise/metadata.h"
#include "publications/recognise/question_header.h"
#include "publications/recognise/words.h"
#include "publications/reference.h"
#include "publications/reference_scan.h"
#include "publications/web_address.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kMostLinks = 5000;     // of one paper; more is a list of everything
constexpr std::size_t kLongestQuote = 1000;  // bytes of `printed`

const char* relation_of(const std::string& kind) {
  if (kind == "url") return "address";
  for (const char* const cited : {"law", "judgment", "celex", "case", "resolution"}) {
    if (kind == cited) return "cites";
  }
  return "refers";
}

std::string quote(std::string text) {
  if (text.size() <= kLongestQuote) return text;
  std::size_t end = kLongestQuote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

// "2024D38123" is the number of a document of the Tweede Kamer, whose identity is "tk-2024D38123".
std::string target_of(const Reference& reference) {
  return reference.kind == "document" ? "tk-" + reference.target : reference.target;
}

bool is_identity(const Reference& reference) {
  static const std::unordered_set<std::string_view> kOther{"law", "celex", "url", "case", "resolution", "toezegging"};
  if (parse_identifier(reference.target)) return true;
  if (kOther.contains(reference.kind)) return false;
  return find_zaaknummer(reference.target).has_value() || reference.kind == "zaak" || reference.kind == "document";
}

class Linker {
 public:
  Linker(Reading& reading, const Text& text, const Hints& hints) : reading_(reading), found_(find_references(text)) {
    add_said(hints);
    add_own_number(text);
    for (const auto& id : {reading.document_id, reading.derived_document_id, reading.zaaknummer}) {
      if (id) own_.insert(*id);
    }
    own_.insert(reading.aliases.begin(), reading.aliases.end());
    if (reading.zaaknummer) own_.insert("kv-tk-" + *reading.zaaknummer);
    dossiers_.insert(reading.dossiers.begin(), reading.dossiers.end());
    if (reading.dossier) add_dossier(*reading.dossier);
  }

  void structure(std::size_t header_block) {
    if (reading_.parent) add("annex_of", kind_of_target(*reading_.parent), *reading_.parent, "", -1);
    // Those that the text refers to are not known yet: these are the publisher's.
    for (const auto& id : reading_.dossiers)
      if (reading_.dossier != id) add("refers", "dossier", id, "", -1);
    correction();
    replacement();
    questions();
    for (const auto& id : reading_.see_also) {
      const auto at = std::find_if(found_.begin(), found_.end(),
                                   [&](const Reference& one) { return one.target == id && one.block < header_block; });
      const bool there = at != found_.end();
      add("see_also", kind_of_target(id), id, there ? at->printed : "", there ? static_cast<int>(at->block) : -1);
    }
  }

  // The letter that the Kamer's register says a toezegging was kept by: "Kamerstuk 19637, nr. 3301".
  void kept_by(const std::string& letter) {
    if (letter.empty()) return;
    Text line;
    line.blocks.push_back({BlockKind::paragraph, 0, "", letter});
    auto found = find_references(line);
    std::erase_if(found, [](const Reference& one) { return one.kind == "zaak" || !names_publication(one); });
    for (const char* const series : {"", "kst-"}) {
      const auto whole = found.empty() ? parse_identifier(series + letter) : std::nullopt;
      if (whole) found.push_back({kind_of(*whole), to_id(*whole), letter, 0});
    }
    for (const auto& reference : found) add("kept_by", reference.kind, target_of(reference), letter, -1);
    if (found.empty()) reading_.links.push_back({"kept_by", "", "", quote(letter), -1});
  }

  // The register of the Tweede Kamer has the paper, and its file is yet to come: what is read is the register's word.
  void file_to_come(const Text& text, const Hints& hints) {
    if (!hints.facts.contains(facts::kSoort)) return;
    for (std::size_t i = text.blocks.size(); i-- > 0 && i + 3 > text.blocks.size();) {
      if (!starts_with(text.blocks[i].text, "het bestand van dit stuk is er nog niet")) continue;
      reading_.links.push_back({"file_to_come", "", "", text.blocks[i].text, static_cast<int>(i)});
      return;
    }
  }

  void references(std::size_t header_block) {
    std::unordered_set<std::string> seen = own_;
    seen.insert(reading_.references.begin(), reading_.references.end());
    for (auto& reference : found_) {
      const bool also =
          std::find(reading_.see_also.begin(), reading_.see_also.end(), reference.target) != reading_.see_also.end();
      if (also && reference.block < header_block) continue;
      note(reference);
      if (const auto parsed = parse_identifier(reference.target)) {
        if (const auto* stuk = std::get_if<Kamerstuk>(&*parsed)) add_dossier(stuk->dossier.id());
      } else if (reference.kind == "dossier") {
        add_dossier(reference.target);
        continue;
      }
      if (reference.kind == "url" || reference.target.empty() || !seen.insert(reference.target).second) continue;
      (is_identity(reference) ? reading_.references : reading_.other_references).push_back(std::move(reference.target));
    }
  }

  // The link of an undertaking names what its sentence and its footnote name.
  void undertaking(const char* relation, const Undertaking& one) {
    Text text;
    text.blocks.push_back({BlockKind::paragraph, 0, "", one.source});
    bool named = false;
    for (const auto& reference : find_references(text)) {
      if (!is_identity(reference) && reference.kind != "toezegging") continue;
      if (reference.kind == "dossier" || own_.contains(reference.target)) continue;
      add(relation, reference.kind, target_of(reference), one.text, one.block);
      named = true;
    }
    if (!named && reading_.links.size() < kMostLinks)
      reading_.links.push_back({relation, "", "", quote(one.text), one.block});
  }

 private:
  // "2023D06019 INBRENG VERSLAG VAN EEN SCHRIFTELIJK OVERLEG": the number of the paper itself.
  void add_own_number(const Text& text) {
    constexpr std::size_t kFirst = 3;
    constexpr std::size_t kNumber = 10;  // bytes
    for (std::size_t i = 0; i < std::min(text.blocks.size(), kFirst); ++i) {
      const std::string_view words = text.blocks[i].text;
      if (words.size() > kNumber + 2 && words[4] == 'D' && words[kNumber] == ' ' && words[kNumber + 1] >= 'A' &&
          words[kNumber + 1] <= 'Z' && words[kNumber + 2] >= 'A' && words[kNumber + 2] <= 'Z')
        own_.insert(std::string(words.substr(0, kNumber)));
    }
  }

  // What the publisher says beside the text stands in no block.
  void add_said(const Hints& hints) {
    const auto said = hints.facts.find(facts::kReferences);
    if (said == hints.facts.end()) return;
    Text lines;
    lines.blocks.push_back({BlockKind::paragraph, 0, "", said->second});
    for (auto& reference : find_references(lines)) {
      reference.block = static_cast<std::size_t>(-1);
      found_.push_back(std::move(reference));
    }
  }

  static std::string kind_of_target(const std::string& id) {
    const auto parsed = parse_identifier(id);
    return parsed ? kind_of(*parsed) : "publication";
  }

  void add_dossier(const std::string& id) {
    if (!id.empty() && dossiers_.insert(id).second) reading_.dossiers.push_back(id);
  }

  void add(std::string relation, std::string kind, std::string target, std::string printed, int block) {
    if (target.empty() || own_.contains(target) || reading_.links.size() >= kMostLinks) return;
    if (!linked_.insert(relation + ' ' + target).second) return;
    reading_.links.push_back(
        {std::move(relation), std::move(kind), std::move(target), quote(std::move(printed)), block});
  }

  void note(const Reference& reference) {
    const auto block = static_cast<int>(reference.block);
    if (reference.kind == "dossier" && reading_.dossier == reference.target) return;
    if (reference.kind == "url") {
      if (auto named = named_by_address(reference.target))
        return add("address", std::move(named->kind), std::move(named->target), reference.printed, block);
    }
    add(relation_of(reference.kind), reference.kind, target_of(reference), reference.printed, block);
  }

  // "kst-31415-9-h1" replaces kst-31415-9, "kst-31415-9-n1" corrects it.
  void correction() {
    auto parsed = reading_.document_id ? parse_identifier(*reading_.document_id) : std::nullopt;
    if (!parsed) return;
    std::visit(
        [&](auto& id) {
          if constexpr (requires { id.suffix; }) {
            const char kind = std::exchange(id.suffix, {}).kind;
            if (kind != 'h' && kind != 'n') return;
            const Identifier main = id;
            add(kind == 'h' ? "replaces" : "corrects", kind_of(main), to_id(main), "", -1);
          }
        },
        *parsed);
  }

  // "GEWIJZIGDE MOTIE ... TER VERVANGING VAN DIE GEDRUKT ONDER NR. 14", a paper of the same dossier.
  void replacement() {
    const auto at = find(reading_.title, "gedrukt onder nr");
    if (at == npos || !reading_.dossier) return;
    auto rest = trim_all(std::string_view(reading_.title).substr(at + 16), ".S s");
    std::size_t digits = 0;
    while (digits < rest.size() && is_digit(rest[digits])) ++digits;
    if (digits == 0 || digits > 4) return;
    auto id = "kst-" + *reading_.dossier + '-' + std::string(rest.substr(0, digits));
    if (!own_.contains(id)) reading_.references.push_back(id);
    add("replaces", "kamerstuk", std::move(id), "", -1);
  }

  void questions() {
    const char* const relation = reading_.kind == "answer"         ? "answers"
                                 : reading_.kind == "postponement" ? "postpones"
                                 : reading_.kind == "other_notice" ? "notice_on"
                                                                   : nullptr;
    if (relation == nullptr || !reading_.zaaknummer) return;
    auto cases = reading_.further_zaaknummers;
    cases.insert(cases.begin(), *reading_.zaaknummer);
    const auto kamer = reading_.kamer.value_or("tk");
    for (const auto& number : cases) {
      auto id = "kv-" + kamer + '-' + number;
      own_.erase(id);
      add(relation, "kamervraag", std::move(id), "", -1);
    }
    for (const auto& number : cases) own_.insert("kv-" + kamer + '-' + number);
  }

  Reading& reading_;
  std::vector<Reference> found_;
  std::unordered_set<std::string> own_, dossiers_, linked_;
};

}  // namespace

void read_links(Reading& reading, const Text& text, const Hints& hints, const Paper& paper, std::size_t header_end,
                const Undertakings& undertakings) {
  const auto header_block =
      header_end == 0 || header_end > paper.body.size() ? 0 : paper.body[header_end - 1].block + 1;
  Linker linker(reading, text, hints);
  linker.structure(header_block);
  linker.kept_by(fact(hints, facts::kToezeggingLetter));
  linker.file_to_come(text, hints);
  linker.references(header_block);
  for (const auto& one : undertakings.requests_answered) linker.undertaking("request_answered", one);
  for (const auto& one : undertakings.motions_done) linker.undertaking("motion_done", one);
  for (const auto& one : undertakings.promises_fulfilled) linker.undertaking("promise_fulfilled", one);
  for (const auto& one : undertakings.promises) linker.undertaking("promise", one);
}

}  // namespace griffier::publications::reader
