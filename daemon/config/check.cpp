#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "daemon/config/publishers.h"
#include "daemon/config/review.h"
#include "daemon/config/schema.h"
#include "daemon/config/values.h"
#include "fetchers/tweedekamer/poll_tweedekamer.h"
#include "publications/identifier.h"
#include "publications/instant.h"
#include "publications/kinds.h"

namespace griffier::daemon {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string_view>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

// Names are unique within their list, and fit for file names, addresses and the command line.
template <typename Section>
void check_names(Draft& draft, const std::vector<Section>& list, const std::vector<Origin>& origins,
                 std::string_view what) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& name = list[i].name;
    if (name.empty()) {
      draft.problem(origins[i], "name", fmt::format("this {} needs a name", what));
    } else if (!is_name(name)) {
      draft.problem(
          origins[i], "name",
          fmt::format("'{}' is not a name: at most 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter, "
                      "digit or '_'",
                      name));
    } else if (const auto [first, fresh] = seen.emplace(name, i); !fresh) {
      const auto& other = origins[first->second];
      draft.problem(origins[i], "name",
                    fmt::format("{} '{}' is there twice (first at {}:{})", what, name, other.file, other.line("name")));
    }
  }
}

// The kind is there and known. False: nothing more can be said of this section.
bool check_kind(Draft& draft, const Origin& origin, const std::string& kind, std::string_view what,
                const std::vector<std::string_view>& known) {
  if (kind.empty()) {
    draft.problem(origin, "kind", fmt::format("this {} needs a kind: {}", what, joined(known)));
    return false;
  }
  if (std::find(known.begin(), known.end(), kind) != known.end()) return true;
  draft.problem(origin, "kind",
                fmt::format("unknown kind '{}'{}; there are: {}", kind, did_you_mean(kind, known), joined(known)));
  return false;
}

void need(Draft& draft, const Origin& origin, bool there, std::string_view kind, std::string_view key) {
  if (!there) draft.problem(origin, key, fmt::format("kind '{}' needs '{}'", kind, key));
}

// An address that is fetched or posted to. Returns whether it lies outside this machine.
bool check_http_url(Draft& draft, const Origin& origin, std::string_view key, const std::string& url,
                    bool allow_private) {
  const auto parts = parse_url(url);
  if (!parts || (parts->scheme != "http" && parts->scheme != "https")) {
    draft.problem(origin, key, fmt::format("'{}' is not an http or https address", url));
    return false;
  }
  if (!is_loopback_host(parts->host)) return true;
  if (!allow_private)
    draft.problem(origin, key, fmt::format("'{}' is this machine itself: that needs allow_private = true", url));
  return false;
}

bool known_start(const std::string& start) {
  return start == "now" || start == "beginning" || publications::parse_iso_date(start).has_value();
}

// The publisher answers a name that it doesn't know with an empty feed, for ever.
void check_register(Draft& draft, SourceConfig& source, const Origin& origin) {
  if (source.base_url.empty()) source.base_url = fetchers::kSyncFeedAddress;
  const auto& known = fetchers::known_categories();
  for (const auto& category : source.categories)
    if (std::find(known.begin(), known.end(), category) == known.end())
      draft.problem(origin, "categories",
                    fmt::format("there is no category '{}'{}", category, did_you_mean(category, known)));
}

