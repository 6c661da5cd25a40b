// KOOP's SRU 2.0 search and the hosts of its files, as they answer: prefixes, diagnostics with other ones, no next
// position on the last page, counts that are estimates, HTML with 500, and pages that say 404 with 200.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/publisher/question.h"
#include "tests/publisher/site.h"

namespace griffier::publisher {

// One element of the metadata.
struct SruElement {
  std::string name, value, scheme;
};

struct SruItem {
  std::string id, modified, timestamp;  // "2026-07-03", "2026-07-03T15:16:16.847233+02:00"
  std::vector<SruElement> elements;  // publicatienaam, dossiernummer …; title, type and creator go where they belong
  std::map<std::string, std::string> files;  // by manifestation: "xml", "html", "pdf"; those that are listed
  std::string metadata_xml;
  std::string elsewhere{};  // the base of its files' addresses; empty: the publisher's own
};

// Any thread. Give answer() to Site::otherwise().
class SruService {
 public:
  // `base`: the publisher's own address. The search is at /sru, its files at /frbr/…, those of the other host at
  // /zoek/<id>.<manifestation>.
  explicit SruService(std::string base) : base_(std::move(base)) {}

  void put(SruItem item);  // by its id: the new one takes the old one's place
  void remove(const std::string& id);
  void lose_files(const std::string& id, bool lost);  // listed, but not there

  // What goes wrong, until it is set back.
  struct Faults {
    std::optional<std::string> diagnostic;  // the message
    std::optional<int> search_status;       // with an HTML page
    std::string failing_dossier;            // a query for it answers 500
    long count_error = 0;                   // added to numberOfRecords
    bool same_page_again = false;           // startRecord is not looked at
    bool endless = false;                   // there is always a next position
    std::size_t most_per_page = 1000;
    std::function<void(SruService&, std::size_t)> before_search;  // with the number of the search; may put and remove
  };
  void fail(Faults faults);
  void lose_search(bool lost);  // 503 for every search; may be called by before_search

  [[nodiscard]] std::optional<Step> answer(const Asked& asked);
  [[nodiscard]] std::vector<std::string> queries() const;  // as they came
  [[nodiscard]] std::size_t files_asked() const;

 private:
  [[nodiscard]] Step search(const Question& question);
  [[nodiscard]] std::vector<const SruItem*> found(const std::string& query) const;
  [[nodiscard]] std::string record(const SruItem& item, std::size_t position) const;
  [[nodiscard]] Step file(const std::string& id, const std::string& manifestation);

  mutable std::recursive_mutex mutex_;
  const std::string base_;
  std::map<std::string, SruItem> items_;
  std::map<std::string, bool> lost_;
  Faults faults_;
  bool search_lost_ = false;
  std::vector<std::string> queries_;
  std::size_t files_asked_ = 0;
};

}  // namespace griffier::publisher
