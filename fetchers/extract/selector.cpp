#include "fetchers/extract/selector.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostCompounds = 32;
constexpr std::size_t kLongest = 1000;

bool is_name_char(char c) {
  return publications::ascii::is_alnum(c) || c == '-' || c == '_' || static_cast<signed char>(c) < 0;
}

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t begin = list.find_first_not_of(" \t\r\n\f");
    if (begin == std::string_view::npos) return false;
    list.remove_prefix(begin);
    const std::size_t end = std::min(list.find_first_of(" \t\r\n\f"), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(end);
  }
  return false;
}

}  // namespace

class Selector::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::vector<Complex> run() {
    if (text_.size() > kLongest) fail("it is too long");
    std::vector<Complex> alternatives;
    do {
      alternatives.push_back(complex());
    } while (take(','));
    if (at_ < text_.size()) fail(std::string("unexpected '") + text_[at_] + "'");
    return alternatives;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::invalid_argument("the selector \"" + std::string(text_.substr(0, 200)) + "\" can't be used: " + why);
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool skip_space() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view(" \t\r\n\f").find(text_[at_]) != std::string_view::npos) ++at_;
    return at_ > begin;
  }

  Complex complex() {
    Complex result;
    skip_space();
    bool child = false;
    while (true) {
      result.push_back(compound());
      result.back().child_of_last = child;
      if (result.size() > kMostCompounds) fail("it has too many parts");
      const bool space = skip_space();
      child = take('>');
      if (child) skip_space();
      if (!child && (!space || at_ >= text_.size() || text_[at_] == ',')) return result;
    }
  }

  Compound compound() {
    Compound result;
    const std::size_t begin = at_;
    if (!take('*') && at_ < text_.size() && is_name_char(text_[at_])) {
      result.conditions.push_back({Condition::Kind::tag, to_lower(name()), {}});
    }
    for (bool more = true; more;) {
      if (take('.')) {
        result.conditions.push_back({Condition::Kind::word, "class", name()});
      } else if (take('#')) {
        result.conditions.push_back({Condition::Kind::equals, "id", name()});
      } else if (take('[')) {
        result.conditions.push_back(attribute());
      } else {
        more = false;
      }
    }
    if (at_ < text_.size() && text_[at_] == ':')
      fail("pseudo-classes such as " + std::string(text_.substr(at_, 20)) + " are not known here");
    if (at_ == begin) fail(at_ < text_.size() ? std::string("unexpected '") + text_[at_] + "'" : "a part is missing");
    return result;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
    if (at_ == begin) fail("a name is missing");
    return std::string(text_.substr(begin, at_ - begin));
  }

  Condition attribute() {
    skip_space();
    Condition condition{Condition::Kind::has, to_lower(name()), {}};
    skip_space();
    if (take(']')) return condition;
    condition.kind = Condition::Kind::equals;
    if (take('~')) condition.kind = Condition::Kind::word;
    if (take('^')) condition.kind = Condition::Kind::prefix;
    if (take('$')) condition.kind = Condition::Kind::suffix;
    if (take('*')) condition.kind = Condition::Kind::part;
    if (!take('=')) fail("'=' or ']' is missing");
    skip_space();
    condition.value = value();
    skip_space();
    if (!take(']')) fail("']' is missing");
    return condition;
  }

  std::string value() {
    for (const char quote : {'"', '\''}) {
      if (!take(quote)) continue;
      const std::size_t end = text_.find(quote, at_);
      if (end == std::string_view::npos) fail("a quote is not closed");
      std::string result(text_.substr(at_, end - at_));
      at_ = end + 1;
      return result;
    }
    return name();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Selector::Selector(std::string_view text) : alternatives_(Parser(text).run()) {}

bool Selector::holds(const Condition& condition, const GumboNode& node) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::tag) return tag_name(node) == condition.name;
  if (!has_attribute(node, condition.name.c_str())) return false;
  const std::string_view value = attribute_of(node, condition.name.c_str());
  const std::string& wanted = condition.value;
  switch (condition.kind) {
    case Kind::has:
      return true;
    case Kind::equals:
      return value == wanted;
    case Kind::word:
      return has_word(value, wanted);
    case Kind::prefix:
      return !wanted.empty() && value.starts_with(wanted);
    case Kind::suffix:
      return !wanted.empty() && value.ends_with(wanted);
    case Kind::part:
      return !wanted.empty() && value.find(wanted) != std::string_view::npos;
    case Kind::tag:
      break;
  }
  return false;
}

bool Selector::matches(const Compound& compound, const GumboNode& node) {
  return std::all_of(compound.conditions.begin(), compound.conditions.end(),
                     [&node](const Condition& condition) { return holds(condition, node); });
}

// Bit n of a mask says that parts 0..n of the selector are matched, the last of them by the element itself (`own`) or
// by it or one above it (`above`). One pass, no backtracking: hostile selectors cost no more than their length.
void Selector::find_one(const Complex& complex, const GumboNode& root, std::unordered_set<const GumboNode*>& found) {
  struct Step {
    const GumboNode* node;
    std::uint32_t parent;
    std::uint32_t above;
  };
  std::vector<Step> stack{{&root, 0, 0}};
  while (!stack.empty()) {
    const Step step = stack.back();
    stack.pop_back();
    if (!is_element(*step.node)) continue;
    std::uint32_t own = 0;
    for (std::size_t part = 0; part < complex.size(); ++part) {
      const std::uint32_t before = part == 0 ? 1U : 1U << (part - 1);
      const std::uint32_t context = complex[part].child_of_last ? step.parent : step.above;
      if ((part == 0 || (context & before) != 0) && matches(complex[part], *step.node)) own |= 1U << part;
    }
    if ((own & 1U << (complex.size() - 1)) != 0) found.insert(step.node);
    const GumboVector& children = children_of(*step.node);
    for (unsigned child = 0; child < children.length; ++child) {
      stack.push_back({&child_at(children, child), own, step.above | own});
    }
  }
}

void Selector::find(const GumboNode& root, std::unordered_set<const GumboNode*>& found) const {
  for (const Complex& complex : alternatives_) find_one(complex, root, found);
}

}  // namespace griffier::fetchers
