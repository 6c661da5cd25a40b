// What is posted to each kind of web hook, and the signature on it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {

struct WebhookRequest {
  std::string method = "POST";
  std::string url;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // without line ends
};

// `secret` is the content of secret_file, empty for none. `sent_at` goes into the signature. Throws std::runtime_error
// when the secret can't be used.
[[nodiscard]] WebhookRequest webhook_request(const ChannelConfig& config, const Message& message,
                                             const std::string& secret, std::chrono::sys_seconds sent_at);

// "v1,<base64>" over "id.timestamp.body" with HMAC-SHA256. `secret` is "whsec_" and base64, or any other text, which is
// then the key itself. Source: Standard Webhooks 1.0. Throws std::runtime_error for broken base64 after "whsec_".
[[nodiscard]] std::string webhook_signature(const std::string& secret, std::string_view id, std::string_view timestamp,
                                            std::string_view body);

}  // namespace griffier::daemon
