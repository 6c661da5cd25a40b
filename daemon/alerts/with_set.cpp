#include "daemon/alerts/with_set.h"

#include <algorithm>
#include <utility>

namespace griffier::daemon {

publications::Reading with_set(publications::Reading reading, const store::QuestionPreview::Set& set) {
  const auto each = [](const std::string& list, auto take) {
    for (std::size_t at = 0; at < list.size();) {
      const auto end = std::min(list.find(", ", at), list.size());
      take(list.substr(at, end - at));
      at = end + 2;
    }
  };
  each(set.asker, [&](std::string name) { reading.askers.push_back({std::move(name), ""}); });
  each(set.fractie, [&](std::string party) { reading.askers.push_back({"", std::move(party)}); });
  if (!set.addressed_to.empty()) reading.addressed_to.push_back(set.addressed_to);
  if (!reading.zaaknummer && !set.zaaknummer.empty()) reading.zaaknummer = set.zaaknummer;
  return reading;
}

}  // namespace griffier::daemon
