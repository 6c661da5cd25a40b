#include "store/record/tokenizer.h"

#include <libstemmer.h>
#include <sqlite3.h>
#include <utf8proc.h>

#include <array>
#include <cstdint>
#include <new>
#include <stdexcept>

#include "store/record/sqlite.h"

namespace griffier::store {
namespace {

constexpr std::size_t kMostKnown = 40'000;  // words whose forms are kept: some 5 MB
constexpr std::size_t kLongestKnown = 32;
constexpr std::size_t kLongestWord = 256;  // bytes that count of one word; the rest is skipped over

enum class Letter : std::uint8_t { no, yes, invisible };

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

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    const bool is_letter = (byte >= '0' && byte <= '9') || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
    return {1, is_letter ? Letter::yes : Letter::no};
  }
  utf8proc_int32_t codepoint = 0;
  std::array<utf8proc_uint8_t, 4> bytes{};
  const std::size_t left = std::min<std::size_t>(text.size() - at, bytes.size());
  for (std::size_t i = 0; i < left; ++i) {
    bytes[i] = static_cast<utf8proc_uint8_t>(text[at + i]);
  }
  const utf8proc_ssize_t size = utf8proc_iterate(bytes.data(), static_cast<utf8proc_ssize_t>(left), &codepoint);
  return size > 0 ? Character{static_cast<std::size_t>(size), letter(codepoint)} : Character{};
}

bool is_ascii(std::string_view word) {
  for (const char c : word) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return false;
    }
  }
  return true;
}

struct CFree {
  void operator()(void* memory) const noexcept { std::free(memory); }  // NOLINT: utf8proc allocates with malloc
};

// --- the C side: FTS5 calls these; exceptions must not pass ---

int create_tokenizer(void* /*context*/, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) noexcept {
  try {
    *out = reinterpret_cast<Fts5Tokenizer*>(std::make_unique<DutchWords>().release());
    return SQLITE_OK;
  } catch (...) {
    return SQLITE_NOMEM;
  }
}
void delete_tokenizer(Fts5Tokenizer* tokenizer) noexcept {
  const std::unique_ptr<DutchWords> owned(reinterpret_cast<DutchWords*>(tokenizer));
}
using Emit = int (*)(void*, int, const char*, int, int, int);

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size, Emit emit) noexcept {
  try {
    const bool prefix = (flags & FTS5_TOKENIZE_PREFIX) != 0;
    const bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    int code = SQLITE_OK;
    const std::string_view all =
        text != nullptr && size > 0 ? std::string_view(text, static_cast<std::size_t>(size)) : std::string_view();
    reinterpret_cast<DutchWords*>(tokenizer)->split(all, [&](const DutchWords::Word& word) {
      const std::string_view main = prefix ? word.folded : word.stem;
      const auto emit_one = [&](int token_flags, std::string_view token) {
        code = emit(context, token_flags, token.data(), static_cast<int>(token.size()), static_cast<int>(word.begin),
                    static_cast<int>(word.end));
      };
      emit_one(0, main);
      if (code == SQLITE_OK && !query && word.folded != word.stem) {
        emit_one(FTS5_TOKEN_COLOCATED, word.folded);
      }
      return code == SQLITE_OK;
    });
    return code;
  } catch (...) {
    return SQLITE_NOMEM;
  }
}

void weights(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int /*count*/,
             sqlite3_value** /*values*/) noexcept {
  try {
    int words = 0;
    int instances = 0;
    int code = api->xColumnSize(row, -1, &words);
    if (code == SQLITE_OK) {
      code = api->xInstCount(row, &instances);
    }
    std::vector<float> values(static_cast<std::size_t>(api->xPhraseCount(row)) + 1);
    values[0] = static_cast<float>(words);
    for (int i = 0; code == SQLITE_OK && i < instances; ++i) {
      int phrase = 0;
      int column = 0;
      int offset = 0;
      code = api->xInst(row, i, &phrase, &column, &offset);
      if (code == SQLITE_OK) {
        values[static_cast<std::size_t>(phrase) + 1] += column == 0 ? kTitleWeight : 1.0F;
      }
    }
    if (code != SQLITE_OK) {
      sqlite3_result_error_code(result, code);
      return;
    }
    sqlite3_result_blob64(result, values.data(), values.size() * sizeof(float), SQLITE_TRANSIENT);
  } catch (...) {
    sqlite3_result_error_nomem(result);
  }
}

