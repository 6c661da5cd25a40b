#include "daemon/config/schema.h"

#include <fmt/format.h>

#include <array>
#include <span>

#include "daemon/config/place.h"
#include "daemon/config/values.h"

namespace griffier::daemon {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

const std::vector<std::string_view> kSourceKinds = {
    "folder", "page", "feed", "tweedekamer", "officielebekendmakingen", "rechtspraak", "openoverheid"};
const std::vector<std::string_view> kChannelKinds = {"smtp", "webhook", "exec", "file"};
const std::vector<std::string_view> kWebhookForms = {"json", "slack", "mattermost", "matrix", "teams", "ntfy", "plain"};
const std::vector<std::string_view> kEventKinds = {"document.published",
                                                   "document.revised",
                                                   "document.metadata_changed",
                                                   "document.withdrawn",
                                                   "document.restored",
                                                   "question.asked",
                                                   "question.postponed",
                                                   "question.answered",
                                                   "question.partly_answered",
                                                   "question.withdrawn",
                                                   "question.passed_on",
                                                   "question.remark",
                                                   "question.overdue",
                                                   "toezegging.made",
                                                   "toezegging.fulfilled",
                                                   "toezegging.partly_fulfilled",
                                                   "toezegging.lapsed",
                                                   "toezegging.overdue",
                                                   "source.failing",
                                                   "source.recovered"};

namespace {

// One key of a section. `kinds` names the kinds that it belongs to, separated by spaces; empty: all of them.
template <typename Section>
struct Key {
  std::string_view name, kinds;
  void (*read)(Section&, const Place&);
};

constexpr std::string_view kApis = "tweedekamer officielebekendmakingen rechtspraak openoverheid";
constexpr seconds kDay = hours(24);

const std::array<Key<Config>, 1> kStateKeys{{
    {"dir", "", [](Config& c, const Place& p) { p.path(c.state_dir); }},
}};

const std::array<Key<Config>, 7> kHttpKeys{{
    {"contact", "", [](Config& c, const Place& p) { p.text(c.http.contact); }},
    {"proxy", "", [](Config& c, const Place& p) { p.text(c.http.proxy); }},
    {"ca_file", "",
     [](Config& c, const Place& p) {
       std::filesystem::path path;
       p.path(path);
       c.http.ca_file = path.string();
     }},
    {"connect_timeout", "",
     [](Config& c, const Place& p) { p.duration(c.http.connect_timeout, milliseconds(100), seconds(300)); }},
    {"timeout", "", [](Config& c, const Place& p) { p.duration(c.http.timeout, milliseconds(100), seconds(300)); }},
    {"max_bytes", "",
     [](Config& c, const Place& p) { p.size(c.http.max_bytes, std::size_t{1} << 10, std::size_t{1} << 30); }},
    {"max_connections", "", [](Config& c, const Place& p) { p.whole(c.http.max_connections, 1, 256); }},
}};

const std::array<Key<Config>, 1> kAlertsKeys{{
    {"operator", "", [](Config& c, const Place& p) { p.texts(c.operator_channels); }},
}};

const std::array<Key<Config>, 3> kQuestionsKeys{{
    {"weeks", "", [](Config& c, const Place& p) { p.whole(c.terms.weeks, 1, 520); }},
    {"postponed_weeks", "", [](Config& c, const Place& p) { p.whole(c.terms.postponed_weeks, 1, 520); }},
    {"recess", "",
     [](Config& c, const Place& p) {
       std::vector<std::string> texts;
       p.texts(texts);
       c.terms.recesses.clear();
       for (const auto& text : texts) {
         if (const auto recess = publications::parse_recess(text))
           c.terms.recesses.push_back(*recess);
         else
           p.problem(fmt::format("'{}' is no recess (2026-07-04/2026-08-30)", text));
       }
     }},
}};

const std::array<Key<Config>, 1> kWebKeys{{
    {"listen", "", [](Config& c, const Place& p) { p.text(c.web_listen); }},
}};

const std::array<Key<Config>, 1> kExtractKeys{{
    {"ocr", "", [](Config& c, const Place& p) { p.flag(c.ocr); }},
}};

const std::array<Key<SourceConfig>, 31> kSourceKeys{{
    {"name", "", [](SourceConfig& s, const Place& p) { p.text(s.name); }},
    {"kind", "", [](SourceConfig& s, const Place& p) { p.text(s.kind); }},
    {"every", "", [](SourceConfig& s, const Place& p) { p.duration(s.every, seconds(1), 365 * kDay); }},
    {"slowest", "", [](SourceConfig& s, const Place& p) { p.duration(s.slowest.emplace(0), seconds(1), 365 * kDay); }},
    {"hours", "", [](SourceConfig& s, const Place& p) { p.quiet(s.hours); }},
    {"path", "folder", [](SourceConfig& s, const Place& p) { p.path(s.path); }},
    {"urls", "page", [](SourceConfig& s, const Place& p) { p.texts(s.urls); }},
    {"url", "feed", [](SourceConfig& s, const Place& p) { p.text(s.url); }},
    {"base_url", kApis, [](SourceConfig& s, const Place& p) { p.text(s.base_url); }},
    {"documents_url", "officielebekendmakingen rechtspraak openoverheid",
     [](SourceConfig& s, const Place& p) { p.text(s.documents_url); }},
    {"query", "officielebekendmakingen openoverheid", [](SourceConfig& s, const Place& p) { p.text(s.query); }},
    {"dossiers", "tweedekamer officielebekendmakingen", [](SourceConfig& s, const Place& p) { p.texts(s.dossiers); }},
    {"publications", "officielebekendmakingen", [](SourceConfig& s, const Place& p) { p.texts(s.publications); }},
    {"creators", "officielebekendmakingen rechtspraak", [](SourceConfig& s, const Place& p) { p.texts(s.creators); }},
    {"subjects", "rechtspraak", [](SourceConfig& s, const Place& p) { p.texts(s.subjects); }},
    {"type", "rechtspraak", [](SourceConfig& s, const Place& p) { p.text(s.type); }},
    {"renditions", "officielebekendmakingen", [](SourceConfig& s, const Place& p) { p.texts(s.renditions); }},
    {"metadata", "officielebekendmakingen openoverheid", [](SourceConfig& s, const Place& p) { p.flag(s.metadata); }},
    {"categories", "tweedekamer", [](SourceConfig& s, const Place& p) { p.texts(s.categories); }},
    {"kinds", "tweedekamer", [](SourceConfig& s, const Place& p) { p.texts(s.kinds); }},
    {"ministries", "tweedekamer", [](SourceConfig& s, const Place& p) { p.texts(s.ministries); }},
    {"start", kApis, [](SourceConfig& s, const Place& p) { p.text(s.start); }},
    {"overlap", "officielebekendmakingen rechtspraak openoverheid",
     [](SourceConfig& s, const Place& p) { p.duration(s.overlap.emplace(0), seconds(0), 365 * kDay); }},
    {"select", "page feed", [](SourceConfig& s, const Place& p) { p.texts(s.select); }},
    {"ignore", "page feed", [](SourceConfig& s, const Place& p) { p.texts(s.ignore); }},
    {"ignore_text", "page feed", [](SourceConfig& s, const Place& p) { p.texts(s.ignore_text); }},
    {"gap", "", [](SourceConfig& s, const Place& p) { p.duration(s.gap.emplace(1'000), milliseconds(0), kDay); }},
    {"parallel", "", [](SourceConfig& s, const Place& p) { p.whole(s.parallel.emplace(1), 1, 32); }},
    {"allow_private", "", [](SourceConfig& s, const Place& p) { p.flag(s.allow_private); }},
    {"confirm", "folder page feed", [](SourceConfig& s, const Place& p) { p.durations(s.confirm, 30 * kDay); }},
    {"announce_first", "", [](SourceConfig& s, const Place& p) { p.flag(s.announce_first); }},
}};

const std::array<Key<ChannelConfig>, 17> kChannelKeys{{
    {"name", "", [](ChannelConfig& c, const Place& p) { p.text(c.name); }},
    {"kind", "", [](ChannelConfig& c, const Place& p) { p.text(c.kind); }},
    {"url", "smtp webhook", [](ChannelConfig& c, const Place& p) { p.text(c.url); }},
    {"from", "smtp", [](ChannelConfig& c, const Place& p) { p.text(c.from); }},
    {"to", "smtp", [](ChannelConfig& c, const Place& p) { p.texts(c.to); }},
    {"user", "smtp", [](ChannelConfig& c, const Place& p) { p.text(c.user); }},
    {"password_file", "smtp", [](ChannelConfig& c, const Place& p) { p.path(c.password_file); }},
    {"unsubscribe", "smtp", [](ChannelConfig& c, const Place& p) { p.text(c.unsubscribe); }},
    {"insecure", "smtp", [](ChannelConfig& c, const Place& p) { p.flag(c.insecure); }},
    {"form", "webhook", [](ChannelConfig& c, const Place& p) { p.text(c.form); }},
    {"secret_file", "webhook", [](ChannelConfig& c, const Place& p) { p.path(c.secret_file); }},
    {"proxy", "webhook", [](ChannelConfig& c, const Place& p) { p.text(c.proxy); }},
    {"ca_file", "smtp webhook",
     [](ChannelConfig& c, const Place& p) {
       std::filesystem::path path;
       p.path(path);
       c.ca_file = path.string();
     }},
    {"allow_private", "webhook", [](ChannelConfig& c, const Place& p) { p.flag(c.allow_private); }},
    {"command", "exec", [](ChannelConfig& c, const Place& p) { p.texts(c.command); }},
    {"path", "file", [](ChannelConfig& c, const Place& p) { p.path(c.path); }},
    {"timeout", "", [](ChannelConfig& c, const Place& p) { p.duration(c.timeout, seconds(1), seconds(600)); }},
}};

const std::array<Key<WatchConfig>, 16> kWatchKeys{{
    {"name", "", [](WatchConfig& w, const Place& p) { p.text(w.name); }},
    {"channels", "", [](WatchConfig& w, const Place& p) { p.texts(w.channels); }},
    {"events", "", [](WatchConfig& w, const Place& p) { p.texts(w.events); }},
    {"dossiers", "", [](WatchConfig& w, const Place& p) { p.texts(w.dossiers); }},
    {"documents", "", [](WatchConfig& w, const Place& p) { p.texts(w.documents); }},
    {"zaaknummers", "", [](WatchConfig& w, const Place& p) { p.texts(w.zaaknummers); }},
    {"kinds", "", [](WatchConfig& w, const Place& p) { p.texts(w.kinds); }},
    {"ministries", "", [](WatchConfig& w, const Place& p) { p.texts(w.ministries); }},
    {"fracties", "", [](WatchConfig& w, const Place& p) { p.texts(w.fracties); }},
    {"members", "", [](WatchConfig& w, const Place& p) { p.texts(w.members); }},
    {"sources", "", [](WatchConfig& w, const Place& p) { p.texts(w.sources); }},
    {"text", "", [](WatchConfig& w, const Place& p) { p.text(w.text); }},
    {"digest", "", [](WatchConfig& w, const Place& p) { p.digest(w.digest); }},
    {"quiet", "", [](WatchConfig& w, const Place& p) { p.quiet(w.quiet); }},
    {"cosmetic", "", [](WatchConfig& w, const Place& p) { p.flag(w.cosmetic); }},
    {"storm", "", [](WatchConfig& w, const Place& p) { p.whole(w.storm, 1, 1'000'000); }},
}};

const std::vector<std::string_view> kSections = {"state", "http",   "alerts",  "questions", "extract",
                                                 "web",   "source", "channel", "watch"};

bool belongs(std::string_view kinds, std::string_view kind) {
  while (!kinds.empty()) {
    const auto space = std::min(kinds.find(' '), kinds.size());
    if (kinds.substr(0, space) == kind) return true;
    kinds.remove_prefix(std::min(space + 1, kinds.size()));
  }
  return false;
}

const TomlEntry* find(const TomlValue& table, std::string_view key) {
  for (const auto& entry : table.entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

template <typename Section, std::size_t N>
void read_table(const TomlValue& table, const std::array<Key<Section>, N>& keys, const std::string& file,
                Section& section, std::vector<ConfigProblem>& problems) {
  const auto* kind_entry = find(table, "kind");
  const std::string kind = kind_entry != nullptr ? kind_entry->value.text : std::string();
  for (const auto& entry : table.entries) {
    const Place place(entry, file, problems);
    const auto* key = std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.name == entry.key; });
    if (key == keys.end()) {
      std::vector<std::string_view> names;
      for (const auto& known : keys)
        if (known.kinds.empty() || kind.empty() || belongs(known.kinds, kind)) names.push_back(known.name);
      place.problem(fmt::format("unknown key '{}'{}", entry.key, did_you_mean(entry.key, names)));
    } else if (!key->kinds.empty() && !kind.empty() && !belongs(key->kinds, kind)) {
      place.problem(fmt::format("kind '{}' has no key '{}' (it belongs to: {})", kind, entry.key, key->kinds));
    } else {
      key->read(section, place);
    }
  }
}

// [[source]], [[channel]], [[watch]].
template <typename Section, std::size_t N>
void read_list(const TomlEntry& entry, const std::array<Key<Section>, N>& keys, const std::string& file,
               std::vector<Section>& list, std::vector<Origin>& origins, std::vector<ConfigProblem>& problems) {
  const bool tables = entry.value.type == TomlValue::Type::array &&
                      std::all_of(entry.value.items.begin(), entry.value.items.end(),
                                  [](const TomlValue& item) { return item.type == TomlValue::Type::table; });
  if (!tables) {
    problems.push_back({file, entry.line, fmt::format("write [[{}]] with two brackets, once for each", entry.key)});
    return;
  }
  for (const auto& item : entry.value.items) {
    Section section;
    section.line = item.line;
    read_table(item, keys, file, section, problems);
    list.push_back(std::move(section));
    origins.push_back({file, &item});
  }
}

template <typename Section, std::size_t N>
void add_names(std::string_view section, const std::array<Key<Section>, N>& keys, std::vector<std::string>& names) {
  for (const auto& key : keys) names.push_back(fmt::format("{}.{}", section, key.name));
}

}  // namespace

int Origin::line(std::string_view key) const {
  if (table == nullptr) return 0;
  const auto* entry = key.empty() ? nullptr : find(*table, key);
  return entry != nullptr ? entry->line : table->line;
}

void Draft::problem(const Origin& origin, std::string_view key, std::string message) {
  problems.push_back({origin.file, origin.line(key), std::move(message)});
}

void read_sections(const TomlValue& root, const std::filesystem::path& file, Draft& draft) {
  const std::string name = file.string();
  auto& problems = draft.problems;
  for (const auto& entry : root.entries) {
    const auto single = [&](const auto& keys) {
      if (entry.value.type == TomlValue::Type::table)
        return read_table(entry.value, keys, name, draft.config, problems);
      problems.push_back({name, entry.line, fmt::format("write [{}] and its keys below it", entry.key)});
    };
    if (entry.key == "state") {
      single(kStateKeys);
    } else if (entry.key == "http") {
      single(kHttpKeys);
    } else if (entry.key == "alerts") {
      single(kAlertsKeys);
    } else if (entry.key == "questions") {
      single(kQuestionsKeys);
    } else if (entry.key == "extract") {
      single(kExtractKeys);
    } else if (entry.key == "web") {
      single(kWebKeys);
    } else if (entry.key == "source") {
      read_list(entry, kSourceKeys, name, draft.config.sources, draft.sources, problems);
    } else if (entry.key == "channel") {
      read_list(entry, kChannelKeys, name, draft.config.channels, draft.channels, problems);
    } else if (entry.key == "watch") {
      read_list(entry, kWatchKeys, name, draft.config.watches, draft.watches, problems);
    } else {
      problems.push_back(
          {name, entry.line,
           fmt::format("unknown {} '{}'{}",
                       entry.value.type == TomlValue::Type::table || entry.value.type == TomlValue::Type::array
                           ? "section"
                           : "key",
                       entry.key, did_you_mean(entry.key, kSections))});
    }
  }
}

std::vector<std::string> known_keys() {
  std::vector<std::string> names;
  add_names("state", kStateKeys, names);
  add_names("http", kHttpKeys, names);
  add_names("alerts", kAlertsKeys, names);
  add_names("questions", kQuestionsKeys, names);
  add_names("extract", kExtractKeys, names);
  add_names("web", kWebKeys, names);
  add_names("source", kSourceKeys, names);
  add_names("channel", kChannelKeys, names);
  add_names("watch", kWatchKeys, names);
  return names;
}

}  // namespace griffier::daemon
