// The three forms of a message's body. Private to rendering; all text that came from outside is cleaned and escaped
// here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/alerts/paper.h"
#include "diff/render.h"

namespace griffier::daemon {

// How much of each thing a message shows; bytes.
struct Limits {
  std::size_t diff = 60'000, exchange = 4'000, exchanges = 60'000, excerpt = 2'000;
};
inline constexpr Limits kAlone{};
inline constexpr Limits kInDigest{4'000, 1'000, 4'000, 400};
inline constexpr std::size_t kMostDetail = 200'000;  // after so many bytes a digest only lists
inline constexpr std::size_t kMostLines = 500;       // and after so many papers it only counts

[[nodiscard]] std::string escape_html(std::string_view text);

// One paper with everything. Text ends in a newline.
[[nodiscard]] std::string paper_text(const Paper& paper, const Limits& limits);
[[nodiscard]] std::string paper_html(const Paper& paper, const Limits& limits);
// A difference as plain text; what it says of the part that is left out is in the words of alerts.
[[nodiscard]] std::string difference_text(const diff::Comparison& comparison, const diff::RenderOptions& options);
// One paper on one line: "Nieuw: kst-… Titel".
[[nodiscard]] std::string paper_line(const Paper& paper);

// The whole as JSON: `id`, `type`, `timestamp`, `watch`, `subject`, `text`, and `papers`, each with `events`,
// `document`, `revision`, `diff`, `excerpt`, `questions` and `links`.
[[nodiscard]] std::string message_json(const Message& message, std::string_view type, const std::vector<Paper>& papers);

}  // namespace griffier::daemon
