#include "fetchers/openoverheid/interface.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>

#include "fetchers/extract/encoding.h"
#include "fetchers/http/media.h"

namespace griffier::fetchers::openoverheid {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongest = 4'000;
constexpr std::string_view kParentRole = "https://identifier.overheid.nl/tooi/def/thes/kern/c_4d1ea9ba";

std::optional<json::value> parsed(const std::string& body) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = 64;
  const std::string text = decode(body).text;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  return value;
}

const json::value* at(const json::value* from, std::string_view key) {
  return from != nullptr && from->is_object() ? from->get_object().if_contains(key) : nullptr;
}

const json::value* at(const json::value* from, std::initializer_list<std::string_view> path) {
  for (const auto key : path) {
    from = at(from, key);
    while (from != nullptr && from->is_array()) from = from->get_array().empty() ? nullptr : &from->get_array().front();
  }
  return from;
}

// A text, a number, the first of a list, or an object's label.
std::string text_of(const json::value* value) {
  while (value != nullptr && value->is_array())
    value = value->get_array().empty() ? nullptr : &value->get_array().front();
  if (value == nullptr) return {};
  if (value->is_object()) return text_of(at(value, "label"));
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (!value->is_string() || value->get_string().size() > kLongest) return {};
  return std::string(value->get_string());
}

std::string first_text(const json::value* from, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys)
    if (auto text = text_of(at(from, key)); !text.empty()) return text;
  return {};
}

std::optional<std::size_t> number_of(const json::value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_int64() && value->get_int64() >= 0) return static_cast<std::size_t>(value->get_int64());
  if (value->is_uint64()) return static_cast<std::size_t>(value->get_uint64());
  return std::nullopt;
}

std::string last_part(const std::string& address) {
  const auto slash = address.rfind('/');
  return slash == std::string::npos ? address : address.substr(slash + 1);
}

Result result_of(const json::value& value) {
  const json::value* document = at(&value, "document");
  if (document == nullptr) document = &value;
  Result result;
  result.id = first_text(document, {"id", "identifier"});
  if (result.id.empty()) result.id = last_part(first_text(document, {"pid"}));
  result.changed = first_text(document, {"mutatiedatumtijd", "mutatiedatum", "openbaarmakingsdatum"});
  result.title = first_text(document, {"titel", "officieleTitel"});
  result.description = first_text(document, {"omschrijving", "omschrijvingen"});
  result.published = first_text(document, {"openbaarmakingsdatum", "publicatiedatum"});
  result.publisher = first_text(document, {"publisher", "verantwoordelijke"});
  result.type = first_text(document, {"documentsoort", "documentsoorten"});
  result.file_type = first_text(&value, {"bestandsType", "bestandstype"});
  return result;
}

}  // namespace

Results read_results(const std::string& body) {
  Results results;
  if (sniffed_media(body) == Media::html) {
    results.error = "an HTML page came where a search result was expected";
    return results;
  }
  const auto answer = parsed(body);
  const json::value* list = answer ? at(&*answer, "resultaten") : nullptr;
  if (list == nullptr || !list->is_array()) {
    results.error = "the answer is no search result: it has no list 'resultaten'";
    return results;
  }
  results.total = number_of(at(&*answer, "totaal"));
  for (const auto& one : list->get_array()) {
    auto result = result_of(one);
    if (!result.id.empty())
      results.results.push_back(std::move(result));
    else
      results.nameless.push_back(result.title.empty() ? "a result without a title" : result.title);
  }
  if (results.results.empty() && !list->get_array().empty()) results.error = "none of the results has an 'id'";
  return results;
}

Details read_details(const std::string& body) {
  Details details;
  const auto answer = parsed(body);
  if (!answer) return details;
  const json::value* document = at(&*answer, "document");
  details.title = text_of(at(document, {"titelcollectie", "officieleTitel"}));
  details.type = text_of(at(document, {"classificatiecollectie", "documentsoorten"}));
  details.publisher = first_text(document, {"verantwoordelijke", "publisher"});
  details.description = first_text(document, {"omschrijvingen"});
  const json::value* relations = at(&*answer, "documentrelaties");
  if (relations != nullptr && relations->is_array())
    for (const auto& relation : relations->get_array())
      if (text_of(at(&relation, "role")) == kParentRole) details.parent = last_part(text_of(at(&relation, "relation")));
  return details;
}

}  // namespace griffier::fetchers::openoverheid
