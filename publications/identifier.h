// The identities of Dutch official publications: the identifier grammar of officielebekendmakingen.nl and its display
// forms. Source: KOOP's identifiers as catalogued by wetsuite-core (5.5 million real ids), and the ECLI standard
// (Council conclusions 2011/C 127/01).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace griffier::publications {

// A reprint, correction or annex of a publication: "-h1" herdruk, "-n1" nota van verbetering, "-b2" bijlage.
struct Suffix {
  char kind = 0;  // 0 (none), 'h', 'n' or 'b'
  int number = 0;
  bool operator==(const Suffix&) const = default;
};

// A dossier number: "19637", "36600-VII" (begrotingshoofdstuk), "21501-08", "35000-(R2345)" is written "35000-R2345".
struct Dossier {
  std::string number;      // digits only
  std::string toevoeging;  // empty if none
  bool operator==(const Dossier&) const = default;
  [[nodiscard]] std::string id() const;       // "36600-VII"
  [[nodiscard]] std::string display() const;  // "36 600 VII"
};

struct Kamerstuk {  // kst-19637-3274, kst-36600-VII-1, kst-36867-A, kst-36600-B-K-h1
  Dossier dossier;
  std::string ondernummer;
  Suffix suffix;
  bool operator==(const Kamerstuk&) const = default;
};
struct Onopgemaakt {  // an unformatted paper under a provisional number: kst-1259252, ah-1234567, blg-1093410,
                      // kv-123456
  std::string series;
  std::string number;
  Suffix suffix;
  bool operator==(const Onopgemaakt&) const = default;
};
struct Aanhangsel {          // ah-tk-20242025-546
  std::string kamer;         // "tk" or "ek"
  std::string vergaderjaar;  // "2024-2025"
  int number = 0;
  Suffix suffix;
  bool operator==(const Aanhangsel&) const = default;
};
struct Kamervraag {  // kv-tk-2024Z18435, the zaaknummer; old: kv-tk-20062007-KVR27039
  std::string kamer;
  std::string zaaknummer;
  Suffix suffix;
  bool operator==(const Kamervraag&) const = default;
};
struct Handelingen {  // h-tk-20242025-12-3 (meeting, item); old: h-tk-19951996-40-3148-3148 or h-tk-20082009-7140-7144
                      // (pages)
  std::string kamer;
  std::string vergaderjaar;
  std::string numbers;  // "12-3" as in the id
  Suffix suffix;
  bool operator==(const Handelingen&) const = default;
};
// The other series; also the Kamerstukken of before 2009 whose id begins with the session (kst-20072008-31200).
struct Reeks {  // the other series, numbered within a year or day: stb-2018-84, stcrt-2024-123, nds-tk-2025D12345,
                // ag-tk-2024-10-01
  std::string series;
  std::string number;
  Suffix suffix;
  bool operator==(const Reeks&) const = default;
};
struct TweedeKamerDocument {  // tk-2024D38123: the Tweede Kamer's own document number
  std::string number;
  bool operator==(const TweedeKamerDocument&) const = default;
};
struct Ecli {  // ECLI:NL:HR:2024:1234
  std::string value;
  bool operator==(const Ecli&) const = default;
};

using Identifier =
    std::variant<Kamerstuk, Onopgemaakt, Aanhangsel, Kamervraag, Handelingen, Reeks, TweedeKamerDocument, Ecli>;

// Parses an identifier in its canonical form; case and surrounding white space are forgiven. Not an identifier:
// nullopt.
[[nodiscard]] std::optional<Identifier> parse_identifier(std::string_view text);
// The canonical form; parse_identifier(to_id(x)) == x.
[[nodiscard]] std::string to_id(const Identifier& identifier);
// How the field writes it: "Kamerstukken II, 19 637, nr. 3274", "Aanhangsel Handelingen II 2024/25, nr. 546".
[[nodiscard]] std::string display(const Identifier& identifier);

// A dossier number however it is printed: "36 600 VII", "36 600-VII", "36600-VII", thin and no-break spaces included.
[[nodiscard]] std::optional<Dossier> parse_dossier(std::string_view text);
// One reference as people write it: "36 600 VII, nr. 12", "Kamerstukken 2023/2024 32 317, nr. 872", "36 471-64",
// "Handelingen II 2022/23, nr. 104" (which names a meeting: no item), "Aanhangsel Handelingen, vergaderjaar 2024–2025,
// nr. 505", or a canonical id. The whole text must be the reference.
[[nodiscard]] std::optional<Identifier> parse_display(std::string_view text);

// The aanhangselnummer of the Gegevensmagazijn, nine digits: "242501244" is number 1244 of 2024-2025. `kamer` is "tk"
// or "ek".
[[nodiscard]] std::optional<Aanhangsel> parse_aanhangselnummer(std::string_view number, std::string_view kamer = "tk");

// Whether a string may name a document in the archive and on the command line: 1..200 bytes of letters, digits and
// "-_.:+@~%()", no "..", no leading '.' or '-'. Every id passes through here before it becomes a path.
[[nodiscard]] bool is_safe_document_id(std::string_view id);

}  // namespace griffier::publications
