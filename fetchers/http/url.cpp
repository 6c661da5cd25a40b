#include "fetchers/http/url.h"

#include <algorithm>

#include "fetchers/http/curl_handles.h"

namespace griffier::fetchers {
namespace {

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

CurlUrl parse(const std::string& url) {
  CurlUrl handle(curl_url());
  if (!handle) throw std::bad_alloc();
  if (url.find('\0') != std::string::npos) return nullptr;
  if (curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) return nullptr;
  return handle;
}

}  // namespace

std::optional<WebAddress> parse_web_address(const std::string& url) {
  const CurlUrl handle = parse(url);
  if (!handle) return std::nullopt;
  WebAddress address;
  address.scheme = lower(part(handle.get(), CURLUPART_SCHEME));
  address.name = lower(part(handle.get(), CURLUPART_HOST));
  if (address.name.empty()) return std::nullopt;
  address.host = address.name;
  if (address.name.front() == '[') {
    address.name.pop_back();
    address.name.erase(0, 1);
  }
  const std::string port = part(handle.get(), CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  if (!port.empty()) address.host.append(1, ':').append(port);
  address.path = part(handle.get(), CURLUPART_PATH);
  if (address.path.empty()) address.path.push_back('/');
  address.query = part(handle.get(), CURLUPART_QUERY);
  return address;
}

bool is_loopback_name(const std::string& name) {
  return name == "localhost" || name == "::1" ||
         (name.rfind("127.", 0) == 0 && name.find_first_not_of("0123456789.") == std::string::npos);
}

std::string presentable(const std::string& url) {
  const CurlUrl handle = parse(url);
  if (!handle) return "an address that can't be read";
  curl_url_set(handle.get(), CURLUPART_USER, nullptr, 0);
  curl_url_set(handle.get(), CURLUPART_PASSWORD, nullptr, 0);
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return part(handle.get(), CURLUPART_URL);
}

}  // namespace griffier::fetchers
