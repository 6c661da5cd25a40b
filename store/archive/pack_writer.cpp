#include "store/archive/pack_writer.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "store/durable.h"

namespace griffier::store {
namespace {

constexpr int kDeepest = 50;             // links of a chain of differences, as git's own default
constexpr std::size_t kSmallTree = 256;  // below this a difference gains nothing
constexpr std::uint64_t kOfsDelta = 6;   // the entry type OBJ_OFS_DELTA
constexpr std::size_t kHeader = 12, kTrailer = 20;

void append_be32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((value >> static_cast<unsigned>(shift)) & 255U);
}

// Type and size of an entry: four bits of size, then seven at a time.
void append_entry_header(std::string& out, std::uint64_t type, std::uint64_t size) {
  std::uint64_t byte = (type << 4U) | (size & 15U);
  for (size >>= 4U; size != 0; size >>= 7U) {
    out += static_cast<char>(byte | 128U);
    byte = size & 127U;
  }
  out += static_cast<char>(byte);
}

// How far back the base is: big-endian sevens, each further one counting from one.
void append_distance(std::string& out, std::uint64_t distance) {
  std::string bytes(1, static_cast<char>(distance & 127U));
  while ((distance >>= 7U) != 0) {
    --distance;
    bytes += static_cast<char>(128U | (distance & 127U));
  }
  out.append(bytes.rbegin(), bytes.rend());
}

void append_delta_size(std::string& out, std::size_t size) {
  for (; size >= 128; size >>= 7U) out += static_cast<char>(128U | (size & 127U));
  out += static_cast<char>(size);
}

void append_copy(std::string& out, std::size_t offset, std::size_t size) {
  constexpr std::size_t kMost = 0xFFFF;
  while (size > 0) {
    const std::size_t piece = std::min(size, kMost);
    const std::size_t at = out.size();
    unsigned command = 128;
    out += '\0';
    for (unsigned i = 0; i < 4; ++i) {
      const auto byte = (offset >> (8 * i)) & 255U;
      if (byte == 0) continue;
      command |= 1U << i;
      out += static_cast<char>(byte);
    }
    for (unsigned i = 0; i < 2; ++i) {
      const auto byte = (piece >> (8 * i)) & 255U;
      if (byte == 0) continue;
      command |= 16U << i;
      out += static_cast<char>(byte);
    }
    out[at] = static_cast<char>(command);
    offset += piece;
    size -= piece;
  }
}

}  // namespace

std::string make_delta(std::string_view base, std::string_view target) {
  const std::size_t shorter = std::min(base.size(), target.size());
  const auto same = std::mismatch(base.begin(), base.begin() + static_cast<std::ptrdiff_t>(shorter), target.begin());
  const auto head = static_cast<std::size_t>(same.first - base.begin());
  std::size_t tail = 0;
  while (tail < shorter - head && base[base.size() - 1 - tail] == target[target.size() - 1 - tail]) ++tail;
  std::string delta;
  append_delta_size(delta, base.size());
  append_delta_size(delta, target.size());
  append_copy(delta, 0, head);
  for (std::string_view fresh = target.substr(head, target.size() - head - tail); !fresh.empty();) {
    const auto piece = fresh.substr(0, 127);
    delta += static_cast<char>(piece.size());
    delta += piece;
    fresh.remove_prefix(piece.size());
  }
  append_copy(delta, base.size() - tail, tail);
  return delta;
}

struct Deflater::Parts {
  z_stream stream{};
};

Deflater::Deflater() : parts_(std::make_unique<Parts>()) {
  if (deflateInit(&parts_->stream, 1) != Z_OK) throw std::bad_alloc();
}
Deflater::~Deflater() { deflateEnd(&parts_->stream); }

void Deflater::run(std::string_view bytes, std::string& out) {
  constexpr std::size_t kMost = 1U << 30U;  // zlib counts in 32 bits
  z_stream& stream = parts_->stream;
  deflateReset(&stream);
  int result = Z_OK;
  do {
    const std::string_view piece = bytes.substr(0, kMost);
    bytes.remove_prefix(piece.size());
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    do {
      const std::size_t before = out.size();
      const std::size_t room = std::clamp<std::size_t>(stream.avail_in / 2 + 256, 256, 1U << 20U);
      out.resize(before + room);
      stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
      stream.avail_out = static_cast<uInt>(room);
      result = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
      out.resize(out.size() - stream.avail_out);
      if (result == Z_STREAM_ERROR) throw std::runtime_error("archive: zlib can't compress");
    } while (stream.avail_out == 0 || stream.avail_in > 0);
  } while (result != Z_STREAM_END);
}

