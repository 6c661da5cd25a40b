#include "tests/publisher/syncfeed.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <mutex>
#include <set>
#include <stdexcept>

#include "tests/publisher/question.h"

namespace griffier::publisher {
namespace {

using Clock = std::chrono::system_clock;

constexpr std::size_t kPage = 250;
constexpr std::string_view kHead =
    "<?xml version='1.0' encoding='utf-8'?>\n"
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:tk=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";
constexpr std::string_view kAuthor = "<author><name>Tweede Kamer der Staten-Generaal</name>";

std::string lowered_first(std::string text) {
  if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') text.front() = static_cast<char>(text.front() + 32);
  return text;
}

std::string formatted(Clock::time_point at, const char* form) {
  const std::time_t seconds = Clock::to_time_t(at);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  return {text, std::strftime(text, sizeof text, form, &parts)};
}

// Summer time as the law has it, for the two hours between the clocks.
bool in_summer(Clock::time_point at) {
  const std::time_t seconds = Clock::to_time_t(at);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  const int last_sunday = 31 - (parts.tm_wday + 35 - (parts.tm_mday - 31)) % 7;
  if (parts.tm_mon > 2 && parts.tm_mon < 9) return true;
  if (parts.tm_mon != 2 && parts.tm_mon != 9) return false;
  const bool after = parts.tm_mday > last_sunday || (parts.tm_mday == last_sunday && parts.tm_hour >= 1);
  return parts.tm_mon == 2 ? after : !after;
}

std::string utc(Clock::time_point at) { return formatted(at, "%Y-%m-%dT%H:%M:%S.0721602Z"); }
std::string dutch(Clock::time_point at) {
  return formatted(at + std::chrono::hours(in_summer(at) ? 2 : 1), "%Y-%m-%dT%H:%M:%S.8670000");
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string parameter(std::string_view target, std::string_view name) {
  const auto question = target.find('?');
  std::string_view rest = question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto part = rest.substr(0, end);
    if (part.substr(0, name.size()) == name && part.size() > name.size() && part[name.size()] == '=')
      return std::string(part.substr(name.size() + 1));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

Step xml(std::string body) {
  Step step;
  step.body = std::move(body);
  step.type = "application/atom+xml; charset=utf-8";
  return step;
}

}  // namespace

struct SyncWorld::Parts {
  struct Held {
    std::string id, category;
    SyncFields fields;
    bool deleted = false;
    std::uint64_t token = 0;
    Clock::time_point at{};
    std::shared_ptr<const std::string> bytes;
    std::optional<std::uint64_t> made;  // the length of a file that is made when it is asked for
    std::string type;
    std::optional<std::uint64_t> announced;
    std::string elsewhere;  // the address that is announced; empty: its own
    int withheld = 0;       // the status that its file is answered with; 0: it is there

    [[nodiscard]] bool has_file() const { return bytes || made; }
    [[nodiscard]] std::uint64_t length() const { return announced.value_or(bytes ? bytes->size() : made.value_or(0)); }
  };

  Held& find(const std::string& id) {
    const auto found = entities.find(id);
    if (found == entities.end()) throw std::runtime_error("there is no entity " + id);
    return found->second;
  }

  void move_to_end(Held& held) {
    order[held.category].erase(held.token);
    held.token = (last += stride);
    held.at = now;
    order[held.category][held.token] = held.id;
  }

  [[nodiscard]] std::string element(const Held& held) const {
    const std::string prefix = odd ? "" : "tk:";
    const auto name = lowered_first(held.category);
    std::string open = fmt::format("<{}{}{} id=\"{}\" tk:bijgewerkt=\"{}\" tk:verwijderd=\"{}\"", prefix, name,
                                   odd ? " xmlns=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\"" : "", held.id,
                                   dutch(held.at), held.deleted ? (odd ? "True" : "true") : "false");
    if (held.deleted) return open + " />";
    if (held.has_file())
      open += fmt::format(" tk:contentType=\"{}\" tk:contentLength=\"{}\"", held.type, held.length());
    open += '>';
    for (const auto& [field, value] : held.fields) {
      if (value == "nil")
        open += fmt::format("<{}{} xsi:nil=\"true\" />", prefix, field);
      else if (value.rfind("ref:", 0) == 0)
        open += fmt::format("<{}{} ref=\"{}\" />", prefix, field, value.substr(4));
      else
        open += fmt::format("<{}{}>{}</{}{}>", prefix, field, xml_escaped(value), prefix, field);
    }
    return open + fmt::format("</{}{}>", prefix, name);
  }

  [[nodiscard]] std::string entry(const Held& held, const std::string& base) const {
    std::string out = fmt::format(
        "<entry><title>{0}</title><id>{1}/Entiteiten/{0}</id>{2}</author><updated>{3}</updated><category term=\"{4}\" "
        "/><link rel=\"next\" href=\"{1}/Feed?skiptoken={5}&amp;category={6}\" />",
        held.id, base, kAuthor, utc(held.at), lowered_first(held.category), held.token, held.category);
    if (held.has_file() && !held.deleted) {
      const auto address = held.elsewhere.empty() ? base + "/Resources/" + held.id : held.elsewhere;
      out += fmt::format("<link rel=\"enclosure\" type=\"{}\" length=\"{}\" href=\"{}\" />", held.type, held.length(),
                         xml_escaped(address));
    }
    return out + "<content type=\"application/xml\">" + element(held) + "</content></entry>";
  }

  [[nodiscard]] std::string feed(const std::string& category, std::uint64_t after, const std::string& base) const {
    std::string entries;
    std::size_t count = 0;
    std::uint64_t end = after;
    if (const auto tokens = order.find(category); tokens != order.end()) {
      for (auto at = tokens->second.upper_bound(after); at != tokens->second.end() && count < kPage; ++at, ++count) {
        entries += entry(entities.at(at->second), base);
        end = at->first;
      }
    }
    const auto self = fmt::format("{}/Feed?skiptoken={}&amp;category={}", base, after, category);
    return fmt::format(
        "{}<title>Gegevensmagazijn SyncFeed (category: {})</title><link rel=\"self\" href=\"{}\" />"
        "<link rel=\"{}\" href=\"{}/Feed?skiptoken={}&amp;category={}\" /><updated>{}</updated>{}"
        "<uri>https://opendata.tweedekamer.nl</uri><email>opendata@tweedekamer.nl</email></author>"
        "<rights>Disclaimer: https://opendata.tweedekamer.nl/disclaimer</rights><id>{}</id>{}</feed>",
        kHead, category, self, count > 0 ? "next" : "resume", base, end, category, utc(now), kAuthor, self, entries);
  }

  Step answer(std::string_view rest, const std::string& target, const std::string& base) {
    constexpr std::string_view kEntity = "/Entiteiten/", kResource = "/Resources/";
    if (rest == "/Feed") {
      const auto category = parameter(target, "category");
      if (const auto failing = failures.find(category); failing != failures.end())
        return status(failing->second, "<h1>An error has occurred.</h1>");
      return xml(feed(category, number(parameter(target, "skiptoken")), base));
    }
    if (rest.substr(0, kEntity.size()) == kEntity) {
      const auto found = entities.find(std::string(rest.substr(kEntity.size())));
      if (found == entities.end()) return status(404, "<h1>Not Found</h1>");
      return xml(fmt::format("<?xml version='1.0' encoding='utf-8'?>\n{}",
                             std::string("<entry xmlns=\"http://www.w3.org/2005/Atom\" "
                                         "xmlns:tk=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\" "
                                         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">") +
                                 entry(found->second, base).substr(std::string("<entry>").size())));
    }
    if (rest.substr(0, kResource.size()) == kResource) {
      const auto found = entities.find(std::string(rest.substr(kResource.size())));
      const bool there = found != entities.end() && found->second.has_file() && !found->second.deleted;
      if (!there) return status(500, "<h1>An error has occurred.</h1>");
      if (found->second.withheld != 0) return status(found->second.withheld, "<h1>An error has occurred.</h1>");
      const auto& held = found->second;
      Step step = ok(held.bytes ? *held.bytes : maker(held.id), held.type, "");
      step.compress = false;
      return step;
    }
    return status(404, "<h1>Not Found</h1>");
  }

  mutable std::mutex mutex;
  std::map<std::string, Held> entities;
  std::map<std::string, std::map<std::uint64_t, std::string>> order;  // by category and token
  std::map<std::string, int> failures;
  std::uint64_t last = 0, made = 0, stride = 1;
  Clock::time_point now = Clock::now();
  bool odd = false;
  std::function<std::string(const std::string&)> maker;
};

SyncWorld::SyncWorld(std::uint64_t first_token) : parts_(std::make_unique<Parts>()) { parts_->last = first_token; }
SyncWorld::~SyncWorld() = default;

std::string SyncWorld::add(const std::string& category, SyncFields fields) {
  const std::lock_guard lock(parts_->mutex);
  Parts::Held held;
  held.id = fmt::format("{:08x}-0000-4000-8000-{:012x}", ++parts_->made, parts_->made);
  held.category = category;
  held.fields = std::move(fields);
  const auto id = held.id;
  parts_->move_to_end(parts_->entities.emplace(id, std::move(held)).first->second);
  return id;
}

void SyncWorld::update(const std::string& entity, SyncFields fields) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  held.fields = std::move(fields);
  parts_->move_to_end(held);
}

void SyncWorld::change(const std::string& entity, const SyncFields& fields) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  for (const auto& field : fields) {
    const auto there =
        std::find_if(held.fields.begin(), held.fields.end(), [&](const auto& one) { return one.first == field.first; });
    if (there == held.fields.end())
      held.fields.push_back(field);
    else
      there->second = field.second;
  }
  parts_->move_to_end(held);
}

void SyncWorld::emit_again(const std::string& entity) {
  const std::lock_guard lock(parts_->mutex);
  parts_->move_to_end(parts_->find(entity));
}

void SyncWorld::emit_all_again(const std::string& category) {
  const std::lock_guard lock(parts_->mutex);
  std::vector<std::string> ids;
  for (const auto& [token, id] : parts_->order[category]) ids.push_back(id);
  for (const auto& id : ids) parts_->move_to_end(parts_->find(id));
}

void SyncWorld::remove(const std::string& entity) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  held.deleted = true;
  parts_->move_to_end(held);
}