void check_source(Draft& draft, SourceConfig& source, const Origin& origin, const ConfigChecks& checks, bool& polls) {
  if (!check_kind(draft, origin, source.kind, "source", kSourceKinds)) return;
  const auto& kind = source.kind;
  if (kind == "folder") need(draft, origin, !source.path.empty(), kind, "path");
  if (kind == "page") need(draft, origin, !source.urls.empty(), kind, "urls");
  if (kind == "feed") need(draft, origin, !source.url.empty(), kind, "url");
  const auto address = [&](std::string_view key, const std::string& url) {
    if (!url.empty()) polls = check_http_url(draft, origin, key, url, source.allow_private) || polls;
  };
  address("url", source.url);
  address("base_url", source.base_url);
  address("documents_url", source.documents_url);
  for (const auto& url : source.urls) address("urls", url);
  polls = polls || (kind != "folder" && kind != "page" && kind != "feed" && source.base_url.empty());
  complete_publisher(source);
  for (auto& [key, problem] : publisher_problems(source)) draft.problem(origin, key, std::move(problem));
  if (!known_start(source.start))
    draft.problem(
        origin, "start",
        fmt::format("'{}' is no start: write \"now\", \"beginning\" or a date as \"2024-09-17\"", source.start));
  for (auto& dossier : source.dossiers) {
    const auto parsed = publications::parse_dossier(dossier);
    if (!parsed) {
      draft.problem(origin, "dossiers", fmt::format("'{}' is no dossier number such as \"19637\"", dossier));
    } else {
      dossier = parsed->id();
    }
  }
  const auto each = [&](std::string_view key, const std::vector<std::string>& list, const ConfigChecks::Check& check) {
    for (const auto& item : list)
      if (const auto wrong = check ? check(item) : std::nullopt; wrong)
        draft.problem(origin, key, fmt::format("'{}': {}", item, *wrong));
  };
  each("select", source.select, checks.selector);
  each("ignore", source.ignore, checks.selector);
  each("ignore_text", source.ignore_text, checks.pattern);
  if (kind == "tweedekamer") check_register(draft, source, origin);
}

