#include "fetchers/feed/markup.h"

#include <algorithm>
#include <array>

#include "publications/white_space.h"

namespace griffier::fetchers {
namespace {

std::string_view local_name(const char* name) {
  const std::string_view whole = name;
  const auto colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

bool is_void(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kVoid{"br", "hr", "img", "input", "link", "meta", "col", "wbr"};
  return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

void append_escaped(std::string& to, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        to += "&amp;";
        break;
      case '<':
        to += "&lt;";
        break;
      case '>':
        to += "&gt;";
        break;
      case '"':
        to += "&quot;";
        break;
      default:
        to += c;
    }
  }
}

void open_tag(std::string& to, const pugi::xml_node& node) {
  to += '<';
  to += local_name(node.name());
  for (const auto& attribute : node.attributes()) {
    if (std::string_view(attribute.name()).substr(0, 5) == "xmlns") continue;
    to += ' ';
    to += local_name(attribute.name());
    to += "=\"";
    append_escaped(to, attribute.value());
    to += '"';
  }
  to += '>';
}

void close_tag(std::string& to, const pugi::xml_node& node) {
  const auto name = local_name(node.name());
  if (is_void(name)) return;
  to += "</";
  to += name;
  to += '>';
}

bool is_text(const pugi::xml_node& node) { return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata; }

}  // namespace

std::string own_text(const pugi::xml_node& node, std::size_t most) {
  std::string out;
  for (const auto& child : node.children()) {
    if (!is_text(child)) continue;
    out += std::string_view(child.value()).substr(0, most - out.size());
    if (out.size() >= most) break;
  }
  return out;
}

std::string inner_html(const pugi::xml_node& node, std::size_t most) {
  std::string out;
  pugi::xml_node at = node.first_child();
  while (at && out.size() < most) {
    if (is_text(at)) append_escaped(out, at.value());
    if (at.type() == pugi::node_element) {
      open_tag(out, at);
      if (at.first_child()) {
        at = at.first_child();
        continue;
      }
      close_tag(out, at);
    }
    while (at != node && !at.next_sibling()) {
      at = at.parent();
      if (at != node) close_tag(out, at);
    }
    if (at == node) break;
    at = at.next_sibling();
  }
  return out;
}

std::string collapsed(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size() && out.size() < most;) {
    if (const auto spaces = publications::white_space_length(text.substr(at)); spaces != 0) {
      if (!out.empty()) out += ' ';
      at += spaces;
    } else {
      out += text[at++];
    }
  }
  if (out.size() >= most)  // not in the middle of a character
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
  if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string escaped_html(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

}  // namespace griffier::fetchers
