// The faces of an RTF and the code pages of their letters (RTF specification 1.9.1, "Font Table", "Character Set").
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "fetchers/extract/code_pages.h"

namespace griffier::fetchers {

class RtfFaces {
 public:
  // Takes a word of the head of the file that names its code page (\ansicpg, \mac, \pc, \pca) or the usual face
  // (\deff); whether it was one.
  bool take_head(std::string_view word, std::optional<int> number);
  // Takes a word, or letters of a name, from the table of faces.
  void take_entry(std::string_view word, std::optional<int> number);
  void add_name(std::string_view letters);

  [[nodiscard]] int usual() const { return usual_; }
  // The letter that \'hh is in that face, or the sign where the face has signs; 0 for none.
  [[nodiscard]] char32_t letter(int face, unsigned char byte);
  // The sign that \u names in the private use area.
  [[nodiscard]] char32_t private_sign(int face, char32_t point) const;
  [[nodiscard]] const std::set<int>& unknown_pages() const { return pages_.unknown(); }

 private:
  struct Face {
    std::string name;
    int page = 0;  // 0: that of the file
    bool signs = false;
    bool named = false;
  };

  [[nodiscard]] const Face* find(int face) const;

  std::unordered_map<int, Face> faces_;
  CodePages pages_;
  int page_ = 1252;
  int usual_ = 0;
  int entry_ = 0;  // whose words come
};

}  // namespace griffier::fetchers
