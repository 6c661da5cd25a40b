// The account of one request for people, without its secrets.
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

namespace griffier::fetchers {

// Adds what libcurl's debug callback tells; bodies aren't shown, nor the values of headers that hold credentials. Stops
// at 64 KiB.
void add_to_trace(std::string& trace, curl_infotype type, std::string_view data);
// Adds the times of a finished transfer and what was transferred.
void add_times_to_trace(std::string& trace, CURL* easy);

}  // namespace griffier::fetchers
