#include "fetchers/extract/rtf_math.h"

#include <algorithm>
#include <array>
#include <utility>

#include "fetchers/extract/docx_math.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kLongestSign = 4;  // bytes of one character

// Properties whose letters are signs of the equation.
bool is_sign(std::string_view name) {
  return name == "chr" || name == "begChr" || name == "sepChr" || name == "endChr";
}

bool is_part(std::string_view name) {
  static constexpr std::array<std::string_view, 20> kParts{"r",    "f",     "num",     "den",    "e",   "sub", "sup",
                                                           "sSup", "sSub",  "sSubSup", "rad",    "deg", "d",   "nary",
                                                           "func", "fName", "limLow",  "limUpp", "lim", "del"};
  return is_sign(name) || name.ends_with("Pr") || std::find(kParts.begin(), kParts.end(), name) != kParts.end();
}

}  // namespace

void RtfMath::begin() {
  letters_.clear();
  document_.reset();
  open_.assign(1, {document_.append_child("oMath"), true});
}

void RtfMath::open() {
  put();
  if (!open_.empty()) open_.push_back({open_.back().node, false});
}

void RtfMath::close() {
  put();
  if (open_.size() > 1) open_.pop_back();
}

void RtfMath::take_word(std::string_view word, std::optional<int> number, RtfGroup& group) {
  if (rtf_aim(word) == RtfAim::skip) {
    group.aim = RtfAim::skip;
    return;
  }
  if (const std::string_view sign = rtf_sign(word); !sign.empty()) return add(sign);
  const std::string_view name = word.substr(1);
  if (!word.starts_with('m') || !is_part(name) || open_.empty() || open_.back().own) {
    take_rtf_look(word, number, group);
    return;
  }
  put();
  open_.back() = {open_.back().node.append_child(std::string(name).c_str()), true};
}

void RtfMath::add(std::string_view letters) { letters_ += letters; }

// Puts the letters so far where they stand.
void RtfMath::put() {
  const std::string letters = std::exchange(letters_, {});
  if (open_.empty() || letters.empty()) return;
  pugi::xml_node node = open_.back().node;
  if (!is_sign(node.name())) {
    node.append_child("t").append_child(pugi::node_pcdata).set_value(letters.c_str());
  } else if (letters.size() <= kLongestSign && !node.attribute("m:val")) {
    node.append_attribute("m:val").set_value(letters.c_str());
  }
}

std::string RtfMath::text() {
  put();
  return equation_text(document_.first_child());
}

}  // namespace griffier::fetchers
