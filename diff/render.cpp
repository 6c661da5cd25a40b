#include "diff/render.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <vector>

namespace griffier::diff {
namespace {

constexpr std::size_t kTailBytes = 160;  // room for the line that says what was left out

std::size_t count_words(std::string_view text) {
  return text.empty() ? 0 : static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

std::string number_of(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

// Controls would act on a terminal, marks of direction would show the text in another order than it has.
bool is_dangerous(utf8proc_int32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x200E || c == 0x200F || c == 0x2028 ||
         c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string visible(utf8proc_int32_t c) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), c < 0x100 ? "\\x%02X" : "\\u%04X", static_cast<unsigned>(c));
  return text.data();
}

std::string_view html_entity(utf8proc_int32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "";
  }
}

std::string escape(std::string_view text, bool html) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t c = -1;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    const std::size_t step = length > 0 ? static_cast<std::size_t>(length) : 1;
    const std::string_view entity = html && length > 0 ? html_entity(c) : std::string_view();
    if (length <= 0) {
      out += "\uFFFD";
    } else if (is_dangerous(c)) {
      out += visible(c);
    } else if (!entity.empty()) {
      out += entity;
    } else {
      out += text.substr(at, step);
    }
    at += step;
  }
  return out;
}

// The kept words nearest to a change, "…" for the others. `head` and `tail`: whether a change stands before and after.
std::string shorten_kept(const std::string& text, std::size_t context, bool head, bool tail) {
  const std::size_t shown = context * ((head ? 1U : 0U) + (tail ? 1U : 0U));
  if (count_words(text) <= shown + 1) return text;
  std::string out;
  if (head) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < context; ++i) end = text.find(' ', end) + 1;
    out = text.substr(0, end);
  }
  out += "…";
  if (tail) {
    std::size_t begin = text.size();
    for (std::size_t i = 0; i < context; ++i) begin = text.rfind(' ', begin - 1);
    out += text.substr(begin);
  }
  return out;
}

std::vector<Run> with_context(const std::vector<Run>& runs, std::size_t context) {
  if (context == 0 || runs.size() < 2) return runs;
  std::vector<Run> result = runs;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result[i].piece != Piece::kept) continue;
    result[i].text = shorten_kept(result[i].text, context, i > 0, i + 1 < result.size());
  }
  return result;
}

// The first `bytes` bytes of the runs, cut between words where there are any.
std::vector<Run> beginning(const std::vector<Run>& runs, std::size_t bytes) {
  std::vector<Run> result;
  for (const Run& run : runs) {
    if (run.text.size() <= bytes) {
      bytes -= run.text.size();
      result.push_back(run);
      continue;
    }
    const std::size_t space = run.text.rfind(' ', bytes);
    std::size_t end = space == std::string::npos || space == 0 ? bytes : space;
    while (end > 0 && (static_cast<unsigned char>(run.text[end]) & 0xC0U) == 0x80U) --end;
    result.push_back({run.piece, run.text.substr(0, end) + "…"});
    break;
  }
  return result;
}

std::size_t words_in(const ParagraphChange& paragraph) {
  std::size_t count = 0;
  for (const Run& run : paragraph.runs) count += count_words(run.text);
  return count;
}

// What a rendition is made of: one paragraph, a gap, the line about the rest.
class Format {
 public:
  Format() = default;
  Format(const Format&) = delete;
  Format& operator=(const Format&) = delete;
  virtual ~Format() = default;
  [[nodiscard]] virtual std::string paragraph(Fate fate, const std::vector<Run>& runs) const = 0;
  [[nodiscard]] virtual std::string note(std::string_view text) const = 0;
  [[nodiscard]] virtual std::string begin() const { return ""; }
  [[nodiscard]] virtual std::string end() const { return ""; }
};

class PlainFormat : public Format {
 public:
  explicit PlainFormat(bool colour) : colour_(colour) {}

  [[nodiscard]] std::string paragraph(Fate fate, const std::vector<Run>& runs) const override {
    std::string out(sign(fate));
    bool first = true;
    for (const Run& run : runs) {
      if (!first) out += ' ';
      first = false;
      out += marked(run);
    }
    return out + "\n";
  }
  [[nodiscard]] std::string note(std::string_view text) const override {
    return colour_ ? "\x1b[2m" + std::string(text) + "\x1b[0m\n" : std::string(text) + "\n";
  }

 private:
  static std::string_view sign(Fate fate) {
    switch (fate) {
      case Fate::kept:
        return "  ";
      case Fate::removed:
        return "- ";
      case Fate::added:
        return "+ ";
      case Fate::changed:
        return "~ ";
      case Fate::moved:
        return "> ";
    }
    return "  ";
  }
  [[nodiscard]] std::string marked(const Run& run) const {
    const std::string text = escape(run.text, false);
    if (run.piece == Piece::kept) return text;
    const bool removed = run.piece == Piece::removed;
    if (colour_) return (removed ? "\x1b[31;9m" : "\x1b[32m") + text + "\x1b[0m";
    return removed ? "[-" + text + "-]" : "{+" + text + "+}";
  }

  bool colour_;
};

