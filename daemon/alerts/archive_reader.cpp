#include <boost/json.hpp>

#include "daemon/alerts/dispatcher.h"
#include "daemon/alerts/question_exchanges.h"
#include "diff/compare.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kExcerpt = 2'000;  // bytes, before it is shortened for its message

std::optional<publications::Text> text_at(const store::Archive& archive, const std::string& commit,
                                          const std::string& document_id) {
  const auto markdown = archive.read(commit, document_id, "text.md");
  if (!markdown) return std::nullopt;
  return publications::from_markdown(*markdown);
}

// The facts as they were archived with the revision; empty ones when there are none.
publications::Reading reading_at(const store::Archive& archive, const std::string& commit,
                                 const std::string& document_id) {
  const auto metadata = archive.read(commit, document_id, "metadata.json");
  if (!metadata) return {};
  const auto parsed = boost::json::parse(*metadata);
  const auto* facts = parsed.is_object() ? parsed.as_object().if_contains("facts") : nullptr;
  if (facts == nullptr || !facts->is_object()) return {};
  return publications::reading_from_json(facts->as_object());
}

// "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 19 september 2024": no sentence.
bool is_of_the_head(const std::string& text) {
  constexpr std::size_t kLongest = 90;
  return text.size() < kLongest && std::string_view(".?!:;»\"").find(text.back()) == std::string_view::npos;
}

// The first running text: headings repeat the title, and the lines at the head of a letter say who writes to whom.
std::string excerpt_of(const publications::Text& text) {
  std::string excerpt;
  std::string head;
  for (const auto& block : text.blocks) {
    const bool running = block.kind == publications::BlockKind::paragraph ||
                         block.kind == publications::BlockKind::list_item ||
                         block.kind == publications::BlockKind::quote;
    if (!running || block.text.empty()) continue;
    auto& to = excerpt.empty() && is_of_the_head(block.text) ? head : excerpt;
    if (!to.empty()) to += ' ';
    to += block.text;
    if (excerpt.size() >= kExcerpt || head.size() >= kExcerpt) break;
  }
  return excerpt.empty() ? head : excerpt;
}

std::string commit_of(store::Record& record, const std::string& document_id, int revision) {
  for (const auto& row : record.revisions(document_id))
    if (row.revision == revision) return row.commit_id;
  return {};
}

}  // namespace

ItemReader archive_reader(store::Record& record, const store::Archive& archive) {
  return [&record, &archive](const store::LeasedDelivery& delivery) {
    AlertItem item;
    item.delivery = delivery;
    const auto& id = delivery.document.document_id;
    const int revision = delivery.event.revision;
    const auto& event = delivery.event;
    const bool about_questions = event.kind.starts_with("question.");
    if (!delivery.document.url.empty()) item.links.push_back(delivery.document.url);
    if (about_questions && !event.set_id.empty()) item.links.push_back("griffier question " + event.set_id);
    if (id.empty() || delivery.commit_id.empty()) {
      if (about_questions) item.exchanges = changed_by(record, event);
      if (!id.empty()) item.links.push_back("griffier show " + id);
      return item;
    }
    item.reading = reading_at(archive, delivery.commit_id, id);
    const auto text = text_at(archive, delivery.commit_id, id);
    const auto before = revision > 1 ? commit_of(record, id, revision - 1) : std::string();
    if (text && before.empty()) {
      item.excerpt = excerpt_of(*text);
    } else if (text) {
      if (const auto older = text_at(archive, before, id)) item.comparison = diff::compare(*older, *text);
    }
    if (event.kind == "document.metadata_changed" && !before.empty())
      item.facts = fact_changes(reading_at(archive, before, id), item.reading);
    if (about_questions) {
      item.exchanges = changed_by(record, event);
    } else if (event.kind == "document.revised" && !before.empty()) {
      item.exchanges = corrected_in(item.reading, reading_at(archive, before, id));
    }
    item.links.push_back("griffier show " + id + "@" + std::to_string(revision));
    const bool differs = item.comparison && item.comparison->change != diff::Change::none;
    if (revision > 1 && (differs || !item.facts.empty()))
      item.links.push_back("griffier diff " + id + " " + std::to_string(revision - 1) + " " + std::to_string(revision));
    return item;
  };
}

}  // namespace griffier::daemon
