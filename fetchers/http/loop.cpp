#include "fetchers/http/loop.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <system_error>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kEventsAtOnce = 64;

int new_epoll() {
  const int descriptor = epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  return descriptor;
}

std::uint64_t key(int socket, std::uint32_t generation) {
  return (static_cast<std::uint64_t>(generation) << 32U) | static_cast<std::uint32_t>(socket);
}

int curl_mask(std::uint32_t events, int wanted) {
  int mask = 0;
  // A hang-up or an error shows itself to libcurl when it reads or writes, with what is left and with the reason.
  const bool broken = (events & (EPOLLERR | EPOLLHUP)) != 0;
  if ((events & EPOLLIN) != 0 || broken) mask |= CURL_CSELECT_IN;
  if ((events & EPOLLOUT) != 0 || (broken && (static_cast<std::uint32_t>(wanted) & EPOLLOUT) != 0))
    mask |= CURL_CSELECT_OUT;
  return mask;
}

}  // namespace

CurlLoop::CurlLoop(boost::asio::io_context& io, int max_connections, Done done)
    : io_(io),
      done_(std::move(done)),
      epoll_(new_epoll()),
      sockets_(io, epoll_),
      timer_(io),
      multi_(curl_multi_init()) {
  if (!multi_) throw std::bad_alloc();
  CURLM* multi = multi_.get();
  check(curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket), "socket callback");
  check(curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this), "socket callback");
  check(curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer), "timer callback");
  check(curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this), "timer callback");
  check(curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(max_connections)), "connections kept");
  check(curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(max_connections)), "connections");
}

CurlLoop::~CurlLoop() { close(); }

void CurlLoop::close() {
  multi_.reset();  // closes the kept connections, through on_close
  boost::system::error_code ignored;
  timer_.cancel();
  if (sockets_.is_open()) sockets_.close(ignored);
}

void CurlLoop::adopt(CURL* easy) {
  check(curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlLoop::on_close), "close callback");
  check(curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this), "close callback");
}

void CurlLoop::add(CURL* easy) {
  check(curl_multi_add_handle(multi_.get(), easy), "adding a transfer");
  ++active_;
  wait_for_sockets();
}

void CurlLoop::remove(CURL* easy) {
  if (!multi_) return;
  curl_multi_remove_handle(multi_.get(), easy);
  --active_;
  rest_when_idle();
}

int CurlLoop::open_socket(const curl_sockaddr& address) {
  const int socket = ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
  if (socket < 0) return -1;
  Watch& fresh = watch(socket);
  ++fresh.generation;
  fresh.wanted = 0;
  fresh.registered = -1;
  fresh.ours = true;
  return socket;
}

CurlLoop::Watch& CurlLoop::watch(int socket) {
  const auto index = static_cast<std::size_t>(socket);
  if (index >= watches_.size()) watches_.resize(index + 1);
  return watches_[index];
}

int CurlLoop::on_close(void* self, curl_socket_t socket) noexcept {
  auto& loop = *static_cast<CurlLoop*>(self);
  Watch& gone = loop.watch(socket);
  // A process that is about to exec may still hold the socket, which would keep it in the set.
  if (gone.registered >= 0) epoll_ctl(loop.epoll_, EPOLL_CTL_DEL, socket, nullptr);
  ++gone.generation;
  gone.wanted = 0;
  gone.registered = -1;
  gone.ours = false;
  return ::close(socket);
}

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) noexcept {
  auto& loop = *static_cast<CurlLoop*>(self);
  Watch& watched = loop.watch(socket);
  watched.wanted = 0;
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) watched.wanted |= EPOLLIN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) watched.wanted |= EPOLLOUT;
  loop.apply(socket, watched, true);
  return 0;
}

