// One coroutine waits, once, until it is woken or cancelled.
#pragma once

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <functional>
#include <optional>
#include <utility>

namespace griffier::fetchers {

// Lives in the frame of the waiting coroutine; one thread. The coroutine is resumed from the io_context's queue, never
// from within wake(), so wake() may be called from a callback of libcurl.
class Signal {
 public:
  // `on_cancel` runs at once when the waiting coroutine is cancelled (terminal, partial or total alike), before it is
  // resumed with operation_aborted.
  Signal(boost::asio::io_context& io, std::function<void()> on_cancel) : io_(io), on_cancel_(std::move(on_cancel)) {}
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

  // Throws boost::system::system_error(operation_aborted) when cancelled. Returns at once when already woken.
  boost::asio::awaitable<void> wait() {
    namespace asio = boost::asio;
    if (woken_) co_return;
    auto initiate = [this](Handler handler) { begin(std::move(handler)); };
    auto waiting = asio::async_initiate<const asio::use_awaitable_t<>&, void(boost::system::error_code)>(
        initiate, asio::use_awaitable);
    co_await std::move(waiting);
  }

  void wake(boost::system::error_code error = {}) {
    if (woken_) return;
    woken_ = true;
    if (!handler_) return;
    const auto executor = boost::asio::get_associated_executor(*handler_, io_.get_executor());
    auto resume = [handler = std::move(*handler_), error]() mutable {
      // The slot would otherwise keep pointing to a signal that is gone.
      if (auto slot = boost::asio::get_associated_cancellation_slot(handler); slot.is_connected()) slot.clear();
      std::move(handler)(error);
    };
    handler_.reset();
    boost::asio::post(executor, std::move(resume));
  }

 private:
  using Handler =
      boost::asio::async_result<boost::asio::use_awaitable_t<>, void(boost::system::error_code)>::handler_type;

  void begin(Handler handler) {
    auto slot = boost::asio::get_associated_cancellation_slot(handler);
    handler_.emplace(std::move(handler));
    if (!slot.is_connected()) return;
    slot.assign([this](boost::asio::cancellation_type type) {
      if (type == boost::asio::cancellation_type::none || woken_) return;
      if (on_cancel_) on_cancel_();
      wake(boost::asio::error::operation_aborted);
    });
  }

  boost::asio::io_context& io_;
  std::function<void()> on_cancel_;
  std::optional<Handler> handler_;
  bool woken_ = false;
};

}  // namespace griffier::fetchers
