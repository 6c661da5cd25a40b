// Work that blocks (the record, extraction), awaited from the loop: it runs on its own executor, and the coroutine goes
// on where it was.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <type_traits>
#include <utility>

namespace griffier::daemon {

// Name the function before the call: g++ 12.2 frees lambdas inside awaited expressions twice. What it throws comes out
// of the co_await.
template <typename Executor, typename Function>
boost::asio::awaitable<std::invoke_result_t<Function&>> run_on(Executor executor, Function function) {
  using Result = std::invoke_result_t<Function&>;
  // Shared with the executor's thread, so that a loop that ends early leaves it whole.
  auto shared = std::make_shared<Function>(std::move(function));
  const auto body = [](std::shared_ptr<Function> work) -> boost::asio::awaitable<Result> { co_return (*work)(); };
  auto task = body(std::move(shared));
  auto started = boost::asio::co_spawn(executor, std::move(task), boost::asio::use_awaitable);
  co_return co_await std::move(started);
}

}  // namespace griffier::daemon
