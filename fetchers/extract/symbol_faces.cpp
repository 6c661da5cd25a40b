#include "fetchers/extract/symbol_faces.h"

#include <array>
#include <utility>

#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

// The encoding of Symbol (Adobe, symbol.txt of the Unicode consortium), from 0x20 and from 0xA0; '•' where a sign has
// no character.
constexpr std::u32string_view kSymbolLow =
    U" !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
constexpr std::u32string_view kSymbolHigh =
    U"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪•〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭•";
static_assert(kSymbolLow.size() == 0x7F - 0x20 && kSymbolHigh.size() == 0x100 - 0xA0);

using Signs = std::pair<char32_t, char32_t>;

// Of the ornamental faces the signs that say something: boxes, ticks, crosses and arrows.
constexpr std::array<Signs, 16> kWingdings{{{0x6F, U'☐'},
                                            {0xA8, U'☐'},
                                            {0xFB, U'✗'},
                                            {0xFC, U'✓'},
                                            {0xFD, U'☒'},
                                            {0xFE, U'☑'},
                                            {0xDF, U'←'},
                                            {0xE0, U'→'},
                                            {0xE1, U'↑'},
                                            {0xE2, U'↓'},
                                            {0xE7, U'←'},
                                            {0xE8, U'→'},
                                            {0xEF, U'⇦'},
                                            {0xF0, U'⇨'},
                                            {0x28, U'☎'},
                                            {0x2A, U'✉'}}};
constexpr std::array<Signs, 6> kWingdings2{
    {{0x4F, U'✗'}, {0x50, U'✓'}, {0x51, U'☒'}, {0x52, U'☑'}, {0x54, U'☒'}, {0xA3, U'☐'}}};
constexpr std::array<Signs, 3> kWebdings{{{0x61, U'✓'}, {0x63, U'☐'}, {0x72, U'✗'}}};

template <std::size_t kSize>
char32_t find(const std::array<Signs, kSize>& signs, char32_t code) {
  for (const auto& [sign, character] : signs) {
    if (sign == code) return character;
  }
  return U'•';
}

char32_t of_symbol(char32_t code) {
  if (code >= 0x20 && code < 0x7F) return kSymbolLow[code - 0x20];
  return code >= 0xA0 && code <= 0xFF ? kSymbolHigh[code - 0xA0] : U'•';
}

}  // namespace

char32_t symbol_character(std::string_view face, char32_t code) {
  namespace ascii = publications::ascii;
  const bool is_private = code >= 0xE000 && code < 0xF900;
  const char32_t own = is_private ? code & 0xFFU : code;
  if (ascii::starts_with_ignoring_case(face, "wingdings 2")) return find(kWingdings2, own);
  if (ascii::starts_with_ignoring_case(face, "wingdings 3")) return U'•';
  if (ascii::starts_with_ignoring_case(face, "wingdings")) return find(kWingdings, own);
  if (ascii::starts_with_ignoring_case(face, "webdings")) return find(kWebdings, own);
  if (ascii::starts_with_ignoring_case(face, "symbol") && own <= 0xFF) return of_symbol(own);
  return is_private || code == 0 ? U'•' : code;
}

}  // namespace griffier::fetchers
