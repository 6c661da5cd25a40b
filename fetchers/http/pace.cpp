#include "fetchers/http/pace.h"

#include <string>

#include "fetchers/http/url.h"

namespace griffier::fetchers {

HostPolicy stated_policy(std::string_view host) {
  HostPolicy policy;
  if (is_loopback_name(std::string(host))) policy.gap = std::chrono::milliseconds(0);  // one's own needs no manners
  // robots.txt: ten requests in thirty seconds.
  if (host == "zoek.officielebekendmakingen.nl") {
    policy.burst = 10;
    policy.burst_window = std::chrono::seconds(30);
  }
  return policy;
}

}  // namespace griffier::fetchers
