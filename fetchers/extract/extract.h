// Bytes to blocks: what a publisher sent, as text. One reader a format in this folder; PDF and old office files are
// read by confined child processes (child.h), never by a parser inside the daemon.
#pragma once

#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "publications/text.h"

namespace griffier::fetchers {

// Raise when the same bytes would give another text: the archive is then re-baselined silently.
inline constexpr int kExtractionVersion = 3;

enum class Format { plain, markdown, html, official_xml, pdf, docx, odt, rtf, doc, unknown };

// "text/plain; charset=utf-8" and the like; the name that `griffier show` prints.
[[nodiscard]] std::string_view media_type(Format format);
// Whether the original bytes are text and are kept inside the archive (XML, HTML, plain), and the file name for it
// there ("original.xml").
[[nodiscard]] bool is_text(Format format);
[[nodiscard]] std::string_view archive_name(Format format);

struct Extraction {
  Format format = Format::unknown;
  publications::Text text;
  // What the rendition says about itself outside its running text: "title", "document_id", "date", "dossier",
  // "creator", "root" (of XML) ...
  std::map<std::string, std::string> facts;
  std::vector<std::string> warnings;  // readable sentences: "2 bytes are not valid UTF-8, read as Windows-1252"
};

// Why a file can't be read. what() is one sentence for people that names the cause, without the file's name.
class ExtractError : public std::runtime_error {
 public:
  enum class Reason { empty, too_large, unsupported, malformed, no_text, timed_out, tool_missing, tool_failed };
  ExtractError(Reason reason, const std::string& what) : std::runtime_error(what), reason_(reason) {}
  [[nodiscard]] Reason reason() const { return reason_; }

 private:
  Reason reason_;
};

struct ExtractLimits {
  std::size_t bytes = std::size_t{32} << 20;       // of the input
  std::size_t text_bytes = std::size_t{64} << 20;  // of what comes out of it (decompression, entities)
  int depth = 256;                                 // nesting of elements
  std::chrono::seconds time{60};                   // of a child process
  std::size_t child_memory = std::size_t{1} << 30;
  bool ocr = false;                    // a PDF without text is read by text recognition, where that is installed
  std::chrono::seconds ocr_time{900};  // of that child, and its memory
  std::size_t ocr_memory = std::size_t{4} << 30;
};

// What the bytes are, by their content first, then by the declared media type, then by the name's extension.
[[nodiscard]] Format detect_format(std::string_view bytes, std::string_view declared_type, std::string_view name);

// Reads `bytes` as `format`. Throws ExtractError; any thread, blocking (a PDF waits for its child process).
[[nodiscard]] Extraction extract(std::string_view bytes, Format format, const ExtractLimits& limits = {});

}  // namespace griffier::fetchers
