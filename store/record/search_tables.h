// The search index and the texts that it is of (docs/formats.md, "Search").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace griffier::store {

// Part of schema version 1 (schema.cpp).
//
// A text_id holds the day that a text is listed under above its lower kDayBits bits, so that the index gives the newest
// matches first and a period is a range of it. The hash table of new words is written out when it holds `hashsize`
// bytes: the default of 1 MiB is less than one batch of an import, and each writing out is a segment to be merged.
inline constexpr const char* kSearchTables = R"(
CREATE TABLE search_texts(
  text_id INTEGER PRIMARY KEY,
  document_key INTEGER NOT NULL REFERENCES documents,
  title TEXT NOT NULL,
  labels TEXT NOT NULL,
  body TEXT NOT NULL);
CREATE INDEX search_texts_by_document ON search_texts(document_key);
CREATE TABLE search_pending(text_id INTEGER PRIMARY KEY REFERENCES search_texts);
CREATE TABLE search_words(
  word TEXT PRIMARY KEY,
  texts INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE search_index USING fts5(
  title, body, labels, content='search_texts', content_rowid='text_id', tokenize='griffier_dutch');
INSERT INTO search_index(search_index, rank) VALUES('hashsize', 16777216);
)";

inline constexpr int kDayBits = 20;
// The first text_id of a day ("2024-09-19"); of a text that is no date, 0.
[[nodiscard]] std::int64_t first_text_id(std::string_view day);

// What a filter asks, as one word of the index: "\x01kind:letter".
[[nodiscard]] std::string search_label(std::string_view name, std::string_view value);

// Of search_words: texts are counted, of every word the texts that have it, so that a query knows which words are
// common. The first kCountedWhole texts are all counted, later one in kCountedOneIn, which counts for as many. The row
// of the empty word counts the texts. Texts that are replaced stay counted.
inline constexpr std::int64_t kCountedWhole = 200;
inline constexpr std::int64_t kCountedOneIn = 32;

}  // namespace griffier::store