void SyncWorld::restore(const std::string& entity) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  held.deleted = false;
  parts_->move_to_end(held);
}

SyncFields SyncWorld::fields(const std::string& entity) const {
  const std::lock_guard lock(parts_->mutex);
  return parts_->find(entity).fields;
}

void SyncWorld::file(const std::string& entity, std::string bytes, const std::string& type) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  held.bytes = std::make_shared<const std::string>(std::move(bytes));
  held.type = type;
  held.announced.reset();
  parts_->move_to_end(held);
}

void SyncWorld::made_file(const std::string& entity, const std::string& type, std::uint64_t length) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  held.made = length;
  held.type = type;
  parts_->move_to_end(held);
}

void SyncWorld::make_files_by(std::function<std::string(const std::string& entity)> maker) {
  const std::lock_guard lock(parts_->mutex);
  parts_->maker = std::move(maker);
}

void SyncWorld::announce_length(const std::string& entity, std::uint64_t length) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  held.announced = length;
  parts_->move_to_end(held);
}

void SyncWorld::enclose(const std::string& entity, const std::string& url) {
  const std::lock_guard lock(parts_->mutex);
  auto& held = parts_->find(entity);
  held.elsewhere = url;
  parts_->move_to_end(held);
}

void SyncWorld::withhold_file(const std::string& entity, int code) {
  const std::lock_guard lock(parts_->mutex);
  parts_->find(entity).withheld = code;
}

