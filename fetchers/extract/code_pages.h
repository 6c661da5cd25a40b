// Letters of one byte in the code pages of Windows, DOS and the Macintosh.
#pragma once

#include <array>
#include <map>
#include <set>

namespace griffier::fetchers {

// Knows a code page by the number that Windows gives it (1250, 850, 10000) from the first use on.
class CodePages {
 public:
  // The letter that the byte is there, 0 for none. Windows-1252 stands in for a page that the system's iconv doesn't
  // know or in which a letter takes several bytes.
  [[nodiscard]] char32_t letter(int page, unsigned char byte);
  // The pages that were asked for a letter beyond ASCII and are not known.
  [[nodiscard]] const std::set<int>& unknown() const { return unknown_; }

 private:
  using Upper = std::array<char32_t, 128>;  // the letters of 0x80 to 0xFF

  std::map<int, Upper> pages_;
  std::set<int> unknown_;
};

}  // namespace griffier::fetchers
