// A publisher for tests: an HTTP and HTTPS server on loopback with every fault that publishers have, in its own thread.
//
//   publisher::Publisher publisher;
//   publisher.site().script("/brief", {publisher::ok("<p>een</p>"), publisher::busy(503, "120")});
//   fetch(publisher.url("/brief"));
//   EXPECT_EQ(publisher.site().count("/brief").requests, 1u);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/publisher/site.h"

namespace griffier::publisher {

struct Options {
  // Each is listened on with the same ports, so that 127.0.0.2, 127.0.0.3 ... are as many hosts.
  std::vector<std::string> addresses{"127.0.0.1"};
  std::uint16_t port = 0, https_port = 0, expired_port = 0;  // 0: any free one
  std::string root;                                          // a folder to serve what no script answers; empty: none
  bool control = false;                                      // answer /_control/ (control.h)
  std::size_t log_limit = 4096;                              // requests kept by Site::log()
};

// Starts in the constructor, which throws boost::system::system_error when an address or port can't be had; stops in
// the destructor, whatever is in flight. Every member may be called from any thread.
class Publisher {
 public:
  explicit Publisher(Options options = Options());
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  [[nodiscard]] Site& site();

  // "http://127.0.0.1:PORT" + path; on_address: on another of its addresses; https: "https://localhost:PORT" + path,
  // good for who trusts authority_pem(); expired: the same with a certificate that ended yesterday.
  [[nodiscard]] std::string url(std::string_view path = {}) const;
  [[nodiscard]] std::string url_on(std::string_view address, std::string_view path) const;
  [[nodiscard]] std::string https_url(std::string_view path = {}) const;
  [[nodiscard]] std::string expired_url(std::string_view path = {}) const;
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] const std::string& authority_pem() const;

  // While refusing, nothing listens, and open connections are closed at their next request. Back on the same ports.
  void refuse(bool refusing);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::publisher
