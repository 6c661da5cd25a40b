// bench_generate DIR COUNT: writes letters 0 to COUNT - 1 as DIR/<ten thousands>/<number>.txt.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/bench/papers.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: bench_generate DIR COUNT\n", stderr);
    return 2;
  }
  try {
    const std::filesystem::path dir = argv[1];
    const std::size_t count = std::stoul(argv[2]);
    std::size_t bytes = 0;
    for (std::size_t index = 0; index < count; ++index) {
      const auto folder = dir / fmt::format("{:03}", index / 10'000);
      if (index % 10'000 == 0) std::filesystem::create_directories(folder);
      std::ofstream file(folder / fmt::format("{:07}.txt", index), std::ios::binary);
      file.exceptions(std::ios::failbit | std::ios::badbit);
      const std::string text = griffier::bench::letter(index);
      file << text;
      bytes += text.size();
    }
    fmt::print("{} letters, {} kB on average\n", count, count == 0 ? 0 : bytes / count / 1'000);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_generate: {}\n", error.what());
    return 1;
  }
}
