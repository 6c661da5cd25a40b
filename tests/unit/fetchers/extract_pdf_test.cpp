#include <gtest/gtest.h>

#include "extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::make_pdf;
using testing::Piece;
using testing::read;

// A page of an Aanhangsel as it is typeset: text in one column, a note below it, the foot at the left and right.
std::vector<Piece> first_page() {
  return {{55, 80, 16, "Tweede Kamer der Staten-Generaal"},
          {505, 110, 40, "2"},
          {55, 135, 9,
           "Vergaderjaar 2031\x96"
           "2032"},
          {221, 135, 9, "Aanhangsel van de Handelingen"},
          {221, 300, 12, "77"},
          {221, 340, 8, "Vragen van het lid Voorbeeld (XYZ) aan de Minister van Bruggen over de brug"},
          {221, 350, 8, "bij Verzonnenstad (ingezonden 3 mei 2032)."},
          {221, 380, 8, "Vraag 1"},
          {221, 390, 8,
           "Kent u het bericht \xAB"
           "Brug dicht\xBB?"},
          {350, 387, 5, "1"},
          {221, 400, 8, "Heeft u daarover overleg gehad met de gemeente en de provincie, en was er"},
          {221, 410, 8, "overeen-"},
          {221, 700, 4, "1"},
          {228, 701, 6.4,
           "De Courant, 3 mei 2032, \xAB"
           "Brug dicht\xBB, https://voorbeeld.nl/"},
          {228, 710, 6.4, "brug-dicht"},
          {55, 770, 5.5, "ah-tk-20312032-77"},
          {55, 777, 5.5, "ISSN 0921 - 7398"},
          {55, 784, 5.5, "\x92s-Gravenhage 2032"},
          {221, 784, 8.5,
           "Tweede Kamer, vergaderjaar 2031\x96"
           "2032, Aanhangsel"},
          {536, 784, 8.5, "1"}};
}

std::vector<Piece> second_page() {
  return {{221, 80, 8, "stemming?"},
          {221, 100, 8, "Antwoord 1"},
          {221, 110, 8, "Ja. De cijfers zijn:"},
          {221, 140, 8, "Jaar"},
          {320, 140, 8, "Open"},
          {420, 140, 8, "Dicht"},
          {221, 150, 8, "2031"},
          {320, 150, 8, "5"},
          {420, 150, 8, "7"},
          {221, 784, 8.5,
           "Tweede Kamer, vergaderjaar 2031\x96"
           "2032, Aanhangsel"},
          {536, 784, 8.5, "2"}};
}

TEST(Pdf, OfATypesetPaperIsReadAsPrinted) {
  EXPECT_EQ(
      read(make_pdf({first_page(), second_page()}), Format::pdf),
      "H1 Tweede Kamer der Staten-Generaal\nP Vergaderjaar 2031–2032 Aanhangsel van de Handelingen\nH2 77\n"
      "P Vragen van het lid Voorbeeld (XYZ) aan de Minister van Bruggen over de brug bij Verzonnenstad (ingezonden 3 "
      "mei "
      "2032).\nQ Vraag 1\nP Kent u het bericht «Brug dicht»?[^1]\nP Heeft u daarover overleg gehad met de gemeente en "
      "de "
      "provincie, en was er overeenstemming?\nA Antwoord 1\nP Ja. De cijfers zijn:\nT Jaar|Open|Dicht\nT 2031|5|7\n"
      "F[1] De Courant, 3 mei 2032, «Brug dicht», https://voorbeeld.nl/brug-dicht\n");
}

TEST(Pdf, TellsItsIdentityByItsFoot) {
  const auto facts = extract(make_pdf({first_page(), second_page()}), Format::pdf).facts;
  EXPECT_EQ(facts.at("document_id"), "ah-tk-20312032-77");
  EXPECT_EQ(facts.at("vergaderjaar"), "2031-2032");
}

// A page of an answer that begins with its heading and ends in a note, as each page of a paper may.
std::vector<Piece> page_of_answer(const std::string& number) {
  return {{221, 72, 8, "Antwoord " + number},
          {221, 82, 8, "Ja."},
          {221, 92, 8, "De brug bij Verzonnenstad blijft dicht zolang het werk duurt."},
          {432.5, 89, 5, number},
          {221, 120, 8, "Daarover is overleg gevoerd met de gemeente en met de provincie, die dat wist."},
          {221, 728, 4, number},
          {228, 729, 6.4, "Kamerstuk 99 99" + number + ", nr. " + number + "."}};
}

TEST(Pdf, KeepsWhatTwoPagesBeginOrEndWithAlike) {
  EXPECT_EQ(read(make_pdf({page_of_answer("1"), page_of_answer("2"), page_of_answer("3")}), Format::pdf),
            "A Antwoord 1\nP Ja.\nP De brug bij Verzonnenstad blijft dicht zolang het werk duurt.[^1]\n"
            "P Daarover is overleg gevoerd met de gemeente en met de provincie, die dat wist.\n"
            "A Antwoord 2\nP Ja.\nP De brug bij Verzonnenstad blijft dicht zolang het werk duurt.[^2]\n"
            "P Daarover is overleg gevoerd met de gemeente en met de provincie, die dat wist.\n"
            "A Antwoord 3\nP Ja.\nP De brug bij Verzonnenstad blijft dicht zolang het werk duurt.[^3]\n"
            "P Daarover is overleg gevoerd met de gemeente en met de provincie, die dat wist.\n"
            "F[1] Kamerstuk 99 991, nr. 1.\nF[2] Kamerstuk 99 992, nr. 2.\nF[3] Kamerstuk 99 993, nr. 3.\n");
}

