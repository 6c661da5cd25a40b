// The configuration as plain structs with their defaults, validated once, then const. The shape of the TOML is an
// interface (griffier.toml(5)).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "publications/terms.h"

namespace griffier::daemon {

struct HttpConfig {
  std::string contact;  // goes into the user agent; a source that polls the internet needs it
  std::string proxy;
  std::string ca_file;
  std::chrono::milliseconds connect_timeout{10'000}, timeout{60'000};
  std::size_t max_bytes = std::size_t{32} << 20;
  int max_connections = 32;
};

struct QuietHours {  // Dutch time, may pass midnight
  std::chrono::minutes from{0}, until{0};
  bool operator==(const QuietHours&) const = default;
};

struct SourceConfig {
  std::string name;
  // "folder", "page", "feed", "tweedekamer", "officielebekendmakingen", "rechtspraak", "openoverheid"
  std::string kind;
  std::chrono::seconds every{900};
  std::string url;                // feed
  std::vector<std::string> urls;  // page
  std::string base_url, documents_url, query, start = "now";
  std::filesystem::path path;  // folder
  std::vector<std::string> dossiers;
  std::vector<std::string> publications, creators, subjects;  // officielebekendmakingen, rechtspraak
  std::vector<std::string> renditions;                        // officielebekendmakingen; empty: XML, HTML, PDF
  std::string type;                                           // rechtspraak
  std::optional<std::chrono::seconds> overlap;                // of each poll with the one before
  bool metadata = false;                                      // officielebekendmakingen, openoverheid
  std::vector<std::string> categories, kinds, ministries;     // tweedekamer
  std::vector<std::string> select, ignore;                    // CSS selectors of what to keep and to drop
  std::vector<std::string> ignore_text;                       // POSIX extended regular expressions of noise
  std::optional<std::chrono::seconds> slowest;  // polled less often while nothing changes, down to this; empty: never
  std::optional<QuietHours> hours;              // polled within these alone (Dutch time)
  std::vector<std::chrono::seconds> confirm;    // waits that confirm an absence or a doubt; empty: the usual ones
  bool allow_private = false, announce_first = false;
  std::optional<std::chrono::milliseconds> gap;
  std::optional<int> parallel;
  int line = 0;  // where it stands in its file, for messages
};

struct ChannelConfig {
  std::string name, kind;  // "smtp", "webhook", "exec", "file"
  std::string url;
  std::string from, user;
  std::vector<std::string> to;
  std::filesystem::path password_file, secret_file, path;
  std::string form;  // webhook: "json" (default), "slack", "mattermost", "matrix", "teams", "ntfy", "plain"
  std::vector<std::string> command;  // exec
  std::string unsubscribe;     // smtp: what List-Unsubscribe says, "mailto:…" or "https://…"; empty: mail to `from`
  std::string ca_file, proxy;  // of [http] unless the channel has its own
  std::chrono::seconds timeout{60};
  bool insecure = false, allow_private = false;
  int line = 0;
};

struct Digest {  // immediate, hourly, or daily at a time of day
  enum class Kind : std::uint8_t { immediate, hourly, daily } kind = Kind::immediate;
  std::chrono::minutes at{0};
  bool operator==(const Digest&) const = default;
};

struct WatchConfig {
  std::string name;
  std::vector<std::string> events, dossiers, documents, zaaknummers, kinds, ministries, fracties, members, sources;
  std::string text;  // full-text query
  std::vector<std::string> channels;
  Digest digest;
  std::optional<QuietHours> quiet;
  bool cosmetic = false;  // also tell of cosmetic changes
  int storm = 50;         // more alerts than this within an hour become one digest
  int line = 0;
};

struct Config {
  std::filesystem::path state_dir = "/var/lib/griffier";
  HttpConfig http;
  std::vector<SourceConfig> sources;
  std::vector<ChannelConfig> channels;
  std::vector<WatchConfig> watches;
  std::vector<std::string>
      operator_channels;          // told of dead deliveries; empty: the first channel that works, but the dead one's
  publications::TermRules terms;  // of answers to questions
  std::string web_listen;         // empty: no web server
  bool ocr = false;               // [extract]: scanned PDFs are read by text recognition
  std::vector<std::filesystem::path> files;  // those that were read
};

// Exit code 4. what() has one line a problem: "griffier.toml:12: unknown key 'evry' (did you mean 'every'?)".
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What only other parts can check. Each returns what is wrong with the text, or nothing when it is right; one that is
// not set checks nothing.
struct ConfigChecks {
  using Check = std::function<std::optional<std::string>(const std::string&)>;
  Check text_query;  // watch.text
  Check selector;    // source.select, source.ignore
  Check pattern;     // source.ignore_text
};

// Reads FILE and conf.d/*.toml beside it, in the order of their names: lists of sources, channels and watches are
// joined, a single key of a later file takes the place of an earlier one's. Relative paths are relative to the file
// that they stand in. Throws ConfigError with every problem found, not only the first.
[[nodiscard]] Config load_config(const std::filesystem::path& file, const ConfigChecks& checks = {});
// Every key that is understood, "source.every", in the order of griffier.toml(5).
[[nodiscard]] std::vector<std::string> known_keys();
// --config, else GRIFFIER_CONFIG, ./griffier.toml, /etc/griffier/griffier.toml; nullopt when none is there and `asked`
// is empty. An `asked` file that is not there throws ConfigError.
[[nodiscard]] std::optional<std::filesystem::path> find_config(const std::filesystem::path& asked);

}  // namespace griffier::daemon
