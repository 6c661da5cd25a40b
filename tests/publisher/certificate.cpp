#include "tests/publisher/certificate.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cctype>
#include <cstring>
#include <stdexcept>

namespace griffier::publisher {
namespace {

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

void check(bool good, const char* doing) {
  if (!good) throw std::runtime_error(std::string("OpenSSL: ") + doing);
}

Key make_key() {
  Key key(EVP_EC_gen("P-256"));
  check(key != nullptr, "make a key");
  return key;
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  check(PEM_write_bio_X509(bio.get(), certificate) == 1, "write a certificate");
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  check(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "write a key");
  return text_of(bio.get());
}

void extend(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  check(extension != nullptr, "make an extension");
  check(X509_add_ext(certificate, extension.get(), -1) == 1, "add an extension");
}

Certificate begin(EVP_PKEY* key, const char* common_name, std::chrono::hours from, std::chrono::hours until) {
  Certificate certificate(X509_new());
  check(certificate != nullptr, "make a certificate");
  X509_set_version(certificate.get(), 2);
  unsigned char serial[8];
  check(RAND_bytes(serial, sizeof serial) == 1, "draw a serial number");
  std::uint64_t number = 0;
  std::memcpy(&number, serial, sizeof number);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), number >> 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), std::chrono::seconds(from).count());
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), std::chrono::seconds(until).count());
  X509_set_pubkey(certificate.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(common_name), -1, -1, 0);
  return certificate;
}

bool is_address(const std::string& name) {
  return name.find_first_not_of("0123456789.") == std::string::npos || name.find(':') != std::string::npos;
}

}  // namespace

struct Authority::Parts {
  Key key = make_key();
  Certificate certificate;
};

Authority::Authority() : parts_(std::make_unique<Parts>()) {
  parts_->certificate =
      begin(parts_->key.get(), "griffier test authority", std::chrono::hours(-24 * 365), std::chrono::hours(24 * 365));
  X509* self = parts_->certificate.get();
  X509_set_issuer_name(self, X509_get_subject_name(self));
  extend(self, self, NID_basic_constraints, "critical,CA:TRUE");
  extend(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
  extend(self, self, NID_subject_key_identifier, "hash");
  check(X509_sign(self, parts_->key.get(), EVP_sha256()) > 0, "sign the authority");
}

Authority::~Authority() = default;

std::string Authority::pem() const { return pem_of(parts_->certificate.get()); }

Identity Authority::issue(const std::vector<std::string>& names, std::chrono::hours from,
                          std::chrono::hours until) const {
  const Key key = make_key();
  const Certificate leaf = begin(key.get(), "griffier test publisher", from, until);
  X509* issuer = parts_->certificate.get();
  X509_set_issuer_name(leaf.get(), X509_get_subject_name(issuer));
  std::string alternatives;
  for (const auto& name : names) {
    if (!alternatives.empty()) alternatives += ',';
    alternatives += (is_address(name) ? "IP:" : "DNS:") + name;
  }
  extend(leaf.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
  extend(leaf.get(), issuer, NID_ext_key_usage, "serverAuth");
  extend(leaf.get(), issuer, NID_subject_alt_name, alternatives.c_str());
  check(X509_sign(leaf.get(), parts_->key.get(), EVP_sha256()) > 0, "sign a certificate");
  Identity identity;
  identity.certificate_pem = pem_of(leaf.get());
  identity.key_pem = pem_of(key.get());
  return identity;
}

}  // namespace griffier::publisher
