#include "store/integrity.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "publications/digest.h"
#include "store/archive/archive.h"
#include "store/attest.h"
#include "store/commit_form.h"
#include "store/condition.h"
#include "store/durable.h"
#include "store/record/parts.h"
#include "store/record/questions.h"
#include "store/record/record.h"
#include "store/record/schema.h"
#include "store/record/tokenizer.h"
#include "store/replay.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostProblems = 20;  // of one kind: more say nothing new

struct View {
  const char* name;
  const char* sql;
};
// What follows from the commits, each in an order of its own keys.
constexpr std::array kViews = {
    View{"v_documents", "SELECT * FROM v_documents ORDER BY document_id"},
    View{"v_revisions", "SELECT * FROM v_revisions ORDER BY document_id, revision"},
    View{"v_events", "SELECT * FROM v_events WHERE revision IS NOT NULL ORDER BY event_id"},
    View{"v_toezeggingen", "SELECT * FROM v_toezeggingen ORDER BY number"},
    View{"v_questions", "SELECT * FROM v_questions ORDER BY set_id, number, question_text"},
    View{"v_links", "SELECT * FROM v_links ORDER BY document_id, position"},
};

std::string row_text(const Statement& row) {
  std::string text;
  for (int column = 0; column < row.columns(); ++column) {
    text += row.is_null(column) ? std::string(1, '\0') : row.text(column);
    text += '\x1f';
  }
  return text;
}
std::string key_text(const Statement& row) { return row.text(0); }

// What was attested, compared with the history that there is.
class Attested {
 public:
  explicit Attested(const std::vector<Attestation>& all) {
    for (const Attestation& one : all) {
      if (one.head.empty() || one.chain.empty()) {
        problems_.push_back(fmt::format("{} isn't what griffier writes", one.tag));
      } else {
        expected_.emplace(one.head, one);
      }
    }
  }

  void add(const CommitInfo& commit, const Entry& entry) {
    chain_.add(commit.id, entry.document_id, entry.revision, entry.body_sha256, entry.text_sha256);
    ++revisions_;
    documents_.insert(entry.document_id);
    const auto [first, last] = expected_.equal_range(commit.id);
    for (auto it = first; it != last; ++it) {
      const Attestation& said = it->second;
      const bool same = said.chain == chain_.value() && said.revisions == revisions_ &&
                        said.documents == static_cast<std::int64_t>(documents_.size());
      if (same) {
        ++confirmed_;
      } else {
        problems_.push_back(
            fmt::format("{} says {} revisions of {} documents with the chain {}…, but {} of {} are there "
                        "with {}…: the history was written anew, or the tag was",
                        said.tag, said.revisions, said.documents, said.chain.substr(0, 12), revisions_,
                        documents_.size(), chain_.value().substr(0, 12)));
      }
    }
    expected_.erase(first, last);
  }

  [[nodiscard]] std::size_t confirmed() const { return confirmed_; }
  // To be asked after the last commit.
  [[nodiscard]] std::vector<std::string> problems() {
    for (const auto& [head, said] : expected_) {
      problems_.push_back(
          fmt::format("{} names commit {}, which the history doesn't have: it was written anew", said.tag, head));
    }
    return std::move(problems_);
  }

 private:
  std::unordered_multimap<std::string, Attestation> expected_;
  RevisionChain chain_;
  std::unordered_set<std::string> documents_;
  std::int64_t revisions_ = 0;
  std::size_t confirmed_ = 0;
  std::vector<std::string> problems_;
};

class Verifier {
 public:
  Verifier(const fs::path& state_dir, const std::function<void(std::size_t, std::size_t)>& progress)
      : state_dir_(state_dir), progress_(progress) {}

  VerifyReport run() {
    // Each part is looked at even when another is damaged.
    guarded("archive", [&] { archive_ = std::make_unique<Archive>(state_dir_ / "archive.git", false); });
    guarded("record", [&] { open_record(); });
    if (record_) {
      guarded("record", [&] { check_database(); });
    }
    if (archive_) {
      guarded("ref", [&] { check_ref(); });
      guarded("archive", [&] { check_commits(); });
    }
    return std::move(report_);
  }

 private:
  void guarded(const char* part, const std::function<void()>& check) {
    try {
      check();
    } catch (const std::exception& error) {
      if (is_access_problem(error)) {
        throw;
      }
      problem(part, error.what());
    }
  }
  void problem(const char* part, std::string detail) { report_.problems.push_back({part, std::move(detail)}); }

  void open_record() {
    const fs::path file = state_dir_ / "griffier.db";
    if (!fs::exists(file)) {
      problem("record", fmt::format("{} is missing; run `griffier rebuild` to make it again", file.string()));
      return;
    }
    if (is_blank(file)) {
      problem("record", fmt::format("{} is empty; run `griffier rebuild` to make it again", file.string()));
      return;
    }
    record_ = std::make_unique<Record>(file, true);
    snapshot_.emplace(record_->handle(), Transaction::Kind::read);
    head_ = record_->head();
  }

