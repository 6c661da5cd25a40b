#include "daemon/cli/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "fetchers/http/url.h"
#include "publications/digest.h"
#include "publications/instant.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

// What belongs to the connection or to the visitor rather than to the answer; a body is kept decoded.
constexpr std::array<std::string_view, 10> kLeftOut = {
    "connection", "content-encoding", "content-length", "content-type", "date",
    "etag",       "keep-alive",       "last-modified",  "set-cookie",   "transfer-encoding"};

void write(const std::filesystem::path& file, std::string_view bytes, std::ios::openmode mode = std::ios::trunc) {
  std::ofstream out(file, std::ios::binary | mode);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw std::system_error(errno, std::generic_category(), file.string());
}

// "/path?query": the test publisher stands in for whatever host it was.
std::string place_of(const std::string& url) {
  const auto scheme = url.find("://");
  const auto path = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  auto place = path == std::string::npos ? "/" : url.substr(path);
  return place.substr(0, place.find('#'));
}

json::object headers_of(const fetchers::Response& response, bool all) {
  json::object headers;
  for (const auto& [name, value] : response.headers) {
    const bool left_out = std::find(kLeftOut.begin(), kLeftOut.end(), name) != kLeftOut.end();
    if (name == "set-cookie" || (left_out && !all)) continue;
    headers[name] = value;
  }
  return headers;
}

}  // namespace

Recorder::Recorder(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  if (std::filesystem::exists(folder_ / "publisher.json"))
    throw std::runtime_error(fmt::format("{} holds a recording already", folder_.string()));
}

void Recorder::add(const std::string& url, const fetchers::Response& response) {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  json::object line{{"url", url},
                    {"at", publications::iso_instant(now)},
                    {"status", response.status},
                    {"headers", headers_of(response, true)}};
  if (response.transfer != fetchers::Transfer::whole) {
    line["error"] = response.error;
  } else {
    const auto file = fmt::format("{:04}.body", ++answers_);
    write(folder_ / file, response.body);
    line["file"] = file;
    line["sha256"] = publications::sha256_hex(response.body);
    json::object step{{"do", response.status == 200 ? "ok" : "status"},
                      {"code", response.status},
                      {"file", file},
                      {"type", response.header("content-type")},
                      {"headers", headers_of(response, false)}};
    for (const auto& [header, key] : {std::pair{"etag", "etag"}, std::pair{"last-modified", "last_modified"}})
      if (auto value = response.header(header); !value.empty()) step[key] = std::move(value);
    auto& steps = script_[place_of(url)];
    if (!steps.is_array()) steps = json::array();
    steps.as_array().push_back(std::move(step));
  }
  write(folder_ / "answers.jsonl", json::serialize(line) + "\n", std::ios::app);
}

void Recorder::finish() { write(folder_ / "publisher.json", json::serialize(script_) + "\n"); }

}  // namespace griffier::daemon
