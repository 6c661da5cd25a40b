// Rows of the record as JSON: the columns of the views, the same names everywhere.
#pragma once

#include <boost/json/object.hpp>

#include "store/record/record.h"

namespace griffier::daemon {

[[nodiscard]] boost::json::object to_json(const store::DocumentRow& row);
[[nodiscard]] boost::json::object to_json(const store::RevisionRow& row);
[[nodiscard]] boost::json::object to_json(const store::EventRow& row);
[[nodiscard]] boost::json::object to_json(const store::DeliveryRow& row);
[[nodiscard]] boost::json::object to_json(const store::SourceRow& row);

}  // namespace griffier::daemon
