// Publications handed over: with their file, or as what the register says of them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/this_coro.hpp>
#include <set>

#include "fetchers/http/media.h"
#include "fetchers/page/task_group.h"
#include "fetchers/tweedekamer/register_round.h"
#include "publications/digest.h"

namespace griffier::fetchers {

namespace asio = boost::asio;

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kBatch = 100;       // publications between two checkpoints
constexpr int kAgreeing = 3;              // times that bytes of another length than announced must come to be believed
constexpr std::size_t kFilesInARow = 10;  // that fail until no more are asked for in this poll
constexpr hours kUnreadableAgain{24 * 7};
constexpr std::string_view kLacksParts = "what it refers to can't be had: ";

// After so many tries, how long until the next one.
seconds wait_after(int tries) {
  static constexpr std::array<seconds, 4> kWaits{minutes(10), hours(1), hours(6), hours(24)};
  return kWaits.at(std::min<std::size_t>(static_cast<std::size_t>(std::max(tries, 1)) - 1, kWaits.size() - 1));
}

bool told_to_lack_parts(const DocumentState& state) { return state.problem.rfind(kLacksParts, 0) == 0; }

bool wants_file(const RegisterWork& work) {
  const auto& publication = work.publication;
  return publication.has_file && (work.state.file_sha256.empty() || work.state.file_print != publication.file_print);
}

std::string best_type(const Response& response, const std::string& announced) {
  const auto sent = response.header("content-type");
  return declared_media(sent) == Media::unknown && !announced.empty() ? announced : sent;
}

}  // namespace

bool has_work(const JoinedPublication& publication, const DocumentState& state, const Choice& choice,
              RegisterInstant now) {
  if (publication.deleted) return state.handed;
  if (publication.empty) return false;
  if (!publication.missing.empty() || told_to_lack_parts(state)) return true;
  if (!choice.wants(publication)) return false;
  if (!state.handed || state.print != publication.print()) return true;
  const bool file = publication.has_file && (state.file_sha256.empty() || state.file_print != publication.file_print);
  return file && (!state.due || *state.due <= now);
}

asio::awaitable<Verdict> RegisterRound::tell(const RegisterWork& work, Fetched fetched) {
  fetched.url = document_address(work.publication);
  fetched.document_id = work.publication.document_id;
  fetched.facts = work.publication.facts;
  fetched.status = 200;
  fetched.baseline = work.state.quiet || (work.state.old && !work.state.handed);
  if (fetched.final_url.empty()) fetched.final_url = fetched.url;
  if (fetched.name.empty()) fetched.name = work.publication.name;
  ++handed_;
  auto telling = sink_(std::move(fetched));
  co_return co_await std::move(telling);
}

// What changed beside the file: with the bytes that were had, or as the register's own words.
asio::awaitable<void> RegisterRound::give_facts(RegisterWork& work) {
  auto& state = work.state;
  const auto print = work.publication.print();
  if (state.handed && state.print == print) co_return;
  Fetched fetched;
  fetched.judgement.verdict = Verdict::ok;
  const bool had = state.handed && !state.file_sha256.empty();
  fetched.same_bytes = had;
  if (!had) {
    fetched.body = work.publication.metadata_text;
    fetched.stand_in = !work.publication.facts.contains("toezegging_number");  // a promise is nothing else
    fetched.media_type = "text/markdown; charset=utf-8";
    fetched.name = work.publication.name.substr(0, work.publication.name.rfind('.')) + ".md";
  }
  auto telling = tell(work, std::move(fetched));
  const auto verdict = co_await std::move(telling);
  if (had && verdict != Verdict::ok) {  // they are there no more: the file is asked for anew
    state.file_sha256.clear();
    state.due = now_ + wait_after(1);
    co_return;
  }
  state.handed = true;
  state.quiet = false;
  state.document_id = work.publication.document_id;
  state.print = print;
}

asio::awaitable<void> RegisterRound::without_file(RegisterWork& work, std::string problem, bool asked) {
  auto& state = work.state;
  if (asked) ++state.tries;
  if (state.since == RegisterInstant()) state.since = now_;
  state.problem = std::move(problem);
  state.due = now_ + wait_after(state.tries);
  auto giving = give_facts(work);
  co_await std::move(giving);
}

void RegisterRound::had_file(RegisterWork& work) const {
  auto& state = work.state;
  state.handed = true;
  state.quiet = false;
  state.document_id = work.publication.document_id;
  state.print = work.publication.print();
  state.file_print = work.publication.file_print;
  state.tries = 0;
  state.problem.clear();
  state.since = RegisterInstant();
  state.due.reset();
}

