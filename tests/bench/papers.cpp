#include "tests/bench/papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace griffier::bench {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kCommon{"de"sv,   "het"sv,  "van"sv,   "een"sv,   "en"sv,   "in"sv,   "dat"sv,   "is"sv,
                             "op"sv,   "te"sv,   "voor"sv,  "met"sv,   "zijn"sv, "die"sv,  "niet"sv,  "aan"sv,
                             "er"sv,   "om"sv,   "ook"sv,   "als"sv,   "dan"sv,  "maar"sv, "bij"sv,   "nog"sv,
                             "door"sv, "over"sv, "wordt"sv, "heeft"sv, "uw"sv,   "ik"sv,   "kamer"sv, "deze"sv};
constexpr std::array kOnsets{"b"sv, "d"sv, "g"sv,  "h"sv, "k"sv, "l"sv, "m"sv,  "n"sv,  "p"sv,    "r"sv,
                             "s"sv, "t"sv, "st"sv, "v"sv, "w"sv, "z"sv, "br"sv, "kl"sv, "schr"sv, "tr"sv};
constexpr std::array kVowels{"a"sv, "aa"sv, "e"sv, "ee"sv, "ij"sv, "i"sv, "o"sv, "oe"sv, "ui"sv, "eu"sv};
constexpr std::array kCodas{""sv, "n"sv, "r"sv, "t"sv, "s"sv, "l"sv, "k"sv, "ng"sv, "cht"sv, "rd"sv};
constexpr std::size_t kSyllables = kOnsets.size() * kVowels.size() * kCodas.size();

// splitmix64's finisher: neighbouring numbers come out unlike each other.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31U);
}

std::string syllable(std::size_t number) {
  std::string out(kOnsets[number % kOnsets.size()]);
  number /= kOnsets.size();
  out += kVowels[number % kVowels.size()];
  out += kCodas[number / kVowels.size() % kCodas.size()];
  return out;
}

constexpr std::size_t kDossiers = 60'000;

}  // namespace

Prose::Prose(std::uint64_t seed) : state_(mixed(seed + 0x9E3779B97F4A7C15ULL)) {}

std::size_t Prose::below(std::size_t limit) {
  state_ += 0x9E3779B97F4A7C15ULL;
  return static_cast<std::size_t>(mixed(state_) % limit);
}

std::string Prose::word_of(std::size_t rank) {
  if (rank < kCommon.size()) return std::string(kCommon[rank]);
  // 77 shares no factor with the number of syllables, so two syllables name each rank once.
  std::string out = syllable(rank * 77 % kSyllables);
  out += syllable((rank / kSyllables + rank) * 1'009 % kSyllables);
  return out;
}

std::string Prose::word() {
  const double part = static_cast<double>(below(1U << 30U)) / static_cast<double>(1U << 30U);
  const auto rank = static_cast<std::size_t>(std::pow(static_cast<double>(kVocabulary), part)) - 1;
  return word_of(std::min(rank, kVocabulary - 1));
}

std::string Prose::sentence() { return paragraph(1); }

std::string Prose::paragraph(std::size_t words) {
  std::string out;
  for (std::size_t written = 0; written < words;) {
    const std::size_t length = 8 + below(17);
    for (std::size_t i = 0; i < length; ++i) {
      std::string next = word();
      if (i == 0) next[0] = static_cast<char>(next[0] - 'a' + 'A');
      if (!out.empty()) out += ' ';
      out += next;
      if (i > 2 && i + 2 < length && below(12) == 0) out += ',';
    }
    out += '.';
    written += length;
  }
  return out;
}

std::vector<std::string> Prose::paragraphs(std::size_t bytes) {
  std::vector<std::string> out;
  for (std::size_t written = 0; written < bytes;) {
    std::string next = paragraph(40 + below(81));
    if (below(4) == 0) {
      next += fmt::format(" Zie hierover Kamerstukken II 2023/24, {} {:03}, nr. {}, en artikel 3:{} Awb.",
                          30 + below(6), below(1'000), 1 + below(900), 1 + below(60));
    }
    written += next.size();
    out.push_back(std::move(next));
  }
  return out;
}

std::string letter_id(std::size_t index) {
  return fmt::format("kst-{}-{}", 30'000 + index % kDossiers, 1 + index / kDossiers);
}

std::string letter(std::size_t index) {
  Prose prose(index);
  const std::size_t dossier = 30'000 + index % kDossiers;
  std::string out = fmt::format(
      "Vergaderjaar 2024-2025\n\n{} {:03}\n\n{}\n\nNr. {}\n\nBRIEF VAN DE MINISTER VAN WATER EN WIND\n\n"
      "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\n\nDen Haag, {} februari 2025\n\n",
      dossier / 1'000, dossier % 1'000, "Voortgang van " + prose.word() + " en " + prose.word(), 1 + index / kDossiers,
      1 + prose.below(28));
  for (const auto& paragraph : prose.paragraphs(10'000 + prose.below(20'000))) out += paragraph + "\n\n";
  return out + "De Minister van Water en Wind,\n\nA.B. van Zeeduin\n";
}

std::string official_xml(std::uint64_t seed, std::size_t bytes) {
  Prose prose(seed);
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<officiele-publicatie>\n<metadata><meta name=\"DC.title\" "
      "scheme=\"\" content=\"Voortgang van de garnalenvloot\"/></metadata>\n<kamerstuk>\n<kamerstukkop><tekstregel "
      "inhoud=\"kopvoettekst\">Tweede Kamer der Staten-Generaal</tekstregel></kamerstukkop>\n<dossier><dossiernummer>"
      "<dossiernr>31415</dossiernr></dossiernummer><titel>Kustvisserij</titel></dossier>\n<stuk><stuknr>"
      "<ondernummer>12</ondernummer></stuknr><titel>Brief van de Minister van Water en Wind</titel>\n<algemeen>"
      "<vrije-tekst><tekst status=\"goed\">\n";
  std::size_t number = 0;
  for (const auto& paragraph : prose.paragraphs(bytes)) {
    if (++number % 6 == 0) out += "<tussenkop><nadruk type=\"vet\">" + prose.word() + "</nadruk></tussenkop>\n";
    out += "<al>" + paragraph + " <nadruk type=\"cur\">" + prose.word() + "</nadruk></al>\n";
  }
  return out + "</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>\n";
}

std::string html_page(std::uint64_t seed, std::size_t bytes) {
  Prose prose(seed);
  std::string out =
      "<!doctype html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Garnalenvloot | Water en Wind</title>"
      "<style>p{margin:0}</style></head><body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/nieuws\">Nieuws"
      "</a></li></ul></nav><main><article><h1>Stand van de garnalenvloot</h1>\n";
  std::size_t number = 0;
  for (const auto& paragraph : prose.paragraphs(bytes)) {
    if (++number % 6 == 0) out += "<h2>" + prose.word() + "</h2>\n";
    out += "<p>" + paragraph + " <a href=\"/onderwerpen/" + prose.word() + "\">" + prose.word() + "</a></p>\n";
  }
  return out + "</article></main><footer><p>Contact</p></footer></body></html>\n";
}

std::string plain_text(std::uint64_t seed, std::size_t bytes) {
  Prose prose(seed);
  std::string out;
  for (const auto& paragraph : prose.paragraphs(bytes)) out += paragraph + "\n\n";
  return out;
}

}  // namespace griffier::bench
