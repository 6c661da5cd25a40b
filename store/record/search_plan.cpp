#include "store/record/search_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "store/record/people.h"
#include "store/record/search_tables.h"
#include "store/record/tokenizer.h"

namespace griffier::store {
namespace {

// Ranking reads every candidate, and a common word is in most documents: the newest of them are ranked, which people
// look for anyway. Words that stand together say more than a rank does and are found more slowly, so fewer of them.
constexpr std::size_t kCandidates = 1000;
constexpr std::size_t kCandidatesOfPhrase = 200;
constexpr std::size_t kCandidatesOfPrefix = 100;  // of a phrase that ends with one

// FTS5 gathers every place of a prefix's words before it gives the first row. Above this many texts the prefix is asked
// for as the words that it stands for, the commonest of them, which FTS5 can follow side by side from the newest on.
constexpr std::int64_t kMostGathered = 10'000;
constexpr std::size_t kMostWords = 32;
constexpr std::size_t kMostPhrases = 8;      // the same, behind other words of a phrase
constexpr std::size_t kMostOfAll = 128;      // for all prefixes of a query together
constexpr std::int64_t kTimesEveryText = 2;  // words that are together in so many texts leave hardly one out
constexpr std::int64_t kPhraseOfEvery = 2;   // one in so many texts: there the places of two words are compared
constexpr std::int64_t kUnseen = 4;          // texts of a word that no counted text has

struct Spread {  // of the words that a prefix stands for
  std::int64_t texts = 0;
  std::vector<std::string> words;  // the commonest
};

class Planner {
 public:
  explicit Planner(Database& db) : db_(db) {
    Borrowed query = db.use("SELECT texts FROM search_words WHERE word = ''");
    texts_ = query->step() ? query->integer(0) : 0;
    plan_.candidates = kCandidates;
  }

  // Copies the expression and looks at each of its phrases: `"some words"`, with ` *` behind it for a prefix. Inside
  // NEAR(…) an OR can't stand, so prefixes stay there.
  SearchPlan plan(std::string_view match) {
    for (std::size_t at = match.find("\" *"); at != std::string_view::npos; at = match.find("\" *", at + 1)) {
      ++prefixes_;
    }
    bool near = false;
    for (std::size_t at = 0; at < match.size();) {
      if (match[at] != '"') {
        near = (near || match.substr(at).starts_with("NEAR(")) && match[at] != ')';
        plan_.match += match[at++];
        continue;
      }
      const std::size_t end = match.find('"', at + 1);
      const std::string_view words = match.substr(at + 1, end - at - 1);
      const bool prefix = match.substr(end + 1).starts_with(" *");
      at = end + 1;
      if (prefix) {
        at += near ? 0 : 2;
        add_prefix(words, near);
      } else {
        add_phrase(words);
      }
    }
    return std::move(plan_);
  }

 private:
  void add_phrase(std::string_view words) {
    std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
    std::size_t count = 0;
    words_.split(words, [&](const DutchWords::Word& word) {
      if (++count > 1) plan_.candidates = std::min(plan_.candidates, kCandidatesOfPhrase);
      // The stem itself is often a word as well, and the more common one.
      fewest = std::min(fewest, std::max(texts_with(word.folded), texts_with(word.stem)));
      return true;
    });
    plan_.match += fmt::format("\"{}\"", words);
    plan_.term_of.push_back(new_term(fewest));
  }

  void add_prefix(std::string_view words, bool near) {
    std::vector<std::string> folded;
    std::int64_t with_others = texts_;  // texts with what stands before the prefix, at most
    words_.split(words, [&](const DutchWords::Word& word) {
      if (!folded.empty()) with_others = std::min(with_others, texts_with(folded.back()));
      folded.emplace_back(word.folded);
      return true;
    });
    const std::string prefix = folded.empty() ? "" : folded.back();
    const bool phrase = folded.size() > 1;
    if (phrase) plan_.candidates = std::min(plan_.candidates, kCandidatesOfPrefix);
    const std::size_t most = std::min(phrase ? kMostPhrases : kMostWords, kMostOfAll / prefixes_ + 1);
    const std::int64_t budget = phrase ? texts_ / kPhraseOfEvery : kTimesEveryText * texts_;
    const Spread spread = prefix.empty() ? Spread{} : spread_of(prefix, most, with_others, budget);
    const int term = new_term(std::max(spread.texts, kUnseen));
    if (near || spread.texts <= kMostGathered) {
      plan_.match += fmt::format("\"{}\"{}", words, near ? "" : " *");
      plan_.term_of.push_back(term);
      return;
    }
    folded.pop_back();
    const std::string before = fmt::format("{}{}{}", kAsWritten, fmt::join(folded, " "), folded.empty() ? "" : " ");
    std::string any;
    for (const std::string& word : spread.words) {
      any += fmt::format("{}\"{}{}\"", any.empty() ? "" : " OR ", before, word);
      plan_.term_of.push_back(term);
    }
    plan_.match += fmt::format("({})", any);
  }

