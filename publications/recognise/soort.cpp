// The words by which publishers call the kinds of their papers.
#include <array>
#include <utility>

#include "publications/recognise/kinds.h"
#include "publications/recognise/metadata.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Whole words for a kind that its first words do not tell. Kinds with no reading of their own are "other".
constexpr std::array<Pair, 42> kWords{{
    {"bijlage", ""},
    {"overig", ""},
    {"kamerstuk", ""},
    {"overige kamerstukken", ""},
    {"niet-dossierstuk", ""},
    {"officiële publicatie", ""},
    {"aanhangsel van de handelingen", "answer"},
    {"kamervragen (aanhangsel)", "answer"},
    {"antwoord", "answer"},
    {"mededeling (uitstel antwoord)", "postponement"},
    {"mededeling", "other_notice"},
    {"kamervragen zonder antwoord", "question_set"},
    {"mondelinge vragen", "question_set"},
    {"interpellatievragen", "question_set"},
    {"verslag houdende een lijst van vragen en antwoorden", "answer"},
    {"verslag houdende een lijst van vragen", "question_set"},
    {"stenogram", "proceedings"},
    {"stenografisch verslag", "proceedings"},
    {"eindtekst", "bill"},
    {"bijgewerkte tekst", "bill"},
    {"oorspronkelijke tekst", "bill"},
    {"gewijzigd voorstel van wet", "bill"},
    {"nader gewijzigd voorstel van wet", "bill"},
    {"wijzigingen voorgesteld door de regering", "memorandum"},
    {"begrotingstoelichting", "memorandum"},
    {"reactie initiatiefnemer(s)", "memorandum"},
    {"raming van de uitgaven", "report"},
    {"wetenschappelijke factsheet", "report"},
    {"wetenschapstoets", "report"},
    {"initiatiefnota", "memorandum"},
    {"voordracht", "letter"},
    {"toezegging", "toezegging"},
    {"staatsblad", "gazette"},
    {"staatscourant", "gazette"},
    {"tractatenblad", "gazette"},
    {"wet", "gazette"},
    {"amvb", "gazette"},
    {"ministeriële regeling", "gazette"},
    {"uitspraak", "judgment"},
    {"conclusie", "judgment"},
    {"vonnis", "judgment"},
    {"arrest", "judgment"},
}};

constexpr std::array<Pair, 34> kBeginnings{{
    {"schriftelijke vragen", "question_set"},
    {"antwoord schriftelijke vragen", "answer"},
    {"lijst van vragen en antwoorden", "answer"},
    {"lijst van vragen", "question_set"},
    {"verslag van een schriftelijk overleg", "written_consultation"},
    {"verslag schriftelijk overleg", "written_consultation"},
    {"inbreng verslag schriftelijk overleg", "written_consultation"},
    {"inbreng schriftelijk overleg", "written_consultation"},
    {"brief", "letter"},
    {"kamerbrief", "letter"},
    {"geleidende brief", "letter"},
    {"aanbiedingsbrief", "letter"},
    {"motie", "motion"},
    {"amendement", "amendment"},
    {"koninklijke boodschap", "bill"},
    {"voorstel van wet", "bill"},
    {"voorstel van rijkswet", "bill"},
    {"memorie van", "memorandum"},
    {"nadere memorie", "memorandum"},
    {"nota", "memorandum"},
    {"beslisnota", "decision_note"},
    {"besluitenlijst", "decision_list"},
    {"advies", "report"},
    {"voorlichting afdeling", "report"},
    {"nader rapport", "report"},
    {"voorlopig verslag", "report"},
    {"eindverslag", "report"},
    {"verslag", "report"},
    {"rapport", "report"},
    {"jaarverslag", "report"},
    {"handelingen", "proceedings"},
    {"woo-besluit", "woo_decision"},
    {"wob-besluit", "woo_decision"},
    {"woo-verzoek", "woo_decision"},
}};

constexpr std::array<std::string_view, 4> kGazettes{"gemeenteblad", "provinciaal blad", "waterschapsblad",
                                                    "blad gemeenschappelijke regeling"};

}  // namespace

std::string kind_of_soort(std::string_view soort) {
  auto word = trim(soort);
  if (starts_with(word, "kamerstuk:")) word = trim(word.substr(10));
  for (const auto& [name, kind] : kWords) {
    if (same(word, name)) return std::string(kind);
  }
  for (const auto& name : kGazettes) {
    if (same(word, name)) return "gazette";
  }
  for (const auto& [beginning, kind] : kBeginnings) {
    if (starts_with(word, beginning)) return std::string(kind);
  }
  return has(word, "woo-besluit") || has(word, "wob-besluit") || has(word, "woo-verzoek") ? "woo_decision" : "";
}

}  // namespace griffier::publications::reader
