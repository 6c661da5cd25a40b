// Where a document's folder is (docs/formats.md, the git archive).
//
// A path must never lie inside another document's folder, since a folder is replaced as a whole. Each series, named by
// the first component, therefore has paths of one depth; where a shard is inserted, its name ends in '+', which no
// folder of a document has. An id that does not fit its series exactly (case, leading zeros, length) goes to "other",
// so that folders differ on file systems that ignore case, too.
#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <vector>

#include "publications/ascii.h"
#include "publications/digest.h"
#include "publications/identifier.h"
#include "store/archive/archive.h"

namespace griffier::store {
namespace {

using Parts = std::vector<std::string_view>;

using publications::ascii::is_digit;
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool all(std::string_view text, bool (*test)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), test);
}
bool is_capital_or_digit(char c) { return is_upper(c) || is_digit(c); }

// A number as it is written once only: no leading zero.
bool is_number(std::string_view text, std::size_t most_digits) {
  return all(text, is_digit) && text.size() <= most_digits && (text.front() != '0' || text.size() == 1);
}
bool is_year(std::string_view text) { return text.size() == 4 && all(text, is_digit); }
bool is_session(std::string_view text) { return text.size() == 8 && all(text, is_digit); }

Parts split(std::string_view text, char separator) {
  Parts parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Names that mean a device on Windows, whatever their extension and case.
bool is_device(std::string_view name) {
  std::string base(name.substr(0, name.find('.')));
  std::transform(base.begin(), base.end(), base.begin(),
                 [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; });
  if (is_one_of(base, {"con", "prn", "aux", "nul"})) return true;
  return base.size() == 4 && is_one_of(base.substr(0, 3), {"com", "lpt"}) && is_digit(base[3]);
}

std::string joined(std::initializer_list<std::string_view> components) {
  std::string path;
  for (const auto component : components) {
    if (!path.empty()) path += '/';
    path += component;
  }
  return path;
}

// Takes "-h1", "-n2" or "-b3" from the end of `parts`; "" when there is none.
std::string take_suffix(Parts& parts) {
  if (parts.size() < 2) return "";
  const std::string_view last = parts.back();
  if (last.size() < 2 || !is_one_of(last.substr(0, 1), {"h", "n", "b"}) || !is_number(last.substr(1), 4)) return "";
  parts.pop_back();
  return "-" + std::string(last);
}

// All digits but the last `digits`, at least `width` long: 546 by two is "05".
std::string leading(std::string_view number, std::size_t digits, std::size_t width = 1) {
  std::string lead(number.substr(0, number.size() - std::min(number.size(), digits)));
  while (lead.size() < width) lead.insert(lead.begin(), '0');
  return lead;
}

// blg/1093/1093410, kst-onopgemaakt/1259/1259252
std::optional<std::string> running_number(std::string_view series, Parts parts) {
  const std::string suffix = take_suffix(parts);
  if (parts.size() != 1 || !is_number(parts[0], 7)) return std::nullopt;
  return joined({series, leading(parts[0], 3), std::string(parts[0]) + suffix});
}

// kst/19/637/3274, kst/36/600-VII/12-h1, kst/19/637/12000+/12345
std::optional<std::string> kamerstuk(Parts parts) {
  if (parts.size() == 1 || (parts.size() == 2 && is_lower(parts[1].empty() ? ' ' : parts[1][0]))) {
    return running_number("kst-onopgemaakt", parts);
  }
  const std::string suffix = take_suffix(parts);
  if (parts.size() < 2 || parts.size() > 4 || !is_number(parts[0], 6)) return std::nullopt;
  for (const auto part : parts) {
    if (!all(part, is_capital_or_digit) || part.size() > 12) return std::nullopt;
  }
  std::string dossier(parts[0].substr(parts[0].size() - std::min<std::size_t>(parts[0].size(), 3)));
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) dossier += "-" + std::string(parts[i]);
  const std::string_view number = parts.back();
  const std::string leaf = std::string(number) + suffix;
  if (is_device(leaf)) return std::nullopt;
  if (all(number, is_digit) && number.size() > 4) {
    return joined({"kst", leading(parts[0], 3), dossier, leading(number, 3) + "000+", leaf});
  }
  return joined({"kst", leading(parts[0], 3), dossier, leaf});
}

