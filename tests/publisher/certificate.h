// Certificates for the test publisher, made at start: an authority of its own and what it signs.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

struct evp_pkey_st;
struct x509_st;

namespace griffier::publisher {

struct Identity {
  std::string certificate_pem, key_pem;
};

// An authority that lives as long as the object. Throws std::runtime_error when OpenSSL fails.
class Authority {
 public:
  Authority();
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  [[nodiscard]] std::string pem() const;
  // A server certificate for host names and IP addresses, valid from `from` to `until`, relative to now.
  [[nodiscard]] Identity issue(const std::vector<std::string>& names, std::chrono::hours from,
                               std::chrono::hours until) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::publisher
