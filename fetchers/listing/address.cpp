#include "fetchers/listing/address.h"
#include "publications/ascii.h"

#include <fmt/format.h>

namespace griffier::fetchers {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool kept = publications::ascii::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
    if (kept)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string with_query(const std::string& base, const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::string address = base;
  char before = base.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : parameters) {
    address += fmt::format("{}{}={}", before, escaped(name), escaped(value));
    before = '&';
  }
  return address;
}

}  // namespace griffier::fetchers
