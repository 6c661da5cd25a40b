#include "publications/recognise/grouped.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kMostUnits = 160;
constexpr std::size_t kMostQuestions = 60;
constexpr std::size_t kMostCopied = std::size_t{256} << 10;  // bytes of an undivided text given to every number

struct Unit {
  std::string_view text;
  int weight = 0;  // of a boundary before it
  bool asked = false;
  bool paragraph = false;  // begins one
};

bool begins_with_any(std::string_view text, const std::string_view* first, const std::string_view* last) {
  return std::any_of(first, last, [&](std::string_view one) { return starts_with(text, one); });
}

// How likely a question of its own begins with this sentence.
int opening(std::string_view sentence) {
  static constexpr std::array<std::string_view, 30> kFollow{"zo ja",
                                                            "zo nee",
                                                            "zo niet",
                                                            "en zo",
                                                            "indien ja",
                                                            "indien nee",
                                                            "indien niet",
                                                            "indien zo",
                                                            "graag",
                                                            "waarom",
                                                            "en waarom",
                                                            "hoe dan",
                                                            "hoezo",
                                                            "en ",
                                                            "of ",
                                                            "kunt u dit",
                                                            "kunt u uw antw",
                                                            "kunt u het antw",
                                                            "kunt u daarbij",
                                                            "kunt u hierbij",
                                                            "kunt u toelic",
                                                            "kan dit",
                                                            "is dit",
                                                            "is hier",
                                                            "wat is daar",
                                                            "daarbij",
                                                            "hierbij",
                                                            "kunt u hierop",
                                                            "kunt u daarop",
                                                            "welke dan"};
  static constexpr std::array<std::string_view, 24> kOpen{
      "bent u",         "kunt u",          "klopt",       "deelt u",   "heeft u",     "hebt u",
      "hoe beoordeelt", "wat is uw",       "erkent u",    "herkent u", "vindt u",     "wat vindt u",
      "kent u",         "onderschrijft u", "overweegt u", "is het",    "in hoeverre", "op welke",
      "hoeveel",        "wanneer",         "wat zijn",    "hoe kijkt", "gaat u",      "ziet u"};
  if (begins_with_any(sentence, kFollow.data(), kFollow.data() + kFollow.size())) return -5;
  return begins_with_any(sentence, kOpen.data(), kOpen.data() + kOpen.size()) ? 3 : 0;
}

std::vector<Unit> units_of(const std::vector<std::string>& paragraphs) {
  std::vector<Unit> units;
  for (const auto& paragraph : paragraphs) {
    const auto found = sentences(paragraph);
    if (units.size() + found.size() > kMostUnits) return {};
    for (std::size_t i = 0; i < found.size(); ++i) {
      Unit unit{found[i], opening(found[i]), is_asked(found[i]), i == 0};
      const bool glued = i > 0 && found[i - 1].data() + found[i - 1].size() == found[i].data();
      if (i == 0 || glued) unit.weight += 6;
      if (!units.empty()) {
        const auto& before = units.back();
        unit.weight += before.asked ? 2 : starts_with(before.text, "graag") ? 1 : -3;
      }
      units.push_back(unit);
    }
  }
  return units;
}

// The first units of the parts, chosen so that the boundaries weigh most; empty when there is no such choice.
std::vector<std::size_t> boundaries(const std::vector<Unit>& units, std::size_t count) {
  constexpr int kNone = std::numeric_limits<int>::min() / 2;
  const auto size = units.size();
  std::vector<std::size_t> asked(size + 1, 0);
  for (std::size_t i = 0; i < size; ++i) asked[i + 1] = asked[i] + (units[i].asked ? 1 : 0);
  const bool need_mark = asked[size] >= count;
  const auto fits = [&](std::size_t from, std::size_t to) {
    return from < to && (!need_mark || asked[to] > asked[from]);
  };
  // best[k][i]: the most that k + 1 parts of the first i units weigh; last[k][i]: where the last of them begins.
  std::vector<std::vector<int>> best(count, std::vector<int>(size + 1, kNone));
  std::vector<std::vector<std::size_t>> last(count, std::vector<std::size_t>(size + 1, 0));
  for (std::size_t i = 1; i <= size; ++i) best[0][i] = fits(0, i) ? 0 : kNone;
  for (std::size_t k = 1; k < count; ++k) {
    for (std::size_t i = k + 1; i <= size; ++i) {
      for (std::size_t j = k; j < i; ++j) {
        if (best[k - 1][j] == kNone || !fits(j, i)) continue;
        const auto weight = best[k - 1][j] + units[j].weight;
        if (weight <= best[k][i]) continue;
        best[k][i] = weight;
        last[k][i] = j;
      }
    }
  }
  if (best[count - 1][size] == kNone) return {};
  std::vector<std::size_t> starts(count, 0);
  for (std::size_t k = count, end = size; k-- > 0;) {
    starts[k] = last[k][end];
    end = starts[k];
  }
  return starts;
}

std::string join_units(const std::vector<Unit>& units, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) out += units[i].paragraph ? '\n' : ' ';
    out += units[i].text;
  }
  return out;
}

}  // namespace

std::vector<std::string> divide(const std::vector<std::string>& paragraphs, std::size_t count) {
  if (count == 0) return {};
  if (paragraphs.size() == count) return paragraphs;
  if (count <= kMostQuestions) {
    const auto units = units_of(paragraphs);
    const auto starts = units.size() >= count ? boundaries(units, count) : std::vector<std::size_t>{};
    if (!starts.empty()) {
      std::vector<std::string> parts;
      for (std::size_t k = 0; k < count; ++k)
        parts.push_back(join_units(units, starts[k], k + 1 < count ? starts[k + 1] : units.size()));
      return parts;
    }
  }
  std::string whole;
  for (const auto& paragraph : paragraphs) {
    if (!whole.empty()) whole += '\n';
    whole += paragraph;
  }
  const bool copies = whole.size() * count <= kMostCopied;
  std::vector<std::string> parts(count, copies ? whole : std::string{});
  parts.front() = whole;
  return parts;
}

}  // namespace griffier::publications::reader
