#include <fmt/format.h>

#include <algorithm>

#include "daemon/alerts/channels.h"
#include "daemon/alerts/curl_easy.h"
#include "daemon/alerts/paper.h"
#include "daemon/alerts/webhook_form.h"
#include "daemon/config/values.h"

namespace griffier::daemon {
namespace {

bool may_pass(long status) { return status == 408 || status == 425 || status == 429 || status >= 500; }

// The address may be a secret (Slack's is), so no error repeats it.
SendResult outcome(const CurlEasy& transfer, CURLcode code) {
  SendResult result;
  result.dialogue = transfer.dialogue();
  const long status = transfer.response_code();
  if (code != CURLE_OK) {
    result.channel_down = true;
    result.error = transfer.error(code);
    if (transfer.refused_address()) result.error = "the host is on a private network, and allow_private is not set";
    if (code == CURLE_ABORTED_BY_CALLBACK) result.error = "stopped while sending";
    return result;
  }
  const auto body = one_line(transfer.body());
  if (!body.empty()) result.dialogue += fmt::format("< {}\n", shorten(body, 500));
  if (status >= 200 && status < 300) {
    result.status = SendStatus::sent;
    return result;
  }
  result.status = may_pass(status) ? SendStatus::retry : SendStatus::dead;
  result.channel_down = status == 429 || status == 503;
  result.error = fmt::format("HTTP {}{}", status, body.empty() ? "" : ": " + shorten(body, 200));
  if (status >= 300 && status < 400) result.error = fmt::format("HTTP {}: redirects are not followed", status);
  return result;
}

class WebhookChannel : public Channel {
 public:
  explicit WebhookChannel(const ChannelConfig& config) : config_(config) {}

  // The host alone: lists of deliveries must not show an address that is a secret.
  [[nodiscard]] std::vector<std::string> recipients() const override {
    const auto url = parse_url(config_.url);
    return {url ? url->host : config_.name};
  }

  SendResult send(const Message& message, const std::string&) override {
    const auto secret = config_.secret_file.empty() ? std::string() : read_secret(config_.secret_file);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto request = webhook_request(config_, message, secret, now);
    CurlEasy transfer(config_.timeout, [this] { return cancelled(); });
    CurlList headers;
    for (const auto& [name, value] : request.headers) append(headers, fmt::format("{}: {}", name, value));
    append(headers, "Expect:");
    transfer.set(CURLOPT_PROTOCOLS_STR, "http,https");
    transfer.set(CURLOPT_URL, request.url.c_str());
    transfer.set(CURLOPT_USERAGENT, "griffier");
    transfer.set(CURLOPT_FOLLOWLOCATION, 0L);
    transfer.set(CURLOPT_HTTPHEADER, headers.get());
    transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    transfer.set(CURLOPT_POSTFIELDS, request.body.data());
    transfer.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (!config_.ca_file.empty()) transfer.set(CURLOPT_CAINFO, config_.ca_file.c_str());
    if (!config_.proxy.empty()) {
      transfer.set(CURLOPT_PROXY, config_.proxy.c_str());  // which decides for itself where it connects
    } else if (!config_.allow_private) {
      transfer.public_addresses_only();
    }
    return outcome(transfer, transfer.perform());
  }

 private:
  const ChannelConfig config_;
};

}  // namespace

std::unique_ptr<Channel> make_webhook_channel(const ChannelConfig& config) {
  return std::make_unique<WebhookChannel>(config);
}

}  // namespace griffier::daemon
