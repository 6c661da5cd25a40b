#include "daemon/alerts/paper.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "daemon/alerts/wording.h"
#include "diff/render.h"

namespace griffier::daemon {
namespace {

int weight(const AlertItem* item) { return wording::weight(item->delivery.event.kind); }

// Which answer covers a question: by the numbers that the answers name, since a question's own group may be misprinted.
const publications::Answer* answer_to(const publications::Reading& reading, const publications::Question& question) {
  int number = 0;
  const auto& text = question.number;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return nullptr;
  for (const auto& answer : reading.answers)
    if (std::find(answer.covers.begin(), answer.covers.end(), number) != answer.covers.end()) return &answer;
  return nullptr;
}

std::vector<Exchange> pair(const publications::Reading& reading, const std::vector<publications::Question>& questions) {
  std::vector<Exchange> pairs;
  std::vector<std::pair<const publications::Answer*, std::vector<std::string>>> numbers;
  for (const auto& question : questions) {
    const auto* answer = answer_to(reading, question);
    auto place = std::find_if(numbers.begin(), numbers.end(),
                              [&](const auto& seen) { return answer != nullptr && seen.first == answer; });
    if (place == numbers.end()) {
      place = numbers.insert(numbers.end(), {answer, {}});
      pairs.push_back({{}, {}, answer != nullptr ? answer->text : std::string()});
    }
    place->second.push_back(question.number);
    pairs[static_cast<std::size_t>(place - numbers.begin())].questions.push_back(question.text);
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].heading = wording::question_heading(numbers[i].second);
  return pairs;
}

}  // namespace

const AlertItem& Paper::with_comparison() const {
  const auto found = std::find_if(items.begin(), items.end(), [](const auto* item) { return item->comparison; });
  return found == items.end() ? first() : **found;
}

std::vector<Paper> papers_of(const std::vector<AlertItem>& items) {
  std::vector<const AlertItem*> ordered;
  for (const auto& item : items) ordered.push_back(&item);
  std::stable_sort(ordered.begin(), ordered.end(), [](const AlertItem* a, const AlertItem* b) {
    return a->delivery.event.sequence < b->delivery.event.sequence;
  });
  std::vector<Paper> papers;
  for (const auto* item : ordered) {
    const auto& event = item->delivery.event;
    // Events of one revision were written together, so they follow each other.
    const bool joins = !papers.empty() && !event.document_id.empty() &&
                       papers.back().event().document_id == event.document_id &&
                       papers.back().event().revision == event.revision;
    if (!joins) papers.emplace_back();
    papers.back().items.push_back(item);
  }
  for (auto& paper : papers)
    std::stable_sort(paper.items.begin(), paper.items.end(),
                     [](const AlertItem* a, const AlertItem* b) { return weight(a) > weight(b); });
  return papers;
}

std::string heading(const Paper& paper, std::size_t most) {
  const auto& document = paper.document();
  const auto& id = document.document_id.empty() ? paper.event().document_id : document.document_id;
  const auto title = one_line(document.title.empty() ? paper.first().reading.title : document.title);
  if (id.empty()) return shorten(one_line(wording::summary(paper.event())), most);
  return shorten(title.empty() || title == id ? one_line(id) : one_line(id) + " " + title, most);
}

std::string extent(const Paper& paper) {
  const auto& comparison = paper.with_comparison().comparison;
  // Without another word or another line there is no extent: other facts, a withdrawal, a toezegging kept.
  if (!comparison || comparison->change == diff::Change::none) return {};
  return wording::difference(diff::summary(*comparison));
}

std::string circumstances(const Paper& paper) {
  const auto& document = paper.document();
  return wording::circumstances(paper.event().revision, document.published_on, one_line(document.dossier));
}

bool is_about_questions(const Paper& paper) {
  return std::any_of(paper.items.begin(), paper.items.end(), [](const auto* item) {
    return item->delivery.event.kind.starts_with("question.") || !item->exchanges.empty();
  });
}

namespace {

// Of each set what its weightiest event changed: an answer that came first asks and answers in one.
std::vector<Exchange> changed_questions(const Paper& paper) {
  std::vector<std::pair<std::string_view, const AlertItem*>> sets;
  for (const auto* item : paper.items) {
    const std::string_view set = item->delivery.event.set_id;
    const bool seen = std::any_of(sets.begin(), sets.end(), [&](const auto& one) { return one.first == set; });
    if (!seen && !item->exchanges.empty()) sets.emplace_back(set, item);
  }
  // A corrected answer is told of its paper, and of a set only when the paper does more to it.
  if (sets.size() > 1) std::erase_if(sets, [](const auto& one) { return one.first.empty(); });
  std::vector<Exchange> all;
  for (const auto& [set, item] : sets) {
    const auto hash = set.find('#');
    for (auto exchange : item->exchanges) {
      if (sets.size() > 1)
        exchange.heading += fmt::format(" ({})", hash == std::string_view::npos ? set : set.substr(hash + 1));
      all.push_back(std::move(exchange));
    }
  }
  return all;
}

}  // namespace

std::vector<Exchange> exchanges(const Paper& paper) {
  if (auto changed = changed_questions(paper); !changed.empty()) return changed;
  const auto& reading = paper.first().reading;
  std::vector<Exchange> all;
  std::vector<std::string_view> shown;
  bool whole = false;  // some event is about the paper's own questions
  for (const auto* item : paper.items) {
    const std::string_view set = item->delivery.event.set_id;
    const auto hash = set.find('#');
    if (hash == std::string_view::npos) {
      whole |= !set.empty();
      continue;
    }
    const auto name = set.substr(hash + 1);
    if (std::find(shown.begin(), shown.end(), name) != shown.end()) continue;
    shown.push_back(name);
    const auto fractie = std::find_if(reading.fracties.begin(), reading.fracties.end(),
                                      [&](const auto& one) { return one.name == name; });
    if (fractie == reading.fracties.end()) continue;
    auto pairs = pair(reading, fractie->questions);
    for (auto& one : pairs) {
      if (paper.items.size() > 1) one.heading += " (" + fractie->name + ")";
      all.push_back(std::move(one));
    }
  }
  if (!whole && !shown.empty()) return all;
  if (!reading.questions.empty()) return pair(reading, reading.questions);
  for (const auto& answer : reading.answers) {  // to questions that the paper doesn't print
    std::vector<std::string> numbers;
    for (const int number : answer.covers) numbers.push_back(std::to_string(number));
    all.push_back({wording::question_heading(numbers), {}, answer.text});
  }
  return all;
}

std::string happening(const Paper& paper, const store::EventRow& event) {
  const std::string name(wording::label(event.kind));
  if (!event.kind.starts_with("document.")) {
    auto summary = one_line(wording::summary(event));
    // The reason of a notice is shown below.
    if (event.kind == "question.remark" && paper.first().reading.notice_reason)
      summary = summary.substr(0, summary.find(" «"));
    return summary == name ? name : name + ": " + summary;
  }
  // The heading, the label and the difference say the rest.
  const auto size = event.kind == "document.published" ? std::string() : extent(paper);
  const auto more = one_line(wording::addition(event));
  return name + (size.empty() && more.empty() ? "" : ": ") + size + (size.empty() || more.empty() ? "" : "; ") + more;
}

std::string one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t c = -1;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    const auto step = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(length, 1));
    // Marks of direction would show the text in another order than it has.
    const bool direction = (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (length > 0 && (c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029)) {
      space = true;
    } else if (!direction) {
      if (space && !out.empty()) out += ' ';
      space = false;
      if (length > 0) {
        out += text.substr(at, step);
      } else {
        out += "\xEF\xBF\xBD";
      }
    }
    at += step;
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  const auto space = text.rfind(' ', end);
  if (space != std::string_view::npos && space > most / 2) end = space;
  return std::string(text.substr(0, end)) + "…";
}

