#include "publications/reference.h"

#include <algorithm>
#include <array>
#include <span>

#include "publications/ascii.h"
#include "publications/citation.h"
#include "publications/reference_scan.h"

namespace griffier::publications {
namespace {

struct KindOf {
  std::string operator()(const Kamerstuk&) const { return "kamerstuk"; }
  std::string operator()(const Onopgemaakt& x) const { return series(x.series); }
  std::string operator()(const Aanhangsel&) const { return "aanhangsel"; }
  std::string operator()(const Kamervraag&) const { return "kamervraag"; }
  std::string operator()(const Handelingen&) const { return "handelingen"; }
  std::string operator()(const Reeks& x) const { return series(x.series); }
  std::string operator()(const TweedeKamerDocument&) const { return "publication"; }
  std::string operator()(const Ecli&) const { return "judgment"; }

 private:
  static std::string series(const std::string& name) {
    if (name == "kst") return "kamerstuk";
    if (name == "ah") return "aanhangsel";
    if (name == "kv") return "kamervraag";
    if (name == "stb") return "staatsblad";
    if (name == "stcrt") return "staatscourant";
    return name == "trb" ? "tractatenblad" : "publication";
  }
};

FoundList as_found(const std::vector<Cited>& cited) {
  FoundList out;
  for (const auto& one : cited) {
    if (one.identifier)
      out.push_back({kind_of(*one.identifier), to_id(*one.identifier), one.begin, one.end});
    else if (one.dossier)
      out.push_back({"dossier", one.dossier->id(), one.begin, one.end});
  }
  return out;
}

using Take = FoundList (*)(Scanner&);

FoundList kamerstukken(Scanner& in) { return as_found(take_kamerstukken(in)); }
FoundList bare_kamerstukken(Scanner& in) { return as_found(take_bare_kamerstukken(in, Surroundings::running_text)); }
FoundList numbered_motion(Scanner& in) { return as_found(take_numbered_motion(in)); }
FoundList aanhangsels(Scanner& in) { return as_found(take_aanhangsels(in)); }
FoundList handelingen(Scanner& in) { return as_found(take_handelingen(in)); }
FoundList gazette(Scanner& in) { return as_found(take_gazette(in)); }

// The readers that may find something at a word, by its first letter.
constexpr Take kA[] = {take_identifier, aanhangsels, take_articles, take_un_document};
constexpr Take kB[] = {take_identifier, take_european_act, take_numbered};
constexpr Take kC[] = {take_european_case, take_commission_document, take_un_document};
constexpr Take kF[] = {take_european_case};
constexpr Take kJ[] = {take_commission_document};
constexpr Take kD[] = {kamerstukken};
constexpr Take kE[] = {take_identifier, aanhangsels, kamerstukken, take_human_rights_case, take_un_document};
constexpr Take kH[] = {take_address, take_identifier, aanhangsels, handelingen};
constexpr Take kK[] = {take_identifier, kamerstukken, numbered_motion};
constexpr Take kR[] = {take_european_act, take_numbered};
constexpr Take kS[] = {take_identifier, gazette, take_un_document, take_commission_document};
constexpr Take kT[] = {take_european_case, take_identifier, aanhangsels, kamerstukken, gazette, take_numbered};
constexpr Take kV[] = {take_european_act, aanhangsels, take_numbered};
constexpr Take kW[] = {take_address, take_identifier};
constexpr Take kSeriesOnly[] = {take_identifier};

std::span<const Take> readers_of_word(char first) {
  static constexpr std::array<std::span<const Take>, 26> kReaders = {
      kA,          kB, kC,          kD, kE, kF, kSeriesOnly, kH, {}, kJ, kK, {}, {},  // a to m
      kSeriesOnly, {}, kSeriesOnly, {}, kR, kS, kT,          kR, kV, kW, {}, {}, {}   // n to z
  };
  return kReaders[static_cast<std::size_t>(ascii::to_lower(first) - 'a')];
}

// Goes through one text, word by word.
class Finder {
 public:
  Finder(std::string_view text, std::size_t block, std::vector<Reference>& out)
      : text_(text), in_(text), block_(block), out_(out) {}

  void run() {
    while (!in_.at_end()) {
      const char c = in_.peek();
      if (ascii::is_digit(c))
        number();
      else if (ascii::is_alpha(c))
        word();
      else if (c != '(' || !take(take_european_act))
        in_.go_to(in_.at() + 1);
    }
  }

 private:
  bool take(Take reader) {
    const auto found = reader(in_);
    for (const auto& one : found)
      out_.push_back({one.kind, one.target, std::string(text_.substr(one.begin, one.end - one.begin)), block_});
    return !found.empty();
  }

  template <typename Readers>
  bool take_first_of(const Readers& readers) {
    return std::any_of(readers.begin(), readers.end(), [this](Take reader) { return take(reader); });
  }

  // Marks of footnotes are often glued to what follows ("2Kamerstuk"), so a word may begin behind a few digits.
  void number() {
    static constexpr std::array<Take, 4> kReaders = {take_zaak_or_document, take_celex, bare_kamerstukken,
                                                     take_european_act};
    constexpr std::size_t kLongestMark = 3;
    if (take_first_of(kReaders)) return;
    const std::size_t begin = in_.at();
    skip(ascii::is_digit);
    if (in_.at() - begin > kLongestMark) skip(ascii::is_alnum);
  }

  void word() {
    if (!take_first_of(readers_of_word(in_.peek()))) skip(ascii::is_alnum);
  }

  void skip(bool (*belongs)(char)) {
    std::size_t at = in_.at();
    while (at < text_.size() && belongs(text_[at])) ++at;
    in_.go_to(at);
  }

  std::string_view text_;
  Scanner in_;
  std::size_t block_;
  std::vector<Reference>& out_;
};

}  // namespace

std::string kind_of(const Identifier& identifier) { return std::visit(KindOf{}, identifier); }

std::vector<Reference> find_references(const Text& text) {
  std::vector<Reference> out;
  for (std::size_t i = 0; i < text.blocks.size(); ++i) Finder(text.blocks[i].text, i, out).run();
  return out;
}

bool names_publication(const Reference& reference) {
  static constexpr std::array<std::string_view, 11> kKinds = {
      "kamerstuk",  "aanhangsel",    "handelingen",   "kamervraag", "publication", "zaak",
      "staatsblad", "staatscourant", "tractatenblad", "document",   "judgment"};
  return std::find(kKinds.begin(), kKinds.end(), reference.kind) != kKinds.end();
}

}  // namespace griffier::publications
