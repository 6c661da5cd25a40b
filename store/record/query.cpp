#include "store/record/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

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
    for (;;) {
      if (is_operator("AND")) {
        lexer_.take();
        if (wanted.empty() || at_end()) {
          throw QueryError("AND needs a word on both sides; words beside each other must all occur anyway");
        }
        continue;
      }
      if (at_end() || is_operator("OR")) {
        break;
      }
      bool negated = lexer_.now().minus;
      if (is_operator("NOT")) {
        lexer_.take();
        if (at_end()) {
          throw QueryError("NOT needs a word after it: asiel NOT nareis");
        }
        negated = true;
      }
      if (std::string part = one(negated, depth); !part.empty()) {
        (negated ? unwanted : wanted).push_back(std::move(part));
      }
    }
    return combined(wanted, unwanted);
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
    if (token.text == "NEAR" && token.bracket) {
      return near();
    }
    if (filter(token, negated)) {
      return {};
    }
    const bool star = token.text.size() > 1 && token.text.ends_with('*');
    return term(token.text.substr(0, token.text.size() - (star ? 1 : 0)), star);
  }

  std::string near() {
    lexer_.take();  // the parenthesis
    std::vector<std::string> terms;
    int distance = 10;
    while (lexer_.now().kind == TokenKind::word || lexer_.now().kind == TokenKind::phrase) {
      const Token token = lexer_.take();
      std::string_view text = token.text;
      const bool last = token.kind == TokenKind::word && text.ends_with(',');
      text.remove_suffix(last ? 1 : 0);
      if (const std::size_t comma = text.find(','); token.kind == TokenKind::word && comma != std::string_view::npos) {
        distance = near_distance(text.substr(comma + 1));
        text = text.substr(0, comma);
      }
      if (!text.empty()) {
        terms.push_back(term(text, token.star));
      }
      if (last) {
        distance = near_distance(lexer_.take().text);
        break;
      }
    }
    if (lexer_.take().kind != TokenKind::close || terms.size() < 2) {
      throw QueryError("NEAR wants two or more words and may name a distance: NEAR(advocaat tolk, 5)");
    }
    return fmt::format("NEAR({}, {})", fmt::join(terms, " "), distance);
  }
  static int near_distance(std::string_view text) {
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
    const std::size_t colon = token.text.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      return false;
    }
    const std::string_view name = token.text.substr(0, colon);
    std::string value(token.text.substr(colon + 1));
    if (!std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }) ||
        value.starts_with("//")) {
      return false;  // ECLI:NL:…, 12:30, https://…
    }
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
        throw QueryError(fmt::format("there is no kind “{}”; the kinds are {}", shown(value),
                                     fmt::join(publications::kinds(), ", ")));
      }
      query_.filters.kinds.emplace_back(*kind);
    } else if (name == "source") {
      query_.filters.sources.push_back(value);
    } else if (name == "dossier") {
      const auto dossier = publications::parse_dossier(value);
      if (!dossier) {
        throw QueryError(
            fmt::format("“{}” is not a dossier number; write dossier:19637 or dossier:36600-VI", shown(value)));
      }
      query_.filters.dossiers.push_back(dossier->id());
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
