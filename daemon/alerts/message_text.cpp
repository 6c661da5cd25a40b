#include <fmt/format.h>

#include "daemon/alerts/message_parts.h"
#include "daemon/alerts/wording.h"
#include "diff/render.h"

namespace griffier::daemon {
namespace {

// Breaks lines at spaces before 78 columns, counting bytes: good enough for mail that people read in a terminal.
std::string wrapped(std::string_view text, std::string_view indent) {
  constexpr std::size_t kColumns = 78;
  std::string out;
  while (!text.empty()) {
    const std::size_t room = kColumns - indent.size();
    auto end = text.size();
    if (end > room) {
      end = text.rfind(' ', room);
      if (end == std::string_view::npos || end == 0) end = std::min(text.find(' '), text.size());
    }
    out += indent;
    out += text.substr(0, end);
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void add_difference(std::string& out, const Paper& paper, const Limits& limits) {
  const auto& item = paper.with_comparison();
  if (!item.comparison || item.comparison->change == diff::Change::none) return;
  diff::RenderOptions options;
  options.max_bytes = limits.diff;
  out += fmt::format("\n{}: {}\n\n", wording::kDifference, extent(paper));
  out += difference_text(*item.comparison, options);
  if (!out.ends_with('\n')) out += '\n';
}

void add_exchanges(std::string& out, const Paper& paper, const Limits& limits) {
  const auto all = exchanges(paper);
  const auto begin = out.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (out.size() - begin > limits.exchanges) {
      out += fmt::format("\n{}\n", wording::more_questions(all.size() - i, all.size()));
      return;
    }
    out += fmt::format("\n{}\n", all[i].heading);
    for (const auto& question : all[i].questions) out += wrapped(shorten(one_line(question), limits.exchange), "  ");
    if (all[i].answer.empty()) continue;
    out += fmt::format("{}\n", wording::kAnswer);
    out += wrapped(shorten(one_line(all[i].answer), limits.exchange), "  ");
  }
}

}  // namespace

std::string difference_text(const diff::Comparison& comparison, const diff::RenderOptions& options) {
  auto rendered = diff::render_text(comparison, options);
  const auto note = rendered.rfind("… left out: ");
  if (note == std::string::npos || rendered.find('\n', note) + 1 < rendered.size()) return rendered;
  return rendered.substr(0, note) + wording::difference(rendered.substr(note));
}

std::string paper_line(const Paper& paper) {
  const auto size = extent(paper);
  return fmt::format("{}: {}{}", wording::label(paper.event().kind), heading(paper, 200),
                     size.empty() ? "" : " (" + size + ")");
}

std::string paper_text(const Paper& paper, const Limits& limits) {
  std::string out = wrapped(fmt::format("{}: {}", wording::label(paper.event().kind), heading(paper, 500)), "");
  if (const auto about = circumstances(paper); !about.empty()) out += about + "\n";
  for (const auto& what : happenings(paper)) out += wrapped("- " + shorten(what, 500), "");
  if (const auto& reason = paper.first().reading.notice_reason; is_about_questions(paper) && reason)
    out += "\n" + wrapped(fmt::format("{}: {}", wording::kReason, shorten(one_line(*reason), limits.exchange)), "");
  const auto facts = changed_facts(paper);
  if (!facts.empty()) out += "\n";
  for (const auto& fact : facts) out += wrapped(fact, "  ");
  add_difference(out, paper, limits);
  if (is_about_questions(paper)) {
    add_exchanges(out, paper, limits);
  } else if (!paper.first().excerpt.empty()) {
    out += "\n" + wrapped(shorten(one_line(paper.first().excerpt), limits.excerpt), "  ");
  }
  const auto links = links_of(paper);
  if (!links.empty()) out += "\n";
  for (const auto& link : links) out += fmt::format("{:<13}{}\n", fmt::format("{}:", link_name(link)), one_line(link));
  return out;
}

}  // namespace griffier::daemon