asio::awaitable<void> RegisterRound::give_file(RegisterWork& work, const Response& response) {
  auto& state = work.state;
  const auto sha256 = publications::sha256_hex(response.body);
  const auto& announced = work.publication.content_length;
  std::string remark;
  if (announced && *announced != response.body.size()) {
    remark = fmt::format("{} bytes came where {} were announced", response.body.size(), *announced);
    state.seen = state.seen_sha256 == sha256 ? state.seen + 1 : 1;
    state.seen_sha256 = sha256;
    if (state.seen < kAgreeing) {
      auto going_on = without_file(work, remark, true);
      co_await std::move(going_on);
      co_return;
    }
  }
  if (state.handed && state.file_sha256 == sha256) {
    auto giving = give_facts(work);  // another announcement of the same file
    co_await std::move(giving);
    if (state.file_sha256.empty()) co_return;
  } else {
    Fetched fetched;
    fetched.judgement.verdict = Verdict::ok;
    fetched.body = response.body;
    fetched.media_type = best_type(response, work.publication.content_type);
    fetched.final_url = response.url;
    fetched.etag = response.header("etag");
    fetched.last_modified = response.header("last-modified");
    auto telling = tell(work, std::move(fetched));
    const auto verdict = co_await std::move(telling);
    ++fetched_;
    if (verdict != Verdict::ok) {
      auto going_on = without_file(work, "its file came, but can't be read", true);
      co_await std::move(going_on);
      state.due = now_ + kUnreadableAgain;
      co_return;
    }
  }
  had_file(work);
  state.file_sha256 = sha256;
  state.file_bytes = response.body.size();
  state.etag = response.header("etag");
  state.last_modified = response.header("last-modified");
  if (!remark.empty()) state.problem = remark + fmt::format(", {} times the same: taken as they are", kAgreeing);
}

// The host wants to be left alone. Should it say so of this file alone, the others go first next time, and the document
// is recorded without it.
asio::awaitable<void> RegisterRound::refused(RegisterWork& work, const std::string& why) {
  auto& state = work.state;
  const std::string problem = "its file can't be had: " + why;
  if (state.tries > 0) {
    auto going_on = without_file(work, problem, true);
    co_await std::move(going_on);
    co_return;
  }
  state.tries = 1;
  if (state.since == RegisterInstant()) state.since = now_;
  state.problem = problem;
  state.due = now_ + wait_after(state.tries);
}

// False when the host is down: nothing is known of the file then.
asio::awaitable<bool> RegisterRound::take_file(RegisterWork& work) {
  auto& state = work.state;
  if (files_failed_ >= kFilesInARow) {
    auto going_on = without_file(work, "its file was not asked for, since many in a row could not be had", false);
    co_await std::move(going_on);
    co_return true;
  }
  Known known;
  const auto& announced = work.publication.content_length;
  const bool may_be_same = state.handed && !state.file_sha256.empty() && (!announced || *announced == state.file_bytes);
  if (may_be_same) {
    known.etag = state.etag;
    known.last_modified = state.last_modified;
  }
  const auto url = file_address(work.publication);
  Request request = request_for(options_.settings, url, std::optional<Known>(known));
  request.allow_private = request.allow_private && is_own(url);
  const bool conditional = !request.etag.empty() || !request.last_modified.empty();
  auto asking = engine_.fetch(std::move(request));
  const Response response = co_await std::move(asking);
  if (response.transfer == Transfer::whole && response.status == 304 && conditional) {
    auto giving = give_facts(work);
    co_await std::move(giving);
    if (!state.file_sha256.empty()) had_file(work);
    co_return true;
  }
  Before before;
  before.url = url;
  before.media_type = work.publication.content_type;
  const auto judgement = judge(response, before, now_of(options_.settings));
  if (stops_all(url, response, judgement)) {
    if (judgement.retry_after) retry_after_ = std::max(judgement.retry_after, retry_after_);
    if (failure_.empty()) failure_ = fmt::format("files: {}", judgement.reason);
    down_ = true;
    if (response.transfer != Transfer::whole) co_return false;
    auto going_on = refused(work, judgement.reason);
    co_await std::move(going_on);
    co_return true;
  }
  if (judgement.verdict == Verdict::ok) {
    files_failed_ = 0;
    auto giving = give_file(work, response);
    co_await std::move(giving);
  } else {
    ++files_failed_;
    if (response.transfer == Transfer::whole && says_host_is_down(response, judgement)) {
      auto noting = note_refusal(url, response.status, judgement);
      co_await std::move(noting);
    }
    const auto why = judgement.reason.empty() ? fmt::format("HTTP {}", response.status) : judgement.reason;
    auto going_on = without_file(work, "its file can't be had: " + why, true);
    co_await std::move(going_on);
  }
  co_return true;
}

asio::awaitable<void> RegisterRound::withdraw(RegisterWork& work) {
  Fetched fetched;
  fetched.withdrawn = true;
  fetched.judgement.verdict = Verdict::gone;
  fetched.judgement.reason = "the Tweede Kamer took it back";
  auto telling = tell(work, std::move(fetched));
  co_await std::move(telling);
  DocumentState state;  // should it come back, everything is asked for anew
  state.entity = work.state.entity;
  work.state = state;
}

