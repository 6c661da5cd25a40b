// One request to one address, without following redirects: libcurl's options before, its callbacks during, and a
// Response after.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <string>

#include "fetchers/http/curl_handles.h"
#include "fetchers/http/engine.h"
#include "fetchers/http/loop.h"
#include "fetchers/http/signal.h"

namespace griffier::fetchers {

// What differs from hop to hop.
struct Hop {
  std::string url;
  bool post = false;
  bool own_headers = true;  // the request's headers; not for another origin than the one asked
  bool allow_private = false;
  std::chrono::milliseconds timeout{0};
};

// Pinned while it runs, since libcurl points to it; one thread.
class Exchange {
 public:
  // Borrows all but `easy`, which must be fresh or reset. `request` and `hop` must outlive it.
  Exchange(boost::asio::io_context& io, CurlLoop& loop, CurlEasy easy, const EngineOptions& options,
           const Request& request, const Hop& hop);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Throws operation_aborted when cancelled; the transfer is then gone already.
  boost::asio::awaitable<void> run();
  void abort();                  // as if cancelled
  void finished(CURLcode code);  // from the loop

  // Once run() returned.
  [[nodiscard]] Response take_response() { return std::move(response_); }
  [[nodiscard]] std::string redirect() const { return redirect_; }  // absolute; empty: none
  [[nodiscard]] CurlEasy take_easy() { return std::move(easy_); }

  static Exchange& of(CURL* easy);

 private:
  enum class Stop { no, too_large, bomb, headers, forbidden };

  void set_basics();
  void set_headers();
  void set_trace();
  void status_line();
  void header_line(std::string_view line);
  void headers_end();
  bool body(std::string_view bytes);
  bool may_connect(const sockaddr& address, socklen_t length);
  [[nodiscard]] Transfer transfer_of(CURLcode code) const;
  [[nodiscard]] std::string error_of(CURLcode code, Transfer transfer) const;

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept;
  static int on_connected(void* self, char* remote, char* local, int remote_port, int local_port) noexcept;
  static int on_trace(CURL* easy, curl_infotype type, char* data, std::size_t size, void* self) noexcept;

  CurlLoop& loop_;
  const EngineOptions& options_;
  const Request& request_;
  const Hop& hop_;
  CurlEasy easy_;
  CurlList headers_;
  Response response_;
  std::string redirect_;
  std::string refused_address_;
  char error_[CURL_ERROR_SIZE] = {};
  std::size_t header_bytes_ = 0;
  bool in_headers_ = false, headers_done_ = false, encoded_ = false, discard_ = false, running_ = false;
  Stop stop_ = Stop::no;
  std::size_t received_ = 0;  // after decompression
  Signal done_;
};

}  // namespace griffier::fetchers
