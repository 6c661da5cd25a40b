#include "fetchers/extract/rtf_faces.h"

#include <array>
#include <utility>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/symbol_faces.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostFaces = 4096;
constexpr std::size_t kLongestName = 64;
constexpr int kSigns = 2;  // the character set of Symbol and its like

// The code page of a character set by its number in \fcharset, 0 for that of the file.
int page_of_charset(int charset) {
  static constexpr std::array<std::pair<int, int>, 17> kPages{{{0, 1252},
                                                               {77, 10000},
                                                               {128, 932},
                                                               {129, 949},
                                                               {130, 1361},
                                                               {134, 936},
                                                               {136, 950},
                                                               {161, 1253},
                                                               {162, 1254},
                                                               {163, 1258},
                                                               {177, 1255},
                                                               {178, 1256},
                                                               {186, 1257},
                                                               {204, 1251},
                                                               {222, 874},
                                                               {238, 1250},
                                                               {254, 437}}};
  if (charset == 255) return 850;
  for (const auto& [number, page] : kPages) {
    if (number == charset) return page;
  }
  return 0;
}

}  // namespace

bool RtfFaces::take_head(std::string_view word, std::optional<int> number) {
  if (word == "ansicpg") {
    if (number.value_or(0) > 0) page_ = *number;
  } else if (word == "mac") {
    page_ = 10000;
  } else if (word == "pc") {
    page_ = 437;
  } else if (word == "pca") {
    page_ = 850;
  } else if (word == "deff") {
    usual_ = number.value_or(0);
  } else {
    return false;
  }
  return true;
}

void RtfFaces::take_entry(std::string_view word, std::optional<int> number) {
  if (word == "f") {
    entry_ = number.value_or(0);
    if (faces_.size() < kMostFaces) faces_[entry_] = {};
    return;
  }
  const auto found = faces_.find(entry_);
  if (found == faces_.end()) return;
  if (word == "fcharset") {
    found->second.signs = number == kSigns;
    if (found->second.page == 0) found->second.page = page_of_charset(number.value_or(1));
  }
  if (word == "cpg" && number.value_or(0) > 0) found->second.page = *number;
}

void RtfFaces::add_name(std::string_view letters) {
  const auto found = faces_.find(entry_);
  if (found == faces_.end() || found->second.named) return;
  for (const char c : letters) {
    if (c == ';') found->second.named = true;
    if (found->second.named || found->second.name.size() >= kLongestName) return;
    if (c != ' ' || !found->second.name.empty()) found->second.name += c;
  }
}

const RtfFaces::Face* RtfFaces::find(int face) const {
  const auto found = faces_.find(face);
  return found == faces_.end() ? nullptr : &found->second;
}

char32_t RtfFaces::letter(int face, unsigned char byte) {
  const Face* const own = find(face);
  if (own != nullptr && own->signs) return symbol_character(own->name, 0xF000U | byte);
  return pages_.letter(own == nullptr || own->page == 0 ? page_ : own->page, byte);
}

char32_t RtfFaces::private_sign(int face, char32_t point) const {
  const Face* const own = find(face);
  return symbol_character(own == nullptr ? std::string_view() : own->name, point);
}

}  // namespace griffier::fetchers
