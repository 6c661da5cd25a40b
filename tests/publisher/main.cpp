// griffier-publisher: the test publisher as a program, for demonstrations and shell scripts.
#include "CLI/CLI.hpp"

#include <signal.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "tests/publisher/control.h"
#include "tests/publisher/publisher.h"
#include "tests/publisher/registers.h"
#include "tests/publisher/root.h"
#include "tests/publisher/syncfeed.h"

namespace {

int run(int argc, char** argv) {
  griffier::publisher::Options options;
  options.control = true;
  std::string script, world_file, registers_file, authority_file, ready_file;
  CLI::App app("Serves documents, and every fault that publishers have, on loopback");
  app.add_option("--address", options.addresses, "Addresses to listen on; the first is the main one");
  app.add_option("--port", options.port, "HTTP port; 0: any");
  app.add_option("--https-port", options.https_port, "HTTPS port; 0: any");
  app.add_option("--root", options.root, "Folder to serve")->check(CLI::ExistingDirectory);
  app.add_option("--script", script, "JSON file from places to steps")->check(CLI::ExistingFile);
  app.add_option("--syncfeed", world_file, "JSON file with a world of the Tweede Kamer, served below /SyncFeed/2.0")
      ->check(CLI::ExistingFile);
  app.add_option("--registers", registers_file, "JSON file with the registers of the other publishers (registers.h)")
      ->check(CLI::ExistingFile);
  app.add_option("--authority", authority_file, "Where to write the certificate of the test authority");
  app.add_option("--ready-file", ready_file, "Where to write the base address once it listens");
  CLI11_PARSE(app, argc, argv);

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before the server's thread inherits the mask

  griffier::publisher::SyncWorld world;  // before the publisher, which asks it to the end
  std::optional<griffier::publisher::Registers> registers;
  griffier::publisher::Site::Handler kamer;
  griffier::publisher::Publisher publisher(options);
  if (!script.empty())
    load_scripts(publisher.site(), griffier::publisher::read_whole(script),
                 std::filesystem::path(script).parent_path().string());
  if (!world_file.empty()) {
    load_world(world, griffier::publisher::read_whole(world_file),
               std::filesystem::path(world_file).parent_path().string());
    kamer = world.handler("/SyncFeed/2.0", publisher.url("/SyncFeed/2.0"));
  }
  if (!registers_file.empty())
    load_registers(registers.emplace(publisher.url()), griffier::publisher::read_whole(registers_file),
                   std::filesystem::path(registers_file).parent_path().string());
  publisher.site().otherwise([&](const griffier::publisher::Asked& asked) -> std::optional<griffier::publisher::Step> {
    if (kamer)
      if (auto step = kamer(asked)) return step;
    return registers ? registers->answer(asked) : std::nullopt;
  });
  if (!authority_file.empty()) std::ofstream(authority_file) << publisher.authority_pem();
  std::printf("%s %s\n", publisher.url().c_str(), publisher.https_url().c_str());
  std::fflush(stdout);
  if (!ready_file.empty()) {
    std::ofstream(ready_file + ".part") << publisher.url() << '\n';
    std::filesystem::rename(ready_file + ".part", ready_file);
  }
  int received = 0;
  sigwait(&signals, &received);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "griffier-publisher: %s\n", problem.what());
    return 1;
  }
}
