// libcurl's multi handle driven by an io_context.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "fetchers/http/curl_handles.h"

namespace griffier::fetchers {

// libcurl keeps its sockets. They are watched by an epoll set of our own, and the io_context watches that one
// descriptor: a socket that libcurl closes leaves the set by itself, and one wake-up serves all sockets that are ready.
// A watch outlives CURL_POLL_REMOVE ("not now"), since the next request on a kept connection wants it again. One
// thread; no member may be called from a callback of libcurl. Nothing keeps the io_context running while no transfer is
// active.
class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
 public:
  // Called after the handle was removed; may add others.
  using Done = std::function<void(CURL*, CURLcode)>;

  // `max_connections` bounds the open connections, busy or kept.
  CurlLoop(boost::asio::io_context& io, int max_connections, Done done);
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  void add(CURL* easy);
  void remove(CURL* easy);  // one that was added and isn't done
  // Takes the sockets of `easy` under watch; every handle needs this before it is added.
  void adopt(CURL* easy);
  // Closes everything; all handles must have been removed.
  void close();

  // For the socket callback of a handle: makes a socket that this loop knows to be its own.
  int open_socket(const curl_sockaddr& address);

 private:
  struct Watch {
    std::uint32_t generation = 0;  // of the socket under this number
    int wanted = 0;                // EPOLLIN, EPOLLOUT
    int registered = -1;           // what epoll has; -1: not there
    bool ours = false;             // its closing will be told
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* unused) noexcept;
  static int on_timer(CURLM* multi, long milliseconds, void* self) noexcept;
  static int on_close(void* self, curl_socket_t socket) noexcept;

  Watch& watch(int socket);
  void apply(int socket, Watch& watch, bool lazily);
  void want_timeout(long milliseconds);
  void arm_timer();
  void post_timeout();
  void wait_for_sockets();
  void serve_sockets();
  void timed_out();
  void collect();
  void rest_when_idle();

  boost::asio::io_context& io_;
  Done done_;
  std::vector<Watch> watches_;  // by descriptor
  int epoll_;
  boost::asio::posix::stream_descriptor sockets_;
  boost::asio::steady_timer timer_;
  std::optional<std::chrono::steady_clock::time_point> wanted_, armed_;
  int active_ = 0;
  bool waiting_ = false, posted_ = false, rest_posted_ = false;
  CurlMulti multi_;
};

}  // namespace griffier::fetchers
