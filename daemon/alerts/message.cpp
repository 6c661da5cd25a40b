#include <fmt/format.h>

#include <algorithm>

#include "daemon/alerts/alert.h"
#include "daemon/alerts/message_parts.h"
#include "daemon/alerts/wording.h"
#include "publications/digest.h"

namespace griffier::daemon {
namespace {

// The key of what was sent alone is the delivery's; that of several follows from theirs, in any order.
std::string key_of(const std::vector<AlertItem>& items) {
  if (items.size() == 1) return items.front().delivery.idempotency_key;
  std::vector<std::string> keys;
  for (const auto& item : items) keys.push_back(item.delivery.idempotency_key);
  std::sort(keys.begin(), keys.end());
  return publications::sha256_hex(fmt::format("{}", fmt::join(keys, "\n"))).substr(0, 32);
}

std::string tally(const std::vector<Paper>& papers) {
  std::vector<std::string_view> labels;
  for (const auto& paper : papers) labels.push_back(wording::label(paper.event().kind));
  return wording::tally(labels);
}

std::string subject_of(const WatchConfig& watch, const std::vector<Paper>& papers) {
  if (papers.size() != 1) return fmt::format("[{}] {}", watch.name, tally(papers));
  const auto& paper = papers.front();
  const auto size = extent(paper);
  const auto words = size.substr(0, size.find(" in "));  // "2 woorden" is enough here
  return fmt::format("{}: {}{}", wording::label(paper.event().kind), heading(paper, 160),
                     size.empty() ? "" : " (" + words + ")");
}

std::string footer(const WatchConfig& watch, publications::Instant now) {
  return wording::footer(watch.name, publications::iso_amsterdam(now));
}

std::string html_page(const std::string& title, const std::string& body, const std::string& foot) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n"
      "<body style=\"font-family:sans-serif;max-width:46em\">\n{}<hr>\n"
      "<p style=\"color:#666\"><small>{}</small></p>\n</body>\n</html>\n",
      wording::kLanguage, escape_html(title), body, escape_html(foot));
}

// A digest shows each paper in short until it is long enough, then lists, then counts.
void add_papers(const std::vector<Paper>& papers, std::string& text, std::string& html) {
  if (papers.size() == 1) {
    text += paper_text(papers.front(), kAlone);
    html += paper_html(papers.front(), kAlone);
    return;
  }
  text += tally(papers) + "\n";
  html += "<p>" + escape_html(tally(papers)) + "</p>\n";
  bool listing = false;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    if (i >= kMostLines) {
      const auto rest = wording::more_papers(papers.size() - i);
      text += "\n" + rest + "\n";
      html += "<p>" + rest + "</p>\n";
      return;
    }
    if (text.size() < kMostDetail && html.size() < 2 * kMostDetail) {
      text += "\n" + std::string(72, '-') + "\n" + paper_text(papers[i], kInDigest);
      html += "<hr>\n" + paper_html(papers[i], kInDigest);
      continue;
    }
    if (!listing) {
      text += fmt::format("\n{}\n{}\n\n", std::string(72, '-'), wording::kTitlesOnly);
      html += fmt::format("<hr>\n<p>{}</p>\n", wording::kTitlesOnly);
      listing = true;
    }
    text += paper_line(papers[i]) + "\n";
    html += "<div>" + escape_html(paper_line(papers[i])) + "</div>\n";
  }
}

}  // namespace

Message render_message(const WatchConfig& watch, const std::vector<AlertItem>& items, publications::Instant now) {
  const auto papers = papers_of(items);
  Message message;
  message.watch = watch.name;
  message.at = now;
  message.idempotency_key = key_of(items);
  message.subject = subject_of(watch, papers);
  std::string body;
  add_papers(papers, message.text, body);
  message.text += "\n-- \n" + footer(watch, now) + "\n";
  message.html = html_page(message.subject, body, footer(watch, now));
  message.json = message_json(message, papers.size() == 1 ? papers.front().event().kind : "digest", papers);
  return message;
}

}  // namespace griffier::daemon
