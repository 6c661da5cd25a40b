#include "store/record/questions_join.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "publications/ascii.h"

namespace griffier::store::questions {
namespace {

constexpr std::array<std::string_view, 8> kNames = {"",
                                                    "likeness (uncertain)",
                                                    "the questions",
                                                    "askers, subject and date",
                                                    "earlier Aanhangsel",
                                                    "zaaknummer",
                                                    "hand",
                                                    "itself"};

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const auto& one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

bool refers(const Claim& a, const Claim& b) {
  return std::find(a.see_also.begin(), a.see_also.end(), b.document_id) != a.see_also.end();
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (auto word = squashed(text.substr(at, end - at)); word.size() > 3) words.insert(std::move(word));
    at = end + 1;
  }
  return words;
}

// Three words of five in common.
bool alike(const Claim& a, const Claim& b) {
  const auto left = words_of(a.subject);
  const auto right = words_of(b.subject);
  const auto common = std::count_if(left.begin(), left.end(), [&](const auto& word) { return right.contains(word); });
  const auto all = static_cast<std::ptrdiff_t>(left.size() + right.size()) - common;
  return all > 0 && common * 5 >= all * 3;
}

// Whether at least half of the questions that both could print are the same; nothing when one prints none.
std::optional<bool> same_questions(const Claim& a, const Claim& b) {
  std::map<std::string, std::int64_t> printed;
  std::size_t in_a = 0;
  for (const auto& line : a.lines) {
    if (!line.asked || line.digest == 0) continue;
    printed.emplace(line.number, line.digest);
    ++in_a;
  }
  std::size_t in_b = 0;
  std::size_t same = 0;
  for (const auto& line : b.lines) {
    if (!line.asked || line.digest == 0) continue;
    ++in_b;
    const auto found = printed.find(line.number);
    if (found != printed.end() && found->second == line.digest) ++same;
  }
  if (in_a == 0 || in_b == 0) return std::nullopt;
  return same * 2 >= std::min(in_a, in_b);
}

// One fractie's part of a schriftelijk overleg, printed in two papers: the list of questions and the Verslag.
bool same_contribution(const Claim& a, const Claim& b) {
  if (!a.contribution || !b.contribution || a.document_id == b.document_id) return false;
  if (squashed(a.fractie) != squashed(b.fractie)) return false;
  const auto digests = [](const Claim& claim) {
    std::set<std::int64_t> out;
    for (const auto& line : claim.lines)
      if (line.asked && line.digest != 0) out.insert(line.digest);
    return out;
  };
  const auto left = digests(a);
  const auto right = digests(b);
  const auto common =
      static_cast<std::size_t>(std::count_if(left.begin(), left.end(), [&](auto one) { return right.contains(one); }));
  return common > 0 && common * 2 >= std::min(left.size(), right.size());
}

// Names of one list that stand in the other as well: a printed list may lack an asker.
bool askers_overlap(const Claim& a, const Claim& b) {
  if (a.askers_key.empty() || b.askers_key.empty()) return true;
  const auto parts = [](const std::string& key) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= key.size();) {
      const auto end = std::min(key.find('+', at), key.size());
      out.push_back(key.substr(at, end - at));
      at = end + 1;
    }
    return out;
  };
  return shares(parts(a.askers_key), parts(b.askers_key));
}

class Grouper {
 public:
  Grouper(const std::vector<Claim>& claims, const Decisions& decisions) : claims_(claims), decisions_(decisions) {}

  std::vector<Grouping> run() {
    find_askers();
    open_sets();
    for (std::size_t i = 0; i < claims_.size(); ++i) join_directly(i);
    follow_references();
    drop_guesses();
    group_the_rest();
    apply_decisions();
    std::vector<Grouping> out;
    for (auto& [id, members] : sets_) {
      Grouping grouping;
      grouping.set_id = id;
      for (const auto& [paper, membership] : members) grouping.members.push_back(membership);
      if (!grouping.members.empty()) out.push_back(std::move(grouping));
    }
    return out;
  }

 private:
  void add(const std::string& set_id, std::size_t claim, By by) {
    auto& membership = sets_[set_id][claims_[claim].paper];
    if (by <= membership.by) return;
    membership = {claim, by};
    in_a_set_.insert(claim);
  }

