#include "tests/bench/polling/reference.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace griffier::bench {
namespace {

struct Transfer {
  CURL* easy = curl_easy_init();
  curl_slist* headers = nullptr;
  std::size_t address = 0;
  std::string etag;

  Transfer() = default;
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
  }
};

std::size_t on_body(char*, std::size_t size, std::size_t count, void*) { return size * count; }

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* etag) {
  constexpr std::string_view kName = "etag: ";
  std::string_view line(data, size * count);
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  if (line.size() > kName.size() &&
      std::equal(kName.begin(), kName.end(), line.begin(), [&](char b, char a) { return same(a, b); })) {
    line.remove_prefix(kName.size());
    *static_cast<std::string*>(etag) = line.substr(0, line.find('\r'));
  }
  return size * count;
}

double thread_seconds() {
  rusage used{};
  getrusage(RUSAGE_THREAD, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

struct Reference::Parts {
  std::vector<std::string> addresses, etags;
  CURLM* multi = nullptr;
  std::vector<std::unique_ptr<Transfer>> transfers;
  std::size_t next = 0, running = 0;

  Parts(std::vector<std::string> the_addresses, std::size_t parallel)
      : addresses(std::move(the_addresses)), etags(addresses.size()) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi = curl_multi_init();
    for (std::size_t i = 0; i < parallel; ++i) {
      CURL* const easy = transfers.emplace_back(std::make_unique<Transfer>())->easy;
      curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
      curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
      curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfers.back()->etag);
      curl_easy_setopt(easy, CURLOPT_PRIVATE, transfers.back().get());
      curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
      curl_easy_setopt(easy, CURLOPT_USERAGENT, "griffier-bench (libcurl alone)");
      curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    }
  }
  ~Parts() {
    for (const auto& transfer : transfers) curl_multi_remove_handle(multi, transfer->easy);
    transfers.clear();
    curl_multi_cleanup(multi);
  }

  void start(Transfer& transfer) {
    if (next == addresses.size()) return;
    transfer.address = next++;
    transfer.etag.clear();
    curl_slist_free_all(transfer.headers);
    transfer.headers = nullptr;
    if (!etags[transfer.address].empty())
      transfer.headers = curl_slist_append(nullptr, ("If-None-Match: " + etags[transfer.address]).c_str());
    curl_easy_setopt(transfer.easy, CURLOPT_HTTPHEADER, transfer.headers);
    curl_easy_setopt(transfer.easy, CURLOPT_URL, addresses[transfer.address].c_str());
    curl_multi_add_handle(multi, transfer.easy);
    ++running;
  }

  void finish(const CURLMsg& message, long expected) {
    CURL* const easy = message.easy_handle;
    const CURLcode result = message.data.result;  // gone with the handle
    char* self = nullptr;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    auto& transfer = *static_cast<Transfer*>(static_cast<void*>(self));
    curl_multi_remove_handle(multi, easy);
    --running;
    if (result != CURLE_OK || status != expected)
      throw std::runtime_error(fmt::format("{} was answered with {} ({}) to libcurl alone", addresses[transfer.address],
                                           status, curl_easy_strerror(result)));
    if (!transfer.etag.empty()) etags[transfer.address] = transfer.etag;
    start(transfer);
  }

  void ask_all(long expected) {
    next = 0;
    for (const auto& transfer : transfers) start(*transfer);
    while (running > 0) {
      int active = 0, left = 0;
      curl_multi_perform(multi, &active);
      bool finished = false;
      while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        finish(*message, expected);
        finished = true;
      }
      if (!finished) curl_multi_poll(multi, nullptr, 0, 1'000, nullptr);
    }
  }
};

Reference::Reference(std::vector<std::string> addresses, std::size_t parallel)
    : parts_(std::make_unique<Parts>(std::move(addresses), parallel)) {
  parts_->ask_all(200);
}
Reference::~Reference() = default;

double Reference::round() {
  const double before = thread_seconds();
  parts_->ask_all(304);
  return thread_seconds() - before;
}

}  // namespace griffier::bench
