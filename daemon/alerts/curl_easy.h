// One blocking libcurl transfer of a channel: its handle, what was said, and how it ended. Private to the channels.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace griffier::daemon {

struct CurlDeleter {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlDeleter>;

// Adds a copy of `line`. Throws std::bad_alloc.
void append(CurlList& list, const std::string& line);

class CurlEasy {
 public:
  // `cancelled` is asked about every second and after each piece of data; true ends the transfer.
  CurlEasy(std::chrono::milliseconds timeout, std::function<bool()> cancelled);
  CurlEasy(const CurlEasy&) = delete;
  CurlEasy& operator=(const CurlEasy&) = delete;

  // Throws std::runtime_error for an option that libcurl refuses.
  template <typename Value>
  void set(CURLoption option, Value value) {
    check(curl_easy_setopt(handle_.get(), option, value));
  }
  // Refuses to connect to addresses that are not public (public_address.h).
  void public_addresses_only();
  // Sent as the body of an upload; must outlive perform().
  void upload(const std::string& body);
  CURLcode perform();

  [[nodiscard]] long response_code() const;
  [[nodiscard]] bool uploaded_anything() const;
  // libcurl's own sentence about the last failure.
  [[nodiscard]] std::string error(CURLcode code) const;
  [[nodiscard]] const std::string& dialogue() const { return dialogue_; }  // "> " and "< " lines, without secrets
  [[nodiscard]] const std::string& refusal() const { return refusal_; }    // the mail server's last 4yz or 5yz line
  [[nodiscard]] const std::string& body() const { return body_; }          // the first bytes of an answer's body
  [[nodiscard]] bool refused_address() const { return refused_address_; }

 private:
  static void check(CURLcode code);
  static int on_debug(CURL* handle, curl_infotype type, char* data, size_t size, void* self) noexcept;
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept;
  static size_t on_read(char* buffer, size_t size, size_t count, void* self) noexcept;
  static size_t on_body(char* data, size_t size, size_t count, void* self) noexcept;
  static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept;
  void heard(curl_infotype type, std::string_view text);

  std::unique_ptr<CURL, CurlDeleter> handle_;
  std::function<bool()> cancelled_;
  std::string error_, dialogue_, refusal_, body_;
  std::string_view upload_;
  bool in_login_ = false, refused_address_ = false;
};

}  // namespace griffier::daemon
