#include "store/record/questions_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace griffier::store::questions {
namespace {

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::optional<Claim> load_claim(Database& db, const std::string& paper) {
  Claim claim;
  std::int64_t key = 0;
  {
    Borrowed query = db.use(
        "SELECT paper_key, document_id, role, zaken, kamer, asker, fractie, addressed_to, subject, asked_on, on_date,"
        " given_on, letter, askers_key, see_also, contribution, orally FROM question_papers WHERE paper = ?");
    if (!query->with(paper).step()) return std::nullopt;
    key = query->integer(0);
    claim.paper = paper;
    claim.document_id = query->text(1);
    claim.role = role_of(query->text(2));
    claim.zaken = split_words(query->text(3));
    claim.kamer = query->text(4);
    claim.asker = query->text(5);
    claim.fractie = query->text(6);
    claim.addressed_to = query->text(7);
    claim.subject = query->text(8);
    claim.asked_on = query->text(9);
    claim.on_date = query->text(10);
    claim.given_on = query->text(11);
    claim.letter = query->text(12);
    claim.askers_key = query->text(13);
    claim.subject_key = squashed(claim.subject);
    claim.see_also = split_words(query->text(14));
    claim.contribution = query->integer(15) != 0;
    claim.orally = query->integer(16) != 0;
  }
  Borrowed lines = db.use(
      "SELECT line_key, number, asked, answered, earlier, digest FROM question_lines WHERE paper_key = ?"
      " ORDER BY position");
  lines->with(key);
  while (lines->step()) {
    Line line;
    line.line_key = lines->integer(0);
    line.number = lines->text(1);
    line.asked = lines->integer(2) != 0;
    line.answered = lines->integer(3) != 0;
    line.earlier = lines->integer(4) != 0;
    line.digest = lines->integer(5);
    claim.lines.push_back(std::move(line));
  }
  return claim;
}

std::vector<std::string> texts(Borrowed& query) {
  std::vector<std::string> out;
  while (query->step()) out.push_back(query->text(0));
  return out;
}

// Those that may be related to the claim: two papers that ask never are, though a member asks much in one day.
std::vector<std::string> papers_with(Database& db, const std::string& key, const Claim& claim) {
  const bool answers_only = claim.role == Role::asks && !claim.contribution;
  Borrowed query = db.use(
      "SELECT p.paper FROM question_keys k JOIN question_papers p USING(paper_key) WHERE k.key = ?"
      " AND (?2 = 0 OR p.role <> 'asks')");
  query->with(key, answers_only);
  return texts(query);
}
std::vector<std::string> papers_of_document(Database& db, const std::string& document_id) {
  Borrowed query = db.use("SELECT paper FROM question_papers WHERE document_id = ? ORDER BY paper");
  query->with(document_id);
  return texts(query);
}
std::vector<std::string> papers_in_sets_of(Database& db, const std::string& paper) {
  Borrowed query = db.use(
      "SELECT DISTINCT o.paper FROM question_papers p JOIN question_members m USING(paper_key)"
      " JOIN question_members n USING(set_key) JOIN question_papers o ON o.paper_key = n.paper_key WHERE p.paper = ?");
  query->with(paper);
  return texts(query);
}

Decisions decisions_about(Database& db, const std::vector<Claim>& claims) {
  Decisions decisions;
  for (const auto& claim : claims) {
    Borrowed query = db.use("SELECT set_id, verdict FROM question_decisions WHERE paper = ?");
    query->with(claim.paper);
    while (query->step())
      (query->text(1) == "join" ? decisions.joined : decisions.split).emplace(claim.paper, query->text(0));
  }
  return decisions;
}

// Papers that a decision ties to this one, either way.
std::vector<std::string> decided_with(Database& db, const std::string& paper) {
  Borrowed query = db.use(
      "SELECT s.paper FROM question_decisions d JOIN question_papers s ON s.paper = d.set_id WHERE d.paper = ?1"
      " UNION SELECT p.paper FROM question_decisions d JOIN question_sets s USING(set_id)"
      " JOIN question_members m USING(set_key) JOIN question_papers p USING(paper_key) WHERE d.paper = ?1"
      " UNION SELECT d.paper FROM question_decisions d JOIN question_papers p ON p.paper = d.paper"
      " WHERE d.set_id = ?1");
  query->with(paper);
  return texts(query);
}

// Reads what hangs together with some papers, through relations and through the sets as they are.
class Neighbourhood {
 public:
  explicit Neighbourhood(Database& db) : db_(db) {}

