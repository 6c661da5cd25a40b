// Articles of laws: "artikel 3:47 Awb", "artikel 8, eerste lid, onder a, van de Vreemdelingenwet 2000".
#include <algorithm>
#include <array>
#include <utility>

#include "publications/ascii.h"
#include "publications/reference_scan.h"
#include "publications/white_space.h"

namespace griffier::publications {
namespace {

constexpr std::size_t kMostArticles = 20;

// "3:47", "68", "12a", "6.1.2", "XIV"; empty if none.
std::string take_article_number(Scanner& in) {
  std::string out;
  while (out.size() < 16) {
    const std::size_t digits = in.digits_ahead(5);
    if (digits == 0 || digits > 4) break;
    out += in.rest().substr(0, digits);
    in.go_to(in.at() + digits);
    while (ascii::is_lower(in.peek()) && out.size() < 16) {
      out += in.peek();
      in.go_to(in.at() + 1);
    }
    const char mark = in.peek();
    if ((mark != ':' && mark != '.') || !ascii::is_digit(in.peek(1))) break;
    out += mark;
    in.go_to(in.at() + 1);
  }
  return out;
}

bool take_any_word(Scanner& in, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&in](std::string_view word) { return in.take_word(word); });
}

// One part of ", eerste en tweede lid, aanhef en onder b," between the number and the law.
bool take_qualifier(Scanner& in) {
  if (in.take(',')) return true;
  if (take_any_word(
          in, {"lid", "leden", "aanhef", "onder", "onderdeel", "onderdelen", "sub", "juncto", "jo", "en", "zin"})) {
    in.take('.');
    return true;
  }
  if (take_any_word(in, {"eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
                         "tiende", "elfde", "twaalfde", "laatste"}))
    return true;
  const std::size_t before = in.at();
  if (const std::size_t digits = in.digits_ahead(3); digits > 0 && digits < 3) {
    in.go_to(before + digits);
    if (in.rest().starts_with("°")) in.go_to(in.at() + 2);  // "onder 2°"
    in.take_dash();
    if (in.at_boundary() || in.digits_ahead(3) > 0) return true;
  }
  in.go_to(before);
  if (ascii::is_lower(in.peek()) && !ascii::is_alnum(in.peek(1))) {  // "onder a"
    in.go_to(before + 1);
    return true;
  }
  return false;
}

// The bytes of the word ahead: letters of any kind, digits and hyphens.
std::size_t word_length(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::size_t n = 0;
  while (n < text.size() && n < kLongest) {
    const auto c = static_cast<unsigned char>(text[n]);
    if (!ascii::is_alnum(text[n]) && c < 0xC3 && !(text[n] == '-' && n > 0)) break;
    if (c == 0xE2) break;  // dashes, quotes, thin spaces
    ++n;
    while (c >= 0xC3 && n < text.size() && (static_cast<unsigned char>(text[n]) & 0xC0U) == 0x80) ++n;
  }
  return n;
}

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = ascii::to_lower(c);
  return out;
}

bool ends_like_a_law(const std::string& word) {
  static constexpr std::array<std::string_view, 10> kEndings = {
      "wet", "besluit", "verordening", "regeling", "verdrag", "reglement", "handvest", "statuut", "code", "richtlijn"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&word](std::string_view end) { return word.ends_with(end); });
}