  // A list of questions that is printed again asks nothing new: the first by name asks.
  void find_askers() {
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      asks_.push_back(claims_[i].role == Role::asks);
      for (std::size_t k = 0; asks_[i] && k < claims_.size(); ++k) {
        if (claims_[k].role == Role::asks && claims_[k].paper < claims_[i].paper &&
            same_contribution(claims_[i], claims_[k]))
          asks_[i] = false;
      }
    }
  }

  void open_sets() {
    std::set<std::string> asked;
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      if (!asks_[i]) continue;
      add(claims_[i].paper, i, By::itself);
      asked.insert(claims_[i].zaken.begin(), claims_[i].zaken.end());
    }
    for (const auto& claim : claims_) {
      for (const auto& zaak : claim.zaken)
        if (!asked.contains(zaak))
          expected_.emplace(zaak, "kv-" + (claim.kamer.empty() ? "tk" : claim.kamer) + "-" + zaak);
    }
  }

  void join_directly(std::size_t i) {
    const auto& claim = claims_[i];
    if (asks_[i]) return;
    std::vector<std::pair<std::size_t, By>> found;
    By best = By::nothing;
    for (std::size_t k = 0; k < claims_.size(); ++k) {
      if (!asks_[k]) continue;
      const By by = relation(claim, claims_[k]);
      if (by != By::nothing) found.emplace_back(k, by);
      best = std::max(best, by);
    }
    drop_other_questions(claim, found);
    for (const auto& [k, by] : found)
      if (is_certain(by) || !is_certain(best)) add(claims_[k].paper, i, by);
    if (best == By::questions) return;  // a list has its questions: its own case expects no others
    for (const auto& zaak : claim.zaken) {
      const auto set = expected_.find(zaak);
      if (set != expected_.end()) add(set->second, i, By::zaaknummer);
    }
  }

  // A member who asks twice about one subject on one day: the words tell which of the two a paper answers.
  void drop_other_questions(const Claim& claim, std::vector<std::pair<std::size_t, By>>& found) const {
    const auto prints = [&](const auto& one) { return same_questions(claim, claims_[one.first]); };
    const bool told =
        std::any_of(found.begin(), found.end(), [&](const auto& one) { return prints(one).value_or(false); });
    if (!told || found.size() < 2) return;
    std::erase_if(found, [&](const auto& one) { return one.second < By::zaaknummer && !prints(one).value_or(true); });
  }

  // A paper without a zaaknummer goes where the papers go that it names, or that name it.
  void follow_references() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (std::size_t i = 0; i < claims_.size(); ++i) {
        if (asks_[i] || !claims_[i].zaken.empty()) continue;
        for (auto& [set_id, members] : sets_) {
          if (const auto own = members.find(claims_[i].paper); own != members.end() && is_certain(own->second.by))
            continue;
          const By by = through(i, members);
          if (by == By::nothing) continue;
          add(set_id, i, by);
          changed = true;
          break;  // the map of members changed
        }
      }
    }
  }
  [[nodiscard]] By through(std::size_t i, const std::map<std::string, Membership>& members) const {
    By best = By::nothing;
    for (const auto& [paper, member] : members) {
      if (asks_[member.claim] || !is_certain(member.by)) continue;
      const By by = relation(claims_[i], claims_[member.claim]);
      if (by == By::aanhangsel || by == By::header) best = std::max(best, by);
    }
    return best;
  }

  // What is certain somewhere is not guessed elsewhere.
  void drop_guesses() {
    std::set<std::string> certain;
    for (const auto& [set_id, members] : sets_)
      for (const auto& [paper, member] : members)
        if (is_certain(member.by)) certain.insert(paper);
    for (auto& [set_id, members] : sets_)
      std::erase_if(members,
                    [&](const auto& one) { return !is_certain(one.second.by) && certain.contains(one.first); });
  }

  void group_the_rest() {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < claims_.size(); ++i)
      if (!in_a_set_.contains(i)) rest.push_back(i);
    std::sort(rest.begin(), rest.end(),
              [this](std::size_t a, std::size_t b) { return claims_[a].paper < claims_[b].paper; });
    while (!rest.empty()) {
      const std::string set_id = claims_[rest.front()].paper;
      std::vector<std::size_t> reached = {rest.front()};
      rest.erase(rest.begin());
      add(set_id, reached.front(), By::itself);
      makeshift_.push_back(set_id);
      for (std::size_t next = 0; next < reached.size(); ++next) {
        for (std::size_t k = 0; k < rest.size();) {
          const By by = relation(claims_[reached[next]], claims_[rest[k]]);
          if (!is_certain(by) || (by == By::questions && !claims_[rest[k]].contribution)) {
            ++k;
            continue;
          }
          add(set_id, rest[k], by);
          reached.push_back(rest[k]);
          rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
        }
      }
    }
  }

  // A set that is there for want of its questions goes, with all that is in it, where a person says that one of its
  // papers belongs.
  void follow_hands() {
    for (const auto& set_id : makeshift_) {
      const auto from = sets_.find(set_id);
      const auto leads = std::find_if(decisions_.joined.begin(), decisions_.joined.end(), [&](const auto& decision) {
        return decision.second != set_id && from->second.contains(decision.first) && sets_.contains(decision.second);
      });
      if (leads == decisions_.joined.end()) continue;
      for (const auto& [paper, member] : from->second)
        add(leads->second, member.claim, member.by == By::itself ? By::hand : member.by);
      sets_.erase(from);
    }
  }

  void apply_decisions() {
    follow_hands();
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      const auto& paper = claims_[i].paper;
      for (auto& [set_id, members] : sets_) {
        if (decisions_.joined.contains({paper, set_id})) {
          if (auto& member = members[paper]; member.by != By::itself) member = {i, By::hand};
        }
        const auto own = members.find(paper);
        if (own != members.end() && own->second.by != By::itself && decisions_.split.contains({paper, set_id}))
          members.erase(own);
      }
    }
    // What was split off has a set of its own, unless it is in another.
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      const auto& paper = claims_[i].paper;
      const bool placed =
          std::any_of(sets_.begin(), sets_.end(), [&](const auto& set) { return set.second.contains(paper); });
      if (!placed) sets_[paper][paper] = {i, By::itself};
    }
  }

  const std::vector<Claim>& claims_;
  const Decisions& decisions_;
  std::map<std::string, std::map<std::string, Membership>> sets_;  // by set id, then by paper
  std::map<std::string, std::string> expected_;  // zaaknummer of papers whose question paper isn't there
  std::vector<std::string> makeshift_;           // ids of sets of papers that belong to no set of questions
  std::set<std::size_t> in_a_set_;
  std::vector<bool> asks_;  // by claim: opens a set of its own
};

}  // namespace

