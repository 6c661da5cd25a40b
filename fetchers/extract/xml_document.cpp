#include "fetchers/extract/xml_document.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/xml_entities.h"

namespace griffier::fetchers {
namespace {

using Reason = ExtractError::Reason;

constexpr std::ptrdiff_t kMostElements = 4'000'000;  // tags; the largest publications have some 200,000

// Depth without recursion: parents and siblings are links.
void check_depth(const pugi::xml_node& root, int limit) {
  pugi::xml_node node = root;
  int depth = 1;
  while (node) {
    if (depth > limit) {
      throw ExtractError(Reason::too_large, "its elements are nested deeper than " + std::to_string(limit));
    }
    if (const pugi::xml_node child = node.first_child()) {
      node = child;
      ++depth;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) return;
    node = node.next_sibling();
  }
}

}  // namespace

XmlDocument::XmlDocument(std::string text, const ExtractLimits& limits) : text_(std::move(text)) {
  if (std::count(text_.begin(), text_.end(), '<') > kMostElements) {
    throw ExtractError(Reason::too_large, "it has more than " + std::to_string(kMostElements) + " tags");
  }
  repair_character_references(text_);
  replace_named_characters(text_);
  const auto flags = pugi::parse_default | pugi::parse_ws_pcdata;
  const pugi::xml_parse_result result =
      document_.load_buffer_inplace(text_.data(), text_.size(), flags, pugi::encoding_utf8);
  if (!result) {
    // Parsing in place has ended the strings before the error with NUL, but keeps no line end from being counted.
    const auto end =
        text_.begin() + std::clamp<std::ptrdiff_t>(result.offset, 0, static_cast<std::ptrdiff_t>(text_.size()));
    const auto line = std::count(text_.begin(), end, '\n') + 1;
    throw ExtractError(Reason::malformed,
                       "the XML is not well-formed near line " + std::to_string(line) + ": " + result.description());
  }
  if (!root()) throw ExtractError(Reason::malformed, "the XML has no root element");
  check_depth(root(), limits.depth);
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

namespace {

// The text below a node, as long as it has no more than so many bytes and nodes.
std::string gather(const pugi::xml_node& node, std::size_t bytes, std::size_t nodes) {
  std::string text;
  pugi::xml_node at = node.first_child();
  while (at && text.size() < bytes && nodes-- > 0) {
    if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata)
      text.append(at.value(), strnlen(at.value(), bytes - text.size()));
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) at = at.parent();
    if (at == node) break;
    at = at.next_sibling();
  }
  return fold(text);
}

}  // namespace

std::string text_below(const pugi::xml_node& node) {
  constexpr auto kAll = std::numeric_limits<std::size_t>::max();
  return gather(node, kAll, kAll);
}

std::string beginning_below(const pugi::xml_node& node) {
  constexpr std::size_t kMost = 8192;
  return gather(node, kMost, kMost);
}

std::string beginning(std::string_view value, std::size_t bytes) {
  std::size_t size = std::min(value.size(), bytes);
  while (size > 0 && size < value.size() && (static_cast<unsigned char>(value[size]) & 0xC0U) == 0x80U) --size;
  return std::string(value.substr(0, size));
}

std::string_view declared_encoding(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 200);
  const std::size_t end = start.find("?>");
  const std::size_t at = start.find("encoding=");
  if (end == std::string_view::npos || at == std::string_view::npos || at + 10 > end) return {};
  const char quote = start[at + 9];
  const std::size_t close = start.find(quote, at + 10);
  return close == std::string_view::npos ? std::string_view() : start.substr(at + 10, close - at - 10);
}

}  // namespace griffier::fetchers
