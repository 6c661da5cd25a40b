#include "fetchers/page/tally.h"

#include <fmt/format.h>

#include <algorithm>

#include "fetchers/http/url.h"

namespace griffier::fetchers {

void Tally::add(const Fetched& fetched) {
  ++seen_;
  const Judgement& judgement = fetched.judgement;
  if (judgement.verdict == Verdict::ok || judgement.verdict == Verdict::suspicious) ++bodies_;
  if (judgement.verdict != Verdict::transient && judgement.verdict != Verdict::blocked) return;
  if (++failed_ == 1) first_reason_ = fmt::format("{}: {}", presentable(fetched.url), judgement.reason);
  if (judgement.retry_after)
    retry_after_ = std::max(retry_after_.value_or(std::chrono::seconds(0)), *judgement.retry_after);
}

PollOutcome Tally::outcome(const std::string& what) const {
  PollOutcome outcome;
  outcome.complete = failed_ == 0;
  outcome.seen = seen_;
  outcome.fetched = bodies_;
  outcome.retry_after = retry_after_;
  if (failed_ > 0)
    outcome.error = expected_ == 1
                        ? first_reason_
                        : fmt::format("{} of {} {} could not be had; {}", failed_, expected_, what, first_reason_);
  return outcome;
}

}  // namespace griffier::fetchers
