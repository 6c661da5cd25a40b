#include "publications/reference.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <unordered_map>

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
      out.push_back({kind_of(*one.identifier), to_id(*one.identifier), one.begin, one.end, one.doubtful});
    else if (one.dossier)
      out.push_back({"dossier", one.dossier->id(), one.begin, one.end, one.doubtful});
  }
  return out;
}

using Take = FoundList (*)(Scanner&);

FoundList kamerstukken(Scanner& in) { return as_found(take_kamerstukken(in)); }
FoundList bare_kamerstukken(Scanner& in) { return as_found(take_bare_kamerstukken(in, Surroundings::running_text)); }
FoundList bills(Scanner& in) { return as_found(take_bills(in)); }
FoundList numbered_motion(Scanner& in) { return as_found(take_numbered_motion(in)); }
FoundList aanhangsels(Scanner& in) { return as_found(take_aanhangsels(in)); }
FoundList handelingen(Scanner& in) { return as_found(take_handelingen(in)); }
FoundList gazette(Scanner& in) { return as_found(take_gazette(in)); }

// A reader of references that begin with a word, and how that word may begin: pairs of characters, in small letters.
// Most words of a text begin with none of them.
struct WordReader {
  Take take;
  std::string_view openings;
};
constexpr std::array<WordReader, 15> kWordReaders = {{
    {take_address, "ht ww"},
    {take_identifier, "ag ah bg bl ec eu gm h- ks kv nd pr st tk tr ws"},
    {aanhangsels, "aa ee ek ha tk tw ve vg"},
    {take_articles, "ar"},
    {kamerstukken, "do ee ek ka ks tk tw"},
    {bills, "we"},
    {numbered_motion, "kr"},
    {handelingen, "ha"},
    {gazette, "bg bl ge gm pr st tr wa ws"},
    {take_european_act, "be eu ka ri ui ve"},
    {take_european_case, "c- c\xE2 f- f\xE2 t- t\xE2"},  // with any dash
    {take_case_of_court, "eh hr lj"},
    {take_un_document, "a/ ca cc ce cr e/ s/"},
    {take_commission_document, "co jo se sw"},
    {take_numbered, "bw re t0 tz ve vn"},
}};

// Which of them a pair of characters may begin, as bits.
class Openings {
 public:
  constexpr Openings() {
    for (std::size_t reader = 0; reader < kWordReaders.size(); ++reader) {
      const auto openings = kWordReaders[reader].openings;
      for (std::size_t at = 0; at < openings.size(); at += 3)
        readers_[place(openings[at], openings[at + 1])] |= static_cast<std::uint16_t>(1U << reader);
    }
  }
  [[nodiscard]] constexpr std::uint16_t operator()(char first, char second) const {
    return readers_[place(first, second)];
  }

 private:
  static constexpr std::size_t place(char first, char second) {  // both cases of a letter share it
    return (static_cast<unsigned char>(first) & 31U) << 5U | (static_cast<unsigned char>(second) & 31U);
  }
  std::array<std::uint16_t, 1024> readers_{};
};
constexpr Openings kOpenings;

// What has been found so far. A doubtful one stays if the text is a list of papers: other items end with a paper.
struct Findings {
  std::vector<Reference> references;
  std::vector<std::size_t> doubtful;  // places in `references`
  std::size_t listed = 0;             // papers at the end of an item
};

// Goes through one text, word by word.
class Finder {
 public:
  Finder(std::string_view text, std::size_t block, std::size_t begin, Findings& out)
      : text_(text), in_(text, begin), block_(block), out_(out) {}

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
    for (const auto& one : found) {
      if (one.doubtful)
        out_.doubtful.push_back(out_.references.size());
      else if (one.end == text_.size() && (one.kind == "kamerstuk" || one.kind == "zaak"))
        out_.listed += text_.substr(0, one.begin).ends_with(" - ") ? 1 : 0;
      out_.references.push_back(
          {one.kind, one.target, std::string(text_.substr(one.begin, one.end - one.begin)), block_});
    }
    return !found.empty();
  }

  // Marks of footnotes are often glued to what follows ("2Kamerstuk"), so a word may begin behind a few digits.
  void number() {
    static constexpr std::array<Take, 5> kReaders = {take_zaak_or_document, take_celex, bare_kamerstukken,
                                                     take_european_act, take_council_case};
    constexpr std::size_t kLongestMark = 3;
    if (std::any_of(kReaders.begin(), kReaders.end(), [this](Take reader) { return take(reader); })) return;
    const std::size_t begin = in_.at();
    skip(ascii::is_digit);
    if (in_.at() - begin > kLongestMark) skip(ascii::is_alnum);
  }

  void word() {
    for (unsigned readers = kOpenings(in_.peek(), in_.peek(1)); readers != 0; readers &= readers - 1) {
      if (take(kWordReaders[static_cast<std::size_t>(std::countr_zero(readers))].take)) return;
    }
    skip(ascii::is_alnum);
  }

  void skip(bool (*belongs)(char)) {
    std::size_t at = in_.at();
    while (at < text_.size() && belongs(text_[at])) ++at;
    in_.go_to(at);
  }

  std::string_view text_;
  Scanner in_;
  std::size_t block_;
  Findings& out_;
};

