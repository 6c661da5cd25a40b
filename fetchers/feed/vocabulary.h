// Names of feed elements: by namespace and local name, never by prefix.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace griffier::fetchers {

enum class Vocabulary { rss, atom, rdf, dublin_core, terms, content, other };

// The declarations and the base address that hold at an element. Chained: a child's scope points to its parent's, which
// must outlive it.
class FeedScope {
 public:
  FeedScope(const FeedScope* parent, const pugi::xml_node& node, std::string_view document_url = {});

  [[nodiscard]] Vocabulary vocabulary_of(std::string_view qualified_name, bool attribute = false) const;
  // An attribute by vocabulary and local name; empty when it isn't there.
  [[nodiscard]] std::string_view attribute(const pugi::xml_node& node, Vocabulary vocabulary,
                                           std::string_view name) const;
  [[nodiscard]] std::string absolute(std::string_view reference) const;  // empty: no web address

 private:
  [[nodiscard]] const std::string_view* uri_of(std::string_view prefix) const;

  const FeedScope* parent_;
  std::map<std::string_view, std::string_view> declared_;
  std::string base_;
};

[[nodiscard]] std::string_view local_part(std::string_view qualified_name);

}  // namespace griffier::fetchers
