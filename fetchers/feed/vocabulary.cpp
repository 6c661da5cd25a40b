#include "fetchers/feed/vocabulary.h"

#include <array>
#include <utility>

#include "fetchers/page/address.h"

namespace griffier::fetchers {
namespace {

std::string_view prefix_part(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

Vocabulary vocabulary_of_uri(std::string_view uri) {
  using enum Vocabulary;
  static constexpr std::array<std::pair<std::string_view, Vocabulary>, 12> kKnown{{
      {"", rss},
      {"http://purl.org/rss/1.0/", rss},
      {"http://my.netscape.com/rdf/simple/0.9/", rss},
      {"http://backend.userland.com/rss2", rss},
      {"http://backend.userland.com/RSS2", rss},
      {"http://blogs.law.harvard.edu/tech/rss", rss},
      {"http://www.w3.org/2005/Atom", atom},
      {"http://purl.org/atom/ns#", atom},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdf},
      {"http://purl.org/dc/elements/1.1/", dublin_core},
      {"http://purl.org/dc/terms/", terms},
      {"http://purl.org/rss/1.0/modules/content/", content},
  }};
  for (const auto& [known, vocabulary] : kKnown)
    if (uri == known) return vocabulary;
  return other;
}

// What a prefix means that nobody declared; such feeds are not namespace-well-formed, but they are plenty.
Vocabulary habitual(std::string_view prefix) {
  using enum Vocabulary;
  if (prefix == "dc") return dublin_core;
  if (prefix == "dcterms") return terms;
  if (prefix == "content") return content;
  if (prefix == "atom") return atom;
  return prefix == "rdf" ? rdf : other;
}

}  // namespace

std::string_view local_part(std::string_view qualified_name) {
  const auto colon = qualified_name.find(':');
  return colon == std::string_view::npos ? qualified_name : qualified_name.substr(colon + 1);
}

FeedScope::FeedScope(const FeedScope* parent, const pugi::xml_node& node, std::string_view document_url)
    : parent_(parent), base_(parent == nullptr ? std::string(document_url) : parent->base_) {
  for (const auto& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "xmlns") declared_.emplace(std::string_view(), attribute.value());
    if (name.substr(0, 6) == "xmlns:") declared_.emplace(name.substr(6), attribute.value());
    if (name != "xml:base") continue;
    if (auto resolved = resolve_address(base_, attribute.value()); !resolved.empty()) base_ = std::move(resolved);
  }
}

const std::string_view* FeedScope::uri_of(std::string_view prefix) const {
  for (const FeedScope* scope = this; scope != nullptr; scope = scope->parent_)
    if (const auto found = scope->declared_.find(prefix); found != scope->declared_.end()) return &found->second;
  return nullptr;
}

Vocabulary FeedScope::vocabulary_of(std::string_view qualified_name, bool attribute) const {
  const std::string_view prefix = prefix_part(qualified_name);
  if (attribute && prefix.empty()) return Vocabulary::rss;  // attributes without prefix are their element's own
  if (const std::string_view* uri = uri_of(prefix)) return vocabulary_of_uri(*uri);
  return prefix.empty() ? Vocabulary::rss : habitual(prefix);
}

std::string_view FeedScope::attribute(const pugi::xml_node& node, Vocabulary vocabulary, std::string_view name) const {
  for (const auto& one : node.attributes())
    if (local_part(one.name()) == name && vocabulary_of(one.name(), true) == vocabulary) return one.value();
  return {};
}

std::string FeedScope::absolute(std::string_view reference) const { return resolve_address(base_, reference); }

}  // namespace griffier::fetchers
