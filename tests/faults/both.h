// The Tweede Kamer's register and officielebekendmakingen beside it: two sources that give the same papers.
#pragma once

#include <string>

#include "tests/faults/kamer.h"
#include "tests/publisher/sru.h"

namespace griffier::tests {

class Both {
 public:
  // Further lines of each [[source]] table.
  explicit Both(const std::string& of_kamer = Kamer::kFromTheBeginning,
                const std::string& of_koop = Kamer::kFromTheBeginning);

  // officielebekendmakingen publishes a letter in dossier 19637, as a page; `date` is what it is dated.
  void publish(const std::string& id, int number, const std::string& sentence, const std::string& date = "2026-02-03",
               const std::string& title = "De veerpont");
  void poll(seconds after, const std::string& source) const;
  [[nodiscard]] std::string shown(const std::string& id) const;
  // "kind document" of each event that somebody was told of, in the order of the events; twice if told twice.
  [[nodiscard]] std::vector<std::string> told() const;

  Kamer kamer;
  publisher::SruService service;

 private:
  int stamps_ = 0;
};

}  // namespace griffier::tests
