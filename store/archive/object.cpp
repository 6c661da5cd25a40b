#include "store/archive/object.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>

namespace griffier::store {
namespace {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};

void check(int ok) {
  if (ok != 1) throw std::runtime_error("archive: OpenSSL can't compute SHA-1");
}

constexpr std::string_view kIdentity = "griffier <griffier@localhost>";

// Git knows no time before 1970, and its programs read at most five digits of a year.
std::string git_time(publications::Instant at) {
  using namespace std::chrono;
  constexpr seconds kLast{253'402'210'800};  // late in the year 9999
  const auto since = std::clamp(floor<seconds>(at.time_since_epoch()), seconds(0), kLast);
  const auto offset = publications::amsterdam_offset(publications::Instant(since)).count();
  return fmt::format("{} {}{:02}{:02}", since.count(), offset < 0 ? '-' : '+', std::abs(offset) / 60,
                     std::abs(offset) % 60);
}

publications::Instant parse_time(std::string_view signature) {
  const auto mail_end = signature.rfind("> ");
  if (mail_end == std::string_view::npos) throw MalformedError("a signature without a mail address");
  const std::string_view time = signature.substr(mail_end + 2);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(time.data(), time.data() + time.size(), seconds);
  if (error != std::errc() || seconds > 1'000'000'000'000 || seconds < -1'000'000'000'000) {
    throw MalformedError("a signature without a time");
  }
  return publications::Instant(std::chrono::seconds(seconds));
}

// The rest of the line after "KEYWORD ", taken off `text`; nullopt when the line is another.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view keyword) {
  if (!text.starts_with(keyword) || text.size() <= keyword.size() || text[keyword.size()] != ' ') return std::nullopt;
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = text.substr(keyword.size() + 1, end - keyword.size() - 1);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string_view name(ObjectType type) {
  return type == ObjectType::commit ? "commit" : type == ObjectType::tree ? "tree" : "blob";
}

std::string ObjectId::hex() const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::optional<ObjectId> parse_id(std::string_view hex) {
  if (hex.size() != 40) return std::nullopt;
  ObjectId id;
  for (std::size_t i = 0; i < 40; ++i) {
    const char c = hex[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return std::nullopt;
    id.bytes[i / 2] = static_cast<unsigned char>(id.bytes[i / 2] * 16 + digit);
  }
  return id;
}

struct Sha1::Parts {
  std::unique_ptr<EVP_MD, Deleter<EVP_MD_free>> algorithm;
  std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>> context;
};

Sha1::Sha1() : parts_(std::make_unique<Parts>()) {
  parts_->algorithm.reset(EVP_MD_fetch(nullptr, "SHA1", nullptr));
  parts_->context.reset(EVP_MD_CTX_new());
  check(parts_->algorithm && parts_->context ? 1 : 0);
}
Sha1::~Sha1() = default;

void Sha1::begin() { check(EVP_DigestInit_ex2(parts_->context.get(), parts_->algorithm.get(), nullptr)); }
void Sha1::add(std::string_view bytes) { check(EVP_DigestUpdate(parts_->context.get(), bytes.data(), bytes.size())); }
ObjectId Sha1::end() {
  ObjectId id;
  check(EVP_DigestFinal_ex(parts_->context.get(), id.bytes.data(), nullptr));
  return id;
}

ObjectId Sha1::object(ObjectType type, std::string_view data) {
  const std::string header = fmt::format("{} {}", name(type), data.size());
  begin();
  add({header.c_str(), header.size() + 1});
  add(data);
  return end();
}

std::optional<TreeEntry> next_entry(std::string_view tree, std::size_t& at) {
  if (at == tree.size()) return std::nullopt;
  TreeEntry entry;
  entry.begin = at;
  const auto space = tree.find(' ', at);
  const auto zero = tree.find('\0', at);
  if (space == std::string_view::npos || zero == std::string_view::npos || space > zero || zero + 21 > tree.size()) {
    throw MalformedError("a cut tree entry");
  }
  entry.is_tree = tree.substr(at, space - at) == "40000";
  entry.name = tree.substr(space + 1, zero - space - 1);
  if (entry.name.empty()) throw MalformedError("a tree entry without a name");
  std::memcpy(entry.id.bytes.data(), tree.data() + zero + 1, entry.id.bytes.size());
  at = entry.end = zero + 21;
  return entry;
}

// Git orders a tree's entries as if the names of trees ended in '/'.
bool comes_before(std::string_view a, bool a_is_tree, std::string_view b, bool b_is_tree) {
  const std::size_t common = std::min(a.size(), b.size());
  const int order = a.substr(0, common).compare(b.substr(0, common));
  if (order != 0) return order < 0;
  const auto next = [common](std::string_view name, bool is_tree) {
    return common < name.size() ? static_cast<unsigned char>(name[common]) : is_tree ? '/' : 0;
  };
  return next(a, a_is_tree) < next(b, b_is_tree);
}

std::optional<TreeEntry> find_entry(std::string_view tree, std::string_view entry_name) {
  std::size_t at = 0;
  while (auto entry = next_entry(tree, at)) {
    if (entry->name == entry_name) return entry;
  }
  return std::nullopt;
}

std::string with_entry(std::string_view tree, std::string_view entry_name, bool is_tree, const ObjectId& id) {
  std::size_t at = 0, begin = tree.size(), end = tree.size();
  while (const auto entry = next_entry(tree, at)) {
    if (entry->name == entry_name) {
      if (entry->is_tree != is_tree) throw MalformedError("a file where a folder belongs");
      begin = entry->begin;
      end = entry->end;
      break;
    }
    if (begin == tree.size() && comes_before(entry_name, is_tree, entry->name, entry->is_tree)) {
      begin = end = entry->begin;
      if (entry->name.size() < entry_name.size() || !entry->name.starts_with(entry_name)) break;
    }
  }
  std::string result;
  result.reserve(tree.size() + entry_name.size() + 28);
  result += tree.substr(0, begin);
  result += is_tree ? "40000 " : "100644 ";
  result += entry_name;
  result += '\0';
  result += id.raw();
  result += tree.substr(end);
  return result;
}

std::string encode_commit(const ObjectId& tree, const std::optional<ObjectId>& parent, const NewCommit& commit) {
  std::string data = "tree " + tree.hex() + "\n";
  if (parent) data += "parent " + parent->hex() + "\n";
  data += fmt::format("author {} {}\n", kIdentity, git_time(commit.author_at));
  data += fmt::format("committer {} {}\n\n", kIdentity, git_time(commit.committer_at));
  for (const char c : commit.message) data += c == '\0' ? ' ' : c;  // git's programs stop reading at a zero byte
  if (data.back() != '\n') data += '\n';
  return data;
}

Commit decode_commit(const ObjectId& id, std::string_view data) {
  Commit commit;
  commit.info.id = id.hex();
  const auto tree = take_line(data, "tree");
  const auto tree_id = tree ? parse_id(*tree) : std::nullopt;
  if (!tree_id) throw MalformedError("a commit without a tree");
  commit.tree = *tree_id;
  while (const auto parent = take_line(data, "parent")) {
    if (!parse_id(*parent)) throw MalformedError("a parent that is no id");
    commit.info.parents.emplace_back(*parent);
  }
  const auto author = take_line(data, "author");
  const auto committer = author ? take_line(data, "committer") : std::nullopt;
  if (!committer) throw MalformedError("a commit without author or committer");
  commit.info.author_at = parse_time(*author);
  commit.info.committer_at = parse_time(*committer);
  // Headers that others add ("gpgsig", "encoding") end at the first empty line.
  const auto body = data.starts_with('\n') ? 0 : data.find("\n\n");
  commit.info.message = body == std::string_view::npos ? "" : std::string(data.substr(body == 0 ? 1 : body + 2));
  return commit;
}

}  // namespace griffier::store
