#include "store/record/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "publications/ascii.h"
#include "publications/identifier.h"
#include "publications/instant.h"
#include "publications/kinds.h"
#include "store/record/dutch_words.h"
#include "store/record/people.h"
#include "store/record/query_lexer.h"

namespace griffier::store {
namespace {

// Below FTS5's own limits, so that what passes here passes there.
constexpr std::size_t kLongestQuery = 4096;
constexpr int kMostTerms = 100;
constexpr int kDeepest = 20;
constexpr int kFurthestNear = 1000;

constexpr std::size_t kShortestDossier = 4;  // digits; "19" is the beginning of "19 637"

constexpr std::string_view kFilterNames =
    "dossier:, kind:, ministry:, fractie:, lid:, zaak:, since:, until:, source: and id:";

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) {}

  SearchQuery parse() {
    query_.match = any(0);
    if (lexer_.now().kind == TokenKind::close) {
      throw QueryError("there is a closing parenthesis without an opening one; remove it or add “(” before it");
    }
    if (query_.match.empty() && filters_ == 0) {
      throw QueryError("the query is empty; write at least one word or filter");
    }
    if (!query_.filters.since.empty() && !query_.filters.until.empty() && query_.filters.since > query_.filters.until) {
      throw QueryError(fmt::format("since:{} lies after until:{}; no document is in between", query_.filters.since,
                                   query_.filters.until));
    }
    return std::move(query_);
  }