// A program by absolute path, relative path or name in PATH; nullopt when there is none to execute.
std::optional<std::string> find_program(const std::string& name, const std::string& file) {
  const auto executable = [](const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
  };
  if (name.find('/') != std::string::npos) {
    std::error_code error;
    const auto path = (fs::absolute(file, error).parent_path() / name).lexically_normal();
    return executable(path) ? std::optional(path.string()) : std::nullopt;
  }
  const char* variable = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nothing here changes the environment
  std::string_view folders = variable != nullptr ? variable : "/usr/local/bin:/usr/bin:/bin";
  while (!folders.empty()) {
    const auto end = std::min(folders.find(':'), folders.size());
    const auto path = fs::path(folders.substr(0, end)) / name;
    if (path.is_absolute() && executable(path)) return path.string();
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return std::nullopt;
}

void check_smtp(Draft& draft, const ChannelConfig& channel, const Origin& origin) {
  need(draft, origin, !channel.url.empty(), "smtp", "url");
  need(draft, origin, !channel.from.empty(), "smtp", "from");
  need(draft, origin, !channel.to.empty(), "smtp", "to");
  if (!channel.url.empty()) {
    const auto parts = parse_url(channel.url);
    if (!parts || (parts->scheme != "smtp" && parts->scheme != "smtps") || !parts->user.empty() ||
        parts->path.size() > 1)
      draft.problem(
          origin, "url",
          fmt::format("'{}' is no mail server: write smtp://host[:port] or smtps://host[:port]; the user goes "
                      "into 'user'",
                      channel.url));
  }
  if (!channel.from.empty() && !parse_mail_address(channel.from))
    draft.problem(origin, "from", fmt::format("'{}' is no mail address", channel.from));
  for (const auto& to : channel.to)
    if (!parse_mail_address(to)) draft.problem(origin, "to", fmt::format("'{}' is no mail address", to));
  if (channel.user.empty() != channel.password_file.empty())
    draft.problem(origin, channel.user.empty() ? "password_file" : "user",
                  "'user' and 'password_file' go together: one of them is missing");
  const auto& stop = channel.unsubscribe;
  const auto mail = stop.starts_with("mailto:") && parse_mail_address(stop.substr(7, stop.find('?') - 7));
  if (const auto web = parse_url(stop); !stop.empty() && !mail && !(web && web->scheme == "https"))
    draft.problem(origin, "unsubscribe", fmt::format("'{}' is neither a mailto: nor an https address", stop));
}

void check_channel(Draft& draft, ChannelConfig& channel, const Origin& origin) {
  if (!check_kind(draft, origin, channel.kind, "channel", kChannelKinds)) return;
  if (channel.ca_file.empty()) channel.ca_file = draft.config.http.ca_file;
  if (channel.kind == "smtp") check_smtp(draft, channel, origin);
  if (channel.kind == "file") need(draft, origin, !channel.path.empty(), "file", "path");
  if (channel.kind == "webhook") {
    need(draft, origin, !channel.url.empty(), "webhook", "url");
    if (!channel.url.empty()) check_http_url(draft, origin, "url", channel.url, channel.allow_private);
    if (channel.proxy.empty()) channel.proxy = draft.config.http.proxy;
    if (channel.form.empty()) channel.form = "json";
    if (std::find(kWebhookForms.begin(), kWebhookForms.end(), channel.form) == kWebhookForms.end())
      draft.problem(origin, "form",
                    fmt::format("unknown form '{}'{}; there are: {}", channel.form,
                                did_you_mean(channel.form, kWebhookForms), joined(kWebhookForms)));
    if (channel.form == "matrix") need(draft, origin, !channel.secret_file.empty(), "webhook", "secret_file");
  }
  if (channel.kind == "exec") {
    need(draft, origin, !channel.command.empty(), "exec", "command");
    if (channel.command.empty()) return;
    if (const auto program = find_program(channel.command.front(), origin.file)) {
      channel.command.front() = *program;
    } else {
      draft.problem(origin, "command", fmt::format("there is no program '{}' to execute", channel.command.front()));
    }
  }
}

std::vector<std::string_view> known_kinds() {
  const auto kinds = publications::kinds();
  return {kinds.begin(), kinds.end()};
}

// A kind may be the beginning of identities as well: "kst", "ah-tk".
bool begins_series(std::string_view text) {
  static constexpr std::array<std::string_view, 24> kSeries = {
      "kst", "blg", "kv",  "ah",  "h",   "nds",  "ag",   "tk",   "ek",           "vv",   "stb", "stcrt",
      "trb", "gmb", "prb", "wsb", "bgr", "ECLI", "page", "feed", "openoverheid", "file", "TZ",  "toezegging"};
  const auto series = text.substr(0, text.find_first_of("-:"));
  return std::find(kSeries.begin(), kSeries.end(), series) != kSeries.end();
}

// What is wrong with a watch, wherever it comes from; brings dossiers and documents into their canonical form.
using Complain = std::function<void(std::string_view key, std::string message)>;
void check_filters(const Config& config, WatchConfig& watch, const ConfigChecks& checks, const Complain& complain) {
  std::vector<std::string_view> channels, sources{"import"};
  for (const auto& channel : config.channels) channels.push_back(channel.name);
  for (const auto& source : config.sources) sources.push_back(source.name);
  const auto each = [&](std::string_view key, const std::vector<std::string>& list, std::string_view what,
                        const std::vector<std::string_view>& known) {
    for (const auto& item : list)
      if (std::find(known.begin(), known.end(), item) == known.end())
        complain(key, fmt::format("there is no {} '{}'{}", what, item, did_you_mean(item, known)));
  };
  each("channels", watch.channels, "channel", channels);
  each("sources", watch.sources, "source", sources);
  each("events", watch.events, "event kind", kEventKinds);
  for (auto& kind : watch.kinds) {
    if (const auto known = publications::kind_named(kind))
      kind = *known;
    else if (!begins_series(kind))
      complain("kinds", fmt::format("there is no kind '{}'{}", kind, did_you_mean(kind, known_kinds())));
  }
  for (auto& dossier : watch.dossiers) {
    if (const auto parsed = publications::parse_dossier(dossier)) {
      dossier = parsed->id();
    } else {
      complain("dossiers", fmt::format("'{}' is no dossier number such as \"36600-VI\"", dossier));
    }
  }
  for (auto& document : watch.documents)
    if (const auto known = publications::parse_display(document)) document = publications::to_id(*known);
  if (const auto wrong = checks.text_query && !watch.text.empty() ? checks.text_query(watch.text) : std::nullopt; wrong)
    complain("text", *wrong);
}

void check_watch(Draft& draft, WatchConfig& watch, const Origin& origin, const ConfigChecks& checks) {
  const auto complain = [&](std::string_view key, std::string message) {
    draft.problem(origin, key, std::move(message));
  };
  check_filters(draft.config, watch, checks, complain);
  if (origin.line("channels") == origin.line() && watch.channels.empty())
    complain("channels", "this watch names no channels: add channels = [\"…\"]");
}

void check_http(Draft& draft, bool polls) {
  const auto& http = draft.config.http;
  if (polls && http.contact.empty())
    draft.problem(draft.root, {},
                  "a source polls the internet: [http] contact must say who you are, as an address of a page or "
                  "mailbox (it goes into the user agent)");
  const bool clean = std::all_of(http.contact.begin(), http.contact.end(),
                                 [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
  if (!clean) draft.problem(draft.root, "http", "'contact' must be one line");
  if (!http.proxy.empty() && !parse_url(http.proxy))
    draft.problem(draft.root, "http", fmt::format("'{}' is no proxy: write http://host:port", http.proxy));
}

void check_listen(Draft& draft) {
  const auto& listen = draft.config.web_listen;
  if (listen.empty()) return;
  const auto parts = parse_url("http://" + listen);
  if (!parts || parts->port.empty() || !parts->path.empty() || !parts->user.empty())
    draft.problem(draft.root, "web", fmt::format("'{}' is no address to listen on: write \"127.0.0.1:8480\"", listen));
}

}  // namespace

std::vector<std::string> watch_problems(const Config& config, WatchConfig& watch, const ConfigChecks& checks) {
  std::vector<std::string> problems;
  check_filters(config, watch, checks,
                [&](std::string_view, std::string message) { problems.push_back(std::move(message)); });
  return problems;
}

std::vector<std::string> config_warnings(const Config& config) {
  std::vector<std::string> warnings;
  if (!config.web_listen.empty())
    warnings.push_back(
        fmt::format("[web] listen = \"{}\" does nothing: this version has no web server", config.web_listen));
  return warnings;
}

void check_draft(Draft& draft, const ConfigChecks& checks) {
  auto& config = draft.config;
  check_names(draft, config.sources, draft.sources, "source");
  check_names(draft, config.channels, draft.channels, "channel");
  check_names(draft, config.watches, draft.watches, "watch");
  for (std::size_t i = 0; i < config.sources.size(); ++i)
    if (config.sources[i].name == "import")
      draft.problem(draft.sources[i], "name",
                    "'import' is what the import command calls its source: take another name");
  bool polls = false;
  for (std::size_t i = 0; i < config.sources.size(); ++i)
    check_source(draft, config.sources[i], draft.sources[i], checks, polls);
  for (std::size_t i = 0; i < config.channels.size(); ++i) check_channel(draft, config.channels[i], draft.channels[i]);
  for (std::size_t i = 0; i < config.watches.size(); ++i)
    check_watch(draft, config.watches[i], draft.watches[i], checks);
  for (const auto& name : config.operator_channels) {
    const bool there = std::any_of(config.channels.begin(), config.channels.end(),
                                   [&](const ChannelConfig& channel) { return channel.name == name; });
    if (!there) draft.problem(draft.root, "alerts", fmt::format("[alerts] operator: there is no channel '{}'", name));
  }
  check_http(draft, polls);
  check_listen(draft);
}

}  // namespace griffier::daemon