std::string_view name(By by) { return kNames.at(static_cast<std::size_t>(by)); }

By relation(const Claim& a, const Claim& b) {
  if (a.contribution || b.contribution) return same_contribution(a, b) ? By::questions : By::nothing;
  if (a.role == Role::asks && b.role == Role::asks) return By::nothing;
  const auto same = same_questions(a, b);
  // Lists of questions and their answers name nobody and no day, and may have a case each.
  const bool lists = a.asked_on.empty() && b.asked_on.empty() && a.askers_key.empty() && b.askers_key.empty() &&
                     (a.role == Role::asks || b.role == Role::asks || (a.zaken.empty() && b.zaken.empty()));
  const bool same_list = lists && same.value_or(false);
  if (!a.zaken.empty() && !b.zaken.empty() && !(same_list && !shares(a.zaken, b.zaken)))
    return shares(a.zaken, b.zaken) ? By::zaaknummer : By::nothing;
  const bool both_dated = !a.asked_on.empty() && !b.asked_on.empty();
  const bool same_day = both_dated && a.asked_on == b.asked_on;
  if ((refers(a, b) || refers(b, a)) && (same_day || !both_dated)) return By::aanhangsel;
  const bool same_askers = !a.askers_key.empty() && a.askers_key == b.askers_key;
  const bool same_subject = !a.subject_key.empty() && a.subject_key == b.subject_key;
  if (same_day && same_askers && same_subject) return By::header;
  if (same_day) {
    const bool similar = (same_askers && (same_subject || alike(a, b) || same.value_or(false))) ||
                         (same_subject && askers_overlap(a, b));
    return similar && same.value_or(true) ? By::likeness : By::nothing;
  }
  return same_list ? By::questions : By::nothing;
}

std::vector<Grouping> group(const std::vector<Claim>& claims, const Decisions& decisions) {
  return Grouper(claims, decisions).run();
}

}  // namespace griffier::store::questions
