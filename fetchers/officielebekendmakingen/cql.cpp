#include "fetchers/officielebekendmakingen/cql.h"
#include "publications/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace griffier::fetchers {
namespace {

bool is_plain(char c) { return publications::ascii::is_alnum(c) || c == '.' || c == '-' || c == '_'; }

// "w.x==1", or "(w.x==1 OR w.x==2)".
void add_any_of(std::string& query, std::string_view index, const std::vector<std::string>& values) {
  if (values.empty()) return;
  if (!query.empty()) query += " AND ";
  if (values.size() > 1) query += '(';
  for (std::size_t i = 0; i < values.size(); ++i)
    query += fmt::format("{}{}=={}", i == 0 ? "" : " OR ", index, cql_value(values[i]));
  if (values.size() > 1) query += ')';
}

// The words of a condition outside quotation marks, in upper case; parentheses are words.
struct Scan {
  std::vector<std::string> words;
  int depth = 0;
  bool open_quote = false, closes_too_much = false;
};

Scan scan(const std::string& condition) {
  Scan found;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) found.words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < condition.size(); ++i) {
    const char c = condition[i];
    if (found.open_quote) {
      if (c == '\\') ++i;
      if (c == '"') found.open_quote = false;
    } else if (c == '"') {
      found.open_quote = true;
      word += c;
    } else if (c == '(' || c == ')') {
      end_word();
      found.words.emplace_back(1, c);
      found.depth += c == '(' ? 1 : -1;
      found.closes_too_much = found.closes_too_much || found.depth < 0;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      end_word();
    } else {
      word += publications::ascii::to_upper(c);
    }
  }
  end_word();
  return found;
}

bool is_boolean(const std::string& word) { return word == "AND" || word == "OR" || word == "NOT" || word == "PROX"; }

}  // namespace

std::string cql_value(std::string_view value) {
  const bool word = std::all_of(value.begin(), value.end(), is_plain);
  const auto first = std::find_if(value.begin(), value.end(), [](char c) { return c != ' '; });
  // A value that is a word of the language itself is none without quotation marks.
  std::string upper_case;
  for (const char c : value) upper_case += publications::ascii::to_upper(c);
  if (word && first != value.end() && !is_boolean(upper_case) && upper_case != "SORTBY") return std::string(value);
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\' || c == '*' || c == '?' || c == '^') quoted += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) quoted += c;
  }
  return quoted + '"';
}

std::string cql_conditions(const BekendmakingenQuery& query, std::optional<publications::Date> since) {
  std::string text;
  if (!query.product_area.empty()) text = "c.product-area==" + cql_value(query.product_area);
  add_any_of(text, "w.publicatienaam", query.publications);
  add_any_of(text, "w.dossiernummer", query.dossiers);
  add_any_of(text, "dt.creator", query.creators);
  if (!query.free.empty()) text += fmt::format("{}({})", text.empty() ? "" : " AND ", query.free);
  if (since) text += fmt::format("{}dt.modified>={}", text.empty() ? "" : " AND ", publications::iso_date(*since));
  return text.empty() ? "cql.allRecords=1" : text;
}

std::string cql_query(const BekendmakingenQuery& query, std::optional<publications::Date> since) {
  return cql_conditions(query, since) + " sortBy dt.modified/sort.ascending";
}

std::optional<std::string> cql_problem(const std::string& condition) {
  const Scan found = scan(condition);
  const auto& words = found.words;
  if (found.open_quote) return "a quotation mark is not closed";
  if (found.closes_too_much || found.depth != 0) return "its parentheses do not match";
  if (words.empty()) return std::nullopt;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "SORTBY") return "it must not have a sortBy: documents are asked for in the order of their changes";
    if (words[i] != "NOT") continue;
    if (i > 0 && is_boolean(words[i - 1]))
      return fmt::format("NOT stands between two conditions: write 'a NOT b', not 'a {} NOT b'", words[i - 1]);
    if (i == 0 || words[i - 1] == "(") return "NOT stands between two conditions, 'a NOT b'";
  }
  if (is_boolean(words.front()) || is_boolean(words.back())) return "it begins or ends with AND, OR or NOT";
  return std::nullopt;
}

}  // namespace griffier::fetchers