// ah-tk/20242025/05/546
std::optional<std::string> aanhangsel(std::string_view series, Parts parts) {
  const std::string suffix = take_suffix(parts);
  if (parts.size() != 2 || !is_session(parts[0]) || !is_number(parts[1], 5)) return std::nullopt;
  return joined({series, parts[0], leading(parts[1], 2, 2), std::string(parts[1]) + suffix});
}

// h-tk/20242025/12/3, h-tk/19951996/40/3148-3148; by pages alone h-tk/20082009/p71/7140-7144
std::optional<std::string> handelingen(std::string_view series, Parts parts) {
  const std::string suffix = take_suffix(parts);
  if (parts.size() < 3 || parts.size() > 4 || !is_session(parts[0])) return std::nullopt;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!is_number(parts[i], 6)) return std::nullopt;
  }
  if (parts.size() == 4) {
    if (parts[1].size() > 3) return std::nullopt;
    return joined({series, parts[0], parts[1], std::string(parts[2]) + "-" + std::string(parts[3]) + suffix});
  }
  if (parts[1].size() > 2 && !(parts[1].size() == 3 && parts[1][0] == '1')) {
    return joined(
        {series, parts[0], "p" + leading(parts[1], 2), std::string(parts[1]) + "-" + std::string(parts[2]) + suffix});
  }
  return joined({series, parts[0], parts[1], std::string(parts[2]) + suffix});
}

// stcrt/2024/12/12345, stb/2018/0/84-b1
std::optional<std::string> year_and_number(std::string_view series, Parts parts) {
  const std::string suffix = take_suffix(parts);
  if (parts.size() != 2 || !is_year(parts[0]) || !is_number(parts[1], 6)) return std::nullopt;
  return joined({series, parts[0], leading(parts[1], 3), std::string(parts[1]) + suffix});
}

// tk/2024/38/2024D38123, kv-tk/2024/18/2024Z18435, kv-tk/20062007/27/KVR27039
std::optional<std::string> kamer_number(std::string_view series, Parts parts) {
  const std::string suffix = take_suffix(parts);
  if (parts.size() == 2 && is_session(parts[0]) && parts[1].starts_with("KVR") && is_number(parts[1].substr(3), 6)) {
    return joined({series, parts[0], leading(parts[1].substr(3), 3), std::string(parts[1]) + suffix});
  }
  if (parts.size() != 1 || parts[0].size() < 6 || parts[0].size() > 11) return std::nullopt;
  const std::string_view year = parts[0].substr(0, 4), number = parts[0].substr(5);
  if (!is_year(year) || !is_one_of(parts[0].substr(4, 1), {"D", "Z"}) || !all(number, is_digit)) return std::nullopt;
  return joined({series, year, leading(number, 3), std::string(parts[0]) + suffix});
}

// ag-tk/2024/2024-10-01
std::optional<std::string> agenda(std::string_view series, const Parts& parts) {
  if (parts.size() != 3 || !is_year(parts[0]) || parts[1].size() != 2 || parts[2].size() != 2) return std::nullopt;
  if (!all(parts[1], is_digit) || !all(parts[2], is_digit)) return std::nullopt;
  std::string day(parts[0]);
  day.append("-").append(parts[1]).append("-").append(parts[2]);
  return joined({series, parts[0], day});
}

// ECLI/NL/HR/2024/1/1234, ECLI/NL/HR/2010/BM1/BM1234
std::optional<std::string> ecli(std::string_view id) {
  const Parts parts = split(id, ':');
  if (parts.size() != 5 || parts[0] != "ECLI" || parts[1].size() != 2 || !all(parts[1], is_upper)) return std::nullopt;
  const std::string_view court = parts[2], number = parts[4];
  if (!all(court, is_capital_or_digit) || court.size() > 7 || is_device(court) || !is_year(parts[3]))
    return std::nullopt;
  if (number.size() > 25 || !all(number, is_capital_or_digit)) return std::nullopt;
  if (all(number, is_digit)) {
    if (number.size() > 6) return std::nullopt;
    return joined({"ECLI", parts[1], court, parts[3], leading(number, 3), number});
  }
  if (number.size() != 6 || !all(number.substr(0, 2), is_upper) || !all(number.substr(2), is_digit))
    return std::nullopt;
  return joined({"ECLI", parts[1], court, parts[3], number.substr(0, 3), number});
}

