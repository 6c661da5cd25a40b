#include "daemon/alerts/mail.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "daemon/alerts/paper.h"
#include "daemon/config/values.h"

namespace griffier::daemon {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

MailAddress address_of(const std::string& text) {
  auto address = parse_mail_address(text);
  if (!address) throw std::invalid_argument(fmt::format("'{}' is no mail address", one_line(text)));
  return std::move(*address);
}

std::string mailbox(const MailAddress& mail) {
  if (mail.name.empty()) return mail.address;
  const bool word = std::all_of(mail.name.begin(), mail.name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
  });
  if (word && mail.name.size() < 60) return fmt::format("{} <{}>", mail.name, mail.address);
  if (!is_plain_ascii(mail.name)) return fmt::format("{}\r\n <{}>", encode_header(mail.name), mail.address);
  std::string quoted;
  for (const char c : mail.name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return fmt::format("\"{}\"\r\n <{}>", quoted, mail.address);
}

std::string domain_of(std::string_view address) { return std::string(address.substr(address.rfind('@') + 1)); }

void add_quoted(std::string& line, char c) {
  const auto byte = static_cast<unsigned char>(c);
  line += '=';
  line += kHex[byte >> 4U];
  line += kHex[byte & 15U];
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const auto length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string encode_header(std::string_view raw) {
  const auto text = one_line(raw);
  // "=?" would be read as an encoded word.
  if (is_plain_ascii(text) && text.size() <= 64 && text.find("=?") == std::string::npos) return text;
  constexpr std::size_t kBytes = 42;  // 56 characters of base64, 68 with "=?UTF-8?B?" and "?="
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(at + kBytes, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ",
                       base64(std::string_view(text).substr(at, end - at)));
    at = end;
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  constexpr std::size_t kColumns = 75;  // and the "=" of a soft line break
  std::string out, line;
  const auto finish = [&](std::string_view end) {
    out += line;
    out += end;
    line.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      finish("\r\n");
      continue;
    }
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    const bool ends_line = at + 1 == text.size() || text[at + 1] == '\n' || text[at + 1] == '\r';
    // A full stop or "From " at the start of a line is safe from any server that way.
    const bool risky = line.empty() && (c == '.' || c == 'F');
    const bool plain = (c > 0x20 && c < 0x7F && c != '=' && !risky) || ((c == ' ' || c == '\t') && !ends_line);
    if (line.size() + (plain ? 1 : 3) > kColumns) finish("=\r\n");
    if (plain) {
      line += c;
    } else {
      add_quoted(line, c);
    }
  }
  if (!line.empty()) finish("\r\n");
  return out;
}

std::string mail_date(publications::Instant at) {
  using namespace std::chrono;
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto offset = publications::amsterdam_offset(at);
  const auto local = floor<seconds>(at) + offset;
  const auto day = floor<days>(local);
  const year_month_day date(day);
  const hh_mm_ss time(local - day);
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +{:02}00", kDays[weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count(), duration_cast<hours>(offset).count());
}

std::string message_id(std::string_view idempotency_key, std::string_view from_address) {
  return fmt::format("<{}@{}>", idempotency_key, domain_of(from_address));
}

std::string compose_mail(const MailHead& head, const Message& message) {
  const auto from = address_of(head.from);
  const auto to = address_of(head.to);
  const auto domain = domain_of(from.address);
  const auto boundary = fmt::format("=_{}", message.idempotency_key);  // "=_" never comes out of quoted-printable
  const auto stop =
      one_line(head.unsubscribe.empty() ? fmt::format("mailto:{}?subject=afmelden%20{}", from.address, message.watch)
                                        : head.unsubscribe);
  std::string mail;
  const auto add = [&](std::string_view name, std::string_view value) {
    mail += fmt::format("{}: {}\r\n", name, value);
  };
  add("Date", mail_date(message.at));
  add("From", mailbox(from));
  add("To", mailbox(to));
  add("Subject", encode_header(message.subject));
  add("Message-ID", message_id(message.idempotency_key, from.address));
  add("List-Id", fmt::format("<{}.griffier.{}>", message.watch, domain));
  add("List-Unsubscribe", fmt::format("<{}>", stop));
  if (stop.starts_with("https://")) add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  add("Auto-Submitted", "auto-generated");
  add("MIME-Version", "1.0");
  add("Content-Type", fmt::format("multipart/alternative;\r\n boundary=\"{}\"", boundary));
  mail += "\r\n";
  const auto part = [&](std::string_view type, std::string_view body) {
    mail +=
        fmt::format("--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                    boundary, type);
    mail += quoted_printable(body);
    mail += "\r\n";
  };
  part("text/plain", message.text);
  part("text/html", message.html);
  mail += fmt::format("--{}--\r\n", boundary);
  return mail;
}

}  // namespace griffier::daemon
