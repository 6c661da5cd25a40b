#include "fetchers/extract/html_tree.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csetjmp>
#include <cstddef>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;
constexpr std::size_t kLeastMemory = std::size_t{64} << 20;
constexpr std::size_t kMostMemory = std::size_t{1} << 30;
constexpr GumboVector kNone{nullptr, 0, 0};
constexpr long kMostOpen = 5000;  // elements at once; gumbo looks through all of them at each tag

// Elements whose end tag is optional or missing (HTML 13.1.2.4 and 13.1.2): they say nothing about depth.
bool may_stay_open(std::string_view name) {
  static constexpr std::array<std::string_view, 34> kNames{
      "p",   "li",    "td",   "tr",   "th",    "dt",     "dd",    "option", "optgroup", "tbody",  "thead", "tfoot",
      "rb",  "rt",    "rp",   "body", "html",  "head",   "col",   "area",   "base",     "br",     "embed", "hr",
      "img", "input", "link", "meta", "param", "source", "track", "wbr",    "colgroup", "caption"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// Refuses a page whose tags open far more elements than they close, before gumbo spends a minute on it.
void check_depth(std::string_view text) {
  long open = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const bool end = text.substr(at + 1).starts_with('/');
    std::string name;
    for (std::size_t next = at + (end ? 2U : 1U); next < text.size() && name.size() < 12; ++next) {
      const char c = text[next];
      if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (name.empty() || c < '0' || c > '9')) break;
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (name.empty() || may_stay_open(name)) continue;
    open = std::max(0L, open + (end ? -1 : 1));
    if (open > kMostOpen) {
      throw ExtractError(ExtractError::Reason::too_large, "its elements are nested deeper than any page's");
    }
  }
}

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
  check_depth(text_);
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
