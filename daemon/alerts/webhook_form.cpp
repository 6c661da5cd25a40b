#include "daemon/alerts/webhook_form.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <boost/json.hpp>
#include <stdexcept>

#include "daemon/alerts/mail.h"
#include "daemon/alerts/paper.h"
#include "daemon/alerts/wording.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

// The most that each service takes in one message, with room to spare; bytes of our text.
constexpr std::size_t kSlack = 30'000, kMattermost = 12'000, kTeams = 16'000, kMatrix = 24'000, kNtfy = 3'600;

// Cut at a line, with a line that says so.
std::string cut(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto line = text.rfind('\n', most);
  const auto kept = line != std::string::npos && line > most / 2 ? text.substr(0, line) : shorten(text, most);
  return fmt::format("{}\n{}\n", kept, wording::kCut);
}

std::string escape_slack(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

// As a code block, so that nothing in it is read as markup; a fence inside it is broken with a zero-width space.
std::string fenced(std::string text) {
  for (auto at = text.find("```"); at != std::string::npos; at = text.find("```", at + 6))
    text.insert(at + 1, "\u200B");
  return "```\n" + text + "\n```";
}

std::string escape_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]()<>#+-.!|~@:").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// What Standard Webhooks wants around the data: a type and a time.
std::string whole(const Message& message) {
  const auto data = json::parse(message.json);
  json::object payload{{"type", "alert"}, {"timestamp", publications::iso_instant(message.at)}, {"data", data}};
  const auto* type = data.is_object() ? data.as_object().if_contains("type") : nullptr;
  if (type != nullptr) payload["type"] = *type;
  return json::serialize(payload);
}

std::string slack(const Message& message) {
  return json::serialize(json::object{
      {"text", "*" + escape_slack(message.subject) + "*\n" + fenced(escape_slack(cut(message.text, kSlack)))}});
}

std::string mattermost(const Message& message) {
  return json::serialize(json::object{
      {"text", "**" + escape_markdown(message.subject) + "**\n" + fenced(cut(message.text, kMattermost))}});
}

// An Adaptive Card, as the "Workflows" app of Teams takes it.
std::string teams(const Message& message) {
  const auto block = [](const std::string& text, bool heading) {
    json::object object{{"type", "TextBlock"}, {"text", text}, {"wrap", true}};
    if (heading) object["weight"] = "Bolder";
    if (!heading) object["fontType"] = "Monospace";
    return object;
  };
  const json::object card{{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                          {"type", "AdaptiveCard"},
                          {"version", "1.4"},
                          {"body", json::array{block(escape_markdown(message.subject), true),
                                               block(escape_markdown(cut(message.text, kTeams)), false)}}};
  return json::serialize(json::object{
      {"type", "message"},
      {"attachments",
       json::array{json::object{
           {"contentType", "application/vnd.microsoft.card.adaptive"}, {"contentUrl", nullptr}, {"content", card}}}}});
}

std::string matrix(const Message& message) {
  json::object event{{"msgtype", "m.notice"}, {"body", message.subject + "\n\n" + cut(message.text, kMatrix)}};
  // An event may have 64 kB in all: a long one goes as text alone.
  if (message.html.size() < kMatrix) {
    event["format"] = "org.matrix.custom.html";
    event["formatted_body"] = message.html;
  }
  return json::serialize(event);
}

std::string decode_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string padded(text);
  const auto missing = (4 - padded.size() % 4) % 4;
  padded.append(missing, '=');
  std::string bytes(padded.size(), '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(padded.data()), static_cast<int>(padded.size()));
  if (length < 0 || missing == 3 || text.empty()) throw std::runtime_error("the secret after whsec_ is not base64");
  bytes.resize(static_cast<std::size_t>(length) - missing);
  return bytes;
}

void sign(WebhookRequest& request, const std::string& secret, const std::string& id, std::chrono::sys_seconds sent_at) {
  const auto timestamp = std::to_string(sent_at.time_since_epoch().count());
  request.headers.emplace_back("webhook-id", id);
  request.headers.emplace_back("webhook-timestamp", timestamp);
  if (!secret.empty())
    request.headers.emplace_back("webhook-signature", webhook_signature(secret, id, timestamp, request.body));
}

}  // namespace

std::string webhook_signature(const std::string& secret, std::string_view id, std::string_view timestamp,
                              std::string_view body) {
  constexpr std::string_view kPrefix = "whsec_";
  const auto key =
      secret.starts_with(kPrefix) ? decode_base64(std::string_view(secret).substr(kPrefix.size())) : secret;
  const auto content = fmt::format("{}.{}.{}", id, timestamp, body);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest.data(), &length) == nullptr)
    throw std::runtime_error("OpenSSL could not sign");
  return "v1," + base64({reinterpret_cast<const char*>(digest.data()), length});
}

WebhookRequest webhook_request(const ChannelConfig& config, const Message& message, const std::string& secret,
                               std::chrono::sys_seconds sent_at) {
  const auto& form = config.form;
  const std::string id = "msg_" + message.idempotency_key;
  WebhookRequest request;
  request.url = config.url;
  std::string type = "application/json";
  if (form == "slack") {
    request.body = slack(message);
  } else if (form == "mattermost") {
    request.body = mattermost(message);
  } else if (form == "teams") {
    request.body = teams(message);
  } else if (form == "matrix") {
    // The transaction id makes a repeat the same event (Matrix client-server API, PUT /send/{type}/{txnId}).
    request.method = "PUT";
    while (request.url.ends_with('/')) request.url.pop_back();
    request.url += "/" + id;
    request.body = matrix(message);
    request.headers.emplace_back("Authorization", "Bearer " + secret);
  } else if (form == "ntfy") {
    type = "text/plain; charset=utf-8";
    request.body = cut(message.text, kNtfy);
    auto title = encode_header(message.subject);  // ntfy reads RFC 2047; a header of HTTP is one line
    for (auto at = title.find("\r\n"); at != std::string::npos; at = title.find("\r\n")) title.erase(at, 2);
    request.headers.emplace_back("X-Title", title);
    if (!secret.empty()) request.headers.emplace_back("Authorization", "Bearer " + secret);
  } else if (form == "plain") {
    type = "text/plain; charset=utf-8";
    request.body = message.subject + "\n\n" + message.text;
  } else {
    request.body = whole(message);
  }
  request.headers.emplace_back("Content-Type", type);
  sign(request, form == "matrix" || form == "ntfy" ? std::string() : secret, id, sent_at);
  return request;
}

}  // namespace griffier::daemon
