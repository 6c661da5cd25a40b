// Texts made to hurt: recognise() never throws and stays linear in the size of the text.
#include <gtest/gtest.h>

#include <random>

#include "publications/recognise/segments.h"
#include "tests/support/cost.h"
#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

Text repeated(std::string_view head, std::string_view line, std::size_t bytes) {
  Text text;
  if (!head.empty()) text.blocks.push_back({BlockKind::paragraph, 0, "", std::string(head)});
  for (std::size_t size = 0; size < bytes; size += line.size() + 1)
    text.blocks.push_back({BlockKind::paragraph, 0, "", std::string(line)});
  return text;
}

void expect_linear(std::string_view head, std::string_view line, bool one_block) {
  const auto make = [&](std::size_t bytes) {
    auto text = repeated(head, line, bytes);
    if (one_block) {
      std::string all;
      for (const auto& block : text.blocks) all += block.text;
      text.blocks = {{BlockKind::paragraph, 0, "", std::move(all)}};
    }
    return text;
  };
  tests::expect_linear(std::string(head) + " " + std::string(line), std::size_t{64} << 10, make,
                       [](const Text& text) { EXPECT_NO_THROW((void)recognise(text, {})); });
}

TEST(HostilePapers, CostTimeInProportionToTheirSize) {
  constexpr std::string_view kHead =
      "Vragen van het lid Aa (ABC) aan de Minister van Defensie over x (ingezonden 3 mei 2032).";
  for (const std::string_view line :
       {"Vraag 1", "Vraag", "Antwoord 1 t/m 200", "Antwoord", "1. Kunt u dit?",
        "De Minister van Justitie en Veiligheid,", "Vragen en opmerkingen van de leden van de A-fractie",
        "mede namens de Minister van Ding, en de Staatssecretaris van Iets", "Besluit 12 345"}) {
    expect_linear("", line, false);
    expect_linear(kHead, line, false);
  }
  for (const std::string_view piece :
       {"? ", ".A", "(1)a1) ", "[^1", "a.1 2 3 ", "vragen van het lid ", "Minister van ", "e \xC2\xB4 ", "2024Z",
        "\xFF", "((", "over ", "mede namens ", "vragen ", "x? [^.] ", "Aa (B), ", "minister "}) {
    expect_linear("", piece, true);
    expect_linear(kHead, piece, true);
  }
}

Text letter() {
  return paper({"Den Haag, 3 mei 2032", "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
                "Geachte voorzitter,", "De brug is dicht."});
}

