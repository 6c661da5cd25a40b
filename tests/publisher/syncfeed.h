// A Gegevensmagazijn for tests: a world of entities that answers as the Tweede Kamer's SyncFeed 2.0 does, with its
// namespaces and prefixes, 250 entries a page, a skiptoken for every entry, one sequence over all categories.
//
//   SyncWorld world;
//   const auto letter = world.add("Document", {{"soort", "Brief regering"}, {"documentNummer", "2024D00001"}});
//   world.file(letter, "%PDF-1.4 ...", "application/pdf");
//   publisher.site().otherwise(world.handler("/SyncFeed/2.0", publisher.url("/SyncFeed/2.0")));
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/publisher/site.h"

namespace griffier::publisher {

// A field "soort", or a reference "zaak" when the value is "ref:<guid>"; "nil" for xsi:nil. In the order of the schema.
using SyncFields = std::vector<std::pair<std::string, std::string>>;

// Every member may be called from any thread.
class SyncWorld {
 public:
  explicit SyncWorld(std::uint64_t first_token = 26600000);
  ~SyncWorld();
  SyncWorld(const SyncWorld&) = delete;
  SyncWorld& operator=(const SyncWorld&) = delete;

  // The next entity of a category, "Document"; gives its GUID, which depends on its number alone.
  std::string add(const std::string& category, SyncFields fields);
  // Replaces what it says; it moves to the end of the sequence.
  void update(const std::string& entity, SyncFields fields);
  // Changes single fields, or adds them.
  void change(const std::string& entity, const SyncFields& fields);
  void emit_again(const std::string& entity);  // the same with another bijgewerkt
  void emit_all_again(const std::string& category);
  void remove(const std::string& entity);  // a tombstone
  void restore(const std::string& entity);
  [[nodiscard]] SyncFields fields(const std::string& entity) const;

  // Gives a Document its file, and announces it: contentType, contentLength, rel=enclosure.
  void file(const std::string& entity, std::string bytes, const std::string& type = "application/pdf");
  // Of a great many: its file is made when it is asked for, by what make_files_by() names, and is so long.
  void made_file(const std::string& entity, const std::string& type, std::uint64_t length);
  void make_files_by(std::function<std::string(const std::string& entity)> maker);
  void announce_length(const std::string& entity, std::uint64_t length);  // another than the true one
  void enclose(const std::string& entity, const std::string& url);        // announced to lie elsewhere
  void withhold_file(const std::string& entity, int status = 500);        // announced, but not there
  void release_file(const std::string& entity);

  void fail_category(const std::string& category, int status);  // 0: no longer
  void clock(std::chrono::system_clock::time_point now);        // of what is changed from now on
  // Every change takes so many numbers of the sequence: others of categories that nobody follows here lie between.
  void stride(std::uint64_t numbers);
  // `True` for `true` in verwijderd, and the data's namespace as the default one instead of tk:.
  void odd_spelling(bool odd);

  [[nodiscard]] std::uint64_t last_token() const;
  [[nodiscard]] std::size_t count(const std::string& category) const;

  // Answers below `path`; addresses in feeds begin with `base` ("https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0",
  // or the publisher's own). The world must outlive the site's use of it.
  [[nodiscard]] Site::Handler handler(std::string path, std::string base);
  // A page as it is sent; for checks against the schemas.
  [[nodiscard]] std::string page(const std::string& category, std::uint64_t after, const std::string& base) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Reads a world from JSON: {"entities": [{"name": "brief", "category": "Document", "fields": {"soort": "...",
// "zaak": "@zaak1"}, "file": "brief.pdf", "type": "application/pdf"}, ...], "then": [{"update": "brief", "fields": {}},
// {"delete": "brief"}, {"restore": "brief"}, {"emit": "brief"}, {"withhold": "brief"}, {"fail": "Zaak",
// "status": 500}]}. "@name" refers to an entity above; files are relative to `folder`. Throws std::runtime_error that
// says what is wrong.
void load_world(SyncWorld& world, std::string_view json, const std::string& folder);

}  // namespace griffier::publisher