std::vector<std::string> changed_facts(const Paper& paper) {
  constexpr std::size_t kMost = 300;  // bytes of a value
  std::vector<std::string> lines;
  for (const auto* item : paper.items) {
    if (item->delivery.event.kind != "document.metadata_changed") continue;
    for (const auto& fact : item->facts)
      lines.push_back(wording::changed_fact(fact.name, shorten(one_line(fact.before), kMost),
                                            shorten(one_line(fact.after), kMost)));
  }
  return lines;
}

std::vector<std::string> links_of(const Paper& paper) {
  std::vector<std::string> links;
  for (const auto* item : paper.items)
    for (const auto& link : item->links)
      if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(link);
  return links;
}

std::vector<std::string> happenings(const Paper& paper) {
  std::vector<std::string> all;
  for (const auto* item : paper.items) all.push_back(happening(paper, item->delivery.event));
  if (all.size() == 1 && all.front() == wording::label(paper.event().kind)) all.clear();
  return all;
}

bool is_web_address(std::string_view link) { return link.starts_with("https://") || link.starts_with("http://"); }

std::string_view link_name(std::string_view link) {
  if (link.starts_with("griffier show ")) return wording::kThisRevision;
  if (link.starts_with("griffier diff ")) return wording::kDifference;
  if (link.starts_with("griffier question ")) return wording::kQuestions;
  return wording::kSource;
}

}  // namespace griffier::daemon
