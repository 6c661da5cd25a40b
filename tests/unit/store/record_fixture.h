// What the tests of the store share: a folder that goes away, revisions of invented papers, views as text.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "publications/digest.h"
#include "store/record/record.h"
#include "store/record/sqlite.h"
#include "store/registrar.h"

namespace griffier::store::testing {

class Folder {
 public:
  Folder() {
    // In memory where possible: what is synced here needn't survive the test.
    const std::filesystem::path base = std::filesystem::is_directory("/dev/shm") && ::access("/dev/shm", W_OK) == 0
                                           ? std::filesystem::path("/dev/shm")
                                           : std::filesystem::temp_directory_path();
    std::string name = (base / "griffier-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline publications::Instant at(const char* iso) { return publications::parse_iso_instant(iso).value(); }

// A letter that says `words`, published on 19 September 2024 and seen some seconds after noon.
inline NewRevision letter(const std::string& id, const std::string& words, const std::string& change = "new",
                          int seconds = 0) {
  NewRevision revision;
  revision.document_id = id;
  revision.change = change;
  revision.source = "kamer";
  revision.source_kind = "tweedekamer";
  revision.source_url = "https://kamer.example/" + id;
  revision.observed_at = at("2024-09-20T12:00:00Z") + std::chrono::milliseconds(seconds * 1000 + 120);
  revision.published_on = publications::parse_iso_date("2024-09-19");
  revision.etag = "\"abc-1\"";
  revision.last_modified = "Thu, 19 Sep 2024 10:00:00 GMT";
  revision.kind = "letter";
  revision.title = "Brief over " + id;
  revision.dossier = "19637";
  revision.dossier_number = "3274";
  revision.text_markdown = "# Brief\n\n" + words + "\n";
  revision.facts_json = R"({"kind":"letter","questions":[]})";
  revision.plain_text = "Brief\n" + words;
  revision.original = {"<p>" + words + "</p>", "text/html", "original.html",
                       publications::sha256_hex("<p>" + words + "</p>")};
  revision.text_sha256 = publications::sha256_hex(words);
  revision.words_added = change == "new" ? 0 : 1;
  revision.words_removed = change == "new" ? 0 : 1;
  revision.paragraphs_changed = change == "new" ? 0 : 1;
  revision.pipeline = "extract 1, normalise 1";
  const std::string kind = change == "new"           ? "document.published"
                           : change == "substantive" ? "document.revised"
                           : change == "metadata"    ? "document.metadata_changed"
                           : change == "restored"    ? "document.restored"
                                                     : "";
  if (!kind.empty()) {
    revision.events.push_back({kind, "", kind + " of " + id});
  }
  return revision;
}

inline NewRevision withdrawal(const std::string& id, int seconds = 0) {
  NewRevision revision;
  revision.document_id = id;
  revision.change = "withdrawn";
  revision.source = "kamer";
  revision.source_kind = "tweedekamer";
  revision.observed_at = at("2024-09-20T12:00:00Z") + std::chrono::seconds(seconds);
  revision.events.push_back({"document.withdrawn", "", id + " is withdrawn"});
  return revision;
}

// A kv paper of two questions.
inline NewRevision kamervraag(const std::string& id, const std::string& first_question) {
  NewRevision revision = letter(id, first_question);
  revision.kind = "question_set";
  revision.dossier.clear();
  revision.dossier_number.clear();
  revision.facts_json =
      R"({"kind":"question_set","zaaknummer":"2024Z18435","asked_on":"2024-10-28",)"
      R"("askers":[{"name":"Van Zanten","party":"Polderpartij"},{"name":"De Wit","party":"Polderpartij"}],)"
      R"("addressed_to":["Minister van Asiel en Migratie"],)"
      R"("questions":[{"number":"1","text":")" +
      first_question + R"("},{"number":"2","text":"Wanneer?"}]})";
  revision.events.push_back({"question.asked", id, "Van Zanten asks 2 questions"});
  return revision;
}

inline std::string select(sqlite3* db, const std::string& sql) {
  Statement query(db, sql);
  std::string out;
  while (query.step()) {
    for (int column = 0; column < query.columns(); ++column) {
      out += column == 0 ? "" : "|";
      out += query.is_null(column) ? "NULL" : query.text(column);
    }
    out += '\n';
  }
  return out;
}

// What a command of stock git prints on standard output.
inline std::string git(const std::filesystem::path& state_dir, const std::string& arguments) {
  const std::string command = "git --git-dir='" + (state_dir / "archive.git").string() + "' " + arguments + " 2>&1";
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer{};
  for (std::size_t size = 0; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.append(buffer.data(), size);
  }
  ::pclose(pipe);
  return out;
}

// What is thrown, as text; "" when nothing is.
template <typename Error, typename Action>
std::string message_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// All that follows from the commits, as text.
inline std::string dump(Record& record) {
  std::string out;
  for (const char* view : {"v_documents", "v_revisions", "v_questions", "v_toezeggingen", "v_events"}) {
    out += std::string(view) + "\n" + select(record.handle(), std::string("SELECT * FROM ") + view);
  }
  return out + "aliases\n" + select(record.handle(), "SELECT * FROM aliases ORDER BY alias");
}

}  // namespace griffier::store::testing
