#include "store/record/tokenizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "store/record/sqlite.h"

namespace griffier::store {

// Friend of the collector: FTS5 calls this for a row.
struct MatchFunction {
  static int take_phrase(const Fts5ExtensionApi& api, Fts5Context* row, int phrase, MatchCollector& to, float* weights);
  static int take(const Fts5ExtensionApi& api, Fts5Context* row, MatchCollector& to);
};

namespace {

constexpr int kMostPlacesOfRow = 512;  // about: a hundred terms in each of thousands of rows would be much to keep
constexpr const char* kCollectorType = "griffier::store::MatchCollector";

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

// Each label, with its mark before it.
int emit_labels(std::string_view text, void* context, Emit emit) {
  int code = SQLITE_OK;
  for (std::size_t at = 0; code == SQLITE_OK && at < text.size();) {
    const std::size_t end = std::min(text.find(kLabel, at + 1), text.size());
    code = emit(context, 0, text.data() + at, static_cast<int>(end - at), static_cast<int>(at), static_cast<int>(end));
    at = end;
  }
  return code;
}

int emit_words(DutchWords& words, std::string_view text, int flags, void* context, Emit emit) {
  const bool as_written = (flags & FTS5_TOKENIZE_PREFIX) != 0 || text.front() == kAsWritten;
  const bool beside = (flags & FTS5_TOKENIZE_QUERY) == 0;
  int code = SQLITE_OK;
  words.split(text, [&](const DutchWords::Word& word) {
    const std::string_view main = as_written ? word.folded : word.stem;
    const int begin = static_cast<int>(word.begin);
    const int end = static_cast<int>(word.end);
    code = emit(context, 0, main.data(), static_cast<int>(main.size()), begin, end);
    if (code == SQLITE_OK && beside && word.folded != word.stem) {
      code = emit(context, FTS5_TOKEN_COLOCATED, word.folded.data(), static_cast<int>(word.folded.size()), begin, end);
    }
    return code == SQLITE_OK;
  });
  return code;
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size, Emit emit) noexcept {
  try {
    if (text == nullptr || size <= 0) {
      return SQLITE_OK;
    }
    const std::string_view all(text, static_cast<std::size_t>(size));
    if (all.front() == kLabel) {
      return emit_labels(all, context, emit);
    }
    return emit_words(*reinterpret_cast<DutchWords*>(tokenizer), all, flags, context, emit);
  } catch (...) {
    return SQLITE_NOMEM;
  }
}

void match(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int count,
           sqlite3_value** values) noexcept {
  try {
    auto* const to =
        count == 1 ? static_cast<MatchCollector*>(sqlite3_value_pointer(values[0], kCollectorType)) : nullptr;
    if (to == nullptr) {
      sqlite3_result_error(result, "griffier_match wants a collector", -1);
      return;
    }
    const int code = MatchFunction::take(*api, row, *to);
    if (code != SQLITE_OK) {
      sqlite3_result_error_code(result, code);
    }
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

int MatchFunction::take_phrase(const Fts5ExtensionApi& api, Fts5Context* row, int phrase, MatchCollector& to,
                               float* weights) {
  const int term = to.term_of_[static_cast<std::size_t>(phrase)];
  Fts5PhraseIter at{};
  int column = 0;
  int word = 0;
  int places = 0;
  const int code = api.xPhraseFirst(row, phrase, &at, &column, &word);
  const int words = api.xPhraseSize(row, phrase);
  for (int counted = 0; code == SQLITE_OK && column >= 0 && counted < MatchCollector::kMostCounted; ++counted) {
    weights[term] += column == 0 ? MatchCollector::kTitleWeight : 1.0F;
    if (column == 1 && places++ < to.most_places_) {
      to.places_.push_back({word, words, term});
    }
    api.xPhraseNext(row, &at, &column, &word);
  }
  return code;
}

int MatchFunction::take(const Fts5ExtensionApi& api, Fts5Context* row, MatchCollector& to) {
  MatchCollector::Row taken;
  taken.text_id = api.xRowid(row);
  taken.first_place = to.places_.size();
  int code = api.xColumnSize(row, -1, &taken.words);
  const std::size_t weights = to.weights_.size();
  to.weights_.resize(weights + to.terms_);
  const int phrases = std::min(api.xPhraseCount(row), static_cast<int>(to.term_of_.size()));
  for (int phrase = 0; code == SQLITE_OK && phrase < phrases; ++phrase) {
    if (to.term_of_[static_cast<std::size_t>(phrase)] != MatchCollector::kNoTerm) {
      code = take_phrase(api, row, phrase, to, to.weights_.data() + weights);
    }
  }
  taken.places = to.places_.size() - taken.first_place;
  to.rows_.push_back(taken);
  return code;
}

MatchCollector::MatchCollector(std::vector<int> term_of, std::size_t terms)
    : term_of_(std::move(term_of)),
      terms_(terms),
      most_places_(std::clamp(kMostPlacesOfRow / static_cast<int>(std::max<std::size_t>(terms, 1)), 4, kMostCounted)) {}

void MatchCollector::bind(Statement& statement, int index) { statement.bind_pointer(index, this, kCollectorType); }

void register_search(sqlite3* db) {
  fts5_api* const api = fts5_of(db);
  fts5_tokenizer methods{create_tokenizer, delete_tokenizer, tokenize};
  check_sqlite(api->xCreateTokenizer(api, "griffier_dutch", nullptr, &methods, nullptr), db,
               "registering the tokenizer");
  check_sqlite(api->xCreateFunction(api, "griffier_match", nullptr, match, nullptr), db,
               "registering the ranking function");
}

}  // namespace griffier::store
