#include "fetchers/extract/html_tree.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csetjmp>
#include <cstddef>
#include <cstring>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;
constexpr std::size_t kLeastMemory = std::size_t{64} << 20;
constexpr std::size_t kMostMemory = std::size_t{1} << 30;
constexpr GumboVector kNone{nullptr, 0, 0};
constexpr std::size_t kMostAttributes = 500;  // of a tag
constexpr long kMostOpen = 5000;              // elements at once; gumbo looks through all of them at each tag

// Elements whose end tag is optional or missing (HTML 13.1.2.4 and 13.1.2): they say nothing about depth.
bool may_stay_open(std::string_view name) {
  static constexpr std::array<std::string_view, 34> kNames{
      "p",   "li",    "td",   "tr",   "th",    "dt",     "dd",    "option", "optgroup", "tbody",  "thead", "tfoot",
      "rb",  "rt",    "rp",   "body", "html",  "head",   "col",   "area",   "base",     "br",     "embed", "hr",
      "img", "input", "link", "meta", "param", "source", "track", "wbr",    "colgroup", "caption"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// Elements whose content is no markup.
bool is_raw(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kNames{"script", "style",  "title",   "textarea",
                                                          "xmp",    "iframe", "noembed", "noframes"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Refuses a page whose tags open far more elements than they close or have more attributes than any page's, before
// gumbo, which compares every attribute with all before it, spends a minute on it.
class TagCheck {
 public:
  explicit TagCheck(std::string_view text) : text_(text) {}

  void run() {
    for (std::size_t at = text_.find('<'); at < text_.size(); at = text_.find('<', at)) at = take(at);
  }

 private:
  // The tag or comment at `at`; returns where to look further.
  std::size_t take(std::size_t at) {
    const bool markup = at >= raw_until_;
    if (markup && text_.substr(at).starts_with("<!--")) {
      raw_until_ = end_of_comment(at + 2);
      return at + 4;
    }
    const bool end = text_.substr(at + 1).starts_with('/');
    const std::size_t begin = at + (end ? 2U : 1U);
    const std::string name = name_at(begin);
    if (name.empty()) return at + 1;
    if (!may_stay_open(name)) count_open(end);
    if (!markup) return begin + name.size();
    const std::size_t behind = end_of_tag(begin + name.size(), name == "html" || name == "body");
    if (!end && is_raw(name)) raw_until_ = end_of_raw(behind, name);
    return behind;
  }

  [[nodiscard]] std::string name_at(std::size_t at) const {
    std::string name;
    for (; at < text_.size() && name.size() < 12; ++at) {
      const char c = text_[at];
      if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (name.empty() || c < '0' || c > '9')) break;
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return name;
  }

  void count_open(bool end) {
    open_ = std::max(0L, open_ + (end ? -1 : 1));
    if (open_ > kMostOpen) {
      throw ExtractError(ExtractError::Reason::too_large, "its elements are nested deeper than any page's");
    }
  }

  // `root` says that the element is there once, and that all tags of it add to its attributes.
  std::size_t end_of_tag(std::size_t at, bool root) {
    std::size_t own = 0;
    std::size_t& count = root ? root_attributes_ : own;
    while (at < text_.size() && text_[at] != '>') {
      if (is_space(text_[at]) || text_[at] == '/') {
        ++at;
        continue;
      }
      if (++count > kMostAttributes) {
        throw ExtractError(ExtractError::Reason::too_large,
                           "one of its tags has more than " + std::to_string(kMostAttributes) + " attributes");
      }
      at = end_of_attribute(at);
    }
    return at;
  }

  [[nodiscard]] std::size_t end_of_attribute(std::size_t at) const {
    for (++at; at < text_.size() && !is_space(text_[at]) && text_[at] != '/' && text_[at] != '>' && text_[at] != '=';)
      ++at;
    std::size_t value = at;
    while (value < text_.size() && is_space(text_[value])) ++value;
    if (value >= text_.size() || text_[value] != '=') return at;
    for (++value; value < text_.size() && is_space(text_[value]);) ++value;
    if (value >= text_.size()) return value;
    if (text_[value] == '"' || text_[value] == '\'') {
      const std::size_t close = text_.find(text_[value], value + 1);
      return close == std::string_view::npos ? text_.size() : close + 1;
    }
    while (value < text_.size() && !is_space(text_[value]) && text_[value] != '>') ++value;
    return value;
  }

  // "-->" or "--!>"; what is not closed goes on to the end.
  [[nodiscard]] std::size_t end_of_comment(std::size_t at) const {
    for (at = text_.find("--", at); at != std::string_view::npos; at = text_.find("--", at + 1)) {
      const std::string_view behind = text_.substr(at + 2);
      if (behind.starts_with('>') || behind.starts_with("!>")) return at + 2;
    }
    return std::string_view::npos;
  }

  [[nodiscard]] std::size_t end_of_raw(std::size_t at, std::string_view name) const {
    for (at = text_.find("</", at); at != std::string_view::npos; at = text_.find("</", at + 2)) {
      if (name_at(at + 2) == name) return at;
    }
    return std::string_view::npos;
  }

  std::string_view text_;
  long open_ = 0;
  std::size_t root_attributes_ = 0;
  std::size_t raw_until_ = 0;  // before it is a comment, or what is no markup
};

}  // namespace

struct HtmlTree::Memory {
  std::vector<std::unique_ptr<std::byte[]>> blocks;
  std::size_t used = kBlock;  // of the last block
  std::size_t total = 0;
  std::size_t limit = 0;
  std::size_t calls = 0;
  std::chrono::steady_clock::time_point deadline;
  std::jmp_buf out;  // left by when a limit is reached: only gumbo's frames, which are C, lie between
};

// Never returns null, which gumbo does not expect.
void* HtmlTree::allocate(void* memory, std::size_t size) {
  auto& own = *static_cast<Memory*>(memory);
  constexpr std::size_t kAlign = alignof(std::max_align_t);
  size = (size + kAlign - 1) / kAlign * kAlign;
  const bool late = ++own.calls % 256 == 0 && std::chrono::steady_clock::now() > own.deadline;
  if (late) std::longjmp(own.out, 2);
  if (size > own.limit - std::min(own.limit, own.total)) std::longjmp(own.out, 1);
  if (size > kBlock / 4) {
    // A large piece gets a block of its own, put before the one in use.
    std::byte* piece = new (std::nothrow) std::byte[size];
    if (piece == nullptr) std::longjmp(own.out, 1);
    own.blocks.emplace(own.blocks.empty() ? own.blocks.end() : own.blocks.end() - 1, piece);
    own.total += size;
    return piece;
  }
  if (own.used + size > kBlock || own.blocks.empty()) {
    std::byte* block = new (std::nothrow) std::byte[kBlock];
    if (block == nullptr) std::longjmp(own.out, 1);
    own.blocks.emplace_back(block);
    own.used = 0;
    own.total += kBlock;
  }
  std::byte* piece = own.blocks.back().get() + own.used;
  own.used += size;
  return piece;
}

void HtmlTree::release(void*, void*) {}

HtmlTree::HtmlTree(std::string text, const ExtractLimits& limits)
    : text_(std::move(text)), memory_(std::make_unique<Memory>()) {
  TagCheck(text_).run();
  memory_->limit = std::clamp(text_.size() * 64, kLeastMemory, kMostMemory);
  memory_->deadline = std::chrono::steady_clock::now() + limits.time;
  memory_->blocks.reserve(memory_->limit / (kBlock / 4) + 16);
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &HtmlTree::allocate;
  options.deallocator = &HtmlTree::release;
  options.userdata = memory_.get();
  options.max_errors = 0;
  switch (setjmp(memory_->out)) {
    case 0:
      output_ = gumbo_parse_with_options(&options, text_.data(), text_.size());
      return;
    case 2:
      throw ExtractError(ExtractError::Reason::timed_out, "the page takes too long to parse");
    default:
      throw ExtractError(ExtractError::Reason::too_large, "the page takes too much memory to parse");
  }
}

HtmlTree::~HtmlTree() = default;

const GumboNode& HtmlTree::root() const { return *output_->root; }

bool is_element(const GumboNode& node) { return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE; }

const GumboVector& children_of(const GumboNode& node) { return is_element(node) ? node.v.element.children : kNone; }

const GumboNode& child_at(const GumboVector& children, unsigned at) {
  return *static_cast<const GumboNode*>(children.data[at]);
}

std::string tag_name(const GumboNode& node) {
  if (!is_element(node)) return {};
  if (node.v.element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(node.v.element.tag);
  GumboStringPiece piece = node.v.element.original_tag;
  if (piece.data == nullptr) return {};
  gumbo_tag_from_original_text(&piece);
  return to_lower(std::string_view(piece.data, piece.length));
}

std::string_view attribute_of(const GumboNode& node, const char* name) {
  if (!is_element(node)) return {};
  const GumboAttribute* attribute = gumbo_get_attribute(&node.v.element.attributes, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

bool has_attribute(const GumboNode& node, const char* name) {
  return is_element(node) && gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

std::string text_below(const GumboNode& node) {
  std::string text;
  std::vector<const GumboNode*> stack{&node};
  while (!stack.empty()) {
    const GumboNode& at = *stack.back();
    stack.pop_back();
    if (at.type == GUMBO_NODE_TEXT || at.type == GUMBO_NODE_CDATA || at.type == GUMBO_NODE_WHITESPACE) {
      text += at.v.text.text;
    }
    if (!is_element(at) || at.v.element.tag == GUMBO_TAG_SCRIPT || at.v.element.tag == GUMBO_TAG_STYLE) continue;
    const GumboVector& children = children_of(at);
    for (unsigned child = children.length; child > 0; --child) stack.push_back(&child_at(children, child - 1));
  }
  return fold(text);
}

std::optional<std::string> short_text_below(const GumboNode& node) {
  constexpr std::size_t kMostBytes = 4096;
  constexpr std::size_t kMostNodes = 4096;
  std::string text;
  std::vector<const GumboNode*> stack{&node};
  std::size_t nodes = 0;
  while (!stack.empty()) {
    const GumboNode& at = *stack.back();
    stack.pop_back();
    if (at.type == GUMBO_NODE_TEXT || at.type == GUMBO_NODE_CDATA || at.type == GUMBO_NODE_WHITESPACE) {
      text.append(at.v.text.text, strnlen(at.v.text.text, kMostBytes + 1));
    }
    if (!is_element(at) || at.v.element.tag == GUMBO_TAG_SCRIPT || at.v.element.tag == GUMBO_TAG_STYLE) continue;
    const GumboVector& children = children_of(at);
    nodes += children.length;
    if (nodes > kMostNodes || text.size() > kMostBytes) return std::nullopt;
    for (unsigned child = children.length; child > 0; --child) stack.push_back(&child_at(children, child - 1));
  }
  return text.size() > kMostBytes ? std::nullopt : std::optional(fold(text));
}

std::string meta_charset(std::string_view bytes) {
  const std::string start = to_lower(bytes.substr(0, 4096));
  for (std::size_t at = start.find("charset"); at != std::string::npos; at = start.find("charset", at + 7)) {
    std::size_t begin = start.find_first_not_of(" \t", at + 7);
    if (begin == std::string::npos || start[begin] != '=') continue;
    begin = start.find_first_not_of(" \t\"'", begin + 1);
    if (begin == std::string::npos) break;
    return start.substr(begin, start.find_first_of(" \t\"';>/", begin) - begin);
  }
  return {};
}

}  // namespace griffier::fetchers
