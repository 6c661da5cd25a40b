// griffier questions --stats: how long answers took, in numbers and as a chart.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "daemon/cli/output.h"
#include "daemon/cli/questions_output.h"
#include "publications/ascii.h"
#include "publications/fracties.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

constexpr std::size_t kNameWidth = 48;
constexpr std::size_t kBarWidth = 30;

struct Tally {
  std::vector<int> days;  // to the answer, of sets that are answered
  std::size_t sets = 0, answered = 0, dated = 0, in_time = 0, postponed = 0;

  void add(const store::QuestionSetRow& set) {
    ++sets;
    if (set.was_postponed) ++postponed;
    if (set.unanswered > 0 || set.answered_on.empty()) return;
    ++answered;
    if (set.asked_on.empty()) return;
    days.push_back(days_between(set.asked_on, set.answered_on));
    if (set.due_on.empty()) return;
    ++dated;
    if (set.answered_on <= set.due_on) ++in_time;
  }
  // The smallest number of days within which this share was answered.
  [[nodiscard]] int within(double share) const {
    auto sorted = days;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()) + 0.999999);
    return sorted.at(std::min(sorted.size(), std::max<std::size_t>(rank, 1)) - 1);
  }
};

std::string share(std::size_t part, std::size_t of) {
  return of == 0 ? "-" : fmt::format("{:.0f}%", 100.0 * static_cast<double>(part) / static_cast<double>(of));
}

// "Onderwijs, Cultuur en Wetenschap" of "Minister van Onderwijs, Cultuur en Wetenschap".
std::string ministry_of(std::string office) {
  std::string lower = office;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const std::string_view title :
       {"minister van ", "minister voor ", "staatssecretaris van ", "staatssecretaris voor ",
        "staatssecretarissen van ", "minister ", "staatssecretaris "}) {
    if (!lower.starts_with(title)) continue;
    office.erase(0, title.size());
    break;
  }
  // "Binnenlandse Zaken en koninkrijksrelaties" is written both ways; the name begins every word but "en" with a
  // capital.
  for (std::size_t at = 0; at < office.size(); ++at) {
    const bool begins = at == 0 || office[at - 1] == ' ' || office[at - 1] == '-';
    const auto word = std::string_view(office).substr(at, office.find_first_of(" ,-", at) - at);
    const bool small =
        word == "en" || word == "van" || word == "de" || word == "voor" || word == "het" || word == "met";
    if (begins && !small) office[at] = publications::ascii::to_upper(office[at]);
  }
  return office;
}

// The ministries of a list of offices: a comma may belong to a name, what comes after it then is no office.
std::vector<std::string> ministries_in(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < list.size();) {
    std::size_t end = at;
    do {
      end = std::min(list.find(", ", end + 1), list.size());
    } while (end < list.size() && list.compare(end + 3, 7, "inister") != 0 &&
             list.compare(end + 3, 8, "taatssec") != 0);
    auto name = ministry_of(list.substr(at, end - at));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    at = end + 2;
  }
  if (names.empty()) names.emplace_back("unknown");
  return names;
}

// The names of a list "D66, Volt", each counted for itself.
std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(", ", at), list.size());
    names.push_back(publications::fractie_of(std::string_view(list).substr(at, end - at)));
    at = end + 2;
  }
  if (names.empty()) names.emplace_back("unknown");
  return names;
}

json::value or_null(const Tally& tally, double of) {
  return tally.days.empty() ? json::value(nullptr) : json::value(tally.within(of));
}
json::value ratio(std::size_t part, std::size_t of) {
  return of == 0 ? json::value(nullptr) : json::value(static_cast<double>(part) / static_cast<double>(of));
}

void print_stats(const char* by, const std::map<std::string, Tally>& tallies, bool as_json, bool colour) {
  int most = 1;
  for (const auto& [name, tally] : tallies)
    if (!tally.days.empty()) most = std::max(most, tally.within(0.9));
  Table table({by, "sets", "answered", "median", "90%", "in time", "postponed", "days: median █, 90% ░"});
  for (const auto& [name, tally] : tallies) {
    if (as_json) {
      print_json_line(json::object{{"by", by},
                                   {"name", name},
                                   {"sets", tally.sets},
                                   {"answered", tally.answered},
                                   {"median_days", or_null(tally, 0.5)},
                                   {"p90_days", or_null(tally, 0.9)},
                                   {"in_time", ratio(tally.in_time, tally.dated)},
                                   {"postponed", ratio(tally.postponed, tally.sets)}});
      continue;
    }
    const bool any = !tally.days.empty();
    std::string bar;
    if (any) {
      const auto cells = [most, &counted = tally](double of) {
        return static_cast<std::size_t>(std::max(0, counted.within(of))) * kBarWidth / static_cast<std::size_t>(most);
      };
      for (std::size_t i = 0; i < cells(0.5); ++i) bar += "█";
      for (std::size_t i = cells(0.5); i < cells(0.9); ++i) bar += "░";
    }
    table.add({cut(name, kNameWidth), std::to_string(tally.sets), std::to_string(tally.answered),
               any ? std::to_string(tally.within(0.5)) : "-", any ? std::to_string(tally.within(0.9)) : "-",
               share(tally.in_time, tally.dated), share(tally.postponed, tally.sets), bar});
  }
  if (!as_json) print(table.text(colour) + "\n");
}

}  // namespace

void print_statistics(Context& context, const std::vector<store::QuestionSetRow>& sets) {
  std::map<std::string, Tally> all;
  std::map<std::string, Tally> ministries;
  std::map<std::string, Tally> fracties;
  std::map<std::string, Tally> years;
  for (const auto& set : sets) {
    all["all"].add(set);
    for (const auto& name : ministries_in(set.addressed_to)) ministries[name].add(set);
    for (const auto& name : names_in(set.fractie)) fracties[name].add(set);
    years[set.asked_on.empty() ? "unknown" : set.asked_on.substr(0, 4)].add(set);
  }
  print_stats("all", all, context.json(), context.colour());
  print_stats("ministry", ministries, context.json(), context.colour());
  print_stats("fractie", fracties, context.json(), context.colour());
  print_stats("year", years, context.json(), context.colour());
}

}  // namespace griffier::daemon
