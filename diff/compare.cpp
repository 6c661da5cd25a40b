#include "diff/compare.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "diff/alignment.h"
#include "diff/sequence.h"
#include "diff/words.h"

namespace griffier::diff {
namespace {

using publications::Block;
using publications::BlockKind;
using publications::Text;

std::string prefix(const Block& block) {
  switch (block.kind) {
    case BlockKind::heading:
      return "h" + std::to_string(block.level);
    case BlockKind::paragraph:
      return "p";
    case BlockKind::list_item:
      return "li" + std::to_string(block.level) + "\t" + clean(block.label);
    case BlockKind::quote:
      return "quote";
    case BlockKind::table_row:
      return "tr";
    case BlockKind::question:
      return "question";
    case BlockKind::answer:
      return "answer";
    case BlockKind::footnote:
      return "fn\t" + clean(block.label);
  }
  return "p";
}

// Cells stay apart; in other blocks a tab is white space.
std::string clean_cells(std::string_view row) {
  std::string out;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(row.find('\t', begin), row.size());
    if (begin > 0) out += '\t';
    out += clean(row.substr(begin, end - begin));
    if (end == row.size()) return out;
    begin = end + 1;
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

// Footnotes come last, since where a page puts them is layout.
std::string fold(const Text& text, const std::vector<std::vector<std::string>>& blocks) {
  std::vector<std::string> all;
  for (const bool footnotes : {false, true}) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if ((text.blocks[i].kind == BlockKind::footnote) != footnotes) continue;
      all.insert(all.end(), blocks[i].begin(), blocks[i].end());
    }
  }
  undo_hyphenation(all);
  return joined(all);
}

std::vector<std::vector<std::string>> words_of(const Text& text) {
  std::vector<std::vector<std::string>> blocks;
  blocks.reserve(text.blocks.size());
  for (const auto& block : text.blocks) blocks.push_back(words(block));
  return blocks;
}

// The numbers of words and of paragraphs, shared by both texts.
class Vocabulary {
 public:
  std::vector<Paragraph> take(const Text& text, std::vector<std::vector<std::string>>&& blocks) {
    std::vector<Paragraph> result;
    result.reserve(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      Paragraph paragraph;
      paragraph.footnote = text.blocks[i].kind == BlockKind::footnote;
      std::u32string key(1, paragraph.footnote ? U'f' : U'p');
      for (auto& word : blocks[i]) {
        const auto [at, added] = ids_.try_emplace(std::move(word), static_cast<std::uint32_t>(words_.size()));
        if (added) words_.push_back(&at->first);
        paragraph.words.push_back(at->second);
        key += static_cast<char32_t>(at->second);
      }
      paragraph.id =
          paragraphs_.try_emplace(std::move(key), static_cast<std::uint32_t>(paragraphs_.size())).first->second;
      result.push_back(std::move(paragraph));
    }
    return result;
  }

  [[nodiscard]] const std::string& word(std::uint32_t id) const { return *words_[id]; }

 private:
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<const std::string*> words_;
  std::unordered_map<std::u32string, std::uint32_t> paragraphs_;
};

std::vector<std::uint32_t> words_of(const std::vector<Paragraph>& paragraphs, std::size_t first, std::size_t count) {
  std::vector<std::uint32_t> all;
  for (std::size_t i = first; i < first + count; ++i) {
    all.insert(all.end(), paragraphs[i].words.begin(), paragraphs[i].words.end());
  }
  return all;
}

// Puts the entries of a comparison together, in the order of the newer text.
class Assembly {
 public:
  Assembly(const Vocabulary& vocabulary, const std::vector<Paragraph>& before, const std::vector<Paragraph>& after)
      : vocabulary_(vocabulary), before_(before), after_(after), gone_(before.size(), true) {}

  // `swapped`: words are matched from the newer to the older text, so that a comparison and its inverse agree.
  Comparison run(const std::vector<Link>& links, bool swapped) {
    for (const auto& link : links) {
      for (std::size_t i = 0; i < link.before_count; ++i) gone_[link.before + i] = false;
    }
    std::size_t removed_to = 0, next = 0;
    for (std::size_t j = 0; j < after_.size();) {
      const bool linked = next < links.size() && links[next].after == j;
      const std::size_t until = place(links, next);
      for (; removed_to < until; ++removed_to) remove(removed_to);
      if (!linked) {
        add_entry(Fate::added, 0, j, {run_of(Piece::added, after_[j].words)});
        result_.words_added += after_[j++].words.size();
        continue;
      }
      const Link& link = links[next++];
      add_linked(link, swapped);
      j += link.after_count;
    }
    for (; removed_to < before_.size(); ++removed_to) remove(removed_to);
    return std::move(result_);
  }

 private:
  // Up to which older paragraph everything stood before the next link that kept its place.
  [[nodiscard]] std::size_t place(const std::vector<Link>& links, std::size_t next) {
    for (place_ = std::max(place_, next); place_ < links.size() && links[place_].moved;) ++place_;
    return place_ < links.size() ? links[place_].before : before_.size();
  }

