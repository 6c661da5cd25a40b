// What one paper says about toezeggingen, from its facts and nothing else, so that a rebuild reads the same. Private to
// toezeggingen.cpp.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"
#include "store/record/toezeggingen.h"

namespace griffier::store::toezegging {

struct Said {
  ToezeggingRow registered;            // number is empty unless it is the register's own paper
  std::vector<std::string> promises;   // made in it
  std::vector<std::string> fulfilled;  // numbers
  std::string on_date;
  std::string kept_by;  // the letter that the register names, by its identity where it has one
};

[[nodiscard]] Said said_by(const std::string& document_id, const boost::json::object& facts,
                           publications::Instant observed_at);

// Who promises in a paper: the offices, ", " between them; empty if it names none.
[[nodiscard]] std::string sender_of(const boost::json::object& facts);

// "open", "partly", "fulfilled" or "lapsed", by the register's word for it.
[[nodiscard]] std::string state_of(std::string_view status);

}  // namespace griffier::store::toezegging
