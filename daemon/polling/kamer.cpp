#include "daemon/polling/kamer.h"

#include <memory>
#include <optional>
#include <set>
#include <type_traits>
#include <utility>

#include "daemon/polling/run_on.h"
#include "store/record/freshness.h"
#include "store/record/sqlite.h"
#include "store/record/untold.h"
#include "store/record/upstream.h"

namespace griffier::daemon {
namespace {

using boost::asio::awaitable;
using fetchers::DocumentState;
using fetchers::Entity;
using fetchers::Register;
using fetchers::RegisterWork;

constexpr int kJoinedAtOnce = 500;  // while the clerk does nothing else

Entity entity_of(const store::UpstreamEntity& kept) {
  Entity entity;
  entity.id = kept.id;
  entity.category = kept.category;
  entity.deleted = kept.deleted;
  fetchers::read_entity_json(kept.data, entity);
  return entity;
}

store::UpstreamEntity kept_form(const Entity& entity) {
  store::UpstreamEntity kept;
  kept.id = entity.id;
  kept.category = entity.category;
  kept.deleted = entity.deleted;
  if (entity.updated) kept.updated = publications::iso_instant(*entity.updated);
  kept.data = fetchers::entity_json(entity);
  for (const auto& [name, id] : entity.refs) kept.refers_to.push_back(id);
  return kept;
}

// What the fetcher and the store each keep of a document, field beside field: neither knows the other's type.
template <typename State, typename Kept, typename Copy>
void each_field(State& state, Kept& kept, Copy copy) {
  copy(state.entity, kept.entity);
  copy(state.handed, kept.handed);
  copy(state.old, kept.old);
  copy(state.quiet, kept.quiet);
  copy(state.document_id, kept.document_id);
  copy(state.print, kept.print);
  copy(state.file_print, kept.file_print);
  copy(state.file_sha256, kept.file_sha256);
  copy(state.file_bytes, kept.file_bytes);
  copy(state.etag, kept.etag);
  copy(state.last_modified, kept.last_modified);
  copy(state.seen_sha256, kept.seen_sha256);
  copy(state.seen, kept.seen);
  copy(state.tries, kept.tries);
  copy(state.problem, kept.problem);
  copy(state.since, kept.since);
  copy(state.due, kept.due);
}

DocumentState state_of(const store::UpstreamDocument& kept) {
  DocumentState state;
  each_field(state, kept, [](auto& to, const auto& from) { to = static_cast<std::decay_t<decltype(to)>>(from); });
  return state;
}

store::UpstreamDocument kept_form(const DocumentState& state) {
  store::UpstreamDocument kept;
  each_field(state, kept, [](const auto& from, auto& to) { to = static_cast<std::decay_t<decltype(to)>>(from); });
  return kept;
}

// What one poll does on the clerk's thread.
class Keeper {
 public:
  Keeper(store::Record& record, const SourceConfig& source, publications::Instant now)
      : record_(record), upstream_(record, source.name), choice_(choice_of(source)), now_(now) {
    lookup_.find = [this](const std::string& id) -> std::optional<Entity> {
      const auto kept = upstream_.find(id);
      return kept ? std::optional(entity_of(*kept)) : std::nullopt;
    };
    lookup_.referring = [this](const std::string& category, const std::string& id) {
      std::vector<Entity> found;
      for (const auto& kept : upstream_.referring(category, id)) found.push_back(entity_of(kept));
      return found;
    };
  }

  Register::Positions positions() { return upstream_.positions(); }

  // A category that failed all through the baseline comes late: what it held by then is old.
  void look_for_late_categories(const std::string& source) {
    live_since_ = store::Untold(record_).live_since(source);
    for (const auto& part : store::Freshness(record_).parts())
      if (part.source == source && part.complete_at) complete_.insert(part.name);
  }

  std::size_t keep(const std::vector<Entity>& entities, const std::string& category, const std::string& position) {
    store::Transaction transaction(record_.handle());
    std::size_t differed = 0;
    const bool late = live_since_ && !category.empty() && !complete_.contains(category);
    for (const auto& entity : entities) {
      const bool old = late && (!entity.updated || *entity.updated < *live_since_);
      differed += keep_one(entity, old) ? 1U : 0U;
    }
    if (!category.empty()) upstream_.keep_position(category, position);
    transaction.commit();
    return differed;
  }

  void reconsider() {
    store::Transaction transaction(record_.handle());
    for (const auto* category : {"Document", "Toezegging"}) upstream_.touch_all(category);
    transaction.commit();
  }

  void force() {
    store::Transaction transaction(record_.handle());
    upstream_.touch_waiting();
    transaction.commit();
  }

  // Some of the work that is due; `more`: there may be other work, though this found none.
  std::vector<RegisterWork> work(std::size_t most, bool& more) {
    std::vector<RegisterWork> found;
    const auto rows = upstream_.due(now_, kJoinedAtOnce);
    more = !rows.empty();
    store::Transaction transaction(record_.handle());
    for (const auto& row : rows) {
      if (found.size() >= most) break;
      auto work = work_of(row);
      if (work) {
        // What lives has been handed over before anything is taken back: it may be the same paper.
        if (work->publication.deleted && !found.empty() && !found.back().publication.deleted) break;
        found.push_back(std::move(*work));
        continue;
      }
      upstream_.keep(idle_form(row));
    }
    transaction.commit();
    return found;
  }

  void settle(const std::vector<DocumentState>& states) {
    store::Transaction transaction(record_.handle());
    for (const auto& state : states) upstream_.keep(kept_form(state));
    transaction.commit();
  }

  void give_up(const std::vector<std::string>& ids) {
    store::Transaction transaction(record_.handle());
    for (const auto& id : ids) upstream_.give_up(id);
    transaction.commit();
  }

