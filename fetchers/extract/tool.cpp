#include "fetchers/extract/tool.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "fetchers/extract/child.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

ChildResult run(const Tool& tool, std::string_view input, const ExtractLimits& limits, std::size_t output) {
  ChildLimits child;
  child.wall = limits.time;
  child.cpu = limits.time;
  child.memory = limits.child_memory;
  child.output = output;
  try {
    return run_child(tool.argv, input, child);
  } catch (const std::system_error& error) {
    if (error.code().value() != ENOENT) throw;
    throw ExtractError(ExtractError::Reason::tool_missing, "the program " + tool.argv.front() + " that reads " +
                                                               tool.what + " is missing: install the package " +
                                                               tool.package);
  }
}

// The first line that it wrote to standard error, rather one that names an error than a warning; for people.
std::string complaint(const ChildResult& result) {
  const std::string_view text = trim(result.err);
  const std::size_t error = text.find("Error");
  const std::size_t before = error == std::string_view::npos ? error : text.rfind('\n', error);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min({text.find('\n', begin), text.size(), begin + 200});
  return fold(decode(text.substr(begin, end - begin)).text);
}

}  // namespace

ToolOutput run_tool(const Tool& tool, std::string_view input, const ExtractLimits& limits, std::size_t output) {
  using Reason = ExtractError::Reason;
  ChildResult result = run(tool, input, limits, output);
  const std::string& name = tool.argv.front();
  std::string said = complaint(result);
  const std::string because = said.empty() ? "" : ": " + said;
  if (result.timed_out || result.signal == SIGXCPU) {
    throw ExtractError(Reason::timed_out,
                       name + " was ended after " + std::to_string(limits.time.count()) + " seconds");
  }
  if (result.output_full) {
    throw ExtractError(Reason::too_large,
                       "the " + tool.what + " gives more than " + std::to_string(output >> 20) + " MiB of text");
  }
  if (result.signal != 0) {
    throw ExtractError(Reason::tool_failed, name + " was ended by signal " + std::to_string(result.signal) +
                                                ", as by its limit of memory" + because);
  }
  if (result.exit_code != 0) {
    const bool memory = to_lower(result.err).find("memory") != std::string::npos;
    throw ExtractError(memory ? Reason::tool_failed : Reason::malformed, name + " can't read it" + because);
  }
  return {std::move(result.out), std::move(said)};
}

}  // namespace griffier::fetchers
