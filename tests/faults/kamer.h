// The Tweede Kamer as a publisher, and one source that follows it.
#pragma once

#include <string>
#include <vector>

#include "tests/faults/scenario.h"
#include "tests/publisher/syncfeed.h"

namespace griffier::tests {

class Kamer {
 public:
  // `more` are further lines of the [[source]] table. It begins at the beginning and announces everything unless these
  // say otherwise.
  explicit Kamer(const std::string& more = kFromTheBeginning);

  static constexpr auto kFromTheBeginning = "start = \"beginning\"\nannounce_first = true\n";

  void configure(const std::string& more);

  // A letter in a dossier: with its file, which holds `sentence`; without one when that is empty. Gives its GUID.
  std::string letter(const std::string& dossier, int number, const std::string& sentence);
  // A dossier; gives its GUID.
  std::string dossier(const std::string& number, const std::string& title = "Veerponten");
  void new_file(const std::string& letter, const std::string& sentence);

  // Polls so long after the first moment; the exit code must be `exit_code`.
  void poll(seconds after, int exit_code = 0);
  // Kinds of the events of documents since the last call, each with its document: "document.published kst-1-2".
  [[nodiscard]] std::vector<std::string> news();
  [[nodiscard]] std::vector<std::string> problems() const;             // "document|what|tries"
  [[nodiscard]] std::size_t requests(const std::string& below) const;  // of addresses that begin so, since reset_counts

  publisher::SyncWorld register_;
  World world;

 private:
  std::string source(const publisher::Publisher& publisher, const std::string& more);
  std::size_t seen_events_ = 0;
};

}  // namespace griffier::tests