  std::vector<fetchers::Problem> problems() {
    std::vector<fetchers::Problem> found;
    for (const auto& row : upstream_.troubled()) {
      fetchers::Problem problem;
      problem.key = row.entity;
      problem.document_id = row.document_id;
      problem.what = row.problem;
      problem.tries = row.tries;
      problem.since = row.since;
      if (row.due) problem.again_at = *row.due;
      found.push_back(std::move(problem));
    }
    return found;
  }

  std::size_t waiting() { return static_cast<std::size_t>(upstream_.count_due(now_)); }

 private:
  // With nothing to do.
  static store::UpstreamDocument idle_form(const store::UpstreamDocument& row) {
    auto idle = row;
    idle.due.reset();
    idle.quiet = false;
    if (row.handed) return idle;
    idle.old = false;  // what isn't wanted, or is empty as yet, is news when that changes
    idle.problem.clear();
    return idle;
  }

  bool keep_one(const Entity& given, bool old) {
    const auto before = upstream_.find(given.id);
    auto kept = kept_form(given);
    if (before && given.deleted) {  // a tombstone has lost what it was
      kept.data = before->data;
      kept.category = before->category;
      const auto gone = entity_of(*before);
      for (const auto& [name, id] : gone.refs) kept.refers_to.push_back(id);
    }
    if (before && before->deleted == kept.deleted && before->category == kept.category && before->data == kept.data)
      return false;
    upstream_.put(kept);
    std::optional<Entity> was;
    if (before) was = entity_of(*before);
    for (const auto& id : fetchers::touched_by(was, entity_of(kept), lookup_)) {
      if (old)
        upstream_.touch_quietly(id);
      else
        upstream_.touch(id);
    }
    return true;
  }

  std::optional<RegisterWork> work_of(const store::UpstreamDocument& row) {
    const auto entity = lookup_.find(row.entity);
    if (!entity) return std::nullopt;
    RegisterWork work;
    work.publication = fetchers::join_publication(*entity, lookup_);
    std::erase_if(work.publication.missing, [this](const std::string& id) { return upstream_.given_up(id); });
    work.state = state_of(row);
    if (!fetchers::has_work(work.publication, work.state, choice_, now_)) return std::nullopt;
    return work;
  }

  store::Record& record_;
  store::Upstream upstream_;
  const fetchers::Choice choice_;
  const publications::Instant now_;
  std::optional<publications::Instant> live_since_;  // nullopt: there is no baseline, or it has not ended
  std::set<std::string> complete_;                   // categories that were once had to their end
  fetchers::EntityLookup lookup_;
};

// Runs a member of the keeper on the clerk's thread.
class Binding {
 public:
  Binding(boost::asio::thread_pool& clerk, std::shared_ptr<Keeper> keeper)
      : clerk_(&clerk), keeper_(std::move(keeper)) {}

  template <typename Function>
  auto run(Function function) const {
    auto work = [keeper = keeper_, function = std::move(function)]() mutable { return function(*keeper); };
    return run_on(clerk_->get_executor(), std::move(work));
  }

  awaitable<std::vector<RegisterWork>> work(std::size_t most) const {
    for (;;) {
      auto more = std::make_shared<bool>(false);
      auto look = [most, more](Keeper& keeper) { return keeper.work(most, *more); };
      auto looking = run(std::move(look));
      auto found = co_await std::move(looking);
      if (!found.empty() || !*more) co_return found;
    }
  }

 private:
  boost::asio::thread_pool* clerk_;
  std::shared_ptr<Keeper> keeper_;
};

}  // namespace

fetchers::Choice choice_of(const SourceConfig& source) {
  fetchers::Choice choice;
  choice.dossiers = source.dossiers;
  choice.kinds = source.kinds;
  choice.ministries = source.ministries;
  return choice;
}

fetchers::Register kamer_register(App& app, boost::asio::thread_pool& clerk, const SourceConfig& source,
                                  publications::Instant now, bool force) {
  auto made = std::make_shared<Keeper>(app.registrar().record(), source, now);
  const auto binding = std::make_shared<const Binding>(clerk, std::move(made));
  fetchers::Register seam;
  seam.positions = [binding, force, baseline = !source.announce_first, name = source.name] {
    return binding->run([force, baseline, name](Keeper& keeper) {
      if (force) keeper.force();
      if (baseline) keeper.look_for_late_categories(name);
      return keeper.positions();
    });
  };
  seam.keep = [binding](std::vector<Entity> entities, std::string category, std::string position) {
    return binding->run(
        [entities = std::move(entities), category = std::move(category),
         position = std::move(position)](Keeper& keeper) { return keeper.keep(entities, category, position); });
  };
  seam.reconsider = [binding] { return binding->run([](Keeper& keeper) { keeper.reconsider(); }); };
  // The binding must outlive the coroutine, so it is a parameter of one.
  seam.work = [binding](std::size_t most) {
    const auto body = [](std::shared_ptr<const Binding> held,
                         std::size_t count) -> awaitable<std::vector<RegisterWork>> {
      auto working = held->work(count);
      co_return co_await std::move(working);
    };
    return body(binding, most);
  };
  seam.settle = [binding](std::vector<DocumentState> states) {
    return binding->run([states = std::move(states)](Keeper& keeper) { keeper.settle(states); });
  };
  seam.give_up = [binding](std::vector<std::string> ids) {
    return binding->run([ids = std::move(ids)](Keeper& keeper) { keeper.give_up(ids); });
  };
  seam.problems = [binding] { return binding->run([](Keeper& keeper) { return keeper.problems(); }); };
  seam.waiting = [binding] { return binding->run([](Keeper& keeper) { return keeper.waiting(); }); };
  return seam;
}

}  // namespace griffier::daemon
