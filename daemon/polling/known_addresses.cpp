#include "daemon/polling/known_addresses.h"

#include <utility>

#include "store/record/source_state.h"

namespace griffier::daemon {
namespace {

fetchers::Known known_of(store::Validators validators) {
  fetchers::Known known;
  known.url = std::move(validators.url);
  known.document_id = std::move(validators.document_id);
  known.etag = std::move(validators.etag);
  known.last_modified = std::move(validators.last_modified);
  known.body_sha256 = std::move(validators.body_sha256);
  known.bytes = validators.bytes;
  known.media_type = std::move(validators.media_type);
  known.whole_at = validators.whole_at;
  return known;
}

}  // namespace

KnownAddresses KnownAddresses::all(store::Record& record, const std::string& source) {
  KnownAddresses known;
  for (auto& validators : store::SourceState(record).all_validators(source)) {
    const auto url = validators.url;
    known.all_.emplace(url, known_of(std::move(validators)));
  }
  return known;
}

KnownAddresses KnownAddresses::on_demand(const std::filesystem::path& state_dir, const std::string& source) {
  KnownAddresses known;
  known.source_ = source;
  known.reader_ = std::make_unique<store::Record>(state_dir / "griffier.db", true);
  return known;
}

std::optional<fetchers::Known> KnownAddresses::find(const std::string& url) const {
  if (reader_) {
    auto validators = store::SourceState(*reader_).validators(source_, url);
    return validators ? std::optional(known_of(std::move(*validators))) : std::nullopt;
  }
  const auto found = all_.find(url);
  return found == all_.end() ? std::nullopt : std::optional(found->second);
}

bool KnownAddresses::none() const { return !reader_ && all_.empty(); }

}  // namespace griffier::daemon
