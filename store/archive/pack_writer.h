// New packs and their indexes (gitformat-pack(5)), written by this code because libgit2's packbuilder searches deltas
// among everything.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/archive/new_file.h"
#include "store/archive/object.h"

namespace griffier::store {

// zlib at level 1 with one stream for all; level 1, since packing has to keep up with fetching.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  // Appends the compressed form of `bytes` to `out`.
  void run(std::string_view bytes, std::string& out);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

struct PackedObject {
  ObjectId id;
  std::uint64_t offset = 0;
  std::uint32_t crc = 0;
};

// One pack in the making. Nothing is visible before finish(); without it nothing is left behind.
class PackWriter {
 public:
  explicit PackWriter(const std::filesystem::path& pack_folder);

  [[nodiscard]] bool has(const ObjectId& id) const { return places_.count(id) != 0; }
  [[nodiscard]] bool empty() const { return objects_.empty(); }
  // Adds an object unless it is there. When `base` is in this pack, the object may be written as its difference from
  // it (`base_data`).
  void add(ObjectType type, const ObjectId& id, std::string_view data, const ObjectId* base = nullptr,
           std::string_view base_data = {});
  // Takes all entries of another pack over as they are: `body` is called for pieces of the file between its header and
  // its trailer, in order, until it returns nothing.
  template <typename Next>
  void add_pack(const std::vector<PackedObject>& objects, const Next& body) {
    const auto shift = static_cast<std::uint64_t>(file_.size()) - 12;
    for (PackedObject object : objects) {
      object.offset += shift;
      place(object, kWhole);
    }
    for (std::string piece = body(); !piece.empty(); piece = body()) file_.append(piece);
  }
  // Makes pack and index durable and gives them their names, the index last. Returns the pack's path.
  std::filesystem::path finish();

 private:
  static constexpr int kWhole = 0;
  struct Place {
    std::uint64_t offset;
    int depth;  // of the chain of differences below it
  };

  void place(const PackedObject& object, int depth);
  std::string index(const ObjectId& checksum);
  ObjectId write_header_and_trailer();

  std::filesystem::path folder_;
  NewFile file_;
  Deflater deflater_;
  std::vector<PackedObject> objects_;
  std::unordered_map<ObjectId, Place, ObjectIdHash> places_;
  std::string entry_;  // reused
};

// The instructions that make `target` of `base`, when both begin and end alike (a tree in which one entry changed).
[[nodiscard]] std::string make_delta(std::string_view base, std::string_view target);

}  // namespace griffier::store
