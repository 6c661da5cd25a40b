// What the tests of channels share: a temporary folder, files in it, a message, a server process of Python.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {

class ChannelTest : public testing::Test {
 protected:
  ChannelTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "griffier-channel-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = pattern;
  }
  ~ChannelTest() override { std::filesystem::remove_all(folder_); }

  static std::string slurp(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
  }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  static Message message() {
    Message made;
    made.subject = "Gewijzigd: kst-99999-12 Brief over hoog water";
    made.text = "Een regel.\n.Een punt vooraan.\nFrom hier\nGeïnde euro's: € 12\n";
    made.html = "<p>Geïnde euro's</p>\n";
    made.json = R"({"type":"document.revised","id":"0123"})";
    made.idempotency_key = "0123456789abcdef0123456789abcdef";
    made.watch = "water";
    made.at = publications::parse_iso_instant("2024-09-19T14:03:07Z").value();
    return made;
  }

  std::filesystem::path folder_;
};

}  // namespace griffier::daemon
