// An owned file descriptor.
#pragma once

#include <unistd.h>

namespace griffier::fetchers {

// Closes it when it goes; a negative number is none. Not for use by several threads at once.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

}  // namespace griffier::fetchers