  // `with_others`: the texts that have what stands before the prefix; `budget`: how many may be looked at in all.
  Spread spread_of(const std::string& prefix, std::size_t most, std::int64_t with_others, std::int64_t budget) {
    std::string behind = prefix;
    behind.back() = static_cast<char>(static_cast<unsigned char>(behind.back()) + 1);  // no UTF-8 ends with 0xFF
    Spread spread;
    Borrowed query = db_.use("SELECT word, texts FROM search_words WHERE word >= ? AND word < ? ORDER BY texts DESC");
    query->with(prefix, behind);
    std::int64_t looked_at = 0;
    while (query->step()) {
      const std::int64_t texts = query->integer(1);
      if (spread.words.size() < most && looked_at < budget) {
        spread.words.push_back(query->text(0));
        looked_at += std::min(with_others, texts);
      }
      spread.texts += texts;
    }
    return spread;
  }

  std::int64_t texts_with(std::string_view word) {
    Borrowed query = db_.use("SELECT texts FROM search_words WHERE word = ?");
    return query->with(word).step() ? query->integer(0) : kUnseen;
  }

  int new_term(std::int64_t texts) {
    const auto all = static_cast<double>(std::max(texts_, kUnseen));
    const double with = std::min(static_cast<double>(texts), all);
    plan_.rarity.push_back(std::log(1 + (all - with + 0.5) / (with + 0.5)));
    return static_cast<int>(plan_.rarity.size()) - 1;
  }

  Database& db_;
  DutchWords words_;
  std::int64_t texts_ = 0;
  std::size_t prefixes_ = 0;
  SearchPlan plan_;
};

// What one filter asks for, any of them; labels in a row are a phrase.
void add_labels(SearchPlan& plan, const std::vector<std::string>& labels) {
  if (labels.empty()) {
    return;
  }
  std::string any;
  for (const std::string& label : labels) {
    std::string quoted;
    for (const char c : label) {
      quoted.append(c == '"' ? 2 : 1, c);
    }
    any += fmt::format("{}\"{}\"", any.empty() ? "" : " OR ", quoted);
    plan.term_of.push_back(MatchCollector::kNoTerm);
  }
  plan.match = fmt::format("{} AND ({})", plan.match, any);
}

void add_labels(SearchPlan& plan, std::string_view name, const std::vector<std::string>& values) {
  std::vector<std::string> labels;
  for (const std::string& value : values) {
    labels.push_back(search_label(name, value));
  }
  add_labels(plan, labels);
}

void add_people(SearchPlan& plan, const PeopleFilter& filter) {
  std::vector<std::string> labels;
  for (const std::string& printed : filter.any_of) {
    labels.push_back(people_labels(filter.role, people_words(filter.role, printed)));
  }
  add_labels(plan, labels);
}

}  // namespace

SearchPlan plan_search(Database& db, const SearchQuery& query, const DocumentFilter& more) {
  SearchPlan plan = Planner(db).plan(query.match);
  plan.match = fmt::format("({})", plan.match);
  for (const DocumentFilter* filter : {&query.filters, &more}) {
    add_labels(plan, "kind", filter->kinds);
    add_labels(plan, "dossier", filter->dossiers);
    add_labels(plan, "source", filter->sources);
    for (const PeopleFilter& people : people_filters(*filter)) {
      add_people(plan, people);
    }
  }
  return plan;
}

}  // namespace griffier::store
