// The open data of rechtspraak.nl as they answer: the ECLI index as Atom, judgments as XML.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/publisher/question.h"
#include "tests/publisher/site.h"

namespace griffier::publisher {

struct Judgment {
  std::string ecli, court, date, zaaknummer, summary;  // date: "20-09-2024"
  std::string updated;                                 // "2024-09-20T09:05:04Z"
  std::string deleted;                                 // "doc" or "ecli": taken back
  std::string xml;                                     // the content
};

// A judgment of the court of somewhere, with these paragraphs.
[[nodiscard]] std::string judgment_xml(const Judgment& judgment, const std::vector<std::string>& paragraphs);

// Any thread. Give answer() to Site::otherwise().
class RechtspraakService {
 public:
  void put(Judgment judgment);
  void count_wrong_by(long error);
  void page_of(std::size_t most);  // fewer entries than were asked for

  [[nodiscard]] std::optional<Step> answer(const Asked& asked);
  [[nodiscard]] std::vector<std::string> searches() const;  // targets
  [[nodiscard]] std::size_t contents_asked() const;

 private:
  [[nodiscard]] Step index(const Question& question) const;

  mutable std::mutex mutex_;
  std::map<std::string, Judgment> judgments_;
  std::vector<std::string> searches_;
  std::size_t contents_asked_ = 0, most_ = 1000;
  long count_error_ = 0;
};

}  // namespace griffier::publisher
