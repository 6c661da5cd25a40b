#include "fetchers/rechtspraak/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/extract.h"
#include "fetchers/extract/xml_document.h"
#include "fetchers/http/media.h"
#include "fetchers/xml/names.h"

namespace griffier::fetchers {
namespace {

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";

std::optional<std::size_t> last_number(const std::string& text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto end = std::find_if(text.rbegin(), text.rend(), digit).base();
  auto begin = end;
  while (begin != text.begin() && digit(*(begin - 1))) --begin;
  std::size_t number = 0;
  const char* first = text.data() + (begin - text.begin());
  if (begin == end || std::from_chars(first, text.data() + (end - text.begin()), number).ec != std::errc())
    return std::nullopt;
  return number;
}

bool is_dutch_day(std::string_view text) {  // "20-09-2024"
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 2 || i == 5;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

// What stands before the day is the court, what stands after it the numbers of the case. Both may have commas.
void read_title(IndexEntry& entry) {
  std::vector<std::string_view> parts;
  std::string_view rest = entry.title;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(", "), rest.size());
    parts.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  const auto day = std::find_if(parts.begin(), parts.end(), is_dutch_day);
  if (parts.empty() || day == parts.end()) return;
  entry.date = fmt::format("{}-{}-{}", day->substr(6), day->substr(3, 2), day->substr(0, 2));
  entry.court = fmt::format("{}", fmt::join(parts.begin() + 1, day, ", "));
  entry.zaaknummer = fmt::format("{}", fmt::join(day + 1, parts.end(), ", "));
}

IndexEntry read_entry(const pugi::xml_node& node) {
  IndexEntry entry;
  entry.ecli = text_below(child_of(node, kAtom, "id"));
  entry.title = text_below(child_of(node, kAtom, "title"));
  entry.summary = text_below(child_of(node, kAtom, "summary"));
  entry.updated = text_below(child_of(node, kAtom, "updated"));
  entry.deleted = node.attribute("deleted").value();
  read_title(entry);
  return entry;
}

void read_feed(const pugi::xml_node& root, IndexPage& page) {
  if (!is_element(root, kAtom, "feed")) {
    page.error = fmt::format("the answer is no index: its root is '{}'", local_name(root));
    return;
  }
  page.total = last_number(text_below(child_of(root, kAtom, "subtitle")));
  for (const pugi::xml_node node : root.children()) {
    if (!is_element(node, kAtom, "entry")) continue;
    auto entry = read_entry(node);
    if (entry.ecli.starts_with("ECLI:"))
      page.entries.push_back(std::move(entry));
    else
      page.nameless.push_back(!entry.ecli.empty() ? entry.ecli : entry.title);
  }
}

}  // namespace

IndexPage read_index(const std::string& body) {
  IndexPage page;
  if (sniffed_media(body) == Media::html) {
    page.error = "an HTML page came where the index was expected";
    return page;
  }
  try {
    const XmlDocument document(decode(body).text, ExtractLimits());
    read_feed(document.root(), page);
  } catch (const ExtractError& error) {
    page.error = error.what();
  }
  return page;
}

}  // namespace griffier::fetchers
