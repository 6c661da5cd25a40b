#include <fmt/format.h>

#include "daemon/alerts/message_parts.h"
#include "daemon/alerts/wording.h"
#include "diff/render.h"

namespace griffier::daemon {
namespace {

std::string clean(std::string_view text) { return escape_html(one_line(text)); }

std::string in_dutch(std::string rendered) {
  constexpr std::string_view kMoved = "title=\"moved\"";
  for (auto at = rendered.find(kMoved); at != std::string::npos; at = rendered.find(kMoved, at + kMoved.size()))
    rendered.replace(at, kMoved.size(), fmt::format("title=\"{}\"", wording::kMoved));
  const auto note = rendered.rfind("… left out: ");
  const auto end = note == std::string::npos ? note : rendered.find('<', note);
  if (end == std::string::npos) return rendered;
  return rendered.substr(0, note) + wording::difference(rendered.substr(note, end - note)) + rendered.substr(end);
}

void add_difference(std::string& out, const Paper& paper, const Limits& limits) {
  const auto& item = paper.with_comparison();
  if (!item.comparison || item.comparison->change == diff::Change::none) return;
  diff::RenderOptions options;
  options.max_bytes = limits.diff;
  out += fmt::format("<h3>{}: {}</h3>\n", wording::kDifference, escape_html(extent(paper)));
  out += in_dutch(diff::render_html(*item.comparison, options));
}

void add_exchanges(std::string& out, const Paper& paper, const Limits& limits) {
  const auto all = exchanges(paper);
  const auto begin = out.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (out.size() - begin > limits.exchanges) {
      out += fmt::format("<p>{}</p>\n", wording::more_questions(all.size() - i, all.size()));
      return;
    }
    out += fmt::format("<h3>{}</h3>\n", clean(all[i].heading));
    for (const auto& question : all[i].questions)
      out += fmt::format("<p style=\"color:#444\">{}</p>\n", escape_html(shorten(one_line(question), limits.exchange)));
    if (all[i].answer.empty()) continue;
    out += fmt::format(
        "<blockquote style=\"margin:0 0 1em;padding-left:1em;border-left:3px solid #154273\"><b>{}</b>"
        "<br>{}</blockquote>\n",
        wording::kAnswer, escape_html(shorten(one_line(all[i].answer), limits.exchange)));
  }
}

void add_links(std::string& out, const Paper& paper) {
  for (const auto& link : links_of(paper)) {
    const auto shown = clean(link);
    out += fmt::format("<div>{}: ", link_name(link));
    out += is_web_address(link) ? fmt::format("<a href=\"{0}\">{0}</a>", shown) : fmt::format("<code>{}</code>", shown);
    out += "</div>\n";
  }
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string paper_html(const Paper& paper, const Limits& limits) {
  std::string out = fmt::format("<h2>{}: {}</h2>\n", escape_html(wording::label(paper.event().kind)),
                                escape_html(heading(paper, 500)));
  if (const auto about = circumstances(paper); !about.empty()) out += "<p>" + escape_html(about) + "</p>\n";
  const auto all = happenings(paper);
  if (!all.empty()) out += "<ul>\n";
  for (const auto& what : all) out += fmt::format("<li>{}</li>\n", escape_html(shorten(what, 500)));
  if (!all.empty()) out += "</ul>\n";
  if (const auto& reason = paper.first().reading.notice_reason; is_about_questions(paper) && reason)
    out += fmt::format("<p>{}: {}</p>\n", wording::kReason, escape_html(shorten(one_line(*reason), limits.exchange)));
  for (const auto& fact : changed_facts(paper)) out += fmt::format("<div>{}</div>\n", escape_html(fact));
  add_difference(out, paper, limits);
  if (is_about_questions(paper)) {
    add_exchanges(out, paper, limits);
  } else if (!paper.first().excerpt.empty()) {
    out += fmt::format("<p>{}</p>\n", escape_html(shorten(one_line(paper.first().excerpt), limits.excerpt)));
  }
  add_links(out, paper);
  return out;
}

}  // namespace griffier::daemon