std::optional<std::string> in_series(std::string_view id) {
  if (id.starts_with("ECLI:")) return ecli(id);
  Parts parts = split(id, '-');
  std::string series(parts[0]);
  parts.erase(parts.begin());
  if (!parts.empty() && is_one_of(series, {"ah", "kv", "h", "nds", "ag"}) && is_one_of(parts[0], {"tk", "ek", "vv"})) {
    series += "-" + std::string(parts[0]);
    parts.erase(parts.begin());
  }
  if (parts.empty()) return std::nullopt;
  if (series == "kst") return kamerstuk(parts);
  if (is_one_of(series, {"ah", "blg", "kv"})) return running_number(series, parts);
  if (series.starts_with("ah-")) return aanhangsel(series, parts);
  if (series.starts_with("h-")) return handelingen(series, parts);
  if (series.starts_with("ag-")) return agenda(series, parts);
  if (series == "tk" || series.starts_with("kv-") || series.starts_with("nds-")) return kamer_number(series, parts);
  if (is_one_of(series, {"stb", "stcrt", "trb", "gmb", "prb", "wsb", "bgr"})) return year_and_number(series, parts);
  return std::nullopt;
}

// A component without capitals ("=a" is A), without characters that a file system refuses ("=3a" is ':'), and not too
// long (then its hash after "=0", which begins no other escape).
std::string escaped(std::string_view text) {
  constexpr std::size_t kLongest = 120, kKept = 80;
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  const auto as_hex = [&out](char c) {
    out += '=';
    out += kHex[static_cast<unsigned char>(c) >> 4U];
    out += kHex[static_cast<unsigned char>(c) & 15U];
  };
  const bool device = is_device(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool edge = i == 0 || i + 1 == text.size();
    if (is_upper(c) && !(device && i == 0)) {
      out += '=';
      out += static_cast<char>(c + 32);
    } else if ((device && i == 0) || (c == '.' && edge)) {
      as_hex(c);
    } else if (is_lower(c) || is_digit(c) || is_one_of(text.substr(i, 1), {"-", "_", ".", "@", "(", ")"})) {
      out += c;
    } else {
      as_hex(c);
    }
  }
  if (out.size() <= kLongest) return out;
  return out.substr(0, kKept) + "=0" + publications::sha256_hex(text);
}

std::string shard(std::string_view id) { return publications::sha256_hex(id).substr(0, 2); }

// feed/<source>/3f/<key>, page/<source>/a0/<slug>; a page without a slug is "index="
std::string by_source(std::string_view series, std::string_view id) {
  const std::string_view rest = id.substr(series.size() + 1);
  const auto colon = rest.find(':');
  const std::string source = escaped(rest.substr(0, colon));
  const std::string leaf = colon == std::string_view::npos ? "index="
                           : colon + 1 == rest.size()      ? "empty="
                                                           : escaped(rest.substr(colon + 1));
  return joined({series, source, shard(id), leaf});
}

}  // namespace

std::string archive_path(std::string_view document_id) {
  if (!publications::is_safe_document_id(document_id)) {
    throw std::invalid_argument("not a document id: \"" + std::string(document_id.substr(0, 200)) + "\"");
  }
  if (auto path = in_series(document_id)) return std::move(*path);
  for (const std::string_view series : {"feed", "page"}) {
    const bool named = document_id.size() > series.size() + 1 && document_id.starts_with(series) &&
                       document_id[series.size()] == ':' && document_id[series.size() + 1] != ':';
    if (named) return by_source(series, document_id);
  }
  if (document_id.starts_with("file:") && document_id.size() > 5) {
    return joined({"file", shard(document_id), escaped(document_id.substr(5))});
  }
  return joined({"other", shard(document_id), escaped(document_id)});
}

}  // namespace griffier::store