// Whether the last of the findings is an address that its block's end cuts off; joins it with the rest, and returns the
// bytes of that.
std::size_t join_address(Findings& found, const Text& text, std::size_t next) {
  if (found.references.empty()) return 0;
  auto& last = found.references.back();
  const auto& block = text.blocks[next];
  const bool cut = last.kind == "url" && last.block + 1 == next && block.label.empty() &&
                   block.kind == text.blocks[last.block].kind && text.blocks[last.block].text.ends_with(last.printed);
  const std::size_t length = cut ? address_goes_on(last.target, block.text) : 0;
  last.target += block.text.substr(0, length);
  return length;
}

// Whether a block ends in an ECLI that lacks its last part, which is the first word of the next; takes that, and
// returns its bytes.
std::size_t join_ecli(Findings& found, const Text& text, std::size_t next) {
  constexpr std::size_t kLongest = 30;  // "ECLI:NL:RBDHA:2019:"
  const std::string_view block = text.blocks[next - 1].text;
  if (!block.ends_with(':')) return 0;
  const auto tail = block.substr(block.size() - std::min(block.size(), kLongest));
  const auto begin = tail.find("ECLI:");
  if (begin == std::string_view::npos) return 0;
  const std::string_view rest = text.blocks[next].text;
  std::size_t length = 0;
  while (length < rest.size() && length < kLongest && ascii::is_alnum(rest[length])) ++length;
  std::string whole(tail.substr(begin));
  whole += rest.substr(0, length);
  const auto identifier = length > 0 && ascii::is_digit(rest[length - 1]) ? parse_identifier(whole) : std::nullopt;
  if (!identifier) return 0;
  found.references.push_back({kind_of(*identifier), to_id(*identifier), std::string(tail.substr(begin)), next - 1});
  return length;
}

// The bytes at the beginning of a block that belong to a reference at the end of the one before.
std::size_t join(Findings& found, const Text& text, std::size_t next) {
  if (next == 0) return 0;
  const std::size_t length = join_ecli(found, text, next);
  return length > 0 ? length : join_address(found, text, next);
}

// "(EU) 2016/679" says no kind of act: that of the same year and number which the text names elsewhere.
void name_bare_acts(std::vector<Reference>& references) {
  static constexpr std::string_view kUnion = "(EU) ";
  constexpr std::size_t kCelex = 10;  // bytes: "32016R0679"
  const auto is_bare = [](const Reference& one) { return one.target.starts_with(kUnion); };
  if (std::none_of(references.begin(), references.end(), is_bare)) return;
  std::unordered_map<std::string, std::string> acts;
  for (const auto& one : references)
    if (one.kind == "celex" && one.target.size() == kCelex && one.target[0] == '3')
      acts.try_emplace(one.target.substr(1, 4) + one.target.substr(6), one.target);
  for (auto& one : references) {
    if (!is_bare(one) || one.target.size() < kUnion.size() + 6) continue;
    const auto number = one.target.substr(kUnion.size() + 5);
    const auto act = acts.find(one.target.substr(kUnion.size(), 4) +
                               std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number);
    if (act != acts.end()) one.target = act->second;
  }
}

}  // namespace

std::string kind_of(const Identifier& identifier) { return std::visit(KindOf{}, identifier); }

std::vector<Reference> find_references(const Text& text) {
  constexpr std::size_t kFewestListed = 2;
  Findings found;
  for (std::size_t i = 0; i < text.blocks.size(); ++i)
    Finder(text.blocks[i].text, i, join(found, text, i), found).run();
  if (found.listed < kFewestListed && !found.doubtful.empty()) {
    for (const auto place : found.doubtful) found.references[place].kind.clear();
    std::erase_if(found.references, [](const Reference& one) { return one.kind.empty(); });
  }
  name_bare_acts(found.references);
  return std::move(found.references);
}

bool names_publication(const Reference& reference) {
  static constexpr std::array<std::string_view, 11> kKinds = {
      "kamerstuk",  "aanhangsel",    "handelingen",   "kamervraag", "publication", "zaak",
      "staatsblad", "staatscourant", "tractatenblad", "document",   "judgment"};
  return std::find(kKinds.begin(), kKinds.end(), reference.kind) != kKinds.end();
}

}  // namespace griffier::publications
