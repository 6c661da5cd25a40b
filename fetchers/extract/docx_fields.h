// Fields of a DOCX (ECMA-376 part 1, 17.16): their codes are for the word processor, their results for the reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

// Follows the fields of one paragraph after another. They nest: code between begin and separate, result between
// separate and end.
class DocxFields {
 public:
  // Takes w:fldChar of that type ("begin", "separate", "end"); `text` is the paragraph's so far. Drops from it the
  // result of a field of a template that lost its property, which shows an error instead. A field that begins with a
  // `form` shows that where it has no result of its own.
  void mark(std::string_view type, std::string& text, const std::string& form = {});
  [[nodiscard]] bool in_code() const;
  // What is shown in codes, for the case that they turn out to be none.
  [[nodiscard]] std::string& code() { return code_; }
  // A field whose code goes on at the end of the paragraph was never ended, or its end was deleted: what stood behind
  // its beginning becomes text. Results may go on over paragraphs; nothing of them needs to be known there.
  void end_paragraph(std::string& text);

 private:
  struct Field {
    bool in_code = true;
    std::size_t result_at = 0;
    std::string form;
  };

  [[nodiscard]] bool is_code_of_outer() const;
  static void end(const Field& field, std::string& text);

  std::vector<Field> open_;
  std::string code_;
};

}  // namespace griffier::fetchers
