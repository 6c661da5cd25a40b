#include "tests/faults/truth.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace griffier::tests {
namespace {

void expect_same(std::vector<std::string> found, std::vector<std::string> expected, const std::string& when) {
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  std::vector<std::string> only;
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(only));
  for (const auto& one : only) ADD_FAILURE() << when << ": recorded " << one;
  only.clear();
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(only));
  for (const auto& one : only) ADD_FAILURE() << when << ": not recorded " << one;
}

// Of "document|http://host:port/path|type", without the host.
std::vector<std::string> by_path(std::vector<std::string> lines) {
  for (auto& line : lines) {
    const auto scheme = line.find("://");
    if (scheme == std::string::npos) continue;
    const auto path = line.find('/', scheme + 3);
    line.erase(line.find('|') + 1, path - line.find('|') - 1);
  }
  return lines;
}

}  // namespace

void DocumentTruth::revised(const std::string& change, const std::string& event) {
  changes.push_back(change);
  ++events[{event, ""}];
}

void expect_recorded(const World& world, const Truths& truths, const std::string& when) {
  std::vector<std::string> documents, revisions, renditions, aliases, events;
  for (const auto& [id, truth] : truths) {
    documents.push_back(
        fmt::format("{}|{}|{}|{}", id, truth.withdrawn ? "withdrawn" : "current", truth.parent, truth.dossier));
    revisions.push_back(fmt::format("{}|{}", id, fmt::join(truth.changes, ",")));
    for (const auto& [path, type] : truth.renditions) renditions.push_back(fmt::format("{}|{}|{}", id, path, type));
    for (const auto& alias : truth.aliases) aliases.push_back(fmt::format("{}|{}", id, alias));
    for (const auto& [event, times] : truth.events)
      if (times > 0) events.push_back(fmt::format("{}|{}|{}|{}", id, event.first, event.second, times));
  }
  const auto found = [&](const char* sql) { return rows(world.state(), sql); };
  expect_same(found("select document_id, state, coalesce(parent, ''), coalesce(dossier, '') from v_documents"),
              documents, when + ", documents");
  expect_same(found("select document_id, (select group_concat(change) from (select change from v_revisions r"
                    " where r.document_id = d.document_id order by revision)) from v_documents d"),
              revisions, when + ", revisions");
  expect_same(by_path(found("select document_id, url, media_type from v_renditions")), renditions,
              when + ", renditions");
  expect_same(found("select d.document_id, a.alias from aliases a join documents d using(document_key)"), aliases,
              when + ", aliases");
  expect_same(found("select coalesce(document_id, ''), kind, coalesce(set_id, ''), count(*) from v_events"
                    " group by 1, 2, 3"),
              events, when + ", events");
  expect_whole(world);
}

}  // namespace griffier::tests
