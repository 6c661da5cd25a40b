#include "daemon/alerts/curl_easy.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <stdexcept>

#include "daemon/alerts/paper.h"
#include "daemon/alerts/public_address.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kMostDialogue = 16'384;
constexpr std::size_t kMostBody = 1'024;

bool is_secret_header(std::string_view line) {
  constexpr std::string_view kName = "authorization:";
  return line.size() >= kName.size() && std::equal(kName.begin(), kName.end(), line.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
}

}  // namespace

void append(CurlList& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

CurlEasy::CurlEasy(std::chrono::milliseconds timeout, std::function<bool()> cancelled)
    : handle_(curl_easy_init()), cancelled_(std::move(cancelled)), error_(CURL_ERROR_SIZE, '\0') {
  if (!handle_) throw std::bad_alloc();
  const auto whole = static_cast<long>(timeout.count());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, whole);
  set(CURLOPT_CONNECTTIMEOUT_MS, std::min(whole, 10'000L));
  set(CURLOPT_PROXY, "");  // the environment's proxy is never taken
  set(CURLOPT_ERRORBUFFER, error_.data());
  set(CURLOPT_VERBOSE, 1L);
  set(CURLOPT_DEBUGFUNCTION, &CurlEasy::on_debug);
  set(CURLOPT_DEBUGDATA, this);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &CurlEasy::on_progress);
  set(CURLOPT_XFERINFODATA, this);
  set(CURLOPT_WRITEFUNCTION, &CurlEasy::on_body);
  set(CURLOPT_WRITEDATA, this);
}

void CurlEasy::check(CURLcode code) {
  if (code != CURLE_OK)
    throw std::runtime_error(fmt::format("libcurl: setting an option: {}", curl_easy_strerror(code)));
}

void CurlEasy::public_addresses_only() {
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlEasy::on_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
}

void CurlEasy::upload(const std::string& body) {
  upload_ = body;
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &CurlEasy::on_read);
  set(CURLOPT_READDATA, this);
}

CURLcode CurlEasy::perform() { return curl_easy_perform(handle_.get()); }

long CurlEasy::response_code() const {
  long code = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
  return code;
}

bool CurlEasy::uploaded_anything() const {
  curl_off_t bytes = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_SIZE_UPLOAD_T, &bytes);
  return bytes > 0;
}

std::string CurlEasy::error(CURLcode code) const {
  const std::string said = one_line(error_.c_str());
  return said.empty() ? curl_easy_strerror(code) : said;
}

void CurlEasy::heard(curl_infotype type, std::string_view text) {
  const bool ours = type == CURLINFO_HEADER_OUT;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = one_line(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    if (!ours) {
      if (line.starts_with('4') || line.starts_with('5')) refusal_ = shorten(line, 300);
      if (in_login_ && !line.starts_with('3')) in_login_ = false;
      if (line.starts_with("334")) line = "334 …";
    } else if (line.starts_with("AUTH ")) {
      in_login_ = true;
      line = line.substr(0, line.find(' ', 5)) + " …";
    } else if (in_login_ || is_secret_header(line)) {
      line = "…";
    }
    if (dialogue_.size() < kMostDialogue) dialogue_ += fmt::format("{} {}\n", ours ? '>' : '<', line);
  }
}

int CurlEasy::on_debug(CURL*, curl_infotype type, char* data, size_t size, void* self) noexcept {
  if (type != CURLINFO_HEADER_IN && type != CURLINFO_HEADER_OUT) return 0;
  try {
    static_cast<CurlEasy*>(self)->heard(type, {data, size});
  } catch (...) {  // out of memory: the dialogue is then shorter
  }
  return 0;
}

int CurlEasy::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  return static_cast<CurlEasy*>(self)->cancelled_() ? 1 : 0;
}

size_t CurlEasy::on_read(char* buffer, size_t size, size_t count, void* self) noexcept {
  auto& rest = static_cast<CurlEasy*>(self)->upload_;
  const auto length = std::min(size * count, rest.size());
  std::memcpy(buffer, rest.data(), length);
  rest.remove_prefix(length);
  return length;
}

size_t CurlEasy::on_body(char* data, size_t size, size_t count, void* self) noexcept {
  auto& body = static_cast<CurlEasy*>(self)->body_;
  const auto room = kMostBody - std::min(kMostBody, body.size());
  try {
    body.append(data, std::min(size * count, room));
  } catch (...) {
    return 0;
  }
  return size * count;
}

curl_socket_t CurlEasy::on_socket(void* self, curlsocktype, curl_sockaddr* address) noexcept {
  if (!is_public_address(address->addr)) {
    static_cast<CurlEasy*>(self)->refused_address_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace griffier::daemon
