// The tokens of Rich Text Format (Microsoft's RTF specification 1.9.1, "RTF Syntax").
#pragma once

#include <optional>
#include <string_view>

namespace griffier::fetchers {

struct RtfToken {
  enum class Kind { open, close, word, symbol, byte, text };
  Kind kind = Kind::text;
  std::string_view text;      // of a word its name, of text the bytes, of a symbol its one character
  std::optional<int> number;  // of a word, held to what 16 bits and a sign can say and a little more
  unsigned char byte = 0;     // of \'hh
};

// Neither owns nor changes the bytes, which must outlive it. Whatever they are, it ends with them.
class RtfTokens {
 public:
  explicit RtfTokens(std::string_view bytes) : rest_(bytes) {}

  // The next token, nothing at the end. Line ends between tokens mean nothing and are passed over; what follows \bin
  // is passed over too.
  [[nodiscard]] std::optional<RtfToken> next();

 private:
  [[nodiscard]] RtfToken control();

  std::string_view rest_;
};

}  // namespace griffier::fetchers
