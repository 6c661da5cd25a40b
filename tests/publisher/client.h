// A plain blocking client over libcurl, which sees the test publisher as the fetch engine will.
#pragma once

#include <curl/curl.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace griffier::publisher {

struct Got {
  CURLcode result = CURLE_OK;
  long status = 0;
  std::string body;
  std::map<std::string, std::string> headers;  // of the last answer, names in lower case
};

class Client {
 public:
  Client() : curl_(curl_easy_init(), curl_easy_cleanup) {}

  std::vector<std::string> headers;
  std::string authority_pem, custom_method, put_body;
  bool head = false, compressed = false;
  long timeout_ms = 5000;

  Got get(const std::string& url) {
    CURL* curl = curl_.get();
    curl_easy_reset(curl);
    Got got;
    curl_slist* list = nullptr;
    for (const auto& header : headers) list = curl_slist_append(list, header.c_str());
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &got);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Client::on_body);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &got);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Client::on_header);
    if (head) curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (compressed) curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    if (!put_body.empty()) curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, put_body.c_str());
    if (!custom_method.empty()) curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, custom_method.c_str());
    curl_blob blob{authority_pem.data(), authority_pem.size(), CURL_BLOB_COPY};
    if (!authority_pem.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
    got.result = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got.status);
    curl_slist_free_all(list);
    return got;
  }

 private:
  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* got) {
    static_cast<Got*>(got)->body.append(data, size);
    return size;
  }
  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* got) {
    const std::string line(data, size);
    auto& to = static_cast<Got*>(got)->headers;
    if (line.rfind("HTTP/", 0) == 0) to.clear();
    const auto colon = line.find(": ");
    if (colon == std::string::npos) return size;
    std::string name = line.substr(0, colon);
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    to[name] = line.substr(colon + 2, line.find_last_not_of("\r\n") - colon - 1);
    return size;
  }

  std::unique_ptr<CURL, void (*)(CURL*)> curl_;
};

}  // namespace griffier::publisher
