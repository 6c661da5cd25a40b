#include "daemon/polling/poller.h"

#include <utility>

#include "daemon/polling/session.h"

namespace griffier::daemon {

using boost::asio::awaitable;

Poller::Poller(App& app, HttpConfig http, fetchers::Engine& engine, boost::asio::thread_pool& clerk,
               boost::asio::thread_pool& readers)
    : app_(app), http_(std::move(http)), engine_(engine), clerk_(clerk), readers_(readers) {}

awaitable<PollReport> Poller::poll(SourceConfig source, bool force) {
  Session session(*this, source, force);
  auto running = session.run();
  co_return co_await std::move(running);
}

}  // namespace griffier::daemon
