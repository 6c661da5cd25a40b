#include "fetchers/http/disguise.h"

#include <algorithm>
#include <array>
#include <vector>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kScanned = 64 * 1'024;  // of a page; titles and first headings stand early
constexpr std::size_t kSmallPage = 24 * 1'024;
constexpr std::size_t kSmallText = 600;
constexpr std::size_t kHeadings = 3;
constexpr std::size_t kLongTitle = 12;  // words: longer ones are about something
constexpr std::size_t kShortTitle = 5;

// Whole phrases in a title or heading; Dutch and English, lower case.
constexpr std::array<std::string_view, 46> kPhrases{
    "niet gevonden",
    "bestaat niet",
    "niet beschikbaar",
    "buiten gebruik",
    "buiten werking",
    "even niet bereikbaar",
    "niet bereikbaar",
    "gepland onderhoud",
    "wegens onderhoud",
    "in onderhoud",
    "onderhoudswerkzaamheden",
    "technische storing",
    "zo terug",
    "toegang geweigerd",
    "geen toegang",
    "er is een fout opgetreden",
    "fout opgetreden",
    "ging iets mis",
    "iets misgegaan",
    "interne fout",
    "serverfout",
    "te veel verzoeken",
    "not found",
    "does not exist",
    "unavailable",
    "not available",
    "under maintenance",
    "scheduled maintenance",
    "maintenance mode",
    "down for maintenance",
    "back soon",
    "access denied",
    "permission denied",
    "request rejected",
    "request blocked",
    "too many requests",
    "bad gateway",
    "gateway time-out",
    "gateway timeout",
    "internal server error",
    "server error",
    "something went wrong",
    "error occurred",
    "just a moment",
    "attention required",
    "captcha",
};
// Words that mean an error only when they are most of a short title on a page unlike the one before.
constexpr std::array<std::string_view, 16> kWords{
    "onderhoud", "storing", "maintenance", "fout", "error", "fout404", "foutmelding", "404",
    "403",       "500",     "502",         "503",  "504",   "410",     "forbidden",   "foutpagina"};
constexpr std::array<std::string_view, 14> kErrorSegments{
    "404",       "error",     "errors",      "fout",    "foutpagina", "niet-gevonden", "notfound",
    "not-found", "onderhoud", "maintenance", "storing", "404.html",   "error.html",    "unavailable"};
constexpr std::array<std::string_view, 9> kLoginSegments{"login",      "inloggen",  "signin", "sign-in", "aanmelden",
                                                         "login.aspx", "login.php", "saml",   "sso"};