// A socket of ours stays registered while it isn't wanted. The resolver's are closed unseen, so nothing that was
// remembered of them may be trusted.
void CurlLoop::apply(int socket, Watch& watched, bool lazily) {
  if (watched.wanted == 0) {
    if (lazily && watched.ours) return;
    epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr);
    watched.registered = -1;
    return;
  }
  if (watched.ours && watched.registered == watched.wanted) return;
  epoll_event event{};
  event.events = static_cast<std::uint32_t>(watched.wanted);
  event.data.u64 = key(socket, watched.generation);
  const int first = watched.registered >= 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  if (epoll_ctl(epoll_, first, socket, &event) != 0)
    epoll_ctl(epoll_, first == EPOLL_CTL_MOD ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
  watched.registered = watched.wanted;
}

void CurlLoop::wait_for_sockets() {
  if (waiting_ || active_ == 0) return;
  waiting_ = true;
  sockets_.async_wait(boost::asio::posix::descriptor_base::wait_read,
                      [self = shared_from_this()](const boost::system::error_code& error) {
                        self->waiting_ = false;
                        if (!self->multi_) return;
                        if (!error) self->serve_sockets();
                        self->wait_for_sockets();
                      });
}

void CurlLoop::serve_sockets() {
  std::array<epoll_event, kEventsAtOnce> events{};
  const int ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    const int socket = static_cast<int>(event.data.u64 & 0xffff'ffffU);
    Watch& watched = watch(socket);
    if (watched.generation != static_cast<std::uint32_t>(event.data.u64 >> 32U)) continue;  // closed since
    if (watched.wanted == 0) {
      apply(socket, watched, false);  // a kept connection that the server closed, for one
      continue;
    }
    int running = 0;
    curl_multi_socket_action(multi_.get(), socket, curl_mask(event.events, watched.wanted), &running);
  }
  collect();
}

int CurlLoop::on_timer(CURLM*, long milliseconds, void* self) noexcept {
  static_cast<CurlLoop*>(self)->want_timeout(milliseconds);
  return 0;
}

void CurlLoop::want_timeout(long milliseconds) {
  if (milliseconds < 0) {
    wanted_.reset();
  } else {
    wanted_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    if (milliseconds == 0) {
      post_timeout();
    } else {
      arm_timer();
    }
  }
}

void CurlLoop::post_timeout() {
  if (posted_) return;
  posted_ = true;
  boost::asio::post(io_, [self = shared_from_this()] {
    self->posted_ = false;
    self->timed_out();
  });
}

// A timer that is armed for an earlier moment stays; when it fires it is armed again for what is wanted by then.
void CurlLoop::arm_timer() {
  if (!wanted_ || (armed_ && *armed_ <= *wanted_)) return;
  armed_ = wanted_;
  timer_.expires_at(*armed_);
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (error) return;
    self->armed_.reset();
    self->timed_out();
  });
}

void CurlLoop::timed_out() {
  if (!multi_ || active_ == 0) return;
  if (wanted_ && *wanted_ <= std::chrono::steady_clock::now()) {
    wanted_.reset();
    int running = 0;
    curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
    // libcurl tells a timeout once; one that it held not to have come yet would never be told again.
    long milliseconds = -1;
    if (!wanted_ && curl_multi_timeout(multi_.get(), &milliseconds) == CURLM_OK && milliseconds >= 0)
      want_timeout(milliseconds);
    collect();
  }
  arm_timer();
}

void CurlLoop::collect() {
  int left = 0;
  while (multi_) {
    const CURLMsg* message = curl_multi_info_read(multi_.get(), &left);
    if (message == nullptr) break;
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    const CURLcode result = message->data.result;  // gone with the handle
    curl_multi_remove_handle(multi_.get(), easy);
    --active_;
    done_(easy, result);
  }
  rest_when_idle();
}

// Asked for after those that were just woken: they often start the next transfer at once.
void CurlLoop::rest_when_idle() {
  if (active_ > 0 || rest_posted_) return;
  rest_posted_ = true;
  boost::asio::post(io_, [self = shared_from_this()] {
    self->rest_posted_ = false;
    if (self->active_ > 0 || !self->multi_) return;
    self->sockets_.cancel();
    self->timer_.cancel();
    self->armed_.reset();
  });
}

}  // namespace griffier::fetchers
