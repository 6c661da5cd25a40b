// Real answers of a publisher as fixtures of the test publisher (tests/publisher/control.h).
#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>

#include "fetchers/http/engine.h"

namespace griffier::daemon {

// Writes to a folder: each body as a file of its own, publisher.json, the script with which the test publisher gives
// these answers again in the same order, and answers.jsonl, what came when, with all headers. What identifies a visitor
// (cookies) is left out.
class Recorder {
 public:
  // Creates the folder. Throws std::system_error naming it; std::runtime_error when there is a recording in it already.
  explicit Recorder(std::filesystem::path folder);

  void add(const std::string& url, const fetchers::Response& response);
  // Writes the script; the bodies are there already.
  void finish();
  [[nodiscard]] std::size_t answers() const { return answers_; }

 private:
  std::filesystem::path folder_;
  boost::json::object script_;
  std::size_t answers_ = 0;
};

}  // namespace griffier::daemon