// Words that begin a law's name of several words.
bool begins_long_name(const std::string& word) {
  static constexpr std::array<std::string_view, 12> kWords = {"wet",        "wetboek",  "besluit",   "regeling",
                                                              "algemene",   "verdrag",  "handvest",  "burgerlijk",
                                                              "tijdelijke", "europees", "reglement", "invoeringswet"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Small words by which a name goes on, and those that end it.
bool may_continue(const std::string& word) {
  static constexpr std::array<std::string_view, 66> kEnds = {
      "is",         "zijn",      "wordt",    "worden",   "kan",      "kunnen",  "heeft",      "hebben",   "geldt",
      "bepaalt",    "staat",     "moet",     "dat",      "die",      "niet",    "ook",        "volgt",    "stelt",
      "biedt",      "waarin",    "waarbij",  "waarop",   "om",       "of",      "dan",        "aan",      "te",
      "als",        "zoals",     "naast",    "leidt",    "ter",      "nog",     "wel",        "er",       "door",
      "bij",        "maar",      "blijft",   "blijven",  "vormt",    "regelt",  "verplicht",  "schrijft", "maakt",
      "geeft",      "bevat",     "ziet",     "vereist",  "verbiedt", "verzet",  "eist",       "noemt",    "beschermt",
      "vastgelegd", "opgenomen", "genoemde", "bedoelde", "genoemd",  "bedoeld", "toepassing", "kracht",   "gelden",
      "moeten",     "zal",       "zullen"};
  return std::find(kEnds.begin(), kEnds.end(), word) == kEnds.end();
}

// Abbreviations have a second capital or are of the few that have none.
bool is_abbreviation(std::string_view word) {
  static constexpr std::array<std::string_view, 27> kShort = {
      "Awb", "Sr", "Sv", "Gw", "Vw", "Vb", "Wob", "Woo", "Rv",   "Fw",  "Wft", "Wav", "Wmo", "Wvw",
      "Iw",  "Aw", "Bw", "Ow", "Pw", "Jw", "Zw",  "Zvw", "Wabo", "Wia", "Wro", "Wbp", "Woz"};
  if (word.size() < 2 || word.size() > 10 || !ascii::is_upper(word[0])) return false;
  if (std::find(kShort.begin(), kShort.end(), word) != kShort.end()) return true;
  if (word[0] == 'W' && word.size() <= 5 && word.find_first_of("aeiouy") == std::string_view::npos)
    return true;  // "Wht", "Wlz", "Wpg": no word of the language
  return std::count_if(word.begin() + 1, word.end(), ascii::is_upper) > 0;
}

std::string take_year_of_law(Scanner& in) {
  const std::size_t before = in.at();
  if (in.skip_space())
    if (const auto year = in.take_digits(4); year && *year >= "1800" && *year <= "2099" && in.at_boundary())
      return " " + *year;
  in.go_to(before);
  return {};
}

// The abbreviation that lawyers use for a law with a long name, so that both ways of writing name one law; empty if
// there is none.
std::string_view abbreviation_of(std::string_view name) {
  using Pair = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Pair, 16> kNames{{{"algemene wet bestuursrecht", "Awb"},
                                                {"wet open overheid", "Woo"},
                                                {"wet openbaarheid van bestuur", "Wob"},
                                                {"wetboek van strafrecht", "Sr"},
                                                {"wetboek van strafvordering", "Sv"},
                                                {"wetboek van burgerlijke rechtsvordering", "Rv"},
                                                {"burgerlijk wetboek", "BW"},
                                                {"vreemdelingenwet 2000", "Vw 2000"},
                                                {"vreemdelingenbesluit 2000", "Vb 2000"},
                                                {"algemene verordening gegevensbescherming", "AVG"},
                                                {"wet op het financieel toezicht", "Wft"},
                                                {"faillissementswet", "Fw"},
                                                {"wegenverkeerswet 1994", "WVW 1994"},
                                                {"wet maatschappelijke ondersteuning 2015", "Wmo 2015"},
                                                {"gw", "Grondwet"},
                                                {"wet arbeid vreemdelingen", "Wav"}}};
  const auto small = lower(name);
  const auto* const found =
      std::find_if(kNames.begin(), kNames.end(), [&](const Pair& one) { return one.first == small; });
  return found == kNames.end() ? std::string_view{} : found->second;
}

// "Wet op het financieel toezicht", "Algemene wet bestuursrecht", "Wetboek van Strafrecht": the words as long as they
// can belong to the name.
std::string take_long_name(Scanner& in, std::string name) {
  static constexpr std::array<std::string_view, 9> kSmall = {"van", "op",  "de",  "het", "en",
                                                             "in",  "der", "tot", "voor"};
  constexpr int kMostWords = 10;
  std::size_t kept = in.at();
  std::size_t kept_size = name.size();
  for (int i = 0; i < kMostWords && in.skip_space(); ++i) {
    const std::size_t length = word_length(in.rest());
    if (length == 0) break;
    const std::string word(in.rest().substr(0, length));
    const std::string small = lower(word);
    if (!may_continue(small) || small.starts_with("artikel")) break;
    in.go_to(in.at() + length);
    name += " " + word;
    if (std::find(kSmall.begin(), kSmall.end(), small) != kSmall.end()) continue;
    kept = in.at();
    kept_size = name.size();
    if (ascii::all_digits(word) || !abbreviation_of(name).empty()) break;  // a year ends a name
  }
  in.go_to(kept);
  name.resize(kept_size);
  return name;
}

// "EU Handvest", "EU-Handvest", "VN-verdrag".
std::string take_body_and_act(Scanner& in, const std::string& body) {
  const std::size_t before = in.at();
  if (in.skip_space() || in.take_dash()) {
    const std::size_t length = word_length(in.rest());
    const std::string word(in.rest().substr(0, length));
    if (ends_like_a_law(lower(word))) {
      in.go_to(in.at() + length);
      return body + "-" + word;
    }
  }
  in.go_to(before);
  return body;
}

// The law behind the number; empty if none is named.
std::string take_law(Scanner& in) {
  const std::size_t before = in.at();
  in.skip_space();
  const bool of = take_any_word(in, {"van", "uit", "in"});
  if (of) {
    in.skip_space();
    if (take_any_word(in, {"de", "het"})) in.skip_space();
  }
  const std::size_t length = word_length(in.rest());
  const std::string word(in.rest().substr(0, length));
  if (!word.empty() && ascii::is_upper(word[0])) {
    const std::string small = lower(word);
    if (Scanner act = in; ends_like_a_law(small) && !take_european_act(act).empty()) {
      in.go_to(before);  // "artikel 6 van Verordening (EU) 2016/679": the act says it all
      return {};
    }
    in.go_to(in.at() + length);
    if (word == "EU" || word == "VN") return take_body_and_act(in, word);
    if (is_abbreviation(word)) return word + take_year_of_law(in);
    if (begins_long_name(small)) return take_long_name(in, word);
    if (ends_like_a_law(small)) return word + take_year_of_law(in);
  }
  in.go_to(before);
  return {};
}

bool take_article_word(Scanner& in) {
  if (in.take_stem("artikel")) {
    (void)in.take_stem("en");
    return in.at_boundary();
  }
  return (in.take_word("art") || in.take_word("artt")) && in.take('.');
}

// "3, 4 en 5": whether another number follows.
bool take_list_mark(Scanner& in) {
  in.skip_space();
  if (!in.take(',') && !take_any_word(in, {"en", "of", "t/m"})) return false;
  in.skip_space();
  if (take_any_word(in, {"en", "artikel"})) in.skip_space();
  return ascii::is_digit(in.peek());
}

// The articles of a list, still without their law.
FoundList take_article_numbers(Scanner& in, std::size_t begin) {
  FoundList out;
  std::size_t from = begin;
  while (out.size() < kMostArticles) {
    const auto number = take_article_number(in);
    if (number.empty()) break;
    out.push_back({"law", "artikel " + number, from, in.at()});
    const std::size_t after = in.at();
    if (!take_list_mark(in)) {
      in.go_to(after);
      break;
    }
    from = in.at();
  }
  return out;
}

}  // namespace

// "van Boek 7" of the Burgerlijk Wetboek: lawyers write "artikel 7:1 BW".
std::string take_book(Scanner& in) {
  const std::size_t before = in.at();
  in.skip_space();
  if (in.take_word("van") && in.skip_space() && in.take_word("boek") && in.skip_space())
    if (auto digits = in.take_digits(1, 2)) return *digits;
  in.go_to(before);
  return {};
}

namespace {

// "artikelen 219, eerste lid, en 228 van": another article behind the parts of the one before.
bool take_further_articles(Scanner& in, FoundList& out) {
  const std::size_t before = in.at();
  if (out.size() < kMostArticles && in.take(',')) {
    in.skip_space();
    if (in.take_word("en")) in.skip_space();
    auto more = take_article_numbers(in, in.at());
    Scanner next = in;
    next.skip_space();
    if (!more.empty() && (next.peek() == ',' || take_any_word(next, {"van", "en", "lid"}))) {
      out.insert(out.end(), more.begin(), more.end());
      return true;
    }
  }
  in.go_to(before);
  return false;
}

}  // namespace

FoundList take_articles(Scanner& in) {
  const std::size_t begin = in.at();
  if (!take_article_word(in)) {
    in.go_to(begin);
    return {};
  }
  const bool several = ascii::to_lower(in.since(begin).back()) == 'n';  // "artikelen"
  in.skip_space();
  auto out = take_article_numbers(in, begin);
  constexpr int kMostQualifiers = 14;
  std::string law;
  const std::string book = out.empty() ? std::string() : take_book(in);
  for (int i = 0; !out.empty() && i < kMostQualifiers; ++i) {
    law = take_law(in);
    if (!law.empty()) break;
    in.skip_space();
    if (several && take_further_articles(in, out))
      i = 0;
    else if (!take_qualifier(in))
      break;
  }
  if (law.empty()) {
    in.go_to(begin);
    return {};
  }
  if (const auto usual = abbreviation_of(law); !usual.empty()) law = usual;
  constexpr std::size_t kArticle = 8;  // "artikel "
  for (auto& found : out) {
    if (law == "BW" && !book.empty() && found.target.find(':') == std::string::npos)
      found.target.insert(kArticle, book + ":");
    found.target += " " + law;
  }
  out.back().end = in.at();
  return out;
}

}  // namespace griffier::publications