PackWriter::PackWriter(const std::filesystem::path& pack_folder) : folder_(pack_folder), file_(pack_folder) {
  file_.append(std::string(kHeader, '\0'));
}

void PackWriter::place(const PackedObject& object, int depth) {
  if (places_.try_emplace(object.id, Place{object.offset, depth}).second) objects_.push_back(object);
}

void PackWriter::add(ObjectType type, const ObjectId& id, std::string_view data, const ObjectId* base,
                     std::string_view base_data) {
  if (has(id)) return;
  PackedObject object{id, static_cast<std::uint64_t>(file_.size()), 0};
  entry_.clear();
  int depth = kWhole;
  const auto found = base == nullptr || data.size() < kSmallTree ? places_.end() : places_.find(*base);
  if (found != places_.end() && found->second.depth < kDeepest) {
    depth = found->second.depth + 1;
    const std::string delta = make_delta(base_data, data);
    append_entry_header(entry_, kOfsDelta, delta.size());
    append_distance(entry_, object.offset - found->second.offset);
    deflater_.run(delta, entry_);
  } else {
    append_entry_header(entry_, static_cast<std::uint64_t>(type), data.size());
    deflater_.run(data, entry_);
  }
  object.crc = static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(entry_.data()), entry_.size()));
  file_.append(entry_);
  place(object, depth);
}

// The number of objects is known only now, and the trailer is over all that stands before it.
ObjectId PackWriter::write_header_and_trailer() {
  if (objects_.size() > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("archive: a pack too large");
  std::string header = "PACK";
  append_be32(header, 2);
  append_be32(header, static_cast<std::uint32_t>(objects_.size()));
  constexpr std::size_t kPiece = 1U << 20U;
  std::ignore = file_.read(0, 0);
  file_.overwrite(0, header);
  Sha1 sha;
  sha.begin();
  const off_t end = file_.size();
  for (off_t at = 0; at < end;) {
    const std::string piece = file_.read(at, std::min(kPiece, static_cast<std::size_t>(end - at)));
    if (piece.empty()) throw std::runtime_error("archive: a new pack can't be read back");
    sha.add(piece);
    at += static_cast<off_t>(piece.size());
  }
  const ObjectId checksum = sha.end();
  file_.append(checksum.raw());
  return checksum;
}

std::string PackWriter::index(const ObjectId& checksum) {
  std::sort(objects_.begin(), objects_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::string index = "\377tOc";
  append_be32(index, 2);
  std::size_t upto = 0;
  for (unsigned first = 0; first < 256; ++first) {
    while (upto < objects_.size() && objects_[upto].id.bytes[0] <= first) ++upto;
    append_be32(index, static_cast<std::uint32_t>(upto));
  }
  for (const auto& object : objects_) index += object.id.raw();
  for (const auto& object : objects_) append_be32(index, object.crc);
  std::string far;  // offsets that need more than 31 bits
  for (const auto& object : objects_) {
    if (object.offset < 0x80000000U) {
      append_be32(index, static_cast<std::uint32_t>(object.offset));
      continue;
    }
    append_be32(index, 0x80000000U | static_cast<std::uint32_t>(far.size() / 8));
    append_be32(far, static_cast<std::uint32_t>(object.offset >> 32U));
    append_be32(far, static_cast<std::uint32_t>(object.offset & 0xFFFFFFFFU));
  }
  index += far;
  index += checksum.raw();
  Sha1 sha;
  sha.begin();
  sha.add(index);
  index += sha.end().raw();
  return index;
}

std::filesystem::path PackWriter::finish() {
  const ObjectId checksum = write_header_and_trailer();
  NewFile index_file(folder_);
  index_file.append(index(checksum));
  file_.sync();
  index_file.sync();
  const auto path = folder_ / ("pack-" + checksum.hex() + ".pack");
  file_.publish(path, true);
  sync_directory(folder_);
  auto index_path = path;
  index_file.publish(index_path.replace_extension(".idx"), true);
  sync_directory(folder_);
  return path;
}

static_assert(kTrailer == sizeof(ObjectId::bytes));

}  // namespace griffier::store
