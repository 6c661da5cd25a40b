#include "store/record/dutch_words.h"

#include <libstemmer.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

namespace griffier::store {
namespace {

constexpr std::size_t kFewestSlots = 1U << 8U;
constexpr std::size_t kMostSlots = 1U << 17U;  // half of them are used: 64,000 words, some 6 MB
constexpr std::size_t kMostSteps = 64;         // from slot to slot: words that were made to collide aren't kept
constexpr std::size_t kLongestKnown = 32;
constexpr std::size_t kLongestWord = 256;  // bytes that count of one word; the rest is skipped over

enum class Letter : std::uint8_t { no, yes, invisible };

// Of ASCII; bytes above it need the whole character.
constexpr std::array<bool, 256> kAsciiLetters = [] {
  std::array<bool, 256> letters{};
  for (unsigned c = 0; c < 128; ++c) {
    letters[c] = (c >= '0' && c <= '9') || ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z');
  }
  return letters;
}();

Letter letter(utf8proc_int32_t codepoint) {
  switch (utf8proc_category(codepoint)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return Letter::yes;
    case UTF8PROC_CATEGORY_CF:
      return Letter::invisible;
    default:
      return Letter::no;
  }
}

struct Character {
  std::size_t size = 1;
  Letter letter = Letter::no;
};

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

Character wide_character_at(std::string_view text, std::size_t at) {
  utf8proc_int32_t codepoint = 0;
  std::array<utf8proc_uint8_t, 4> bytes{};
  const std::size_t left = std::min<std::size_t>(text.size() - at, bytes.size());
  for (std::size_t i = 0; i < left; ++i) {
    bytes[i] = static_cast<utf8proc_uint8_t>(text[at + i]);
  }
  const utf8proc_ssize_t size = utf8proc_iterate(bytes.data(), static_cast<utf8proc_ssize_t>(left), &codepoint);
  return size > 0 ? Character{static_cast<std::size_t>(size), letter(codepoint)} : Character{};
}

// The end of the word that begins at `begin` (not at a separator), what counts of it, and whether it is all ASCII.
struct Extent {
  std::size_t end = 0, counted = 0;
  bool ascii = true;
};
Extent extent_of(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size() && kAsciiLetters[byte_at(text, at)]) {
    ++at;
  }
  if (at == text.size() || byte_at(text, at) < 0x80) {
    return {at, std::min(at, begin + kLongestWord), true};
  }
  Extent extent{at, std::min(at, begin + kLongestWord), true};
  while (at < text.size()) {
    const bool ascii = byte_at(text, at) < 0x80;
    const Character character =
        ascii ? Character{1, kAsciiLetters[byte_at(text, at)] ? Letter::yes : Letter::no} : wide_character_at(text, at);
    if (character.letter == Letter::no) {
      break;
    }
    at += character.size;
    if (character.letter == Letter::yes) {
      extent.end = at;
      extent.counted = at - begin <= kLongestWord ? at : extent.counted;
    }
    extent.ascii = extent.ascii && ascii;
  }
  return extent;
}

// Where the next word begins, from `at` on; the size of the text when there is none.
std::size_t word_from(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const unsigned char byte = byte_at(text, at);
    if (byte < 0x80) {
      if (kAsciiLetters[byte]) {
        return at;
      }
      ++at;
      continue;
    }
    const Character character = wide_character_at(text, at);
    if (character.letter == Letter::yes) {
      return at;
    }
    at += character.size;
  }
  return at;
}

// wyhash's mixing of two words of 64 bits.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ word.size();
  while (!word.empty()) {
    std::uint64_t part = 0;
    std::memcpy(&part, word.data(), std::min<std::size_t>(word.size(), sizeof part));
    hash = mixed(hash ^ part, 0xE7037ED1A0B428DBULL);
    word.remove_prefix(std::min<std::size_t>(word.size(), sizeof part));
  }
  return hash;
}

struct CFree {
  void operator()(void* memory) const noexcept { std::free(memory); }  // NOLINT: utf8proc allocates with malloc
};

void fold_wide(std::string_view word, std::string& folded) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
                                             static_cast<utf8proc_ssize_t>(word.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, CFree> owned(mapped);
  folded.clear();
  if (size > 0) {
    folded.assign(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  }
}

}  // namespace

