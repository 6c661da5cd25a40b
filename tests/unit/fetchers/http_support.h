// Running fetches to their end in a test.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <string>
#include <utility>

#include "fetchers/http/engine.h"

namespace griffier::fetchers::testing {

inline EngineOptions test_options() {
  EngineOptions options;
  options.user_agent = "griffier-test/1 (+https://example.org/griffier)";
  return options;
}

inline Request local_request(const std::string& url) {
  Request request(url);
  request.allow_private = true;
  request.timeout = std::chrono::milliseconds(10'000);
  return request;
}

// An engine with its loop; `fetch` runs the loop until the answer is there.
class Browser {
 public:
  explicit Browser(EngineOptions options = test_options()) : engine(io, std::move(options)) {}

  Response fetch(Request request) {
    Response response;
    std::exception_ptr failure;
    boost::asio::co_spawn(io, engine.fetch(std::move(request)), [&](std::exception_ptr error, Response got) {
      failure = error;
      response = std::move(got);
    });
    io.restart();
    io.run();
    if (failure) std::rethrow_exception(failure);
    return response;
  }
  Response fetch(const std::string& url) { return fetch(local_request(url)); }

  boost::asio::io_context io;
  Engine engine;
};

}  // namespace griffier::fetchers::testing