  void add(Claim claim) {
    queue_.push_back(claim.paper);
    claims_.emplace(claim.paper, std::move(claim));
  }
  void leave_out(const std::string& paper) { left_out_.push_back(paper); }
  void add_by_name(const std::string& paper) {
    if (claims_.contains(paper) || is_left_out(paper)) return;
    if (auto claim = load_claim(db_, paper)) add(std::move(*claim));
  }
  void explore() {
    while (!queue_.empty()) {
      const Claim claim = claims_.at(queue_.front());
      queue_.pop_front();
      for (const auto& other : papers_in_sets_of(db_, claim.paper)) add_by_name(other);
      for (const auto& other : decided_with(db_, claim.paper)) add_by_name(other);
      for (const auto& key : keys_of(claim)) {
        for (const auto& other : papers_with(db_, key, claim)) {
          if (claims_.contains(other) || is_left_out(other)) continue;
          auto candidate = load_claim(db_, other);
          if (candidate && relation(claim, *candidate) != By::nothing) add(std::move(*candidate));
        }
      }
    }
  }
  [[nodiscard]] std::vector<Claim> claims() {
    std::vector<Claim> out;
    for (auto& [paper, claim] : claims_) out.push_back(std::move(claim));
    return out;
  }

 private:
  [[nodiscard]] bool is_left_out(const std::string& paper) const {
    return std::find(left_out_.begin(), left_out_.end(), paper) != left_out_.end();
  }
  Database& db_;
  std::map<std::string, Claim> claims_;
  std::deque<std::string> queue_;
  std::vector<std::string> left_out_;
};

StoredSet load_set(Database& db, std::int64_t key) {
  StoredSet set;
  set.key = key;
  {
    Borrowed query = db.use("SELECT set_id, due_on, noted_due FROM question_sets WHERE set_key = ?");
    query->with(key).step();
    set.set_id = query->text(0);
    set.before.due_on = query->text(1);
    set.noted_due = split_words(query->text(2));
  }
  Borrowed questions = db.use("SELECT number, state FROM questions WHERE set_key = ? ORDER BY position");
  questions->with(key);
  while (questions->step()) set.before.questions.emplace_back(questions->text(0), questions->text(1));
  Borrowed papers = db.use(
      "SELECT p.paper FROM question_members m JOIN question_papers p USING(paper_key) WHERE m.set_key = ?"
      " ORDER BY p.paper");
  papers->with(key);
  set.before.papers = texts(papers);
  Borrowed names = db.use("SELECT name FROM question_set_names WHERE set_key = ? ORDER BY name");
  names->with(key);
  set.names = texts(names);
  return set;
}

void load_sets(Database& db, Plan& plan) {
  std::vector<std::int64_t> keys;
  const auto of_paper = [&](const std::string& paper) {
    Borrowed query =
        db.use("SELECT m.set_key FROM question_papers p JOIN question_members m USING(paper_key) WHERE p.paper = ?");
    query->with(paper);
    while (query->step()) keys.push_back(query->integer(0));
  };
  for (const auto& claim : plan.claims) of_paper(claim.paper);
  for (const auto& paper : plan.gone) of_paper(paper);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (const std::int64_t key : keys) plan.stored.push_back(load_set(db, key));
}

// Which set is which: by its id, else by the papers that were in it.
void match(Plan& plan) {
  plan.successor.assign(plan.stored.size(), -1);
  plan.predecessor.assign(plan.sets.size(), -1);
  const auto pair = [&](std::size_t stored, std::size_t set) {
    if (plan.successor[stored] < 0) plan.successor[stored] = static_cast<int>(set);
    if (plan.predecessor[set] < 0) plan.predecessor[set] = static_cast<int>(stored);
  };
  for (std::size_t i = 0; i < plan.stored.size(); ++i)
    for (std::size_t k = 0; k < plan.sets.size(); ++k)
      if (plan.stored[i].set_id == plan.sets[k].grouping.set_id) pair(i, k);
  for (std::size_t i = 0; i < plan.stored.size(); ++i) {
    if (plan.successor[i] >= 0) continue;
    for (std::size_t k = 0; k < plan.sets.size() && plan.successor[i] < 0; ++k) {
      const auto& papers = plan.stored[i].before.papers;
      if (std::any_of(papers.begin(), papers.end(),
                      [&](const std::string& paper) { return has_member(plan, plan.sets[k], paper); }))
        pair(i, k);
    }
  }
}

Plan plan_with(Database& db, Neighbourhood& neighbourhood, Plan plan) {
  neighbourhood.explore();
  plan.claims = neighbourhood.claims();
  const auto rules = rules_of(db);
  for (auto& grouping : group(plan.claims, decisions_about(db, plan.claims)))
    plan.sets.push_back(state_of(plan.claims, std::move(grouping), rules));
  load_sets(db, plan);
  match(plan);
  return plan;
}

// Which answers of a paper have other words than before.
std::string corrected_by(Database& db, const Plan& plan, const std::vector<Claim>& said) {
  std::string out;
  for (const auto& old : said) {
    const auto now = std::find_if(plan.claims.begin(), plan.claims.end(),
                                  [&](const Claim& claim) { return claim.paper == old.paper; });
    if (now == plan.claims.end()) continue;
    std::vector<std::string> numbers;
    for (const auto& line : old.lines) {
      if (!line.answered || line.earlier) continue;
      const auto same = std::find_if(now->lines.begin(), now->lines.end(), [&](const Line& one) {
        return one.answered && !one.earlier && one.number == line.number;
      });
      if (same == now->lines.end()) continue;
      Borrowed query = db.use("SELECT answer_text FROM question_lines WHERE line_key = ?");
      query->with(line.line_key).step();
      if (query->text(0) != same->answer) numbers.push_back(line.number);
    }
    if (numbers.empty()) continue;
    for (const auto& set : plan.sets) {
      if (!has_member(plan, set, old.paper)) continue;
      const bool all = numbers.size() == 1 && numbers.front().empty();
      out += out.empty() ? "" : ", ";
      out += fmt::format("the answer{} to {} of {} changed", numbers.size() == 1 ? "" : "s",
                         all ? "the questions"
                             : fmt::format("question{} {}", numbers.size() == 1 ? "" : "s", fmt::join(numbers, ", ")),
                         set.grouping.set_id);
    }
  }
  return out;
}

const Claim* find(const std::vector<Claim>& claims, const std::string& paper) {
  const auto found =
      std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) { return claim.paper == paper; });
  return found == claims.end() ? nullptr : &*found;
}

}  // namespace

