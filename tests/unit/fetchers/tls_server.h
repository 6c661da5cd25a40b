// An HTTPS server on 127.0.0.1 with a certificate of its own making.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace griffier::fetchers::testing {

struct OpenSslFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* connection) const { SSL_free(connection); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template <class T>
using OpenSsl = std::unique_ptr<T, OpenSslFree>;

class Certificate {
 public:
  // Valid for 127.0.0.1 and localhost, from an hour ago until `seconds` from now.
  explicit Certificate(long seconds) : key(EVP_RSA_gen(2048)), x509(X509_new()) {
    X509_set_version(x509.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -7'200);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), seconds);
    X509_set_pubkey(x509.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(x509.get());
    const std::string name = "griffier test";
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               static_cast<const unsigned char*>(static_cast<const void*>(name.data())), -1, -1, 0);
    X509_set_issuer_name(x509.get(), subject);
    extend(NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
    extend(NID_basic_constraints, "critical,CA:TRUE");
    if (X509_sign(x509.get(), key.get(), EVP_sha256()) == 0) throw std::runtime_error("can't sign a certificate");
  }
  [[nodiscard]] std::string pem() const {
    const OpenSsl<BIO> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), x509.get());
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(length)};
  }

  OpenSsl<EVP_PKEY> key;
  OpenSsl<X509> x509;

 private:
  void extend(int what, const char* value) {
    const OpenSsl<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, nullptr, what, value));
    X509_add_ext(x509.get(), extension.get(), -1);
  }
};

// Answers each request with what `answer` makes of its head, HTTP/1.1 with keep-alive.
class TlsServer {
 public:
  using Answer = std::function<std::string(const std::string& request)>;

  // With `http2` it speaks that instead, and answers every request with the bytes of answer("") as the body.
  TlsServer(const Certificate& certificate, Answer answer, bool http2 = false)
      : answer_(std::move(answer)),
        http2_(http2),
        context_(SSL_CTX_new(TLS_server_method())),
        listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    SSL_CTX_use_certificate(context_.get(), certificate.x509.get());
    SSL_CTX_use_PrivateKey(context_.get(), certificate.key.get());
    SSL_CTX_set_alpn_select_cb(context_.get(), &TlsServer::on_alpn, this);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    if (::bind(listener_, generic, length) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, generic, &length) != 0)
      throw std::runtime_error("the test server can't listen");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~TlsServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    for (auto& thread : threads_) thread.join();
    for (const int socket : sockets_) ::close(socket);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "/", const std::string& host = "127.0.0.1") const {
    return "https://" + host + ":" + std::to_string(port_) + path;
  }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] std::string offered() const {  // the client's ALPN list
    const std::lock_guard lock(mutex_);
    return offered_;
  }

 private:
  static int on_alpn(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* in,
                     unsigned in_length, void* self) {
    auto& server = *static_cast<TlsServer*>(self);
    {
      const std::lock_guard lock(server.mutex_);
      server.offered_.assign(static_cast<const char*>(static_cast<const void*>(in)), in_length);
    }
    static constexpr unsigned char kHttp11[] = "\x08http/1.1";
    static constexpr unsigned char kHttp2[] = "\x02h2";
    const unsigned char* spoken = server.http2_ ? kHttp2 : kHttp11;
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, length, spoken, spoken[0] + 1U, in, in_length) != OPENSSL_NPN_NEGOTIATED)
      return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
  }
  void accept_all() {
    while (!stopping_) {
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      ++connections_;
      sockets_.push_back(socket);
      threads_.emplace_back([this, socket] { serve(socket); });
    }
  }
  void serve(int socket) {
    const OpenSsl<SSL> tls(SSL_new(context_.get()));
    SSL_set_fd(tls.get(), socket);
    std::string pending;
    if (SSL_accept(tls.get()) == 1) {
      if (http2_) send(tls.get(), frame(4, 0, 0, ""));  // SETTINGS
      for (;;) {
        char buffer[8'192];
        const int got = SSL_read(tls.get(), buffer, sizeof buffer);
        if (got <= 0) break;
        pending.append(buffer, static_cast<std::size_t>(got));
        if (http2_) {
          serve_frames(tls.get(), pending);
        } else if (const auto end = pending.find("\r\n\r\n"); end != std::string::npos) {
          send(tls.get(), answer_(pending.substr(0, end + 4)));
          pending.erase(0, end + 4);
        }
      }
    }
    ::shutdown(socket, SHUT_RDWR);
  }

  // Just enough of RFC 9113 to answer: the request's headers aren't decoded.
  void serve_frames(SSL* tls, std::string& pending) {
    const std::string preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    if (pending.rfind(preface, 0) == 0) pending.erase(0, preface.size());
    const auto byte = [&](std::size_t at) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(pending[at]));
    };
    while (pending.size() >= 9) {
      const std::size_t length = byte(0) << 16U | byte(1) << 8U | byte(2);
      if (pending.size() < 9 + length) return;
      const std::uint32_t type = byte(3), flags = byte(4);
      const std::uint32_t stream = byte(5) << 24U | byte(6) << 16U | byte(7) << 8U | byte(8);
      pending.erase(0, 9 + length);
      if (type == 4 && (flags & 1U) == 0) send(tls, frame(4, 1, 0, ""));  // acknowledges SETTINGS
      if (type != 1) continue;
      // HEADERS of ":status: 200", the eighth entry of HPACK's static table, then DATA that ends the stream.
      send(tls, frame(1, 4, stream, "\x88") + frame(0, 1, stream, answer_({})));
    }
  }
  static std::string frame(char type, char flags, std::uint32_t stream, const std::string& payload) {
    std::string bytes;
    for (const unsigned shift : {16U, 8U, 0U}) bytes += static_cast<char>(payload.size() >> shift & 0xffU);
    bytes += type;
    bytes += flags;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(stream >> shift & 0xffU);
    return bytes + payload;
  }
  static void send(SSL* tls, const std::string& bytes) {
    (void)SSL_write(tls, bytes.data(), static_cast<int>(bytes.size()));
  }

  Answer answer_;
  bool http2_;
  OpenSsl<SSL_CTX> context_;
  int listener_;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;
  std::string offered_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

// A file with the certificate, gone at the end of its scope.
class PemFile {
 public:
  explicit PemFile(const Certificate& certificate) {
    std::string name = std::filesystem::temp_directory_path() / "griffier-pem-XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) throw std::runtime_error("can't make a temporary file");
    ::close(descriptor);
    path_ = name;
    std::ofstream(path_) << certificate.pem();
  }
  ~PemFile() { std::filesystem::remove(path_); }
  PemFile(const PemFile&) = delete;
  PemFile& operator=(const PemFile&) = delete;
  [[nodiscard]] std::string path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace griffier::fetchers::testing
