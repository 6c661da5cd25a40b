// Where the new objects of a group go: into one pack, or one file each.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

#include "store/archive/pack_writer.h"
#include "store/archive/repository.h"

namespace griffier::store {

class ObjectSink {
 public:
  ObjectSink() = default;
  virtual ~ObjectSink() = default;
  ObjectSink(const ObjectSink&) = delete;
  ObjectSink& operator=(const ObjectSink&) = delete;

  // `base`, when given, is the object that this one replaces. Objects that the repository has aren't written again.
  virtual void add(ObjectType type, const ObjectId& id, std::string_view data, const ObjectId* base,
                   std::string_view base_data) = 0;
  // All that was added is durable and can be read.
  virtual void finish() = 0;
};

class PackSink : public ObjectSink {
 public:
  explicit PackSink(Repository& repository) : repository_(repository), pack_(repository.objects() / "pack") {}
  void add(ObjectType type, const ObjectId& id, std::string_view data, const ObjectId* base,
           std::string_view base_data) override {
    if (!pack_.has(id) && !repository_.has(id)) pack_.add(type, id, data, base, base_data);
  }
  void finish() override {
    if (pack_.empty()) return;
    pack_.finish();
    repository_.refresh();
  }

 private:
  Repository& repository_;
  PackWriter pack_;
};

class LooseSink : public ObjectSink {
 public:
  explicit LooseSink(Repository& repository) : repository_(repository) {}
  void add(ObjectType type, const ObjectId& id, std::string_view data, const ObjectId* base,
           std::string_view base_data) override;
  void finish() override;

 private:
  struct Pending {
    std::filesystem::path path;
    std::unique_ptr<NewFile> file;
  };

  Repository& repository_;
  Deflater deflater_;
  std::unordered_set<ObjectId, ObjectIdHash> seen_;
  std::vector<Pending> pending_;
};

// objects/ab/cdef…
[[nodiscard]] std::filesystem::path loose_path(const std::filesystem::path& objects, const ObjectId& id);

}  // namespace griffier::store
