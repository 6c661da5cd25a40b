#include "fetchers/extract/html_page.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/selector.h"

namespace griffier::fetchers {
namespace {

// Classes and ids that no element of a text has: the whole name, in lower case.
constexpr std::array<std::string_view, 33> kSiteNames{
    "breadcrumb",      "breadcrumbs",    "broodkruimel",      "broodkruimels", "kruimelpad",
    "skiplink",        "skiplinks",      "skip-link",         "skip-links",    "cookiebar",
    "cookie-bar",      "cookiemelding",  "cookie-melding",    "cookiebanner",  "cookie-banner",
    "cookie-consent",  "cookieconsent",  "cookie-notice",     "cookies",       "pagination",
    "pager",           "visuallyhidden", "visually-hidden",   "sr-only",       "hidden",
    "offscreen",       "verberg",        "tekstueel",         "aspnethidden",  "infoactivehidden",
    "publicatiedatum", "inhouds-opgave", "screen-reader-text"};
// Words in them, in Dutch and English, that name parts of a site and may as well name a part of a text: "actie-plan",
// "related-law". Such an element is one of the site when it has nothing but links.
constexpr std::array<std::string_view, 43> kSiteWords{
    "nav",           "navigation", "navigatie",  "menu",      "breadcrumb",    "breadcrumbs", "broodkruimel",
    "broodkruimels", "cookie",     "cookies",    "consent",   "skip",          "footer",      "header",
    "sidebar",       "share",      "delen",      "social",    "search",        "zoeken",      "snelzoeken",
    "toolbar",       "pager",      "pagination", "toc",       "inhoudsopgave", "popup",       "modal",
    "banner",        "logo",       "feedback",   "actie",     "terug",         "printlink",   "opgave",
    "gerelateerd",   "related",    "topbar",     "subscribe", "nieuwsbrief",   "abonneren",   "skiplink",
    "kruimelpad"};
constexpr std::array<std::string_view, 9> kSiteRoles{"navigation", "banner", "contentinfo", "search", "complementary",
                                                     "dialog",     "menu",   "alertdialog", "menubar"};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Calls `each` with the words of a class or id: parted at signs and where a capital follows ("ServiceNavigatie").
template <typename Each>
bool any_word(std::string_view names, const Each& each) {
  std::string word;
  bool negated = false;  // "no-toc" says what the element is not
  for (std::size_t at = 0; at <= names.size(); ++at) {
    const char c = at < names.size() ? names[at] : ' ';
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z');
    if ((!letter || upper) && !word.empty()) {
      if (!negated && each(word)) return true;
      negated = c == '-' && (word == "no" || word == "not" || word == "geen");
      word.clear();
    }
    if (letter) word += static_cast<char>(upper ? c - 'A' + 'a' : c);
  }
  return false;
}

// Calls `each` with the whole names of a class or id, in lower case.
template <typename Each>
bool any_name(std::string_view names, const Each& each) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (end > 0 && each(to_lower(names.substr(0, end)))) return true;
    names.remove_prefix(std::min(names.size(), end + 1));
  }
  return false;
}

bool has_site_name(const GumboNode& node) {
  const auto test = [](const std::string& name) { return is_one_of(kSiteNames, name); };
  return any_name(attribute_of(node, "class"), test) || any_name(attribute_of(node, "id"), test);
}

bool has_site_word(const GumboNode& node) {
  const auto test = [](const std::string& word) { return is_one_of(kSiteWords, word); };
  return any_word(attribute_of(node, "class"), test) || any_word(attribute_of(node, "id"), test);
}

bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

// Whether the element has links or a form's fields, and beside them and headings no more than a few words. What is
// large is no bar of links.
bool is_made_of_links(const GumboNode& root) {
  constexpr std::size_t kFewLetters = 24;
  std::size_t nodes = 2000;
  std::size_t letters = 0;
  bool links = false;
  std::vector<const GumboNode*> stack{&root};
  while (!stack.empty()) {
    const GumboNode& node = *stack.back();
    stack.pop_back();
    if (--nodes == 0) return false;
    if (node.type == GUMBO_NODE_TEXT) {
      const std::string_view text = node.v.text.text;
      letters += text.size() - static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
      if (letters > kFewLetters) return false;
    }
    if (!is_element(node)) continue;
    const GumboTag tag = node.v.element.tag;
    links = links || tag == GUMBO_TAG_A || tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_BUTTON;
    if (tag == GUMBO_TAG_A || is_heading(tag) || is_silent(node)) continue;
    const GumboVector& children = children_of(node);
    for (unsigned child = 0; child < children.length; ++child) stack.push_back(&child_at(children, child));
  }
  return links;
}

const GumboNode* first_match(const GumboNode& root, std::string_view selector) {
  std::unordered_set<const GumboNode*> found;
  Selector(selector).find(root, found);
  if (found.size() != 1) return nullptr;
  return text_below(**found.begin()).size() >= 40 ? *found.begin() : nullptr;
}

void note(std::map<std::string, std::string>& facts, const char* fact, std::string_view value) {
  std::string folded = fold(value);
  if (!folded.empty() && folded.size() < 2000) facts.emplace(fact, std::move(folded));
}

struct MetaName {
  std::string_view name;
  const char* fact;
};
constexpr std::array<MetaName, 14> kMeta{{{"dc.title", "title"},
                                          {"dcterms.title", "title"},
                                          {"og:title", "title"},
                                          {"dc.identifier", "document_id"},
                                          {"dcterms.identifier", "document_id"},
                                          {"dc.creator", "creator"},
                                          {"dcterms.creator", "creator"},
                                          {"dcterms.available", "date"},
                                          {"dcterms.issued", "date"},
                                          {"article:published_time", "date"},
                                          {"dcterms.modified", "modified"},
                                          {"article:modified_time", "modified"},
                                          {"overheidop.vergaderjaar", "vergaderjaar"},
                                          {"overheidop.dossiernummer", "dossier"}}};