constexpr std::array<std::string_view, 10> kFrontPages{
    "/", "/nl", "/en", "/home", "/nl/home", "/en/home", "/index.html", "/index.php", "/index.htm", "/default.aspx"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

// Text between tags, lower case, white space (and no-break spaces) as single blanks.
std::string plain(std::string_view html) {
  std::string text;
  bool in_tag = false;
  for (std::size_t i = 0; i < html.size(); ++i) {
    char c = html[i];
    if (c == '<') in_tag = true;
    if (in_tag) {
      if (c == '>') in_tag = false;
      c = ' ';
    } else if (html.substr(i, 6) == "&nbsp;") {
      i += 5;
      c = ' ';
    } else if (html.substr(i, 2) == "\xc2\xa0") {
      i += 1;
      c = ' ';
    }
    if (!blank(c)) {
      text += lower(c);
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

// The contents of the first few <tag> elements; `page` is in lower case.
std::vector<std::string_view> elements(std::string_view page, std::string_view tag, std::size_t most) {
  std::vector<std::string_view> found;
  const std::string open = "<" + std::string(tag), close = "</" + std::string(tag);
  std::size_t at = 0;
  while (found.size() < most && (at = page.find(open, at)) != std::string_view::npos) {
    at += open.size();
    if (at < page.size() && page[at] != '>' && !blank(page[at])) continue;  // <h1x>, <titles>
    const auto start = page.find('>', at);
    if (start == std::string_view::npos) break;
    const auto end = page.find(close, start);
    found.push_back(page.substr(start + 1, end == std::string_view::npos ? kSmallText : end - start - 1));
    at = start;
  }
  return found;
}

std::string_view without_elements_start(std::string_view page) {
  const auto body = page.find("<body");
  return body == std::string_view::npos ? page : page.substr(body);
}

// True when something is to be read outside scripts and styles. `page` is in lower case.
bool has_text(std::string_view page) {
  page = without_elements_start(page);
  while (!page.empty()) {
    const auto tag = page.find('<');
    const std::string_view before = page.substr(0, tag);
    if (!std::all_of(before.begin(), before.end(), blank)) return true;
    if (tag == std::string_view::npos) return false;
    page.remove_prefix(tag);
    std::string_view until = ">";
    for (const std::string_view hidden : {"script", "style", "noscript"})
      if (page.substr(1, hidden.size()) == hidden)
        until = hidden == "style" ? "</style" : hidden == "script" ? "</script" : "</noscript";
    if (page.substr(0, 4) == "<!--") until = "-->";
    const auto end = page.find(until);
    if (end == std::string_view::npos) return false;
    page.remove_prefix(end + until.size());
    if (until.substr(0, 2) == "</" && !page.empty() && page.front() == '>') page.remove_prefix(1);
  }
  return false;
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> result;
  std::string word;
  for (const char c : text + " ") {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      word += c;
    } else if (!word.empty()) {
      result.push_back(std::move(word));
      word.clear();
    }
  }
  return result;
}

// `text` is a title or heading, plain and in lower case.
bool gives_away(const std::string& text, bool single_words) {
  const auto all = words(text);
  if (all.empty() || all.size() > kLongTitle) return false;
  const bool phrase = std::any_of(kPhrases.begin(), kPhrases.end(),
                                  [&](std::string_view p) { return text.find(p) != std::string::npos; });
  if (phrase) return true;
  if (!single_words || all.size() > kShortTitle) return false;
  return std::any_of(all.begin(), all.end(), [](const std::string& word) {
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

bool any_segment(std::string_view path, const auto& list) {
  const std::string lowered = lower(path);
  std::size_t start = 0;
  while (start <= lowered.size()) {
    const auto end = std::min(lowered.find('/', start), lowered.size());
    if (std::find(list.begin(), list.end(), lowered.substr(start, end - start)) != list.end()) return true;
    start = end + 1;
  }
  return false;
}

}  // namespace

std::string page_disguise(std::string_view html, bool resembles_before) {
  const std::string page = lower(html.substr(0, kScanned));
  const bool single_words = !resembles_before && html.size() < kSmallPage;
  for (const std::string_view tag : {"title", "h1"})
    for (const std::string_view content : elements(page, tag, kHeadings))
      if (const std::string text = plain(content); gives_away(text, single_words))
        return (tag == "h1" ? "a page headed \"" : "a page titled \"") + text + "\"";
  if (html.size() < kSmallPage && page.find("http-equiv=\"refresh\"") != std::string::npos && !resembles_before)
    return "a page that only leads elsewhere";
  if (html.size() <= kScanned && !has_text(page)) return "a page without any text";
  return {};
}

std::string text_disguise(std::string_view text) {
  if (text.size() > kSmallText) return {};
  const std::string lowered = plain(text);
  return gives_away(lowered, true) ? "a text that says \"" + lowered + "\"" : std::string();
}

std::string path_disguise(std::string_view asked_path, std::string_view final_path, std::string_view final_query) {
  if (asked_path == final_path) return {};
  const auto is_front = [](std::string_view path) {
    std::string name = lower(path);
    if (name.size() > 1 && name.back() == '/') name.pop_back();
    return std::find(kFrontPages.begin(), kFrontPages.end(), name) != kFrontPages.end();
  };
  if (is_front(final_path) && final_query.empty() && !is_front(asked_path)) return "the front page";
  if (any_segment(final_path, kLoginSegments) && !any_segment(asked_path, kLoginSegments)) return "a login page";
  if (any_segment(final_path, kErrorSegments) && !any_segment(asked_path, kErrorSegments)) return "an error page";
  return {};
}

}  // namespace griffier::fetchers