  void remove(std::size_t i) {
    if (!gone_[i]) return;
    add_entry(Fate::removed, i, 0, {run_of(Piece::removed, before_[i].words)});
    result_.words_removed += before_[i].words.size();
  }

  void add_linked(const Link& link, bool swapped) {
    const auto a = words_of(before_, link.before, link.before_count);
    const auto b = words_of(after_, link.after, link.after_count);
    if (a == b) {
      return add_entry(link.moved ? Fate::moved : Fate::kept, link.before, link.after, {run_of(Piece::kept, a)});
    }
    auto matches = swapped ? match_sequences(b, a) : match_sequences(a, b);
    if (swapped) {
      for (Match& m : matches) std::swap(m.before, m.after);
    }
    add_entry(Fate::changed, link.before, link.after, runs(a, b, matches));
  }

  std::vector<Run> runs(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                        std::vector<Match> matches) {
    std::vector<Run> result;
    matches.push_back({static_cast<std::uint32_t>(a.size()), static_cast<std::uint32_t>(b.size())});
    std::size_t i = 0, j = 0;
    for (const Match m : matches) {
      result_.words_removed += m.before - i;
      result_.words_added += m.after - j;
      for (; i < m.before; ++i) append(result, Piece::removed, a[i]);
      for (; j < m.after; ++j) append(result, Piece::added, b[j]);
      if (i < a.size()) append(result, Piece::kept, a[i]);
      ++i;
      ++j;
    }
    return result;
  }

  void append(std::vector<Run>& runs, Piece piece, std::uint32_t word) const {
    if (runs.empty() || runs.back().piece != piece) {
      runs.push_back({piece, vocabulary_.word(word)});
    } else {
      runs.back().text += ' ';
      runs.back().text += vocabulary_.word(word);
    }
  }

  [[nodiscard]] Run run_of(Piece piece, const std::vector<std::uint32_t>& words) const {
    std::vector<Run> one;
    for (const auto word : words) append(one, piece, word);
    return one.empty() ? Run{piece, ""} : std::move(one.front());
  }

  void add_entry(Fate fate, std::size_t before, std::size_t after, std::vector<Run> runs) {
    if (runs.size() == 1 && runs.front().text.empty()) runs.clear();
    if (fate != Fate::kept) ++result_.paragraphs_changed;
    result_.paragraphs.push_back({fate, before, after, std::move(runs)});
  }

  const Vocabulary& vocabulary_;
  const std::vector<Paragraph>&before_, &after_;
  std::vector<bool> gone_;
  std::size_t place_ = 0;
  Comparison result_;
};

std::vector<Link> inverse(std::vector<Link> links) {
  for (auto& link : links) {
    std::swap(link.before, link.after);
    std::swap(link.before_count, link.after_count);
  }
  std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) { return x.after < y.after; });
  return links;
}

}  // namespace

std::string normalise(const Text& text) {
  std::string out;
  bool behind_row = false;
  for (const auto& block : text.blocks) {
    out += prefix(block);
    if (block.kind == BlockKind::table_row && block.level > 0 && behind_row) out += '1';  // as text.md shows it
    behind_row = block.kind == BlockKind::table_row;
    out += '\t';
    out += block.kind == BlockKind::table_row ? clean_cells(block.text) : clean(block.text);
    out += '\n';
  }
  return out;
}

std::string fold_layout(const Text& text) { return fold(text, words_of(text)); }

std::string_view name(Change change) {
  switch (change) {
    case Change::none:
      return "none";
    case Change::metadata:
      return "metadata";
    case Change::cosmetic:
      return "cosmetic";
    case Change::substantive:
      return "substantive";
  }
  return "none";
}

Comparison compare(const Text& before, const Text& after) {
  auto words_before = words_of(before), words_after = words_of(after);
  const std::string fold_before = fold(before, words_before), fold_after = fold(after, words_after);
  // Ties between equally good alignments depend on the direction, so there is one direction for both.
  const bool swapped = fold_after < fold_before;
  Vocabulary vocabulary;
  std::vector<Paragraph> a, b;
  if (swapped) {
    b = vocabulary.take(after, std::move(words_after));
    a = vocabulary.take(before, std::move(words_before));
  } else {
    a = vocabulary.take(before, std::move(words_before));
    b = vocabulary.take(after, std::move(words_after));
  }
  const auto links = swapped ? inverse(align(b, a)) : align(a, b);
  Comparison result = Assembly(vocabulary, a, b).run(links, swapped);
  result.change = Change::substantive;
  if (fold_before == fold_after) {
    result.change = normalise(before) == normalise(after) ? Change::none : Change::cosmetic;
    result.words_added = result.words_removed = result.paragraphs_changed = 0;
  }
  return result;
}

}  // namespace griffier::diff
