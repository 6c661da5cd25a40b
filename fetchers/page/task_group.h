// Several coroutines under one: all are waited for, the first failure is kept and cancels the rest.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <list>

namespace griffier::fetchers {

// Lives in the frame of the coroutine that calls wait(), on the io_context's thread. Once something was spawned, wait()
// must be awaited before the group goes out of scope.
class TaskGroup {
 public:
  explicit TaskGroup(const boost::asio::any_io_executor& executor) : finished_(executor) {}
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;

  void spawn(boost::asio::awaitable<void> task);
  // Returns when every task has ended. Throws the first failure; when the caller is cancelled: cancels them, waits for
  // them, and throws operation_aborted.
  boost::asio::awaitable<void> wait();

 private:
  void cancel();

  boost::asio::steady_timer finished_;
  std::list<boost::asio::cancellation_signal> signals_;
  std::exception_ptr failure_;
  std::size_t running_ = 0;
};

}  // namespace griffier::fetchers
