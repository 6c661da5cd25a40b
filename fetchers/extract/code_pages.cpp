#include "fetchers/extract/code_pages.h"

#include <iconv.h>

#include <cerrno>
#include <optional>
#include <string>

#include "fetchers/extract/encoding.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostPages = 32;  // of one file; each costs a look in the system's modules

// An open conversion to UTF-8, closed with this object.
class Conversion {
 public:
  explicit Conversion(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion() {
    if (is_open()) iconv_close(handle_);
  }

  [[nodiscard]] bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }  // NOLINT: POSIX
  // The letter that a byte is on its own; nothing when it begins a longer one, 0 when it is none.
  [[nodiscard]] std::optional<char32_t> letter(unsigned char byte) const {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    char in = static_cast<char>(byte);
    std::array<char, 16> out{};
    char* from = &in;
    char* to = out.data();
    std::size_t in_left = 1;
    std::size_t out_left = out.size();
    if (iconv(handle_, &from, &in_left, &to, &out_left) == static_cast<std::size_t>(-1)) {
      return errno == EINVAL ? std::nullopt : std::optional<char32_t>(0);
    }
    std::size_t at = 0;
    return to == out.data() ? 0 : next_point({out.data(), static_cast<std::size_t>(to - out.data())}, at);
  }

 private:
  iconv_t handle_;
};

std::string name_of(int page) { return page == 10000 ? "MACINTOSH" : "CP" + std::to_string(page); }

}  // namespace

char32_t CodePages::letter(int page, unsigned char byte) {
  if (byte < 0x80) return byte;
  if (page == 1252 || unknown_.contains(page)) return from_windows1252(byte);
  auto found = pages_.find(page);
  if (found == pages_.end()) {
    if (pages_.size() + unknown_.size() >= kMostPages) return from_windows1252(byte);
    const Conversion conversion(name_of(page));
    Upper upper{};
    bool known = conversion.is_open();
    for (unsigned at = 0x80; known && at < 0x100; ++at) {
      const auto letter = conversion.letter(static_cast<unsigned char>(at));
      known = letter.has_value();
      upper.at(at - 0x80) = letter.value_or(0);
    }
    if (!known) {
      unknown_.insert(page);
      return from_windows1252(byte);
    }
    found = pages_.emplace(page, upper).first;
  }
  return found->second.at(byte - 0x80U);
}

}  // namespace griffier::fetchers
