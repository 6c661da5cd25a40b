// Where the register's documents and files lie, and what an answer says of the host that gave it.
#include "fetchers/http/url.h"
#include "fetchers/tweedekamer/register_round.h"

namespace griffier::fetchers {

bool says_host_is_down(const Response& response, const Judgement& judgement) {
  switch (response.transfer) {
    case Transfer::whole:
      return judgement.verdict == Verdict::blocked || (response.status == 503 && judgement.retry_after);
    case Transfer::unreachable:
    case Transfer::tls:
    case Transfer::forbidden_address:
    case Transfer::quiet:
    case Transfer::cancelled:
      return true;
    default:
      return false;
  }
}

// Whether an address lies at the register's own host, which the source was told to ask.
bool RegisterRound::is_own(const std::string& url) const {
  const auto asked = parse_web_address(url), own = parse_web_address(base_);
  return asked && own && asked->name == own->name;
}

// One file that is refused, or that lies at another host, says nothing of the register.
bool RegisterRound::stops_all(const std::string& url, const Response& response, const Judgement& judgement) const {
  if (response.transfer == Transfer::whole && (response.status == 401 || response.status == 403)) return false;
  if (response.transfer != Transfer::cancelled) {
    const auto asked = parse_web_address(response.url.empty() ? url : response.url);  // after redirects
    const auto own = parse_web_address(base_);
    if (!asked || !own || asked->host != own->host || asked->scheme != own->scheme) return false;
  }
  return says_host_is_down(response, judgement);
}

std::string RegisterRound::document_address(const JoinedPublication& publication) const {
  return base_ + (publication.facts.contains("toezegging_number") ? "/Entiteiten/" : "/Resources/") +
         publication.entity;
}

// Feeds name the publisher's own host, also when a mirror or a proxy gives them.
std::string RegisterRound::file_address(const JoinedPublication& publication) const {
  const auto& announced = publication.enclosure;
  constexpr std::string_view kPart = "/Resources/";
  const auto at = announced.rfind(kPart);
  if (at != std::string::npos && is_guid(std::string_view(announced).substr(at + kPart.size())))
    return base_ + announced.substr(at);
  const auto address = parse_web_address(announced);
  if (address && (address->scheme == "https" || address->scheme == "http")) return announced;
  return base_ + std::string(kPart) + publication.entity;
}

}  // namespace griffier::fetchers
