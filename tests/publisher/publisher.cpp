#include "tests/publisher/publisher.h"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <future>
#include <thread>

#include "tests/publisher/certificate.h"
#include "tests/publisher/control.h"
#include "tests/publisher/root.h"
#include "tests/publisher/session.h"

namespace griffier::publisher {

namespace ssl = asio::ssl;
using asio::ip::tcp;

std::shared_ptr<const Asked> asked_of(const http::request<http::string_body>& request, const SessionContext& context) {
  auto asked = std::make_shared<Asked>();
  asked->at = std::chrono::steady_clock::now();
  asked->method = std::string(request.method_string());
  asked->target = std::string(request.target());
  asked->body = request.body();
  asked->connection = context.connection;
  asked->secure = context.secure;
  for (const auto& field : request) {
    std::string name(field.name_string());
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    asked->headers.insert_or_assign(std::move(name), std::string(field.value()));
  }
  asked->host = asked->header("host");
  asked->host = asked->host.substr(0, asked->host.rfind(':'));
  return asked;
}

namespace {

std::unique_ptr<ssl::context> tls_context(const Identity& identity) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  context->use_certificate_chain(asio::buffer(identity.certificate_pem));
  context->use_private_key(asio::buffer(identity.key_pem), ssl::context::pem);
  return context;
}

}  // namespace

struct Publisher::Parts {
  explicit Parts(Options the_options) : options(std::move(the_options)), site(options.log_limit) {}

  enum class Kind { http, https, expired };

  std::uint16_t& port_of(Kind kind) {
    return kind == Kind::http ? options.port : kind == Kind::https ? options.https_port : options.expired_port;
  }
  ssl::context* tls_of(Kind kind) const {
    return kind == Kind::http ? nullptr : kind == Kind::https ? tls.get() : expired_tls.get();
  }

  void prepare_certificates() {
    std::vector<std::string> names = options.addresses;
    names.insert(names.end(), {"localhost", "127.0.0.1"});
    const Authority authority;
    authority_pem = authority.pem();
    tls = tls_context(authority.issue(names, std::chrono::hours(-24), std::chrono::hours(24 * 30)));
    expired_tls = tls_context(authority.issue(names, std::chrono::hours(-24 * 30), std::chrono::hours(-24)));
  }

  void listen(const std::string& address, Kind kind) {
    const tcp::endpoint endpoint(asio::ip::make_address(address), port_of(kind));
    auto acceptor = std::make_shared<tcp::acceptor>(io);
    acceptor->open(endpoint.protocol());
    acceptor->set_option(asio::socket_base::reuse_address(true));
    acceptor->bind(endpoint);
    acceptor->listen(asio::socket_base::max_listen_connections);
    port_of(kind) = acceptor->local_endpoint().port();
    acceptors.push_back(acceptor);
    asio::co_spawn(io, accept(acceptor, kind), asio::detached);
  }

  void listen_everywhere() {
    for (const Kind kind : {Kind::http, Kind::https, Kind::expired})
      for (const auto& address : options.addresses) listen(address, kind);
  }

  asio::awaitable<void> accept(std::shared_ptr<tcp::acceptor> acceptor, Kind kind) {
    for (;;) {
      auto [error, socket] = co_await acceptor->async_accept(kAsTuple);
      if (!acceptor->is_open()) co_return;
      if (error) {  // out of descriptors, most likely
        co_await pause(std::chrono::milliseconds(50));
        continue;
      }
      auto session = serve(std::move(socket), kind);
      asio::co_spawn(io, std::move(session), asio::detached);
    }
  }

  SessionContext context_for(Kind kind) {
    SessionContext context{site, bases, site.connection_opened(), kind != Kind::http, {}, {}};
    context.refusing = [this] { return refusing.load(); };
    if (options.control) context.control = [this](const Asked& asked) { return control(site, asked); };
    return context;
  }

  asio::awaitable<void> serve(tcp::socket socket, Kind kind) {
    const SessionContext context = context_for(kind);
    struct Closed {
      Site& site;
      ~Closed() { site.connection_closed(); }
    } closed{site};
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (ssl::context* tls_settings = tls_of(kind)) {
      beast::ssl_stream<beast::tcp_stream> stream(beast::tcp_stream(std::move(socket)), *tls_settings);
      beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(10));
      const auto [error] = co_await stream.async_handshake(ssl::stream_base::server, kAsTuple);
      if (error) co_return;
      co_await converse(stream, context);
      if (!beast::get_lowest_layer(stream).socket().is_open()) co_return;
      beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(2));
      co_await stream.async_shutdown(kAsTuple);
    } else {
      beast::tcp_stream stream(std::move(socket));
      co_await converse(stream, context);
      stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    }
  }

  Options options;
  Site site;
  Bases bases;
  std::string authority_pem;
  std::unique_ptr<ssl::context> tls, expired_tls;
  std::atomic<bool> refusing{false};
  asio::io_context io{1};
  std::vector<std::shared_ptr<tcp::acceptor>> acceptors;
  std::thread thread;
};

Publisher::Publisher(Options options) : parts_(std::make_unique<Parts>(std::move(options))) {
  parts_->prepare_certificates();
  parts_->listen_everywhere();
  parts_->bases = Bases{url(), https_url(), expired_url()};
  if (!parts_->options.root.empty()) {
    parts_->site.otherwise([root = parts_->options.root](const Asked& asked) { return from_root(root, asked); });
  }
  parts_->thread = std::thread([this] {
    const auto keep = asio::make_work_guard(parts_->io);
    parts_->io.run();
  });
}

Publisher::~Publisher() {
  parts_->io.stop();
  parts_->thread.join();
}

Site& Publisher::site() { return parts_->site; }

std::string Publisher::url(std::string_view path) const { return url_on(parts_->options.addresses.front(), path); }

std::string Publisher::url_on(std::string_view address, std::string_view path) const {
  return fmt::format("http://{}:{}{}", address, parts_->options.port, path);
}

std::string Publisher::https_url(std::string_view path) const {
  return fmt::format("https://localhost:{}{}", parts_->options.https_port, path);
}

std::string Publisher::expired_url(std::string_view path) const {
  return fmt::format("https://localhost:{}{}", parts_->options.expired_port, path);
}

std::uint16_t Publisher::port() const { return parts_->options.port; }

const std::string& Publisher::authority_pem() const { return parts_->authority_pem; }

void Publisher::refuse(bool refusing) {
  std::promise<void> done;
  asio::post(parts_->io, [this, refusing, &done] {
    if (parts_->refusing.exchange(refusing) != refusing) {
      if (!refusing) parts_->listen_everywhere();
      for (const auto& acceptor : parts_->acceptors)
        if (refusing) acceptor->close();
      if (refusing) parts_->acceptors.clear();
    }
    done.set_value();
  });
  done.get_future().get();
}

}  // namespace griffier::publisher
