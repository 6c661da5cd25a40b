// A server on 127.0.0.1 that plays exactly the bytes a test gives it, however wrong they are.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace griffier::fetchers::testing {

// One accepted connection, blocking, on the thread of its own.
class RawConnection {
 public:
  explicit RawConnection(int socket) : socket_(socket) {}

  // The next request's line, headers and blank line (a body is read when Content-Length tells of one); empty at the
  // end.
  std::string read_request() {
    std::size_t end = std::string::npos;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!read_more()) return {};
    std::string head = pending_.substr(0, end + 4);
    pending_.erase(0, end + 4);
    const auto at = head.find("Content-Length: ");
    const std::size_t length = at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    while (pending_.size() < length)
      if (!read_more()) return {};
    body = pending_.substr(0, length);
    pending_.erase(0, length);
    return head;
  }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void reset() {  // RST instead of FIN
    const linger now{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    done = true;
  }
  // Waits until the client is gone or the server stops.
  void hang() {
    while (read_more()) {
    }
    done = true;
  }
  void finish() { done = true; }

  std::string body;  // of the request last read
  bool done = false;

 private:
  bool read_more() {
    char buffer[16'384];
    const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    pending_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  std::string pending_;
};

class RawServer {
 public:
  // Called for each request with its head; several at once when there are several connections.
  using Play = std::function<void(RawConnection&, const std::string& request)>;

  explicit RawServer(Play play) : play_(std::move(play)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    if (::bind(listener_, generic, length) != 0 || ::listen(listener_, 512) != 0 ||
        ::getsockname(listener_, generic, &length) != 0)
      throw std::runtime_error("the test server can't listen");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  // Answers every request with the same bytes.
  explicit RawServer(std::string answer)
      : RawServer([answer](RawConnection& connection, const std::string&) { connection.send(answer); }) {}

  ~RawServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
      const std::lock_guard lock(mutex_);
      for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string url(const std::string& path = "/") const { return "http://" + host() + path; }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] std::size_t open() const {
    const std::lock_guard lock(mutex_);
    return sockets_.size();
  }
  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] int most_at_once() const { return most_at_once_; }
  [[nodiscard]] std::vector<std::string> seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

 private:
  void accept_all() {
    while (!stopping_) {
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      ++connections_;
      const std::lock_guard lock(mutex_);
      sockets_.push_back(socket);
      threads_.emplace_back([this, socket] { serve(socket); });
    }
  }
  void serve(int socket) {
    RawConnection connection(socket);
    while (!connection.done) {
      const std::string request = connection.read_request();
      if (request.empty()) break;
      ++requests_;
      const int now = ++at_once_;
      for (int most = most_at_once_; now > most && !most_at_once_.compare_exchange_weak(most, now);) {
      }
      {
        const std::lock_guard lock(mutex_);
        seen_.push_back(request);
      }
      play_(connection, request);
      --at_once_;
    }
    const std::lock_guard lock(mutex_);
    std::erase(sockets_, socket);
    ::close(socket);
  }

  Play play_;
  int listener_;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0}, requests_{0}, at_once_{0}, most_at_once_{0};
  mutable std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::string> seen_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

inline std::string answer(const std::string& status, const std::string& body, const std::string& more_headers = {}) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers + "\r\n" +
         body;
}

inline std::string path_of(const std::string& request) {
  const auto start = request.find(' ');
  return request.substr(start + 1, request.find(' ', start + 1) - start - 1);
}

}  // namespace griffier::fetchers::testing
