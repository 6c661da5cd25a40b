#include "fetchers/page/address.h"

#include <algorithm>
#include <array>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include "publications/ascii.h"
#include "publications/digest.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;
namespace urls = boost::urls;

constexpr std::size_t kLongestSlug = 80;
constexpr std::size_t kLongestAddress = 8192;

bool is_hex(char c) { return ascii::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

int hex_value(char c) { return ascii::is_digit(c) ? c - '0' : ascii::to_lower(c) - 'a' + 10; }

void append_encoded(std::string& to, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  to += '%';
  to += kDigits[byte >> 4];
  to += kDigits[byte & 15];
}

// Percent-encodes what RFC 3986 allows nowhere; brackets are left to the host of an IPv6 address alone.
std::string made_valid(std::string_view text) {
  constexpr std::string_view kAllowed = "-._~:/?#@!$&'()*+,;=";
  const bool bracketed_host = text.find("//[") != std::string_view::npos;
  const auto host_end = bracketed_host ? text.find(']') : std::string_view::npos;
  std::string out;
  bool fragment = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool in_host = host_end != std::string_view::npos && at <= host_end && (c == '[' || c == ']');
    if (c == '\n' || c == '\r' || c == '\t') continue;  // as browsers do; feeds wrap long links
    if (c == '%' && at + 2 < text.size() && is_hex(text[at + 1]) && is_hex(text[at + 2])) {
      out += c;
    } else if (c == '#' && fragment) {
      append_encoded(out, c);
    } else if (ascii::is_alnum(c) || in_host || (c != '%' && kAllowed.find(c) != std::string_view::npos)) {
      out += c;
    } else {
      append_encoded(out, c);
    }
    fragment = fragment || c == '#';
  }
  return out;
}

bool is_web(const urls::url_view& url) {
  return (url.scheme_id() == urls::scheme::http || url.scheme_id() == urls::scheme::https) &&
         !url.encoded_host().empty();
}

bool says_how_one_came(std::string_view parameter) {
  static constexpr std::array<std::string_view, 12> kNames{"fbclid", "gclid",  "dclid",  "gbraid", "wbraid", "msclkid",
                                                           "mc_cid", "mc_eid", "igshid", "_hsenc", "_hsmi",  "yclid"};
  const std::string_view name = parameter.substr(0, parameter.find('='));
  if (ascii::starts_with_ignoring_case(name, "utm_") || ascii::starts_with_ignoring_case(name, "pk_campaign"))
    return true;
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::vector<std::string> telling_parameters(std::string_view query) {
  std::vector<std::string> kept;
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view one = query.substr(0, end);
    if (!one.empty() && !says_how_one_came(one)) kept.emplace_back(one);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
  }
  return kept;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii::to_lower);
  return out;
}

std::string joined(const std::vector<std::string>& parameters) {
  std::string query;
  for (const auto& one : parameters) query += (query.empty() ? "?" : "&") + one;
  return query;
}

// Scheme and host mean the same in either case (RFC 3986, 6.2.2.1), and "HTTP://Host" is no other address.
std::string with_lower_host(urls::url address) {
  address.normalize_scheme();
  address.normalize_authority();
  return std::string(address.buffer());
}

}  // namespace

std::string resolve_address(std::string_view base, std::string_view reference) {
  const std::string valid = made_valid(ascii::trim(reference));
  if (valid.empty() || valid.size() > kLongestAddress) return {};
  const auto parsed = urls::parse_uri_reference(valid);
  if (!parsed) return {};
  if (parsed->has_scheme()) return is_web(*parsed) ? with_lower_host(*parsed) : std::string();
  const std::string valid_base = made_valid(ascii::trim(base));
  const auto parsed_base = urls::parse_uri(valid_base);
  if (!parsed_base || !is_web(*parsed_base)) return {};
  urls::url result;
  if (!urls::resolve(*parsed_base, *parsed, result)) return {};
  return with_lower_host(std::move(result));
}

std::string watched_address(std::string_view address) {
  const std::string valid = made_valid(ascii::trim(address));
  const auto parsed = urls::parse_uri(valid);
  if (!parsed || !is_web(*parsed)) return std::string(address);
  std::string out = lower(parsed->scheme()) + "://";
  if (!parsed->encoded_userinfo().empty()) out += std::string(parsed->encoded_userinfo()) + "@";
  out += lower(parsed->encoded_host_and_port());
  const std::string path(parsed->encoded_path());
  return out + (path.empty() ? "/" : path) + joined(telling_parameters(parsed->encoded_query()));
}

std::string address_key(std::string_view address) {
  const std::string watched = watched_address(address);
  const auto parsed = urls::parse_uri(watched);
  if (!parsed || !is_web(*parsed)) return std::string(address);
  std::string host(parsed->encoded_host());
  if (host.rfind("www.", 0) == 0) host.erase(0, 4);
  const bool own_port = parsed->has_port() && parsed->port() != "80" && parsed->port() != "443";
  if (own_port) host += ":" + std::string(parsed->port());
  auto parameters = telling_parameters(parsed->encoded_query());
  std::sort(parameters.begin(), parameters.end());
  return "https://" + host + std::string(parsed->encoded_path()) + joined(parameters);
}

std::string slug_of_text(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size() && out.size() < most; ++at) {
    char c = text[at];
    if (c == '%' && at + 2 < text.size() && is_hex(text[at + 1]) && is_hex(text[at + 2])) {
      c = static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
      at += 2;
    }
    if (ascii::is_alnum(c)) {
      out += ascii::to_lower(c);
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string slug_of(std::string_view address) {
  const std::string watched = watched_address(address);
  const auto parsed = urls::parse_uri(watched);
  if (!parsed) return "index";
  std::string path(parsed->encoded_path());
  const auto slash = path.rfind('/'), dot = path.rfind('.');
  constexpr std::size_t kLongestExtension = 5;
  const bool has_extension = dot != std::string::npos && (slash == std::string::npos || dot > slash + 1) &&
                             path.size() - dot - 1 <= kLongestExtension;
  if (has_extension) path.erase(dot);
  if (!parsed->encoded_query().empty()) path += "-" + std::string(parsed->encoded_query());
  std::string slug = slug_of_text(path, kLongestSlug);
  return slug.empty() ? "index" : slug;
}

std::string short_hash(std::string_view text) { return publications::sha256_hex(text).substr(0, 8); }

std::string file_name_of(std::string_view address) {
  const auto parsed = urls::parse_uri(address);
  if (!parsed) return {};
  const std::string_view path = parsed->encoded_path();
  std::string out;
  const std::string_view last = path.substr(path.rfind('/') + 1);
  for (std::size_t at = 0; at < last.size(); ++at) {
    char c = last[at];
    if (c == '%' && at + 2 < last.size() && is_hex(last[at + 1]) && is_hex(last[at + 2])) {
      c = static_cast<char>(hex_value(last[at + 1]) * 16 + hex_value(last[at + 2]));
      at += 2;
    }
    if (static_cast<unsigned char>(c) >= ' ' && c != '/' && c != '\x7f') out += c;
  }
  return out;
}

std::map<std::string, std::string> unique_slugs(const std::vector<std::string>& addresses) {
  std::map<std::string, std::string> slugs;
  std::map<std::string, int> uses;
  for (const auto& address : addresses)
    if (const auto [at, is_new] = slugs.emplace(address, slug_of(address)); is_new) ++uses[at->second];
  for (auto& [address, slug] : slugs)
    if (uses[slug] > 1) slug += "-" + short_hash(address);
  return slugs;
}

}  // namespace griffier::fetchers
