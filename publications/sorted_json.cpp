// JSON with sorted keys, one a line.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "publications/reading_json.h"

namespace griffier::publications {
namespace {

namespace json = boost::json;

class Writer {
 public:
  void value(const json::value& from) {
    if (from.is_object())
      object(from.get_object());
    else if (from.is_array())
      array(from.get_array());
    else
      out_ += json::serialize(from);
  }
  std::string finish() { return std::move(out_.append("\n")); }

 private:
  void object(const json::object& from) {
    std::vector<const json::key_value_pair*> members;
    members.reserve(from.size());
    for (const auto& item : from) members.push_back(&item);
    std::sort(members.begin(), members.end(),
              [](const auto* a, const auto* b) { return std::string_view(a->key()) < std::string_view(b->key()); });
    list('{', '}', members, [this](const json::key_value_pair* item) {
      out_ += json::serialize(json::string(item->key()));
      out_ += ": ";
      value(item->value());
    });
  }

  void array(const json::array& from) {
    list('[', ']', from, [this](const json::value& item) { value(item); });
  }

  template <typename Items, typename Write>
  void list(char open, char close, const Items& items, Write write) {
    out_ += open;
    ++depth_;
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ',';
      first = false;
      new_line();
      write(item);
    }
    --depth_;
    if (!first) new_line();
    out_ += close;
  }

  void new_line() {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string to_sorted_lines(const boost::json::value& value) {
  Writer writer;
  writer.value(value);
  return writer.finish();
}

}  // namespace griffier::publications