void DutchWords::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

DutchWords::DutchWords() : stemmer_(sb_stemmer_new("dutch", "UTF_8")) {
  if (stemmer_ == nullptr) {
    throw std::runtime_error("the stemming library has no Dutch");
  }
}

bool DutchWords::next(std::string_view text, std::size_t& at, Word& word) {
  while ((at = word_from(text, at)) < text.size()) {
    const std::size_t begin = at;
    const Extent extent = extent_of(text, begin);
    at = extent.end;
    const Forms found = forms(text.substr(begin, extent.counted - begin), extent.ascii);
    if (!found.stem.empty()) {
      word = {found.stem, found.folded, begin, extent.end};
      return true;
    }
  }
  return false;
}

bool DutchWords::next_bounds(std::string_view text, std::size_t& at, Word& word) {
  while ((at = word_from(text, at)) < text.size()) {
    const std::size_t begin = at;
    const Extent extent = extent_of(text, begin);
    at = extent.end;
    // Of letters beyond ASCII nothing may be left when marks are dropped.
    if (extent.ascii || !forms(text.substr(begin, extent.counted - begin), false).stem.empty()) {
      word = {{}, {}, begin, extent.end};
      return true;
    }
  }
  return false;
}

DutchWords::Forms DutchWords::forms(std::string_view word, bool ascii) {
  if (word.size() > kLongestKnown) {
    return make_forms(word, ascii);
  }
  if (2 * known_ >= slots_.size()) {
    make_room();
  }
  const std::uint64_t hash = hash_of(word);
  std::size_t index = hash & (slots_.size() - 1);
  std::size_t steps = 0;
  for (; slots_[index].word != 0; index = (index + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[index];
    const char* const kept = kept_.data() + slot.at;
    if (slot.hash == hash && slot.word == word.size() && std::memcmp(kept, word.data(), word.size()) == 0) {
      return {{kept + slot.word, slot.folded}, {kept + slot.word + slot.folded, slot.stem}};
    }
    if (++steps == kMostSteps) {
      return make_forms(word, ascii);
    }
  }
  const Forms made = make_forms(word, ascii);
  if (made.folded.size() <= 255 && made.stem.size() <= 255) {
    slots_[index] = {hash, static_cast<std::uint32_t>(kept_.size()), static_cast<std::uint8_t>(word.size()),
                     static_cast<std::uint8_t>(made.folded.size()), static_cast<std::uint8_t>(made.stem.size())};
    kept_.append(word).append(made.folded).append(made.stem);
    ++known_;
  }
  return made;
}

// Doubles the slots, or at their most begins anew.
void DutchWords::make_room() {
  std::vector<Slot> slots(std::clamp(2 * slots_.size(), kFewestSlots, kMostSlots));
  if (slots_.size() == kMostSlots) {
    kept_.clear();
    known_ = 0;
    slots_.clear();
  }
  for (const Slot& slot : slots_) {
    std::size_t index = slot.hash & (slots.size() - 1);
    while (slot.word != 0 && slots[index].word != 0) {
      index = (index + 1) & (slots.size() - 1);
    }
    if (slot.word != 0) {
      slots[index] = slot;
    }
  }
  slots_.swap(slots);
}

DutchWords::Forms DutchWords::make_forms(std::string_view word, bool ascii) {
  if (ascii) {
    folded_.assign(word);
    for (char& c : folded_) {
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  } else {
    fold_wide(word, folded_);
    if (folded_.empty()) {
      return {};
    }
  }
  const sb_symbol* const stemmed = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(folded_.data()),
                                                   static_cast<int>(folded_.size()));
  if (stemmed == nullptr) {
    throw std::bad_alloc();
  }
  stem_.assign(reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get())));
  // Dutch spells the same stem with f and s at its end and with v and z before a vowel: brief and brieven, huis and
  // huizen. The stemmer leaves that.
  if (stem_.size() > 2 && (stem_.back() == 'v' || stem_.back() == 'z')) {
    stem_.back() = stem_.back() == 'v' ? 'f' : 's';
  }
  return {folded_, stem_};
}

}  // namespace griffier::store
