// What the Dutch government publishes under the Woo: the search of open.overheid.nl with the documents behind it.
#pragma once

#include <memory>
#include <string>

#include "fetchers/listing/catalogue.h"
#include "fetchers/openoverheid/interface.h"

namespace griffier::fetchers {

struct OpenOverheidOptions {
  std::string base_url = openoverheid::kService;
  std::string documents_url;  // a document is at "<documents_url>/<id>"; empty: "<base_url>/documenten"
  std::string text;           // to be found in them; empty: everything
  bool metadata = false;      // ask for each document's details: its kind, and the document that it belongs to
};

// Documents are called "openoverheid:<id>", without the version that the id may end with.
[[nodiscard]] std::shared_ptr<const Catalogue> openoverheid_catalogue(OpenOverheidOptions options);

}  // namespace griffier::fetchers
