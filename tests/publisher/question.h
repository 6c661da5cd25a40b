// What a request asks: its path and its parameters, decoded.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace griffier::publisher {

struct Question {
  explicit Question(std::string_view target);

  std::string path;
  std::vector<std::pair<std::string, std::string>> parameters;

  [[nodiscard]] std::string first(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  [[nodiscard]] std::size_t number(std::string_view name, std::size_t otherwise) const;
};

// Text as it stands in XML and HTML.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace griffier::publisher