void note_meta(const GumboNode& node, std::map<std::string, std::string>& facts) {
  std::string name = to_lower(attribute_of(node, "name"));
  if (name.empty()) name = to_lower(attribute_of(node, "property"));
  for (const MetaName& meta : kMeta) {
    if (meta.name == name) note(facts, meta.fact, attribute_of(node, "content"));
  }
}

}  // namespace

bool is_silent(const GumboNode& node) {
  static constexpr std::array<GumboTag, 16> kSilent{
      GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,    GUMBO_TAG_IFRAME,
      GUMBO_TAG_INPUT,  GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_OBJECT, GUMBO_TAG_HEAD,
      GUMBO_TAG_AUDIO,  GUMBO_TAG_VIDEO,  GUMBO_TAG_CANVAS,   GUMBO_TAG_DATALIST};
  return is_element(node) && std::find(kSilent.begin(), kSilent.end(), node.v.element.tag) != kSilent.end();
}

bool is_site_part(const GumboNode& node, bool inside) {
  if (is_silent(node)) return true;
  const GumboTag tag = node.v.element.tag;
  if (tag == GUMBO_TAG_NAV || (tag == GUMBO_TAG_LABEL && has_attribute(node, "for"))) return true;
  if (!inside && (tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_FOOTER)) return true;
  if (has_attribute(node, "hidden") || attribute_of(node, "aria-hidden") == "true") return true;
  if (is_one_of(kSiteRoles, attribute_of(node, "role"))) return true;
  if (attribute_of(node, "style").find("display:none") != std::string_view::npos) return true;
  const bool structural = tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_MAIN;
  if (structural) return false;
  if (has_site_name(node)) return true;
  const auto foot = [](const std::string& name) { return name == "header" || name == "footer"; };
  if (!inside && tag == GUMBO_TAG_DIV && any_name(attribute_of(node, "class"), foot)) return true;
  return (tag == GUMBO_TAG_ASIDE || has_site_word(node)) && is_made_of_links(node);
}

bool is_publication_line(std::string_view text) {
  static constexpr std::array<std::string_view, 5> kBegins{"gepubliceerd", "laatst gewijzigd", "laatste wijziging",
                                                           "publicatiedatum", "laatst bijgewerkt"};
  static constexpr std::array<std::string_view, 26> kOfDates{
      "op",   "om",       "uur",       "januari", "februari", "maart",    "april", "mei",  "juni",
      "juli", "augustus", "september", "oktober", "november", "december", "jan",   "feb",  "mrt",
      "apr",  "aug",      "sep",       "sept",    "okt",      "nov",      "dec",   "datum"};
  constexpr std::size_t kLongest = 60;
  if (text.size() > kLongest) return false;
  const std::string lower = to_lower(text);
  const auto* const begin =
      std::find_if(kBegins.begin(), kBegins.end(), [&](std::string_view word) { return lower.starts_with(word); });
  if (begin == kBegins.end()) return false;
  std::string word;
  bool digits = false;
  for (const char c : std::string_view(lower).substr(begin->size())) {
    if (c >= 'a' && c <= 'z') {
      word += c;
      continue;
    }
    digits = digits || (c >= '0' && c <= '9');
    if (static_cast<signed char>(c) < 0 || (!word.empty() && !is_one_of(kOfDates, word))) return false;
    word.clear();
  }
  return digits && (word.empty() || is_one_of(kOfDates, word));
}

const GumboNode& main_content(const GumboNode& root) {
  static constexpr std::array<std::string_view, 12> kPlaces{"#broodtekst", "div.officiele-publicatie",
                                                            "main",        "[role=main]",
                                                            "article",     "#content",
                                                            "#inhoud",     "#main-content",
                                                            "#main",       "div.content",
                                                            "#Inhoud",     "div.article"};
  for (const std::string_view place : kPlaces) {
    if (const GumboNode* found = first_match(root, place)) return *found;
  }
  const GumboVector& children = children_of(root);
  for (unsigned child = 0; child < children.length; ++child) {
    const GumboNode& node = child_at(children, child);
    if (is_element(node) && node.v.element.tag == GUMBO_TAG_BODY) return node;
  }
  return root;
}

void read_page_facts(const GumboNode& root, std::map<std::string, std::string>& facts) {
  std::string title;
  std::string heading;
  std::vector<const GumboNode*> stack{&root};
  while (!stack.empty()) {
    const GumboNode& node = *stack.back();
    stack.pop_back();
    if (!is_element(node)) continue;
    const GumboTag tag = node.v.element.tag;
    if (tag == GUMBO_TAG_META) note_meta(node, facts);
    if (tag == GUMBO_TAG_TITLE && title.empty()) title = text_below(node);
    if (tag == GUMBO_TAG_H1 && heading.empty()) heading = fold(text_below(node));
    if (tag == GUMBO_TAG_TIME) note(facts, "date", attribute_of(node, "datetime"));
    if (tag == GUMBO_TAG_SVG) continue;
    const GumboVector& children = children_of(node);
    for (unsigned child = children.length; child > 0; --child) stack.push_back(&child_at(children, child - 1));
  }
  // "Brief over bruggen | Kamerstuk | Rijksoverheid.nl": the page's own heading without the names of the site.
  title = fold(title);
  if (!heading.empty() && title.starts_with(heading)) {
    const std::string_view rest = std::string_view(title).substr(heading.size());
    if (rest.starts_with(" | ") || rest.starts_with(" - ") || rest.starts_with(" – ")) title = heading;
  }
  note(facts, "title", title);
}

}  // namespace griffier::fetchers
