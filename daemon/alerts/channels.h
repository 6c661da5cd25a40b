// The channels by kind, and what they share. Private to alerts/; others call make_channel().
#pragma once

#include <memory>
#include <string>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {

[[nodiscard]] std::unique_ptr<Channel> make_smtp_channel(const ChannelConfig& config);
[[nodiscard]] std::unique_ptr<Channel> make_webhook_channel(const ChannelConfig& config);
[[nodiscard]] std::unique_ptr<Channel> make_exec_channel(const ChannelConfig& config);
[[nodiscard]] std::unique_ptr<Channel> make_file_channel(const ChannelConfig& config);

// The first line of a file with a password or secret. Throws std::runtime_error that names the file.
[[nodiscard]] std::string read_secret(const std::filesystem::path& file);

}  // namespace griffier::daemon
