// A packaged program that reads a format for us, with what to say when it fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

struct Tool {
  std::vector<std::string> argv;
  std::string package;  // the Debian package that has it
  std::string what;     // "PDF", as it is named to people
};

struct ToolOutput {
  std::string text;
  std::string complaint;  // what it said on standard error, in one line; often empty
};

// Runs it confined and returns what it wrote. Throws ExtractError: tool_missing, timed_out, too_large (over `output`
// bytes), malformed (the tool says that the file is damaged), tool_failed.
[[nodiscard]] ToolOutput run_tool(const Tool& tool, std::string_view input, const ExtractLimits& limits,
                                  std::size_t output);

}  // namespace griffier::fetchers
