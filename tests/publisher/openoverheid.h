// The search behind open.overheid.nl as it is known to answer: JSON, 50 results a page at most, documents by id.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/publisher/question.h"
#include "tests/publisher/site.h"

namespace griffier::publisher {

struct Disclosure {
  std::string id;  // without its version
  int version = 1;
  std::string title, publisher, published, changed;  // "2026-03-21", "2026-03-21T09:23:36.587Z"
  std::string kind, parent;                          // told by its details alone
  std::string file, type = "application/pdf";        // no file: metadata alone
};

// Any thread. Give answer() to Site::otherwise().
class OpenOverheidService {
 public:
  explicit OpenOverheidService(std::string base) : base_(std::move(base)) {}

  void put(Disclosure disclosure);
  [[nodiscard]] std::optional<Step> answer(const Asked& asked);
  [[nodiscard]] std::size_t documents_asked() const;

 private:
  [[nodiscard]] Step search(const Question& question) const;
  [[nodiscard]] Step details(const Disclosure& disclosure) const;

  mutable std::mutex mutex_;
  const std::string base_;
  std::map<std::string, Disclosure> disclosures_;
  std::size_t documents_asked_ = 0;
};

}  // namespace griffier::publisher
