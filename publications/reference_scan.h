// The readers of single references. Each looks at the scanner's place and, if it finds one, goes past it; else the
// scanner stays. All look ahead a bounded number of bytes, but for addresses, which are read once.
#pragma once

#include <string>
#include <vector>

#include "publications/identifier.h"
#include "publications/scanner.h"

namespace griffier::publications {

struct Found {
  std::string kind;
  std::string target;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool doubtful = false;  // as in Cited
};
using FoundList = std::vector<Found>;

// The kind under which a publication is reported (reference.h).
[[nodiscard]] std::string kind_of(const Identifier& identifier);

// "artikel 3:47 Awb", "artikelen 3 en 4 van de Vreemdelingenwet 2000": one for each article, none without a law.
[[nodiscard]] FoundList take_articles(Scanner& in);
// "Verordening (EU) 2016/679", "(EG) nr. 810/2009", "Richtlijn 2013/32/EU"; the scanner is at the word or the bracket.
[[nodiscard]] FoundList take_european_act(Scanner& in);
// "C-159/21".
[[nodiscard]] FoundList take_european_case(Scanner& in);
// "EHRM 21 januari 2011, nr. 30696/09", the number of the application at Strasbourg; "HR 16 oktober 2018, nr.
// 17/02430"; "LJN BZ3549", the number of a judgment before the ECLI.
[[nodiscard]] FoundList take_case_of_court(Scanner& in);
// "201303123/1/V2": a case at the Afdeling bestuursrechtspraak.
[[nodiscard]] FoundList take_council_case(Scanner& in);
// "A/HRC/52/66", "S/RES/2334", "CCPR/C/NLD/CO/5": the symbol of a document of the United Nations.
[[nodiscard]] FoundList take_un_document(Scanner& in);
// "COM(2023) 123", "SWD (2022) 12".
[[nodiscard]] FoundList take_commission_document(Scanner& in);
// "32016R0679".
[[nodiscard]] FoundList take_celex(Scanner& in);
// The bytes at the beginning of the block behind an address that are the rest of it; 0 if the address ends with its
// block.
[[nodiscard]] std::size_t address_goes_on(std::string_view address, std::string_view next_block);
// "https://...", "www...": without the marks that end a sentence, with the part behind a line end that belongs to it.
[[nodiscard]] FoundList take_address(Scanner& in);
// "2024Z14814", "2024Z 17972", "2024D38123"; also behind the glued digits of a footnote mark.
[[nodiscard]] FoundList take_zaak_or_document(Scanner& in);
// "kst-19637-3274", "ECLI:NL:HR:2024:1234", also cut by a line end behind a colon; "EU:C:2011:865".
[[nodiscard]] FoundList take_identifier(Scanner& in);
// "BWBR0035951", "TZ202306-026", "T03357", "VNVR-resolutie 2735".
[[nodiscard]] FoundList take_numbered(Scanner& in);

}  // namespace griffier::publications