class HtmlFormat : public Format {
 public:
  [[nodiscard]] std::string begin() const override { return "<div class=\"diff\" style=\"line-height:1.5\">\n"; }
  [[nodiscard]] std::string end() const override { return "</div>\n"; }
  [[nodiscard]] std::string paragraph(Fate fate, const std::vector<Run>& runs) const override {
    std::string out = fate == Fate::kept ? "<p class=\"kept\" style=\"margin:.5em 0;color:#666\">"
                                         : "<p class=\"" + std::string(css_class(fate)) + "\" style=\"margin:.5em 0\">";
    if (fate == Fate::moved) out += "<span style=\"color:#666\" title=\"moved\">&#8618;</span> ";
    bool first = true;
    for (const Run& run : runs) {
      if (!first) out += ' ';
      first = false;
      out += marked(run);
    }
    return out + "</p>\n";
  }
  [[nodiscard]] std::string note(std::string_view text) const override {
    return "<p class=\"gap\" style=\"margin:.5em 0;color:#666\">" + std::string(text) + "</p>\n";
  }

 private:
  static std::string_view css_class(Fate fate) {
    switch (fate) {
      case Fate::kept:
        return "kept";
      case Fate::removed:
        return "removed";
      case Fate::added:
        return "added";
      case Fate::changed:
        return "changed";
      case Fate::moved:
        return "moved";
    }
    return "kept";
  }
  static std::string marked(const Run& run) {
    const std::string text = escape(run.text, true);
    switch (run.piece) {
      case Piece::kept:
        return text;
      case Piece::removed:
        return "<del style=\"background:#ffd7d5;color:#82071e\">" + text + "</del>";
      case Piece::added:
        return "<ins style=\"background:#ccffd8;color:#116329\">" + text + "</ins>";
    }
    return text;
  }
};

std::vector<bool> shown_paragraphs(const Comparison& comparison, std::size_t context) {
  const auto& all = comparison.paragraphs;
  std::vector<bool> shown(all.size());
  std::size_t reach = 0;  // paragraphs still shown after the last change
  const auto visit = [&](std::size_t i) {
    if (all[i].fate != Fate::kept) reach = context + 1;
    if (reach > 0) {
      shown[i] = true;
      --reach;
    }
  };
  for (std::size_t i = 0; i < all.size(); ++i) visit(i);
  reach = 0;
  for (std::size_t i = all.size(); i-- > 0;) visit(i);
  return shown;
}

class Renderer {
 public:
  Renderer(const RenderOptions& options, const Format& format) : options_(options), format_(format) {}

  std::string run(const Comparison& comparison) {
    const auto shown = shown_paragraphs(comparison, options_.context);
    out_ = format_.begin();
    std::size_t skipped = 0;
    for (std::size_t i = 0; i < comparison.paragraphs.size(); ++i) {
      const auto& paragraph = comparison.paragraphs[i];
      if (!shown[i]) {
        ++skipped;
        continue;
      }
      std::string piece = skipped > 0 ? format_.note("…") : "";
      skipped = 0;
      const auto runs =
          paragraph.fate == Fate::kept ? paragraph.runs : with_context(paragraph.runs, options_.context_words);
      piece += format_.paragraph(paragraph.fate, runs);
      if (!fits(piece)) {
        cut(comparison, shown, i, runs);
        return out_ + format_.end();
      }
      out_ += piece;
    }
    if (skipped > 0 && skipped < comparison.paragraphs.size()) out_ += format_.note("…");
    return out_ + format_.end();
  }

 private:
  [[nodiscard]] bool fits(const std::string& piece) const {
    return options_.max_bytes == 0 ||
           out_.size() + piece.size() + format_.end().size() + kTailBytes <= options_.max_bytes;
  }

  // Ends the rendition before paragraph `from`; were nothing shown yet, with the beginning of that paragraph.
  void cut(const Comparison& comparison, const std::vector<bool>& shown, std::size_t from,
           const std::vector<Run>& runs) {
    const bool nothing_yet = out_.size() == format_.begin().size();
    for (std::size_t bytes = options_.max_bytes / 2; nothing_yet && bytes >= 16; bytes /= 2) {
      const std::string piece = format_.paragraph(comparison.paragraphs[from].fate, beginning(runs, bytes));
      if (!fits(piece)) continue;
      out_ += piece;
      break;
    }
    std::size_t words = 0, paragraphs = 0;
    for (std::size_t i = from; i < comparison.paragraphs.size(); ++i) {
      if (!shown[i] || comparison.paragraphs[i].fate == Fate::kept) continue;
      ++paragraphs;
      words += words_in(comparison.paragraphs[i]);
    }
    out_ += format_.note("… left out: " + number_of(paragraphs, "more changed paragraph") + " of " +
                         number_of(words, "word"));
  }

  const RenderOptions& options_;
  const Format& format_;
  std::string out_;
};

}  // namespace

std::string render_text(const Comparison& comparison, const RenderOptions& options) {
  return Renderer(options, PlainFormat(options.colour)).run(comparison);
}

std::string render_html(const Comparison& comparison, const RenderOptions& options) {
  return Renderer(options, HtmlFormat()).run(comparison);
}

std::string summary(const Comparison& comparison) {
  if (comparison.change == Change::none) return "no change";
  if (comparison.change == Change::metadata) return "metadata";
  if (comparison.change == Change::cosmetic) return "layout";
  std::size_t words = 0;
  for (const auto& paragraph : comparison.paragraphs) {
    std::size_t removed = 0, added = 0;
    for (const Run& run : paragraph.runs) {
      if (run.piece == Piece::kept) {
        words += std::max(removed, added);
        removed = added = 0;
      } else {
        (run.piece == Piece::removed ? removed : added) += count_words(run.text);
      }
    }
    words += std::max(removed, added);
  }
  if (words == 0) return number_of(comparison.paragraphs_changed, "paragraph") + " moved";
  return number_of(words, "word") + " in " + number_of(comparison.paragraphs_changed, "paragraph");
}

}  // namespace griffier::diff
