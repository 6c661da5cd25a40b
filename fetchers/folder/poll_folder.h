// A folder as a source: its files are the documents.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <string>

#include "fetchers/folder/folder.h"
#include "fetchers/poll.h"

namespace griffier::fetchers {

// A class with a constructor for g++ 12.2's sake (see fetchers/http/engine.h).
class FolderPoll {
 public:
  // `blocking` is where files are looked for and read, a thread pool.
  FolderPoll(std::filesystem::path path, boost::asio::any_io_executor blocking)
      : folder(std::move(path)), executor(std::move(blocking)) {}

  std::filesystem::path folder;
  boost::asio::any_io_executor executor;
  std::string cursor;  // what the last poll gave; empty at first
  FolderOptions scan;
};

// Tells new and changed files as content, and each of these at every poll while it lasts: who vanished in the last two
// days as absent, and who can't be read as transient. `url` is the file's "file://" address, `name` its path in the
// folder, `document_id` is empty: a file has no name but its own. The cursor remembers sizes, times and hashes; a file
// that only was touched, or came back as it was, is told as not modified.
//
// Complete when the folder was read through; files that can't be read are told one by one. While something is still
// being written, `retry_after` says how soon to look again. Throws what `sink` throws; then nothing of the poll is
// remembered.
boost::asio::awaitable<PollOutcome> poll_folder(FolderPoll poll, Sink sink);

// "file:///path" with what may not stand in an address percent-encoded.
[[nodiscard]] std::string file_url(const std::filesystem::path& path);

}  // namespace griffier::fetchers
