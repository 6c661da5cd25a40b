#include "daemon/alerts/channels.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <system_error>

namespace griffier::daemon {

std::string read_secret(const std::filesystem::path& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line))
    throw std::runtime_error(fmt::format("{} can't be read: {}", file.string(),
                                         errno != 0 ? std::generic_category().message(errno) : "it is empty"));
  while (line.ends_with('\r') || line.ends_with(' ')) line.pop_back();
  if (line.empty()) throw std::runtime_error(fmt::format("{} has nothing on its first line", file.string()));
  return line;
}

std::vector<SendResult> Channel::send_together(const std::vector<const Message*>& messages,
                                               const std::string& recipient) {
  std::vector<SendResult> results;
  results.reserve(messages.size());
  for (const Message* message : messages) results.push_back(send(*message, recipient));
  return results;
}

std::unique_ptr<Channel> make_channel(const ChannelConfig& config) {
  // libcurl wants this before the first thread that uses it; repeating it only counts.
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl can't be initialised");
  if (config.kind == "smtp") return make_smtp_channel(config);
  if (config.kind == "webhook") return make_webhook_channel(config);
  if (config.kind == "exec") return make_exec_channel(config);
  if (config.kind == "file") return make_file_channel(config);
  throw std::invalid_argument(fmt::format("channel '{}': unknown kind '{}'", config.name, config.kind));
}

}  // namespace griffier::daemon
