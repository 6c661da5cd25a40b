#include "daemon/pipeline/noise.h"

#include <regex.h>

#include <array>

namespace griffier::daemon {
namespace {

// libc's regular expressions: std::regex recurses once a character and ends the process on a long line.
class Pattern {
 public:
  explicit Pattern(const std::string& source) : code_(regcomp(&compiled_, source.c_str(), REG_EXTENDED)) {}
  ~Pattern() {
    if (code_ == 0) regfree(&compiled_);
  }
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  [[nodiscard]] std::optional<std::string> problem() const {
    if (code_ == 0) return std::nullopt;
    std::array<char, 128> message{};
    regerror(code_, &compiled_, message.data(), message.size());
    return std::string(message.data());
  }

  void erase_matches(std::string& text) const {
    if (code_ != 0) return;
    std::string kept;
    std::size_t at = 0;
    while (at < text.size()) {
      std::array<regmatch_t, 1> match{};
      if (regexec(&compiled_, text.c_str() + at, match.size(), match.data(), at == 0 ? 0 : REG_NOTBOL) != 0) break;
      const auto from = static_cast<std::size_t>(match[0].rm_so);
      const auto to = static_cast<std::size_t>(match[0].rm_eo);
      kept.append(text, at, from);
      if (to == from && at + to < text.size()) kept += text[at + to];  // an empty match takes nothing out
      at += to == from ? to + 1 : to;
    }
    if (at < text.size()) kept.append(text, at, std::string::npos);
    text = std::move(kept);
  }

 private:
  regex_t compiled_{};
  int code_;
};

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t") == std::string::npos; }

}  // namespace

std::optional<std::string> pattern_problem(const std::string& pattern) { return Pattern(pattern).problem(); }

void remove_noise(publications::Text& text, const std::vector<std::string>& patterns) {
  if (patterns.empty()) return;
  for (const auto& source : patterns) {
    const Pattern pattern(source);
    for (auto& block : text.blocks) pattern.erase_matches(block.text);
  }
  std::erase_if(text.blocks, [](const publications::Block& block) { return is_blank(block.text); });
}

}  // namespace griffier::daemon
