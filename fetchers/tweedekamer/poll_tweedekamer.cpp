#include "fetchers/tweedekamer/poll_tweedekamer.h"

#include <fmt/format.h>

#include "fetchers/tweedekamer/register_round.h"

namespace griffier::fetchers {

namespace asio = boost::asio;
namespace {

std::string without_end_slash(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

}  // namespace

const std::vector<std::string>& default_categories() {
  // Documents last: by then what they are joined with is there.
  static const std::vector<std::string> all{"Persoon",    "Fractie",       "Commissie",      "Kamerstukdossier",
                                            "Zaak",       "ZaakActor",     "Activiteit",     "Agendapunt",
                                            "Besluit",    "Stemming",      "Vergadering",    "Verslag",
                                            "Toezegging", "DocumentActor", "DocumentVersie", "Document"};
  return all;
}

const std::vector<std::string_view>& known_categories() {
  static const std::vector<std::string_view> all{"Activiteit",
                                                 "ActiviteitActor",
                                                 "Agendapunt",
                                                 "Besluit",
                                                 "Commissie",
                                                 "CommissieContactinformatie",
                                                 "CommissieZetel",
                                                 "CommissieZetelVastPersoon",
                                                 "CommissieZetelVastVacature",
                                                 "CommissieZetelVervangerPersoon",
                                                 "CommissieZetelVervangerVacature",
                                                 "Document",
                                                 "DocumentActor",
                                                 "DocumentPublicatie",
                                                 "DocumentVersie",
                                                 "Fractie",
                                                 "FractieZetel",
                                                 "FractieZetelPersoon",
                                                 "FractieZetelVacature",
                                                 "Kamerstukdossier",
                                                 "Persoon",
                                                 "PersoonContactinformatie",
                                                 "PersoonGeschenk",
                                                 "PersoonLoopbaan",
                                                 "PersoonNevenfunctie",
                                                 "PersoonNevenfunctieInkomsten",
                                                 "PersoonOnderwijs",
                                                 "PersoonReis",
                                                 "Reservering",
                                                 "Stemming",
                                                 "Toezegging",
                                                 "Vergadering",
                                                 "Verslag",
                                                 "Zaak",
                                                 "ZaakActor",
                                                 "Zaal"};
  return all;
}

RegisterRound::RegisterRound(Engine& engine, const TweedeKamerOptions& options, const Register& keeper,
                             const Sink& sink, const Checkpoint& checkpoint)
    : engine_(engine),
      options_(options),
      keeper_(keeper),
      sink_(sink),
      checkpoint_(checkpoint),
      base_(without_end_slash(options.base_url)),
      now_(std::chrono::floor<std::chrono::milliseconds>(now_of(options.settings))) {
  auto cursor = read_register_cursor(options.cursor);
  // The record's own positions go before these; these outlive the record.
  positions_ = std::move(cursor.positions);
  known_choice_ = std::move(cursor.choice);
  failing_ = std::move(cursor.failing);
}

std::string RegisterRound::cursor() const {
  return print_register_cursor({positions_, options_.choice.print(), failing_});
}

std::vector<Part> RegisterRound::parts_now() const {
  auto parts = parts_;
  Part& files = parts.emplace_back();
  files.name = kFilesPart;
  files.error = failure_;
  files.seen = handed_;
  files.further = handed_ > 0;
  files.remaining = waiting_ - std::min(waiting_, handed_);
  return parts;
}

asio::awaitable<PollOutcome> RegisterRound::outcome() {
  PollOutcome result;
  auto counting = keeper_.waiting();
  const auto waiting = co_await std::move(counting);
  result.parts = parts_now();
  Part& files = result.parts.back();
  files.complete = failure_.empty() && !down_;
  files.remaining = waiting;
  result.complete = true;
  if (!down_because_.empty()) result.error = down_because_;
  for (const auto& part : result.parts) {
    if (&part != &files) result.seen += part.seen;
    if (part.complete) continue;
    result.complete = false;
    if (result.error.empty() && !part.error.empty()) result.error = fmt::format("{}: {}", part.name, part.error);
  }
  result.fetched = fetched_;
  result.retry_after = retry_after_;
  result.cursor = cursor();
  auto listing = keeper_.problems();
  result.problems = co_await std::move(listing);
  result.knows_problems = true;
  if (unreadable_ > 0) {
    Problem problem;
    problem.key = base_ + "/Feed";
    problem.what = fmt::format("{} entries hold no entity that can be read", unreadable_);
    problem.since = now_;
    result.problems.push_back(std::move(problem));
  }
  co_return result;
}

asio::awaitable<PollOutcome> RegisterRound::run() {
  if (known_choice_ != options_.choice.print()) {
    // Before anything new comes in: what is there now is old. A poll that is broken off says from now on what was
    // chosen, so that neither what comes meanwhile is taken for old, nor what it passed over is lost.
    if (!known_choice_.empty()) {
      auto reconsidering = keeper_.reconsider();
      co_await std::move(reconsidering);
    }
    auto checking = checkpoint_(cursor(), {});
    co_await std::move(checking);
  }
  auto following = follow_all();
  co_await std::move(following);
  auto handing = hand_over_all();
  co_await std::move(handing);
  auto ending = outcome();
  co_return co_await std::move(ending);
}

asio::awaitable<PollOutcome> poll_tweedekamer(Engine& engine, TweedeKamerOptions options, Register keeper, Sink sink,
                                              Checkpoint checkpoint) {
  RegisterRound round(engine, options, keeper, sink, checkpoint);
  auto running = round.run();
  co_return co_await std::move(running);
}

}  // namespace griffier::fetchers
