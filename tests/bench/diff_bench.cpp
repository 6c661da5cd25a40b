// The difference of two texts of 20,000 words in paragraphs of about 100: by words, and for reference libgit2's by
// lines, which marks a paragraph of which one word changed as a whole.
#include <benchmark/benchmark.h>
#include <git2.h>

#include <stdexcept>

#include "diff/compare.h"
#include "publications/markdown.h"
#include "tests/bench/papers.h"

namespace griffier::bench {
namespace {

constexpr std::size_t kWords = 20'000;
constexpr std::size_t kWordsPerParagraph = 100;

publications::Text text_of(std::uint64_t seed) {
  Prose prose(seed);
  publications::Text text;
  for (std::size_t paragraph = 0; paragraph < kWords / kWordsPerParagraph; ++paragraph) {
    publications::Block block;
    for (std::size_t word = 0; word < kWordsPerParagraph; ++word) block.text += (word == 0 ? "" : " ") + prose.word();
    text.blocks.push_back(std::move(block));
  }
  return text;
}

// Every word replaced with a chance of `per_cent`.
publications::Text edited(const publications::Text& text, std::size_t per_cent) {
  Prose prose(7);
  publications::Text out;
  for (const auto& block : text.blocks) {
    publications::Block changed = block;
    changed.text.clear();
    for (std::size_t at = 0; at < block.text.size();) {
      const std::size_t end = std::min(block.text.find(' ', at), block.text.size());
      if (at > 0) changed.text += ' ';
      changed.text += prose.below(100) < per_cent ? prose.word() : block.text.substr(at, end - at);
      at = end + 1;
    }
    out.blocks.push_back(std::move(changed));
  }
  return out;
}

// 1 and 60 per cent edited; 100: another text.
publications::Text newer(const publications::Text& text, std::int64_t per_cent) {
  return per_cent == 100 ? text_of(2) : edited(text, static_cast<std::size_t>(per_cent));
}

void word_diff(benchmark::State& state) {
  const auto before = text_of(1);
  const auto after = newer(before, state.range(0));
  std::size_t changed = 0;
  for (auto _ : state) {
    const auto comparison = diff::compare(before, after);
    changed = comparison.words_added + comparison.words_removed;
  }
  state.counters["words_shown"] = static_cast<double>(changed);
}

void libgit2_line_diff(benchmark::State& state) {
  git_libgit2_init();
  const auto text = text_of(1);
  const auto before = publications::to_markdown(text);
  const auto after = publications::to_markdown(newer(text, state.range(0)));
  std::size_t lines = 0;
  const git_diff_line_cb count_line = [](const git_diff_delta*, const git_diff_hunk*, const git_diff_line* line,
                                         void* to) {
    if (line->origin == GIT_DIFF_LINE_ADDITION || line->origin == GIT_DIFF_LINE_DELETION)
      ++*static_cast<std::size_t*>(to);
    return 0;
  };
  for (auto _ : state) {
    lines = 0;
    if (git_diff_buffers(before.data(), before.size(), "text.md", after.data(), after.size(), "text.md", nullptr,
                         nullptr, nullptr, nullptr, count_line, &lines) != 0) {
      throw std::runtime_error("git_diff_buffers failed");
    }
  }
  state.counters["words_shown"] = static_cast<double>(lines * kWordsPerParagraph);
  git_libgit2_shutdown();
}
BENCHMARK(word_diff)->Arg(1)->Arg(60)->Arg(100)->ArgName("edited_%")->Unit(benchmark::kMillisecond);
BENCHMARK(libgit2_line_diff)->Arg(1)->Arg(60)->Arg(100)->ArgName("edited_%")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace griffier::bench