 private:
  // any := all { OR all }
  std::string any(int depth) {
    if (depth > kDeepest) {
      throw QueryError(fmt::format("there are more than {} parentheses inside each other; write it flatter", kDeepest));
    }
    const int filters_before = filters_;
    std::vector<std::string> parts;
    bool alternatives = false;
    for (;;) {
      parts.push_back(all(depth));
      if (!is_operator("OR")) {
        break;
      }
      lexer_.take();
      alternatives = true;
    }
    if ((alternatives || depth > 0) && filters_ != filters_before) {
      throw QueryError(fmt::format(
          "a filter ({}) holds for the whole query; write it outside parentheses and not beside OR, with parentheses "
          "around the words: (a OR b) kind:letter",
          kFilterNames));
    }
    if (alternatives && std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.empty(); })) {
      throw QueryError("OR needs a word on both sides: nareis OR gezinshereniging");
    }
    return alternatives ? fmt::format("({})", fmt::join(parts, " OR ")) : parts.front();
  }

  // all := { [NOT | -] one }
  std::string all(int depth) {
    std::vector<std::string> wanted;
    std::vector<std::string> unwanted;
    for (bool first = true;; first = false) {
      if (is_operator("AND")) {
        lexer_.take();
        if (first || at_end() || is_operator("AND") || is_operator("OR")) {
          throw QueryError("AND needs a word on both sides; words beside each other must all occur anyway");
        }
      }
      if (at_end() || is_operator("OR")) {
        break;
      }
      const bool negated = take_negation();
      if (std::string part = one(negated, depth); !part.empty()) {
        (negated ? unwanted : wanted).push_back(std::move(part));
      }
    }
    return combined(wanted, unwanted);
  }

  // Whether what comes is to be left out; a NOT is taken.
  bool take_negation() {
    const bool negated = is_operator("NOT");
    if (negated) lexer_.take();
    const Token& next = lexer_.now();
    if (negated && (at_end() || next.minus || is_operator("AND") || is_operator("OR") || is_operator("NOT"))) {
      throw QueryError(
          "NOT needs a word after it: asiel NOT nareis; to look for a word in capitals itself, put it in quotation "
          "marks: \"OR\"");
    }
    if (next.minus && next.kind == TokenKind::word && is_operator_name(next.text)) {
      throw QueryError(
          fmt::format("“-{0}” leaves nothing out; write a word after the minus: asiel -nareis, or \"{0}\" "
                      "in quotation marks for the word itself",
                      next.text));
    }
    return negated || next.minus;
  }

  static std::string combined(const std::vector<std::string>& wanted, const std::vector<std::string>& unwanted) {
    if (wanted.empty() && !unwanted.empty()) {
      throw QueryError("there are only words to leave out; add a word that must occur: asiel -nareis");
    }
    if (wanted.empty()) {
      return {};
    }
    const std::string both = wanted.size() == 1 ? wanted.front() : fmt::format("({})", fmt::join(wanted, " AND "));
    return unwanted.empty() ? both : fmt::format("({} NOT ({}))", both, fmt::join(unwanted, " OR "));
  }

  // one := "(" any ")" | phrase | NEAR(…) | filter | word; empty for a filter
  std::string one(bool negated, int depth) {
    const Token token = lexer_.take();
    if (token.kind == TokenKind::open) {
      std::string inner = any(depth + 1);
      if (lexer_.now().kind != TokenKind::close) {
        throw QueryError("an opening parenthesis is never closed; add “)”");
      }
      lexer_.take();
      if (inner.empty()) {
        throw QueryError("there is nothing between the parentheses; write a word there or remove them");
      }
      return inner;
    }
    if (token.kind == TokenKind::phrase) {
      return term(token.text, token.star);
    }
    if (names_near(token)) {
      return near();
    }
    if (filter(token, negated)) {
      return {};
    }
    const bool star = token.text.size() > 1 && token.text.ends_with('*');
    return term(token.text.substr(0, token.text.size() - (star ? 1 : 0)), star);
  }

  // Whether the word begins NEAR(…). Throws for what is nearly that.
  bool names_near(const Token& token) const {
    const bool bracket = lexer_.now().kind == TokenKind::open;  // a space may be before it
    if (token.text == "NEAR" && token.bracket) return true;
    if ((is_word(token.text, "near") && (token.bracket || (bracket && token.text == "NEAR"))) ||
        token.text.starts_with("NEAR/")) {
      throw QueryError(
          "NEAR is written in capitals, with the parenthesis directly behind it: NEAR(advocaat tolk, 5); to look for "
          "the "
          "word itself, put it in quotation marks: \"near\"");
    }
    return false;
  }

  std::string near() {
    lexer_.take();  // the parenthesis
    std::vector<std::string> terms;
    std::optional<int> distance;
    bool number = false;  // the last word is one
    while (!distance && (lexer_.now().kind == TokenKind::word || lexer_.now().kind == TokenKind::phrase)) {
      const Token token = lexer_.take();
      std::string_view text = token.text;
      bool star = token.star;
      if (token.kind == TokenKind::word) {
        check_near(token);
        if (const std::size_t comma = text.find(','); comma != std::string_view::npos) {
          distance = near_distance(text.substr(comma + 1));
          text = text.substr(0, comma);
        }
        star = text.size() > 1 && text.ends_with('*');
        text.remove_suffix(star ? 1 : 0);
      }
      if (token.minus) {
        throw QueryError("NEAR can't leave a word out; write the minus outside: NEAR(advocaat tolk) -kosten");
      }
      if (!text.empty() || token.kind == TokenKind::phrase) {
        terms.push_back(term(text, star));
        number = publications::ascii::all_digits(text) && token.kind == TokenKind::word;
      }
    }
    if (!distance && number && terms.size() > 2) {
      throw QueryError(
          "a comma goes before the distance of NEAR: NEAR(advocaat tolk, 5); put a number that is looked for in "
          "quotation "
          "marks");
    }
    if (lexer_.take().kind != TokenKind::close || terms.size() < 2) {
      throw QueryError("NEAR wants two or more words and may name a distance: NEAR(advocaat tolk, 5)");
    }
    return fmt::format("NEAR({}, {})", fmt::join(terms, " "), distance.value_or(10));
  }
  static void check_near(const Token& token) {
    if (is_operator_name(token.text)) {
      throw QueryError(
          fmt::format("inside NEAR(…) stand words and phrases alone; write {0} outside: NEAR(advocaat tolk) {0} "
                      "NEAR(raadsman tolk)",
                      token.text));
    }
    if (!filter_name(token.text).empty()) {
      throw QueryError(fmt::format("a filter ({}) holds for the whole query; write it outside NEAR(…)", kFilterNames));
    }
  }
  // The distance, directly behind the comma or the next word.
  int near_distance(std::string_view behind_comma) {
    if (!behind_comma.empty() || lexer_.now().kind != TokenKind::word) return distance_of(behind_comma);
    const Token token = lexer_.take();
    return distance_of(token.minus ? "-" + std::string(token.text) : std::string(token.text));
  }
  static int distance_of(std::string_view text) {
    int distance = 0;
    for (const char c : text) {
      if (c < '0' || c > '9' || distance > kFurthestNear) {
        distance = kFurthestNear + 1;
        break;
      }
      distance = distance * 10 + (c - '0');
    }
    if (text.empty() || distance > kFurthestNear) {
      throw QueryError(fmt::format("“{}” is not a distance for NEAR; write a number up to {}: NEAR(advocaat tolk, 5)",
                                   shown(text), kFurthestNear));
    }
    return distance;
  }

  // A word, or a phrase of the words in `text`. Only letters and digits reach FTS5.
  std::string term(std::string_view text, bool prefix) {
    if (text.find('*') != std::string_view::npos) {
      throw QueryError(fmt::format("in “{}” an asterisk stands where it can't; it goes at the end of a word: vreemdel*",
                                   shown(text)));
    }
    std::string words;
    std::size_t last_letters = 0;
    words_.split(text, [&](const DutchWords::Word& word) {
      words += words.empty() ? "" : " ";
      words += text.substr(word.begin, word.end - word.begin);
      last_letters = word.folded.size();
      ++terms_;
      return true;
    });
    if (words.empty()) {
      throw QueryError(fmt::format("“{}” has no letters or digits; write a word there or leave it out", shown(text)));
    }
    if (prefix && last_letters < 2) {
      throw QueryError(fmt::format("“{}*” is too short; write at least two letters before the asterisk", shown(text)));
    }
    if (terms_ > kMostTerms) {
      throw QueryError(fmt::format("the query has more than {} words; make it shorter", kMostTerms));
    }
    return fmt::format("\"{}\"{}", words, prefix ? " *" : "");
  }

  // Whether the word is a filter, which is then taken in.
  bool filter(const Token& token, bool negated) {
    const std::string name = filter_name(token.text);
    if (name.empty()) {
      return false;
    }
    std::string value(token.text.substr(name.size() + 1));
    if (value.empty() && lexer_.phrase_touches()) {
      value = lexer_.take().text;
    }
    if (negated) {
      throw QueryError(fmt::format("“{}:” can't be negated; name what you do want to see", shown(name)));
    }
    set_filter(name, value);
    ++filters_;
    return true;
  }

  // Takes in a filter on people or cases; whether it is one.
  bool set_people(std::string_view name, const std::string& value) {
    std::vector<std::string>* const list = name == "ministry"                       ? &query_.filters.ministries
                                           : name == "fractie"                      ? &query_.filters.fracties
                                           : name == "lid" || name == "member"      ? &query_.filters.members
                                           : name == "zaak" || name == "zaaknummer" ? &query_.filters.zaaknummers
                                                                                    : nullptr;
    if (list == nullptr) {
      return false;
    }
    if (people_words(PeopleRole::member, value).empty()) {
      throw QueryError(fmt::format("“{}” has no letters or digits; write a name after {}:", shown(value), name));
    }
    list->push_back(value);
    return true;
  }

  void set_filter(std::string_view name, const std::string& value) {
    if (value.empty()) {
      throw QueryError(
          fmt::format("“{}:” has no value; write it directly after the colon: {}:…", shown(name), shown(name)));
    }
    if (set_people(name, value)) {
      return;
    }
    if (name == "kind") {
      const auto kind = publications::kind_named(value);
      if (!kind) {
        throw QueryError(
            fmt::format("there is no kind “{}”; the kinds are {}", shown(value), publications::kinds_in_words()));
      }
      query_.filters.kinds.emplace_back(*kind);
    } else if (name == "source") {
      query_.filters.sources.push_back(value);
    } else if (name == "dossier") {
      query_.filters.dossiers.push_back(dossier_of(value));
    } else if (name == "id") {
      const auto identifier = publications::parse_identifier(value);
      query_.filters.ids.push_back(identifier ? publications::to_id(*identifier) : value);
    } else if (name == "since" || name == "until") {
      if (!publications::parse_iso_date(value)) {
        throw QueryError(fmt::format("“{}” is not a date; write year-month-day: {}:2024-01-31", shown(value), name));
      }
      (name == "since" ? query_.filters.since : query_.filters.until) = value;
    } else {
      throw QueryError(
          fmt::format("there is no filter “{0}:”; there are {1}. To look for the text itself, put it in quotation "
                      "marks: \"{0}:{2}\"",
                      shown(name), kFilterNames, shown(value)));
    }
  }

  // Throws for what is no number of a dossier, or only its beginning: dossier:36 600 VII.
  std::string dossier_of(const std::string& value) {
    const auto dossier = publications::parse_dossier(value);
    const Token& next = lexer_.now();
    const bool cut = dossier && dossier->toevoeging.empty() && next.kind == TokenKind::word && !next.minus &&
                     (dossier->number.size() < kShortestDossier || is_chapter(next.text));
    const auto whole = cut ? fmt::format("{} {}", value, next.text) : std::string();
    if (const auto meant = publications::parse_dossier(whole); meant && meant->number.size() >= kShortestDossier) {
      throw QueryError(
          fmt::format("the number of a dossier is written together or in quotation marks: dossier:{} or "
                      "dossier:\"{}\"",
                      meant->id(), meant->display()));
    }
    if (!dossier || dossier->number.size() < kShortestDossier) {
      throw QueryError(fmt::format(
          "“{}” is not a dossier number; write dossier:19637, dossier:36600-VI or dossier:\"19 637\"", shown(value)));
    }
    return dossier->id();
  }

  [[nodiscard]] bool is_operator(std::string_view name) const {
    return lexer_.now().kind == TokenKind::word && lexer_.now().text == name && !lexer_.now().minus;
  }
  [[nodiscard]] bool at_end() const {
    return lexer_.now().kind == TokenKind::end || lexer_.now().kind == TokenKind::close;
  }

  QueryLexer lexer_;
  DutchWords words_;
  SearchQuery query_;
  int filters_ = 0;
  int terms_ = 0;
};

}  // namespace

SearchQuery parse_query(std::string_view text) {
  if (text.size() > kLongestQuery) {
    throw QueryError(fmt::format("the query is longer than {} bytes; make it shorter", kLongestQuery));
  }
  return Parser(text).parse();
}

}  // namespace griffier::store
