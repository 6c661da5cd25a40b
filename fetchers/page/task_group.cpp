#include "fetchers/page/task_group.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace griffier::fetchers {

namespace asio = boost::asio;

void TaskGroup::spawn(asio::awaitable<void> task) {
  ++running_;
  asio::cancellation_signal& signal = signals_.emplace_back();
  auto ended = [this](std::exception_ptr failure) {
    if (failure && !failure_) {
      failure_ = failure;
      cancel();
    }
    if (--running_ == 0) finished_.cancel();
  };
  asio::co_spawn(finished_.get_executor(), std::move(task),
                 asio::bind_cancellation_slot(signal.slot(), std::move(ended)));
}

void TaskGroup::cancel() {
  for (auto& signal : signals_) signal.emit(asio::cancellation_type::terminal);
}

asio::awaitable<void> TaskGroup::wait() {
  co_await asio::this_coro::throw_if_cancelled(false);
  bool cancelled = false;
  while (running_ > 0) {
    finished_.expires_at(asio::steady_timer::time_point::max());
    co_await finished_.async_wait(asio::as_tuple(asio::use_awaitable));
    const auto state = co_await asio::this_coro::cancellation_state;
    if (cancelled || state.cancelled() == asio::cancellation_type::none) continue;
    cancelled = true;
    cancel();
    // The tasks must still be waited for, which a cancelled coroutine can't do.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  }
  co_await asio::this_coro::throw_if_cancelled(true);
  if (cancelled) throw boost::system::system_error(asio::error::operation_aborted);
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace griffier::fetchers
