// Owners of libcurl's handles, and what to do when it refuses something.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace griffier::fetchers {

template <auto Free>
struct CurlFree {
  template <class Handle>
  void operator()(Handle* handle) const noexcept {
    Free(handle);
  }
};
using CurlEasy = std::unique_ptr<CURL, CurlFree<&curl_easy_cleanup>>;
using CurlMulti = std::unique_ptr<CURLM, CurlFree<&curl_multi_cleanup>>;
using CurlList = std::unique_ptr<curl_slist, CurlFree<&curl_slist_free_all>>;
using CurlUrl = std::unique_ptr<CURLU, CurlFree<&curl_url_cleanup>>;

inline void check(CURLcode code, const char* doing) {
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl, ") + doing + ": " + curl_easy_strerror(code));
}
inline void check(CURLMcode code, const char* doing) {
  if (code == CURLM_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code != CURLM_OK) throw std::runtime_error(std::string("libcurl, ") + doing + ": " + curl_multi_strerror(code));
}

}  // namespace griffier::fetchers