bool has_member(const Plan& plan, const SetState& set, const std::string& paper) {
  return std::any_of(set.grouping.members.begin(), set.grouping.members.end(),
                     [&](const Membership& member) { return plan.claims[member.claim].paper == paper; });
}

publications::TermRules rules_of(Database& db) {
  Borrowed query = db.use("SELECT rules FROM term_rules");
  if (!query->step()) return {};
  return publications::parse_term_rules(query->text(0)).value_or(publications::TermRules());
}

Plan plan(Database& db, const std::string& document_id, std::vector<Claim> claims, bool anew) {
  Plan plan;
  std::vector<Claim> said;
  for (const auto& paper : papers_of_document(db, document_id))
    if (auto claim = load_claim(db, paper)) said.push_back(std::move(*claim));
  if (claims.empty() && said.empty()) return plan;
  if (!anew) {
    for (auto& claim : claims)
      if (const Claim* old = find(said, claim.paper)) keep_answered(claim, *old);
    for (const auto& old : said)
      if (find(claims, old.paper) == nullptr) claims.push_back(old);
  }
  Neighbourhood neighbourhood(db);
  for (const auto& old : said) {
    if (find(claims, old.paper) == nullptr) plan.gone.push_back(old.paper);
  }
  for (const auto& paper : plan.gone) neighbourhood.leave_out(paper);
  for (auto& claim : claims) {
    plan.mine.push_back(claim.paper);
    neighbourhood.add(std::move(claim));
  }
  for (const auto& paper : plan.gone)
    for (const auto& other : papers_in_sets_of(db, paper)) neighbourhood.add_by_name(other);
  plan = plan_with(db, neighbourhood, std::move(plan));
  for (std::size_t i = 0; i < plan.sets.size(); ++i) {
    const auto& set = plan.sets[i];
    std::optional<Before> before;
    if (plan.predecessor[i] >= 0) before = plan.stored[static_cast<std::size_t>(plan.predecessor[i])].before;
    const auto mine = std::find_if(plan.mine.begin(), plan.mine.end(),
                                   [&](const std::string& paper) { return has_member(plan, set, paper); });
    const Claim* const claim = mine == plan.mine.end() ? nullptr : find(plan.claims, *mine);
    auto events = events_of(set, before, claim, claim == nullptr ? nullptr : find(said, claim->paper));
    plan.events.insert(plan.events.end(), events.begin(), events.end());
  }
  plan.corrected = corrected_by(db, plan, said);
  return plan;
}

}  // namespace griffier::store::questions