TEST(Pdf, ADashMayBeginALineInASentence) {
  const std::string full = "De minister van Bruggen en Wegen heeft daarover met de gemeente en de provincie gepraat";
  const std::vector<Piece> lines = {
      {150, 100, 9, full},
      {150, 110, 9, "\x96 zij waren daarvoor uitgenodigd \x96 en zal de Kamer daarover nog deze zomer berichten."},
      {150, 130, 9, "Over de volgende punten is gesproken, en de minister zal ook daarover nog berichten:"},
      {150, 140, 9, "\x96 de brug bij Verzonnenstad, die sinds de winter van het vorige jaar gesloten is geweest"},
      {150, 150, 9, "\x96 de weg"}};
  const auto text = read(make_pdf({lines}), Format::pdf);
  EXPECT_NE(text.find("provincie gepraat – zij waren"), std::string::npos) << text;
  EXPECT_NE(text.find("gesloten is geweest\nL0[–] de weg"), std::string::npos) << text;
}

TEST(Pdf, OfALetterKeepsItsMarginOutOfTheText) {
  std::vector<Piece> first{
      {80, 200, 9, "Geachte voorzitter, in antwoord op uw vraag deel ik u mede dat de brug nog"},
      {450, 200, 7, "Ons kenmerk"},
      {80, 211, 9, "enige tijd dicht zal blijven, omdat de werkzaamheden daaraan langer duren dan"},
      {450, 209, 7, "1234567"},
      {450, 220, 7, "Datum 11 mei 2031"},
      {80, 222, 9, "vooraf was voorzien door de aannemer die daarmee in het voorjaar was belast en"}};
  std::vector<Piece> second{{80, 200, 9, "die om uitstel vroeg."},
                            {450, 200, 7, "Ons kenmerk"},
                            {450, 209, 7, "1234567"},
                            {450, 220, 7, "Datum"},
                            {450, 229, 7, "11 mei 2031"}};
  const std::string text = read(make_pdf({first, second}), Format::pdf);
  EXPECT_NE(
      text.find(
          "dat de brug nog enige tijd dicht zal blijven, omdat de werkzaamheden daaraan langer duren dan vooraf was "
          "voorzien door de aannemer die daarmee in het voorjaar was belast en die om uitstel vroeg.\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("P Ons kenmerk\nP 1234567\nP Datum 11 mei 2031\n"), std::string::npos) << text;
  for (const auto* const once : {"Ons kenmerk", "Datum", "11 mei 2031"})
    EXPECT_EQ(text.find(once), text.rfind(once)) << text;
}

TEST(Pdf, WithoutTextSaysThatItIsAScan) {
  try {
    (void)extract(make_pdf({{}, {}}), Format::pdf);
    FAIL() << "read";
  } catch (const ExtractError& error) {
    EXPECT_EQ(error.reason(), ExtractError::Reason::no_text);
    EXPECT_NE(std::string(error.what()).find("2 pages are pictures"), std::string::npos) << error.what();
  }
}

TEST(Pdf, ThatIsNoneOrDamagedIsRefused) {
  for (const std::string_view bytes : {"Dit is geen PDF.", "%PDF-1.4\nniets hiervan klopt\n%%EOF\n"}) {
    try {
      (void)extract(bytes, Format::pdf);
      FAIL() << "read";
    } catch (const ExtractError& error) {
      EXPECT_EQ(error.reason(), ExtractError::Reason::malformed) << error.what();
    }
  }
}

TEST(Pdf, IsReadTheSameEachTime) {
  const std::string bytes = make_pdf({first_page(), second_page()});
  EXPECT_EQ(read(bytes, Format::pdf), read(bytes, Format::pdf));
}

TEST(Pdf, OfAShortLetterKeepsItsParagraphsApart) {
  const std::vector<Piece> letter{
      {72, 100, 10, "Hierbij meld ik u dat de brug in onze gemeente al een lange tijd dicht is"},
      {72, 112, 10, "en dat blijft."},
      {72, 132, 10, "Hoogachtend,"},
      {72, 152, 10, "De Minister van Bruggen,"},
      {72, 172, 10, "A.B. Voorbeeld"}};
  EXPECT_EQ(
      read(make_pdf({letter}), Format::pdf),
      "P Hierbij meld ik u dat de brug in onze gemeente al een lange tijd dicht is en dat blijft.\nP Hoogachtend,\n"
      "P De Minister van Bruggen,\nP A.B. Voorbeeld\n");
}

}  // namespace
}  // namespace griffier::fetchers
