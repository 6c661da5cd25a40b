#include "daemon/pipeline/joining.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

#include "store/record/joins.h"
#include "store/record/questions.h"
#include "store/record/record.h"
#include "store/repeat.h"

namespace griffier::daemon {
namespace {

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void without(std::vector<std::string>& names, const std::string& name) {
  names.erase(std::remove(names.begin(), names.end(), name), names.end());
}

store::NewRevision decided(store::Registrar& registrar, const std::string& document_id, publications::Instant at,
                           const std::string& what) {
  auto revision = store::repeat_of(registrar, document_id);
  revision.observed_at = at;
  revision.events.push_back({"document.metadata_changed", "", document_id + ": " + what});
  return revision;
}

std::string known_document(store::Record& record, const std::string& name) {
  const auto id = record.resolve(name);
  if (!id) throw std::invalid_argument(fmt::format("there is no document {}", name));
  return *id;
}

}  // namespace

bool join_documents(store::Registrar& registrar, const std::string& document_id, const std::string& other,
                    publications::Instant at) {
  auto& record = registrar.record();
  const auto id = known_document(record, document_id);
  const auto joined = record.resolve(other).value_or(other);
  if (joined == id) return false;
  auto revision = decided(registrar, id, at, fmt::format("{} is the same publication, by hand", joined));
  revision.aliases.push_back(joined);
  without(revision.distinct_from, joined);
  registrar.write(std::array{std::move(revision)});
  return true;
}

bool split_documents(store::Registrar& registrar, const std::string& document_id, const std::string& other,
                     publications::Instant at) {
  auto& record = registrar.record();
  const auto id = known_document(record, document_id);
  store::Names names(record);
  if (other == id || !among(names.of(id), other)) return false;
  const auto said = fmt::format("{} is another publication, by hand", other);
  auto revision = decided(registrar, id, at, said);
  without(revision.aliases, other);
  revision.distinct_from.push_back(other);
  std::vector<store::NewRevision> group;
  const bool document = among(names.joined_to(id), other);
  group.push_back(std::move(revision));
  if (document) {
    // It says again what it is, so that its questions and its place are its own again.
    auto freed = decided(registrar, other, at, fmt::format("{} is another publication, by hand", id));
    freed.distinct_from.push_back(id);
    group.push_back(std::move(freed));
  }
  registrar.write(group);
  return true;
}

bool decide_on_questions(store::Registrar& registrar, const store::QuestionDecision& decision,
                         publications::Instant at) {
  const auto document = store::Questions(registrar.record()).document_to_decide(decision.paper, decision.set_id);
  if (document.empty()) return false;
  auto revision = store::repeat_of(registrar, document);
  revision.observed_at = at;
  revision.question_decisions = {decision};
  revision.events.push_back({"document.metadata_changed", "",
                             fmt::format("{}: {} {}, by hand", decision.paper,
                                         decision.joined ? "belongs to" : "does not belong to", decision.set_id)});
  registrar.write(std::array{std::move(revision)});
  return true;
}

}  // namespace griffier::daemon
