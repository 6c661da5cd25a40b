#include "tests/publisher/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace griffier::publisher {
namespace {

constexpr int kRaw = -15, kGzip = 15 + 16;

class Deflater {
 public:
  explicit Deflater(int window_bits) {
    if (deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::runtime_error("zlib could not start");
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string add(std::string_view bytes, int flush) {
    std::string out;
    std::array<char, 16384> part{};
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(part.data());
      stream_.avail_out = static_cast<uInt>(part.size());
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) throw std::runtime_error("zlib could not compress");
      out.append(part.data(), part.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return out;
  }

 private:
  z_stream stream_{};
};

void append_u32(std::string& out, std::size_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>((value >> shift) & 0xff);
}

}  // namespace

std::string gzip(std::string_view bytes) { return Deflater(kGzip).add(bytes, Z_FINISH); }

std::string gzip_bomb(std::size_t decompressed) {
  // A full flush makes a block that stands alone, so one compressed mebibyte can be repeated without end.
  const std::string zeros(std::size_t{1} << 20, '\0');
  const std::string block = Deflater(kRaw).add(zeros, Z_FULL_FLUSH);
  const auto crc_of = [](std::string_view part) {
    return crc32(0, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size()));
  };
  const uLong block_crc = crc_of(zeros);
  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  uLong crc = 0;
  std::size_t left = decompressed;
  for (; left >= zeros.size(); left -= zeros.size()) {
    out += block;
    crc = crc32_combine(crc, block_crc, static_cast<z_off_t>(zeros.size()));
  }
  const std::string_view rest = std::string_view(zeros).substr(0, left);
  out += Deflater(kRaw).add(rest, Z_FINISH);
  crc = crc32_combine(crc, crc_of(rest), static_cast<z_off_t>(rest.size()));
  append_u32(out, crc);
  append_u32(out, decompressed);
  return out;
}

}  // namespace griffier::publisher
