// griffier read: what griffier makes of a file, without keeping anything.
#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <stdexcept>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/facts.h"
#include "daemon/cli/output.h"
#include "daemon/pipeline/arrival.h"
#include "daemon/pipeline/files.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"

namespace griffier::daemon {
namespace {

std::string for_people(const ReadArrival& read) {
  std::string out;
  add_fact(out, "kind", read.reading.kind);
  add_fact(out, "identity", identity_of(read));
  add_fact(out, "title", read.reading.title);
  return out + facts_for_people(read.reading) + "\n" + read.text_markdown;
}

}  // namespace

int run_read(Context& context, const ReadOptions& options) {
  auto file = read_file(options.file);
  if (!file.error.empty())
    throw std::runtime_error(fmt::format("{} cannot be read: {}", options.file.string(), file.error));
  Arrival arrival;
  arrival.bytes = std::move(file.bytes);
  arrival.name = options.file.filename().string();
  arrival.ocr = context.config().ocr;
  const auto read = read_arrival(std::move(arrival));
  if (!read.refused.empty())
    throw std::runtime_error(fmt::format("{} is refused: {}", options.file.string(), read.refused));
  for (const auto& warning : read.warnings) context.log().warning(warning, {{"file", options.file.string()}});
  if (context.json()) {
    auto object = publications::to_json(read.reading);
    object["file"] = options.file.filename().string();
    object["identity"] = identity_of(read);
    object["format"] = read.media_type;
    object["body_sha256"] = read.body_sha256;
    object["text_sha256"] = read.text_sha256;
    object["text"] = publications::to_plain(read.text);
    object["markdown"] = read.text_markdown;
    print_json_line(object);
    return kDone;
  }
  print(harmless(for_people(read)));
  return kDone;
}

}  // namespace griffier::daemon