// It has been recorded without them, and is looked at again on the schedule of files.
void RegisterRound::note_missing(RegisterWork& work, int tries_before) const {
  auto& state = work.state;
  std::string why;
  for (const auto& id : work.publication.missing)
    if (const auto lost = out_of_reach_.find(id); lost != out_of_reach_.end() && why.empty())
      why = fmt::format("{} ({})", id, lost->second);
  state.tries = std::max(state.tries, tries_before + 1);
  const auto again = now_ + wait_after(state.tries);
  state.due = state.due ? std::min(*state.due, again) : again;
  if (state.since == RegisterInstant()) state.since = now_;
  if (state.problem.empty()) state.problem = std::string(kLacksParts) + why;
}

// False: nothing became of it, and it stays as it is.
asio::awaitable<bool> RegisterRound::hand_over(RegisterWork& work) {
  if (work.publication.deleted) {
    auto withdrawing = withdraw(work);
    co_await std::move(withdrawing);
    co_return true;
  }
  const int tries_before = work.state.tries;
  if (told_to_lack_parts(work.state)) {
    work.state.problem.clear();
    work.state.since = RegisterInstant();
    work.state.tries = 0;
  }
  bool known = true;
  if (options_.choice.wants(work.publication)) {
    auto giving = give(work);
    known = co_await std::move(giving);
  } else {
    work.state.due.reset();
  }
  if (known && !work.publication.missing.empty()) note_missing(work, tries_before);
  co_return known;
}

// The file with what is known of it, or that alone. False: as above.
asio::awaitable<bool> RegisterRound::give(RegisterWork& work) {
  if (wants_file(work)) {
    auto taking = take_file(work);
    co_return co_await std::move(taking);
  }
  work.state.due.reset();
  if (!work.publication.has_file) {
    work.state.problem.clear();
    work.state.tries = 0;
  }
  auto giving = give_facts(work);
  co_await std::move(giving);
  co_return true;
}

asio::awaitable<void> RegisterRound::walk(std::vector<RegisterWork>& works, std::size_t& next) {
  while (next < works.size() && !down_) {
    RegisterWork& work = works[next++];
    auto handing = hand_over(work);
    work.settled = co_await std::move(handing);
  }
}

asio::awaitable<void> RegisterRound::hand_over_batch(std::vector<RegisterWork>& works) {
  const auto executor = co_await asio::this_coro::executor;
  std::size_t next = 0;
  TaskGroup group(executor);
  for (int i = 0; i < std::max(1, options_.parallel); ++i) group.spawn(walk(works, next));
  auto ending = group.wait();
  co_await std::move(ending);
  // Durable before it is forgotten: what is handed over twice is recognised, what is forgotten is lost.
  auto checking = checkpoint_(cursor(), parts_now());
  co_await std::move(checking);
  std::vector<DocumentState> states;
  for (auto& work : works)
    if (work.settled) states.push_back(std::move(work.state));
  auto settling = keeper_.settle(std::move(states));
  co_await std::move(settling);
}

// What documents refer to and no feed gave: who begins now has not seen the dossiers of last year.
asio::awaitable<void> RegisterRound::fetch_missing(const std::vector<RegisterWork>& works) {
  std::set<std::string> ids;
  for (const auto& work : works) ids.insert(work.publication.missing.begin(), work.publication.missing.end());
  std::vector<Entity> found;
  std::vector<std::string> lost;
  for (const auto& id : ids) {
    if (down_) break;
    if (!can_be_had(id)) continue;
    if (files_failed_ >= kFilesInARow) {
      out_of_reach_[id] = "not asked for, since many in a row could not be had";
      continue;
    }
    auto asking = ask(base_ + "/Entiteiten/" + id);
    Answer answer = co_await std::move(asking);
    const bool refused = answer.status == 401 || answer.status == 403;
    if (answer.host_down && !refused) {
      down_ = true;
      if (failure_.empty()) failure_ = answer.failure;
      break;
    }
    if (!answer.failure.empty() && answer.status != 404 && answer.status != 410) {
      ++files_failed_;
      out_of_reach_[id] = answer.failure;
      continue;
    }
    files_failed_ = 0;
    bool there = false;
    for (auto& entity : answer.page.entities) {
      there = there || entity.id == id;
      found.push_back(std::move(entity));
    }
    if (!there) lost.push_back(id);
  }
  auto keeping = keeper_.keep(std::move(found), std::string(), std::string());
  co_await std::move(keeping);
  auto leaving = keeper_.give_up(std::move(lost));
  co_await std::move(leaving);
}

asio::awaitable<void> RegisterRound::hand_over_all() {
  auto counting = keeper_.waiting();
  waiting_ = co_await std::move(counting);
  while (!down_) {
    auto asking = keeper_.work(kBatch);
    auto works = co_await std::move(asking);
    if (works.empty()) break;
    const bool missing = std::any_of(works.begin(), works.end(), [this](const RegisterWork& work) {
      const auto& ids = work.publication.missing;
      return !work.publication.deleted &&
             std::any_of(ids.begin(), ids.end(), [this](const std::string& id) { return can_be_had(id); });
    });
    if (missing) {
      auto fetching = fetch_missing(works);
      co_await std::move(fetching);
    } else {
      auto handing = hand_over_batch(works);
      co_await std::move(handing);
    }
  }
}

}  // namespace griffier::fetchers
