#include "extract_support.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <array>

namespace griffier::fetchers::testing {
namespace {

const char* letter_of(publications::BlockKind kind) {
  static constexpr std::array<const char*, 8> kLetters{"H", "P", "L", "C", "T", "Q", "A", "F"};
  return kLetters.at(static_cast<std::size_t>(kind));
}

std::string escape_pdf(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '(' || c == ')' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

}  // namespace

std::string lines_of(const publications::Text& text) {
  using publications::BlockKind;
  std::string result;
  for (const publications::Block& block : text.blocks) {
    std::string cells = block.text;
    for (char& c : cells) {
      if (c == '\t') c = '|';
    }
    result += letter_of(block.kind);
    if (block.kind == BlockKind::heading || block.kind == BlockKind::list_item) result += std::to_string(block.level);
    if (block.kind == BlockKind::table_row && block.level > 0) result += std::to_string(block.level);
    if (!block.label.empty()) result += "[" + block.label + "]";
    result += " " + cells + "\n";
  }
  return result;
}

std::string read(std::string_view bytes, Format format) { return lines_of(extract(bytes, format).text); }

std::string make_package(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string bytes(1 << 22, '\0');
  std::size_t used = 0;
  archive* handle = archive_write_new();
  archive_write_set_format_zip(handle);
  archive_write_open_memory(handle, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(handle, entry);
    archive_write_data(handle, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(handle);
  archive_write_free(handle);
  bytes.resize(used);
  return bytes;
}

std::string make_docx(const std::string& body, const std::vector<std::pair<std::string, std::string>>& parts) {
  std::vector<std::pair<std::string, std::string>> all{
      {"[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
      {"word/document.xml",
       "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
       "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
           body + "</w:body></w:document>"}};
  all.insert(all.end(), parts.begin(), parts.end());
  return make_package(all);
}

std::string make_pdf(const std::vector<std::vector<Piece>>& pages) {
  std::vector<std::string> objects;
  std::string kids;
  for (std::size_t page = 0; page < pages.size(); ++page) kids += fmt::format("{} 0 R ", 4 + page * 2);
  objects.push_back("<< /Type /Catalog /Pages 2 0 R >>");
  objects.push_back(fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size()));
  objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  for (std::size_t page = 0; page < pages.size(); ++page) {
    std::string content;
    for (const Piece& piece : pages[page]) {
      content += fmt::format("BT /F1 {} Tf {} {} Td ({}) Tj ET\n", piece.size, piece.left, 842 - piece.top,
                             escape_pdf(piece.text));
    }
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R "
                    "/Resources << /Font << /F1 3 0 R >> >> >>",
                    5 + page * 2));
    objects.push_back(fmt::format("<< /Length {} >>\nstream\n{}endstream", content.size(), content));
  }
  std::string bytes = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t at = 0; at < objects.size(); ++at) {
    offsets.push_back(bytes.size());
    bytes += fmt::format("{} 0 obj\n{}\nendobj\n", at + 1, objects[at]);
  }
  const std::size_t table = bytes.size();
  bytes += fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (const std::size_t offset : offsets) bytes += fmt::format("{:010} 00000 n \n", offset);
  bytes += fmt::format("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, table);
  return bytes;
}

}  // namespace griffier::fetchers::testing
