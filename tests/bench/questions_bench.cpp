// bench_questions STATE COUNT: a record of COUNT question sets (98 of 100 answered, 1 of 100 overdue), then the time
// that one arriving answer takes: what it does to questions, and the whole of writing it. Prints both medians in
// microseconds, for tests/bench/questions.sh.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "publications/digest.h"
#include "store/record/questions.h"
#include "store/record/record.h"
#include "store/registrar.h"

namespace {

using namespace griffier;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kGroup = 512;
constexpr std::size_t kArriving = 200;  // answers that are timed
constexpr int kQuestions = 6;

publications::Date asked_on(std::size_t set, std::size_t count) {
  const auto today = publications::amsterdam_date(
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()));
  // One in a hundred was asked long ago and is open still, one was asked last week.
  const bool overdue = set % 100 == 0;
  const auto days = overdue || set % 100 != 1 ? 60 + static_cast<int>(set * 3000 / count) : 7;
  return publications::Date(std::chrono::sys_days(today) - std::chrono::days(days));
}

std::string facts(std::size_t set, std::size_t count, bool answer) {
  const auto date = publications::iso_date(asked_on(set, count));
  std::string questions;
  std::string answers;
  for (int n = 1; n <= kQuestions; ++n) {
    questions += fmt::format(R"({}{{"number":{},"text":"Hoe staat het in zaak {} met het {}e onderdeel?"}})",
                             n == 1 ? "" : ",", n, set, n);
    answers += fmt::format(R"({}{{"covers":[{}],"text":"Dat onderdeel van zaak {} is afgerond."}})", n == 1 ? "" : ",",
                           n, set);
  }
  return fmt::format(R"({{"kind":"{}","zaaknummer":"{}Z{:06}","subject":"zaak {}","asked_on":"{}","date":"{}",)"
                     R"("askers":[{{"name":"Lid {}","party":"Fractie {}"}}],"addressed_to":["Minister van Zaken {}"],)"
                     R"("questions":[{}],"answers":[{}]}})",
                     answer ? "answer" : "question_set", 2000 + set % 20, set, set, date, date, set % 150, set % 17,
                     set % 13, questions, answer ? answers : "");
}

store::NewRevision revision_of(std::size_t set, std::size_t count, bool answer) {
  store::NewRevision revision;
  revision.document_id = answer ? fmt::format("ah-tk-{}-{}", 20002001 + set % 20 * 10001, 1 + set)
                                : fmt::format("kv-tk-{}Z{:06}", 2000 + set % 20, set);
  revision.change = "new";
  revision.source = "bench";
  revision.observed_at = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  revision.kind = answer ? "answer" : "question_set";
  revision.title = fmt::format("zaak {}", set);
  revision.facts_json = facts(set, count, answer);
  revision.text_markdown = fmt::format("zaak {} {}\n", set, revision.kind);
  revision.plain_text = revision.text_markdown;
  revision.original = {revision.text_markdown, "text/plain", "original.txt",
                       publications::sha256_hex(revision.text_markdown)};
  revision.text_sha256 = revision.original.sha256;
  return revision;
}

bool is_answered(std::size_t set) { return set % 100 > 1; }

void fill(store::Registrar& registrar, std::size_t count) {
  std::vector<store::NewRevision> group;
  const auto flush = [&] {
    if (!group.empty()) registrar.write(group);
    group.clear();
  };
  for (std::size_t set = 0; set < count; ++set) {
    group.push_back(revision_of(set, count, false));
    if (is_answered(set)) group.push_back(revision_of(set, count, true));
    if (group.size() >= kGroup) flush();
  }
  flush();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

// New question papers with their answers, so that the record keeps its overdue ones.
void arrive(store::Registrar& registrar, std::size_t count) {
  std::vector<double> deciding;
  std::vector<double> whole;
  for (std::size_t i = 0; i < kArriving; ++i) {
    const std::size_t set = count + 100 * i + 50;
    const std::vector<store::NewRevision> asked = {revision_of(set, count, false)};
    registrar.write(asked);
    std::vector<store::NewRevision> answer = {revision_of(set, count, true)};
    const auto start = Clock::now();
    auto preview = store::preview_questions(registrar.record(), answer[0].document_id, answer[0].change,
                                            answer[0].facts_json, answer[0].observed_at);
    const auto decided = Clock::now();
    answer[0].events = std::move(preview.events);
    registrar.write(answer);
    const auto end = Clock::now();
    if (answer[0].events.size() != 1) throw std::runtime_error("an answer made no event");
    deciding.push_back(std::chrono::duration<double, std::micro>(decided - start).count());
    whole.push_back(std::chrono::duration<double, std::micro>(end - start).count());
  }
  fmt::print("{:.0f} {:.0f}\n", median(deciding), median(whole));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: bench_questions STATE COUNT\n", stderr);
    return 2;
  }
  try {
    const std::size_t count = std::stoul(argv[2]);
    store::Registrar registrar(argv[1], store::Open::read_write);
    if (registrar.record().counts().documents == 0) fill(registrar, count);
    arrive(registrar, count);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_questions: {}\n", error.what());
    return 1;
  }
}
