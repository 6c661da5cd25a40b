// A publisher's list of what it has, sorted by when it changed, with the documents behind it: what its interface asks
// and answers. One implementation an interface; poll_listing() does the rest.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "publications/instant.h"

namespace griffier::fetchers {

using Facts = std::map<std::string, std::string>;  // named as in publications/facts.h

// One form of a document.
struct ListedFile {
  std::string url;
  std::string rendition;  // "xml", "html", "pdf"
  bool operator==(const ListedFile&) const = default;
};

// One document, as the list has it.
struct Listed {
  std::string key;                 // what the publisher calls it
  std::string stamp;               // another one: the document or what is known of it changed
  publications::Instant moment{};  // what the list is sorted by
  bool withdrawn = false;          // the publisher says that it is no more
  bool metadata_only = false;      // the publisher has no file of it: there is nothing to fetch
  bool by_mention = false;         // not listed itself: fetched only when nothing is known of it
  std::string document_id;
  Facts facts;
  std::vector<ListedFile> files;  // the preferred one first
  std::string metadata_url;       // asked for more facts before the file is; empty: there are enough
};

struct ListingPage {
  std::string error;  // it is no page of the list: why, one sentence
  std::vector<Listed> entries;
  std::vector<std::string> nameless;  // entries without an identity: what is known of each, a title or an address
  std::optional<std::size_t> next;    // where the next page begins; none: this is the last one
  std::optional<std::size_t> total;   // as the publisher says; often an estimate
};

// One list that is followed on its own.
struct ListingQuery {
  std::string name;         // for people, unique within the source
  std::string fingerprint;  // another one: it asks for something else than before, and begins anew
};

struct ListingQuestion {
  std::size_t query = 0;                       // of queries()
  std::optional<publications::Instant> since;  // what changed at this moment or later; none: everything
  std::size_t position = 0;                    // of the first entry of the page
};

class Catalogue {
 public:
  Catalogue() = default;
  virtual ~Catalogue() = default;
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  [[nodiscard]] virtual std::vector<ListingQuery> queries() const = 0;
  [[nodiscard]] virtual std::string address(const ListingQuestion& question) const = 0;
  // Never throws for what the body holds.
  [[nodiscard]] virtual ListingPage read(const std::string& body, const ListingQuestion& question) const = 0;
  // Why a whole answer with status 200 is not the document, one sentence; empty: it is.
  [[nodiscard]] virtual std::string not_the_document(const ListedFile& file, const std::string& body) const = 0;
  // Whether the address of a file follows from the configuration rather than from an answer.
  [[nodiscard]] virtual bool is_configured(const std::string& url) const;
  // Adds what the answer of Listed::metadata_url tells beyond `facts`.
  virtual void add_metadata(const std::string& body, Facts& facts) const;

  // Whether a list is asked for in the order of its moments. That it comes so is seen, not believed.
  [[nodiscard]] virtual bool ascending(std::size_t query) const;
  [[nodiscard]] virtual std::size_t first_position() const = 0;  // 0 or 1
  [[nodiscard]] virtual std::size_t page_size() const = 0;
  // How far before what was reached the list is asked again from: what may be missing at the edge of `since`.
  [[nodiscard]] virtual std::chrono::seconds margin() const { return std::chrono::seconds(0); }
};

inline bool Catalogue::is_configured(const std::string& /*url*/) const { return false; }
inline bool Catalogue::ascending(std::size_t /*query*/) const { return true; }
inline void Catalogue::add_metadata(const std::string& /*body*/, Facts& /*facts*/) const {}

}  // namespace griffier::fetchers