void SyncWorld::release_file(const std::string& entity) { withhold_file(entity, 0); }

void SyncWorld::fail_category(const std::string& category, int code) {
  const std::lock_guard lock(parts_->mutex);
  if (code == 0)
    parts_->failures.erase(category);
  else
    parts_->failures[category] = code;
}

void SyncWorld::clock(Clock::time_point now) {
  const std::lock_guard lock(parts_->mutex);
  parts_->now = now;
}

void SyncWorld::stride(std::uint64_t numbers) {
  const std::lock_guard lock(parts_->mutex);
  parts_->stride = std::max<std::uint64_t>(1, numbers);
}

void SyncWorld::odd_spelling(bool odd) {
  const std::lock_guard lock(parts_->mutex);
  parts_->odd = odd;
}

std::uint64_t SyncWorld::last_token() const {
  const std::lock_guard lock(parts_->mutex);
  return parts_->last;
}

std::size_t SyncWorld::count(const std::string& category) const {
  const std::lock_guard lock(parts_->mutex);
  const auto found = parts_->order.find(category);
  return found == parts_->order.end() ? 0 : found->second.size();
}

std::string SyncWorld::page(const std::string& category, std::uint64_t after, const std::string& base) const {
  const std::lock_guard lock(parts_->mutex);
  return parts_->feed(category, after, base);
}

Site::Handler SyncWorld::handler(std::string path, std::string base) {
  return [this, path = std::move(path), base = std::move(base)](const Asked& asked) -> std::optional<Step> {
    const auto at = asked.path();
    if (at.substr(0, path.size()) != path) return std::nullopt;
    const std::lock_guard lock(parts_->mutex);
    return parts_->answer(at.substr(path.size()), asked.target, base);
  };
}

}  // namespace griffier::publisher