fts5_api* fts5_of(sqlite3* db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
    code = sqlite3_finalize(statement);
  }
  check_sqlite(code, db, "asking for full-text search");
  if (api == nullptr) {
    throw std::runtime_error("this SQLite library has no full-text search (FTS5); install Debian's libsqlite3-0");
  }
  return api;
}

}  // namespace

void DutchWords::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

DutchWords::DutchWords() : stemmer_(sb_stemmer_new("dutch", "UTF_8")) {
  if (stemmer_ == nullptr) {
    throw std::runtime_error("the stemming library has no Dutch");
  }
}

void DutchWords::split(std::string_view text, const std::function<bool(const Word&)>& visit) {
  std::size_t at = 0;
  while (at < text.size()) {
    Character character = character_at(text, at);
    if (character.letter != Letter::yes) {
      at += character.size;
      continue;
    }
    const std::size_t begin = at;
    std::size_t end = at;
    std::size_t counted = at;  // where what counts of the word ends
    while (at < text.size() && character.letter != Letter::no) {
      at += character.size;
      end = character.letter == Letter::yes ? at : end;
      counted = end - begin <= kLongestWord ? end : counted;
      character = at < text.size() ? character_at(text, at) : Character{};
    }
    const Forms& found = forms(text.substr(begin, counted - begin));
    if (!found.stem.empty() && !visit(Word{found.stem, found.folded, begin, end})) {
      return;
    }
  }
}

const DutchWords::Forms& DutchWords::forms(std::string_view word) {
  if (word.size() > kLongestKnown) {
    return rare_ = make_forms(word);
  }
  const auto found = known_.find(word);
  if (found != known_.end()) {
    return found->second;
  }
  if (known_.size() >= kMostKnown) {
    known_.clear();
  }
  return known_.emplace(word, make_forms(word)).first->second;
}

DutchWords::Forms DutchWords::make_forms(std::string_view word) const {
  Forms made;
  if (is_ascii(word)) {
    made.folded.assign(word);
    for (char& c : made.folded) {
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  } else {
    utf8proc_uint8_t* mapped = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
                                               static_cast<utf8proc_ssize_t>(word.size()), &mapped, options);
    const std::unique_ptr<utf8proc_uint8_t, CFree> owned(mapped);
    if (size <= 0) {
      return made;
    }
    made.folded.assign(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  }
  const sb_symbol* const stemmed = sb_stemmer_stem(
      stemmer_.get(), reinterpret_cast<const sb_symbol*>(made.folded.data()), static_cast<int>(made.folded.size()));
  if (stemmed == nullptr) {
    throw std::bad_alloc();
  }
  made.stem.assign(reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get())));
  // Dutch spells the same stem with f and s at its end and with v and z before a vowel: brief and brieven, huis and
  // huizen. The stemmer leaves that.
  if (made.stem.size() > 2 && (made.stem.back() == 'v' || made.stem.back() == 'z')) {
    made.stem.back() = made.stem.back() == 'v' ? 'f' : 's';
  }
  return made;
}

void register_search(sqlite3* db) {
  fts5_api* const api = fts5_of(db);
  fts5_tokenizer methods{create_tokenizer, delete_tokenizer, tokenize};
  check_sqlite(api->xCreateTokenizer(api, "griffier_dutch", nullptr, &methods, nullptr), db,
               "registering the tokenizer");
  check_sqlite(api->xCreateFunction(api, "griffier_weights", nullptr, weights, nullptr), db,
               "registering the ranking function");
}

}  // namespace griffier::store
