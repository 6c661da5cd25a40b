// Papers that never were, the same ones on every run: for measuring, in the sizes and with the word frequencies of real
// ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace griffier::bench {

// Words of a made-up Dutch, common ones often and rare ones seldom (Zipf's law with exponent 1), which decides what a
// search index and a compressor make of them. The same seed gives the same words.
class Prose {
 public:
  explicit Prose(std::uint64_t seed);

  [[nodiscard]] std::string word();
  // A sentence of 8 to 24 words; a paragraph of about `words` of them in sentences.
  [[nodiscard]] std::string sentence();
  [[nodiscard]] std::string paragraph(std::size_t words);
  // Paragraphs of 40 to 120 words, together at least `bytes`.
  [[nodiscard]] std::vector<std::string> paragraphs(std::size_t bytes);
  // From 0 to below `limit`.
  [[nodiscard]] std::size_t below(std::size_t limit);

  static constexpr std::size_t kVocabulary = 60'000;
  // The word of a rank, 0 the most common.
  [[nodiscard]] static std::string word_of(std::size_t rank);

 private:
  std::uint64_t state_;
};

// Letter number `index`, with a dossier number of its own and text of 10 to 30 kB: as plain text, and its identity.
[[nodiscard]] std::string letter(std::size_t index);
[[nodiscard]] std::string letter_id(std::size_t index);

// One paper with about `bytes` of text in the other forms.
[[nodiscard]] std::string official_xml(std::uint64_t seed, std::size_t bytes);
[[nodiscard]] std::string html_page(std::uint64_t seed, std::size_t bytes);
[[nodiscard]] std::string plain_text(std::uint64_t seed, std::size_t bytes);

}  // namespace griffier::bench
