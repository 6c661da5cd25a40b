// Trees read or written last, so that a commit costs its own path only.
#pragma once

#include <list>
#include <string>
#include <unordered_map>

#include "store/archive/repository.h"

namespace griffier::store {

// By id, so it can't be out of date. Holds more than its limit only until trim().
class TreeCache {
 public:
  explicit TreeCache(std::size_t limit) : limit_(limit) {}

  // The bytes of a tree, from the repository if need be. Valid until the next call of any function.
  const std::string& get(Repository& repository, const ObjectId& id) {
    const auto found = places_.find(id);
    if (found == places_.end()) return put(id, repository.read(ObjectType::tree, id));
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->data;
  }
  const std::string& put(const ObjectId& id, std::string data) {
    erase(id);
    bytes_ += data.size();
    entries_.push_front({id, std::move(data)});
    places_[id] = entries_.begin();
    return entries_.front().data;
  }
  void erase(const ObjectId& id) {
    const auto found = places_.find(id);
    if (found == places_.end()) return;
    bytes_ -= found->second->data.size();
    entries_.erase(found->second);
    places_.erase(found);
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  void trim() {
    while (bytes_ > limit_ && !entries_.empty()) erase(ObjectId(entries_.back().id));
  }
  void clear() {
    entries_.clear();
    places_.clear();
    bytes_ = 0;
  }

 private:
  struct Entry {
    ObjectId id;
    std::string data;
  };
  std::size_t limit_, bytes_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<ObjectId, std::list<Entry>::iterator, ObjectIdHash> places_;
};

}  // namespace griffier::store
