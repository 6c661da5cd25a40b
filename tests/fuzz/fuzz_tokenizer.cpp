// Any text to words: in order, within the text, and the same when read again.
#include "store/record/tokenizer.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto input = fuzz::text_of(data, size);
  store::DutchWords words;
  std::size_t last = 0;
  words.split(input, [&](const store::DutchWords::Word& word) {
    fuzz::require(word.begin >= last && word.begin < word.end && word.end <= input.size(), "words follow each other");
    fuzz::require(!word.stem.empty() && !word.folded.empty(), "a word has letters");
    last = word.end;
    return true;
  });
  return 0;
}
