// The Tweede Kamer's register as the record keeps it: what binds the fetcher's seam to the store.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <string>

#include "daemon/app.h"
#include "daemon/config/config.h"
#include "fetchers/tweedekamer/register.h"

namespace griffier::daemon {

// Which of the register's publications a source wants.
[[nodiscard]] fetchers::Choice choice_of(const SourceConfig& source);

// For one poll of one source, which begins at `now`; with `force`, what waits for its time is due at once. The app and
// the pool outlive it.
[[nodiscard]] fetchers::Register kamer_register(App& app, boost::asio::thread_pool& clerk, const SourceConfig& source,
                                                publications::Instant now, bool force);

}  // namespace griffier::daemon
