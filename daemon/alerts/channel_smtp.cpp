#include <fmt/format.h>

#include "daemon/alerts/channels.h"
#include "daemon/alerts/curl_easy.h"
#include "daemon/alerts/mail.h"
#include "daemon/config/values.h"

namespace griffier::daemon {
namespace {

// What the end of a conversation means. Permanent refusals (5yz) of this message to this recipient are final; a refusal
// of us as a client (greeting, EHLO, login, missing TLS) is the channel's trouble and may be mended. Source: RFC 5321
// section 4.2.1.
SendResult outcome(const CurlEasy& transfer, CURLcode code) {
  SendResult result;
  result.dialogue = transfer.dialogue();
  if (code == CURLE_OK) {
    result.status = SendStatus::sent;
    return result;
  }
  const long reply = transfer.response_code();
  const bool about_message =
      code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && transfer.uploaded_anything());
  result.status = about_message && reply >= 500 && reply < 600 ? SendStatus::dead : SendStatus::retry;
  const bool refused = about_message && reply >= 400 && reply != 421;
  result.channel_down = result.status == SendStatus::retry && !refused;
  result.error = refused ? fmt::format("the mail server said: {}", transfer.refusal()) : transfer.error(code);
  if (code == CURLE_USE_SSL_FAILED) result.error = "the mail server offers no STARTTLS, and insecure is not set";
  if (code == CURLE_LOGIN_DENIED || transfer.refusal().starts_with("535"))
    result.error = fmt::format("the login was refused: {}", transfer.refusal());
  if (code == CURLE_ABORTED_BY_CALLBACK) result.error = "stopped while sending";
  return result;
}

class SmtpChannel : public Channel {
 public:
  explicit SmtpChannel(const ChannelConfig& config) : config_(config) {
    const auto url = parse_url(config.url);
    trusted_ = config.insecure || (url && is_loopback_host(url->host));
  }
  [[nodiscard]] std::vector<std::string> recipients() const override { return config_.to; }

  SendResult send(const Message& message, const std::string& recipient) override {
    const auto to = parse_mail_address(recipient);
    if (!to) return {SendStatus::dead, fmt::format("'{}' is no mail address", recipient), false, {}};
    const auto mail = compose_mail({config_.from, recipient, config_.unsubscribe}, message);
    CurlEasy transfer(config_.timeout, [this] { return cancelled(); });
    CurlList recipients;
    append(recipients, fmt::format("<{}>", to->address));
    transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    transfer.set(CURLOPT_URL, config_.url.c_str());
    transfer.set(CURLOPT_MAIL_FROM, fmt::format("<{}>", parse_mail_address(config_.from)->address).c_str());
    transfer.set(CURLOPT_MAIL_RCPT, recipients.get());
    set_security(transfer);
    transfer.upload(mail);
    return outcome(transfer, transfer.perform());
  }

 private:
  void set_security(CurlEasy& transfer) const {
    transfer.set(CURLOPT_USE_SSL, static_cast<long>(trusted_ ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (!config_.ca_file.empty()) transfer.set(CURLOPT_CAINFO, config_.ca_file.c_str());
    if (trusted_) {  // a certificate that can't be checked is still better than none
      transfer.set(CURLOPT_SSL_VERIFYPEER, 0L);
      transfer.set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (config_.user.empty()) return;
    transfer.set(CURLOPT_USERNAME, config_.user.c_str());
    transfer.set(CURLOPT_PASSWORD, read_secret(config_.password_file).c_str());
  }

  const ChannelConfig config_;
  bool trusted_ = false;
};

}  // namespace

std::unique_ptr<Channel> make_smtp_channel(const ChannelConfig& config) {
  return std::make_unique<SmtpChannel>(config);
}

}  // namespace griffier::daemon