  void check_database() {
    std::size_t found = 0;
    Statement integrity(record_->handle(), fmt::format("PRAGMA integrity_check({})", kMostProblems));
    while (integrity.step()) {
      if (integrity.text(0) != "ok") {
        problem("record", integrity.text(0));
      }
    }
    Statement keys(record_->handle(), "PRAGMA foreign_key_check");
    while (keys.step() && ++found <= kMostProblems) {
      problem("record",
              fmt::format("row {} of {} names a row of {} that isn't there", keys.text(1), keys.text(0), keys.text(2)));
    }
    Statement newest(record_->handle(), "SELECT commit_id FROM revisions ORDER BY revision_key DESC LIMIT 1");
    if ((newest.step() ? newest.text(0) : "") != head_) {
      problem("record", fmt::format("the head {} isn't the commit of the newest revision", head_));
    }
  }

  // A ref that is behind is what a crash leaves and the next start sets right; one that the record doesn't know isn't.
  void check_ref() {
    const std::string ref = archive_->head();
    if (!record_) {
      head_ = ref;
      return;
    }
    if (ref.empty() || ref == head_) {
      return;
    }
    Record now(state_dir_ / "griffier.db", true);  // a writer may be at work: newer than the snapshot
    Statement known(now.handle(), "SELECT 1 FROM revisions WHERE commit_id = ?");
    if (!known.with(ref).step()) {
      problem("ref",
              fmt::format("refs/heads/main is at {}, which the record doesn't know; run `griffier rebuild`", ref));
    }
  }

  void check_commits() {
    if (head_.empty()) {
      return;
    }
    if (!archive_->has_commit(head_)) {
      problem("archive", fmt::format("commit {} that the record names as newest is missing", head_));
      return;
    }
    std::size_t broken = 0;
    report_.objects = archive_->verify(head_, [&](const std::string& detail) {
      if (++broken <= kMostProblems) {
        problem("archive", detail);
      }
    });
    // The record is made a second time, in a temporary file, and compared: that leaves nothing unchecked.
    Database again("", Database::Mode::read_write);
    register_search(again.handle());
    migrate(again);
    if (record_) {
      guarded("record", [&] { apply_question_choices(again, question_choices(*record_)); });
    }
    Replay how;
    how.with_texts = false;
    how.progress = progress_;
    Attested attested(attestations(*archive_));
    how.each = [&](const CommitInfo& commit, const Entry& entry, const std::string& metadata) {
      ++report_.commits;
      attested.add(commit, entry);
      check_original(commit, entry, metadata);
    };
    report_.revisions = replay(*archive_, head_, again, how);
    report_.attestations = attested.confirmed();
    for (auto& detail : attested.problems()) {
      problem("attestation", std::move(detail));
    }
    if (record_) {
      for (const View& view : kViews) {
        guarded("record", [&] { compare(view, again); });
      }
    }
  }

  void check_original(const CommitInfo& commit, const Entry& entry, const std::string& metadata) {
    const OriginalNote note = original_of(metadata);
    if (note.sha256 != entry.body_sha256) {
      problem("archive", fmt::format("commit {}: Body-SHA256 and metadata.json differ", commit.id));
      return;
    }
    if (note.sha256.empty() || entry.is_withdrawal()) {
      return;  // a withdrawal keeps the files of the revision before, which were looked at there
    }
    std::string bytes;
    if (note.stored_as.starts_with("originals/")) {
      if (!seen_.insert(note.sha256).second) {
        return;
      }
      ++report_.originals;
      try {
        bytes = read_file(original_path(state_dir_, note.sha256));
      } catch (const std::exception& error) {
        if (is_access_problem(error)) {
          throw;
        }
        problem("originals", fmt::format("{} (of {}): {}", note.sha256, entry.document_id, error.what()));
        return;
      }
    } else {
      bytes = archive_->read(commit.id, entry.document_id, note.stored_as).value_or("");
    }
    if (publications::sha256_hex(bytes) != note.sha256) {
      problem(
          note.stored_as.starts_with("originals/") ? "originals" : "archive",
          fmt::format("{} of {} isn't the {} bytes that were received", note.stored_as, entry.document_id, note.bytes));
    }
  }

  void compare(const View& view, Database& again) {
    Statement ours(record_->handle(), view.sql);
    Statement theirs(again.handle(), view.sql);
    std::size_t differences = 0;
    bool left = ours.step();
    bool right = theirs.step();
    while ((left || right) && differences < kMostProblems) {
      const std::string row = left ? row_text(ours) : "";
      const std::string other = right ? row_text(theirs) : "";
      if (row != other) {
        ++differences;
        problem("record", fmt::format("{}: the row of {} isn't what the archive says; run `griffier rebuild`",
                                      view.name, left ? key_text(ours) : key_text(theirs)));
      }
      const bool step_left = left && (!right || key_text(ours) <= key_text(theirs));
      const bool step_right = right && (!left || key_text(theirs) <= key_text(ours));
      left = step_left ? ours.step() : left;
      right = step_right ? theirs.step() : right;
    }
  }

  fs::path state_dir_;
  std::function<void(std::size_t, std::size_t)> progress_;
  VerifyReport report_;
  std::unique_ptr<Archive> archive_;
  std::unique_ptr<Record> record_;
  std::optional<Transaction> snapshot_;  // closed before record_
  std::string head_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

VerifyReport verify(const fs::path& state_dir, const std::function<void(std::size_t, std::size_t)>& progress) {
  if (!fs::is_directory(state_dir)) {
    throw std::runtime_error(fmt::format("there is no state directory {}; name it with --state or in the configuration",
                                         state_dir.string()));
  }
  require_readable(state_dir);
  return Verifier(state_dir, progress).run();
}

}  // namespace griffier::store
