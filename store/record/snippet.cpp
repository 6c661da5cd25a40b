#include "store/record/snippet.h"

#include <algorithm>
#include <map>

namespace griffier::store {
namespace {

constexpr int kWords = 32;
constexpr int kWordsBefore = 8;            // at most, before the first place
constexpr std::size_t kMostBytes = 1'000;  // of text; far more than thirty words take
constexpr std::string_view kMore = "…";

// The first word of the window: how many different terms and places lie in the words from each place on.
int window_at(const std::vector<MatchPlace>& places) {
  std::map<int, int> terms;  // of the places in the window -> how many
  std::size_t best = 0;
  std::size_t best_terms = 0;
  std::size_t best_places = 0;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < places.size(); ++begin) {
    while (end < places.size() && places[end].word + places[end].words <= places[begin].word + kWords) {
      ++terms[places[end++].term];
    }
    if (end > begin && (terms.size() > best_terms || (terms.size() == best_terms && end - begin > best_places))) {
      best = begin;
      best_terms = terms.size();
      best_places = end - begin;
    }
    if (end == begin) {  // a phrase longer than the window
      ++end;
    } else if (--terms[places[begin].term] == 0) {
      terms.erase(places[begin].term);
    }
  }
  // What is left of the window is shared between before and after.
  int last = places[best].word;
  for (std::size_t i = best; i < best + best_places; ++i) {
    last = std::max(last, places[i].word + places[i].words);
  }
  const int left = std::max(kWords - (last - places[best].word), 0);
  return std::max(places[best].word - std::min(left / 2, kWordsBefore), 0);
}

class Window {
 public:
  explicit Window(std::string_view text) : text_(text) {}
  // A word of the window; whether a marked stretch begins before and ends behind it.
  bool add(std::size_t begin, std::size_t end, bool opens, bool closes) {
    if (out_.empty()) {
      out_ = begin > 0 ? kMore : std::string_view();
    } else {
      append(text_.substr(at_, begin - at_));
    }
    out_ += opens ? "\x01" : "";
    append(text_.substr(begin, end - begin));
    out_ += closes ? "\x02" : "";
    at_ = end;
    return bytes_ < kMostBytes;
  }
  std::string done(bool more) {
    if (!more) {
      append(text_.substr(at_));
    }
    return out_ + std::string(more || bytes_ >= kMostBytes ? kMore : std::string_view());
  }

 private:
  void append(std::string_view part) {
    std::size_t size = std::min(part.size(), kMostBytes - bytes_);
    while (size > 0 && size < part.size() && (static_cast<unsigned char>(part[size]) & 0xC0U) == 0x80) {
      --size;
    }
    bytes_ = size < part.size() ? kMostBytes : bytes_ + size;
    for (const char c : part.substr(0, size)) {
      const bool space = c == ' ' || (c >= '\t' && c <= '\r');
      if (!space || (!out_.empty() && out_.back() != ' ')) {
        out_ += space ? ' ' : c;
      }
    }
  }
  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0, bytes_ = 0;
};

}  // namespace

std::string snippet_of(DutchWords& words, std::string_view text, std::vector<MatchPlace> places) {
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
  const int first = places.empty() ? 0 : window_at(places);
  auto place = std::lower_bound(places.begin(), places.end(), first,
                                [](const MatchPlace& one, int word) { return one.word < word; });
  Window window(text);
  int number = 0;
  int marked_to = 0;  // the word behind the marked stretch
  bool more = false;
  words.find(text, [&](const DutchWords::Word& word) {
    const int now = number++;
    if (now < first) {
      return true;
    }
    if (now >= first + kWords) {
      more = true;
      return false;
    }
    const bool was_marked = now < marked_to;
    for (; place != places.end() && place->word == now; ++place) {
      marked_to = std::max(marked_to, now + place->words);
    }
    const bool marked = now < marked_to;
    const bool ends = marked && (now + 1 >= marked_to || now + 1 == first + kWords);
    more = !window.add(word.begin, word.end, marked && !was_marked, ends);
    return !more;
  });
  return window.done(more);
}

}  // namespace griffier::store