TEST(HostilePapers, LookForAFootnoteOnce) {
  const auto promises = [](std::size_t count) {
    Text text = letter();
    for (std::size_t i = 0; i < count; ++i) {
      const auto label = std::to_string(i);
      text.blocks.push_back({BlockKind::paragraph, 0, "", "Ik zeg toe dat ik iets zal doen.[^" + label + "]"});
      text.blocks.push_back({BlockKind::footnote, 0, label, "Noot " + label});
    }
    return text;
  };
  const auto one_note = [](std::size_t count) {
    Text text = letter();
    for (std::size_t i = 0; i < count; ++i)
      text.blocks.push_back({BlockKind::paragraph, 0, "", "Hiermee is de motie als afgedaan te zien.[^1]"});
    text.blocks.push_back({BlockKind::footnote, 0, "1", tests::times(count * 40, "Noot. ")});
    return text;
  };
  const auto read = [](const Text& text) { (void)recognise(text, {}); };
  tests::expect_linear("a note each", 10'000, promises, read);
  tests::expect_linear("one note for all", 2'000, one_note, read);
}

TEST(HostilePapers, ReadAStopInAMarkOnce) {
  const auto stops = [](std::size_t count) {
    Text text = letter();
    text.blocks.push_back({BlockKind::paragraph, 0, "", "Aa bb. " + tests::times(count, "[^.] ") + "cc"});
    return text;
  };
  const auto small_letters = [](std::size_t count) {
    return Text{{{BlockKind::paragraph, 0, "", tests::times(count, "mede namens ")}}};
  };
  const auto read = [](const Text& text) { (void)recognise(text, {}); };
  tests::expect_linear("stops in marks", 4'000, stops, read);
  tests::expect_linear("words without a capital", 60'000, small_letters, read);
}

TEST(HostilePapers, LookForWhatIsAskedOnce) {
  const auto curious = [](std::size_t count) {
    Text text;
    for (const std::string_view line : {"Vragen en opmerkingen van de leden van de VVD-fractie",
                                        "Vragen en opmerkingen van de leden van de D66-fractie"})
      text.blocks.push_back({BlockKind::paragraph, 0, "", std::string(line)});
    text.blocks.push_back({BlockKind::paragraph, 0, "", tests::times(count, "Zij zijn benieuwd. ")});
    return text;
  };
  tests::expect_linear("curious members", 4'000, curious, [](const Text& text) { (void)recognise(text, {}); });
}

TEST(HostilePapers, HaveALimitedNumberOfPeople) {
  const auto askers = read({"Vragen van de leden " + tests::times(1'000, "Aa (ABC), ") +
                                "aan de Minister van Defensie over de brug (ingezonden 3 mei 2032).",
                            "Vraag 1", "Kunt u dit?"});
  EXPECT_EQ(askers.kind, "question_set");
  EXPECT_GT(askers.askers.size(), 150U);
  EXPECT_LT(askers.askers.size(), 210U);
}

TEST(HostilePapers, HaveALimitedNumberOfSigners) {
  Text text = letter();
  const auto add = [&](std::string line) { text.blocks.push_back({BlockKind::paragraph, 0, "", std::move(line)}); };
  std::string behalf;
  for (int number = 0; number < 400; ++number) {
    add("De Minister van Defensie,");
    add("A.B. Jansen" + std::string(1, static_cast<char>('a' + number % 26)) +
        std::string(1, static_cast<char>('a' + number / 26)));
    behalf += "mede namens de Minister van Zaak " + std::to_string(number) + ", ";
  }
  add(behalf);
  const auto reading = recognise(text, {});
  EXPECT_EQ(reading.kind, "letter");
  EXPECT_EQ(reading.signatories.size(), 150U);
  EXPECT_EQ(reading.on_behalf_of.size(), 150U);
}

TEST(HostilePapers, HaveALimitedNumberOfParts) {
  Text text;
  text.blocks.push_back({BlockKind::paragraph, 0, "",
                         "Vragen van het lid Aa (ABC) aan de Minister van Defensie over x "
                         "(ingezonden 3 mei 2032)."});
  for (int round = 0; round < 10'000; ++round) {
    text.blocks.push_back({BlockKind::paragraph, 0, "", "Vraag 1 t/m 200"});
    text.blocks.push_back({BlockKind::paragraph, 0, "", "Antwoord 201 t/m 400"});
  }
  text.blocks.push_back({BlockKind::paragraph, 0, "", "Het einde."});
  const auto segments = reader::segments_of(reader::prepare(text), 1, reader::Numbering::headings);
  EXPECT_EQ(segments.size(), 5'000U);
  EXPECT_EQ(segments.back().parts.back(), "Het einde.");
}

TEST(HostilePapers, GiveALimitedNumberOfAnswers) {
  Text text;
  const auto add = [&](std::string_view line) {
    text.blocks.push_back({BlockKind::paragraph, 0, "", std::string(line)});
  };
  for (const std::string_view name : {"VVD", "D66"}) {
    add("Vragen en opmerkingen van de leden van de " + std::string(name) + "-fractie");
    for (int number = 0; number < 600; ++number)
      add("Kan de Minister toelichten wat " + std::to_string(number) + " is?");
  }
  add("II Antwoord / Reactie van de Minister");
  for (int round = 0; round < 500; ++round) {
    add("De leden van de VVD:");
    add("Dat is zo.");
    add("De leden van de D66:");
    add("Dat is niet zo.");
  }
  std::size_t covered = 0;
  for (const auto& answer : recognise(text, {}).answers) covered += answer.covers.size();
  EXPECT_GT(covered, 90'000U);
  EXPECT_LT(covered, 110'000U);
}

TEST(HostilePapers, OfRandomBytesAreRead) {
  std::mt19937 random(7);
  const std::vector<std::string> pieces{"Vraag ",
                                        "Antwoord ",
                                        "op vragen ",
                                        "1",
                                        "2 t/m ",
                                        ",",
                                        " en ",
                                        "\n",
                                        ".",
                                        "?",
                                        "Mededeling",
                                        "Toelichting:",
                                        "(ingezonden ",
                                        "3 mei 2032)",
                                        "(ontvangen ",
                                        "Minister van ",
                                        "Defensie",
                                        "vragen van het lid ",
                                        "mede namens ",
                                        "-fractie",
                                        "Vragen en opmerkingen van de leden van de ",
                                        "Nr. 12",
                                        "36 600 VII",
                                        "BRIEF VAN DE ",
                                        "[^1]",
                                        "\xC2",
                                        "Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. ",
                                        "II Reactie van de Minister",
                                        "AH ",
                                        "2024Z01234 "};
  for (int round = 0; round < 3000; ++round) {
    Text text;
    const auto blocks = random() % 12;
    for (std::size_t i = 0; i < blocks; ++i) {
      std::string line;
      for (std::size_t n = random() % 10; n > 0; --n) line += pieces[random() % pieces.size()];
      text.blocks.push_back({static_cast<BlockKind>(random() % 8), 0, random() % 3 == 0 ? "1." : "", line});
    }
    EXPECT_NO_THROW((void)recognise(text, {pieces[random() % pieces.size()], {}}));
  }
}

}  // namespace
}  // namespace griffier::publications
