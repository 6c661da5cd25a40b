// Queries in CQL 1.2 (the Library of Congress) as KOOP's SRU 2.0 service takes them: `==` is an exact match, NOT is
// binary ("a NOT b"), sorting belongs into the query.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"

namespace griffier::fetchers {

// What is asked for; what is empty asks for everything.
struct BekendmakingenQuery {
  std::string product_area = "officielepublicaties";
  std::vector<std::string> publications;  // w.publicatienaam: "Kamerstuk", "Kamervragen (Aanhangsel)"; any of them
  std::vector<std::string> dossiers;      // w.dossiernummer: "19637", "36600-VII"; any of them
  std::vector<std::string> creators;      // dt.creator: any of them
  std::string free;                       // a further condition, in CQL
};

// A value as it may stand in a query: quoted when it has other characters than letters, digits, '.', '-' and '_', with
// quotation marks, backslashes and masking characters (* ? ^) escaped.
[[nodiscard]] std::string cql_value(std::string_view value);

// The conditions alone. `since`: changed on this day or later; none: no such condition.
[[nodiscard]] std::string cql_conditions(const BekendmakingenQuery& query, std::optional<publications::Date> since);
// The whole query, in the order in which documents were changed.
[[nodiscard]] std::string cql_query(const BekendmakingenQuery& query, std::optional<publications::Date> since);

// What is wrong with a condition that people wrote, one sentence; nullopt: nothing that can be seen without the
// service.
[[nodiscard]] std::optional<std::string> cql_problem(const std::string& condition);

}  // namespace griffier::fetchers
