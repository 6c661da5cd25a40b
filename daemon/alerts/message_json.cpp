#include <boost/json.hpp>

#include "daemon/alerts/message_parts.h"
#include "daemon/alerts/wording.h"
#include "diff/render.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

// Text from outside may hold broken UTF-8, which is no JSON; lines are kept.
std::string valid(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (at > 0) out += '\n';
    const auto line = text.substr(at, end - at);
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    out.append(indent, ' ');
    out += one_line(line);
    at = end + 1;
  }
  return out;
}

json::value text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return json::value(valid(text));
}

json::object event_json(const store::LeasedDelivery& delivery) {
  const auto& event = delivery.event;
  return {{"event_id", valid(event.event_id)},
          {"kind", valid(event.kind)},
          {"at", valid(event.at)},
          {"document_id", text_or_null(event.document_id)},
          {"revision", event.revision},
          {"set_id", text_or_null(event.set_id)},
          {"summary", valid(wording::summary(event))},
          {"idempotency_key", valid(delivery.idempotency_key)}};
}

json::value document_json(const store::DocumentRow& document) {
  if (document.document_id.empty()) return nullptr;
  return json::object{{"document_id", valid(document.document_id)},
                      {"kind", text_or_null(document.kind)},
                      {"title", text_or_null(document.title)},
                      {"dossier", text_or_null(document.dossier)},
                      {"dossier_number", text_or_null(document.dossier_number)},
                      {"published_on", text_or_null(document.published_on)},
                      {"state", text_or_null(document.state)},
                      {"source", text_or_null(document.source)},
                      {"url", text_or_null(document.url)},
                      {"parent", text_or_null(document.parent)}};
}

json::object revision_json(const Paper& paper) {
  const auto& comparison = paper.with_comparison().comparison;
  json::object revision{{"revision", paper.event().revision},
                        {"commit_id", text_or_null(paper.first().delivery.commit_id)}};
  if (comparison) {
    revision["change"] = std::string(diff::name(comparison->change));
    revision["words_added"] = comparison->words_added;
    revision["words_removed"] = comparison->words_removed;
    revision["paragraphs_changed"] = comparison->paragraphs_changed;
  }
  return revision;
}

// By what it leads to; of several that lead to the same, the first.
json::object links_json(const Paper& paper) {
  json::object links{{"source", nullptr}, {"show", nullptr}, {"diff", nullptr}, {"question", nullptr}};
  for (const auto& link : links_of(paper)) {
    const auto name = link_name(link);
    auto& value = links[name == wording::kThisRevision ? "show"
                        : name == wording::kDifference ? "diff"
                        : name == wording::kQuestions  ? "question"
                                                       : "source"];
    if (value.is_null()) value = valid(link);
  }
  return links;
}

json::object paper_json(const Paper& paper, const Limits& limits, bool detail) {
  json::array events;
  for (const auto* item : paper.items) events.push_back(event_json(item->delivery));
  json::object object{{"events", std::move(events)},
                      {"document", document_json(paper.document())},
                      {"revision", revision_json(paper)},
                      {"links", links_json(paper)}};
  if (!detail) return object;
  const auto& comparison = paper.with_comparison().comparison;
  diff::RenderOptions options;
  options.max_bytes = limits.diff;
  object["diff"] = comparison ? json::value(valid(difference_text(*comparison, options))) : json::value(nullptr);
  json::array facts;
  for (const auto* item : paper.items) {
    if (item->delivery.event.kind != "document.metadata_changed") continue;
    for (const auto& fact : item->facts)
      facts.push_back(json::object{
          {"name", fact.name}, {"before", text_or_null(fact.before)}, {"after", text_or_null(fact.after)}});
  }
  object["facts"] = std::move(facts);
  object["excerpt"] = text_or_null(shorten(one_line(paper.first().excerpt), limits.excerpt));
  json::array questions;
  std::size_t bytes = 0;
  for (const auto& exchange : is_about_questions(paper) ? exchanges(paper) : std::vector<Exchange>()) {
    json::array texts;
    for (const auto& question : exchange.questions)
      texts.push_back(json::value(shorten(one_line(question), limits.exchange)));
    auto answer = shorten(one_line(exchange.answer), limits.exchange);
    bytes += answer.size() + exchange.heading.size() + 200;
    if (bytes > limits.exchanges) break;
    questions.push_back(json::object{
        {"heading", valid(exchange.heading)}, {"questions", std::move(texts)}, {"answer", text_or_null(answer)}});
  }
  object["questions"] = std::move(questions);
  return object;
}

}  // namespace

std::string message_json(const Message& message, std::string_view type, const std::vector<Paper>& papers) {
  json::array all;
  const auto& limits = papers.size() > 1 ? kInDigest : kAlone;
  std::size_t bytes = 0;
  for (const auto& paper : papers) {
    all.push_back(paper_json(paper, limits, bytes < kMostDetail));
    const auto& object = all.back().as_object();
    if (const auto* text = object.if_contains("diff"); text != nullptr && text->is_string())
      bytes += text->as_string().size();
  }
  const json::object whole{{"id", message.idempotency_key},
                           {"type", std::string(type)},
                           {"timestamp", publications::iso_instant(message.at)},
                           {"watch", message.watch},
                           {"subject", message.subject},
                           {"papers", std::move(all)},
                           {"text", valid(message.text)}};
  return json::serialize(whole);
}

}  // namespace griffier::daemon
