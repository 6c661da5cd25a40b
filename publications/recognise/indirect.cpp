// Direct and indirect questions in the prose of a schriftelijk overleg, see consultation.h.
#include <algorithm>
#include <array>

#include "publications/recognise/consultation.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

template <std::size_t N>
bool any_in(std::string_view text, const std::array<std::string_view, N>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view one) { return find_word(text, one) != npos; });
}

// "vragen" is a noun in "hebben enkele vragen", "geen vragen", "vragen en opmerkingen".
bool has_questions_only(std::string_view sentence) {
  static constexpr std::array<std::string_view, 16> kNouns{
      "hebben nog vragen",   "hebben vragen",      "enkele vragen",     "geen vragen",
      "geen verdere vragen", "verdere vragen",     "een aantal vragen", "vragen en opmerkingen",
      "nog vragen",          "de volgende vragen", "diverse vragen",    "aanvullende vragen",
      "paar vragen",         "vragen over het",    "geen behoefte",     "vragen gesteld"};
  return any_in(sentence, kNouns);
}

// "hebben deze leden vragen over het besluit": what they have, not what they do.
bool is_noun(std::string_view sentence, std::size_t at, std::size_t end) {
  const auto before = sentence.substr(0, at);
  if (!has_word(before, "hebben") && !has_word(before, "heeft")) return false;
  const auto after = sentence.substr(end);
  static constexpr std::array<std::string_view, 8> kBehind{" over",   " bij",   " inzake", " naar aanleiding",
                                                           " en opm", " en/of", " aan",    "."};
  return after.empty() ||
         std::any_of(kBehind.begin(), kBehind.end(), [&](std::string_view one) { return starts_with(after, one); });
}

// The members ask: "vragen zij", "vragen de leden", "de leden van de X-fractie vragen of", "het lid vraagt".
bool members_ask(std::string_view sentence) {
  static constexpr std::array<std::string_view, 18> kInverted{"vragen zij",
                                                              "vragen deze leden",
                                                              "vragen de leden",
                                                              "vragen de aan het woord",
                                                              "vragen de voornoemde",
                                                              "vragen de voorgenoemde",
                                                              "vragen genoemde",
                                                              "vragen de genoemde",
                                                              "vragen voornoemde",
                                                              "vragen de fractieleden",
                                                              "vragen leden",
                                                              "vraagt het lid",
                                                              "vraagt dit lid",
                                                              "vraagt de fractie",
                                                              "vragen de hier aan het woord",
                                                              "vraagt zij",
                                                              "vraagt hij",
                                                              "vragen de vvd"};
  static constexpr std::array<std::string_view, 12> kStraight{
      "fractie vragen", "leden vragen",   "zij vragen",         "fractieleden vragen",
      "lid vraagt",     "fractie vraagt", "fractie verzoeken",  "leden verzoeken",
      "zij verzoeken",  "woord vragen",   "leden willen weten", "fractie willen weten"};
  static constexpr std::array<std::string_view, 24> kLater{
      "vragen of",          "vragen hoe",         "vragen wat",           "vragen welke",
      "vragen waarom",      "vragen wanneer",     "vragen naar",          "vragen om",
      "vragen wie",         "vragen waar",        "vragen de minister",   "vragen de staatssecretaris",
      "vragen de regering", "vragen het kabinet", "vragen zich af",       "vragen daarom",
      "vragen tevens",      "vragen voorts",      "vragen ook",           "vragen daarnaast",
      "vragen verder",      "vragen in hoeverre", "vragen aandacht voor", "vragen allereerst"};
  if (any_in(sentence, kInverted)) return true;
  for (const auto phrase : kStraight) {
    const auto at = find_word(sentence, phrase);
    if (at != npos && !is_noun(sentence, at, at + phrase.size())) return true;
  }
  return has_word(sentence, "leden") && any_in(sentence, kLater);
}

// "Graag een toelichting.", "Zij ontvangen graag een reactie", "horen graag", "vernemen graag", "zien ... graag
// tegemoet".
bool wishes(std::string_view sentence) {
  static constexpr std::array<std::string_view, 14> kWishes{
      "ontvangen graag", "horen graag",       "vernemen graag",        "zouden graag",   "willen graag",
      "krijgen graag",   "graag ontvangen",   "lezen graag",           "graag vernemen", "graag horen",
      "graag tegemoet",  "graag een reactie", "graag een toelichting", "wachten graag"};
  return starts_with(sentence, "graag ") || any_in(sentence, kWishes);
}

bool is_curious(std::string_view sentence) {
  static constexpr std::array<std::string_view, 4> kCurious{"zijn benieuwd", "benieuwd naar", "benieuwd of",
                                                            "benieuwd hoe"};
  return any_in(sentence, kCurious);
}

// "Allereerst zijn de leden benieuwd naar de kaders." leads in what is then asked; "benieuwd hoe ..." asks itself.
bool curiosity_asks(std::string_view sentence, bool asked_behind) {
  if (any_in(sentence, std::array<std::string_view, 6>{"benieuwd of", "benieuwd hoe", "benieuwd wat", "benieuwd welke",
                                                       "benieuwd waarom", "benieuwd in hoeverre"}))
    return true;
  return !asked_behind;
}

}  // namespace

std::vector<std::string> questions_in(std::string_view paragraph) {
  std::vector<std::string> found;
  const auto all = sentences(paragraph);
  const auto last_asked = std::find_if(all.rbegin(), all.rend(), is_asked).base();  // behind the last that asks
  for (auto one = all.begin(); one != all.end(); ++one) {
    const auto sentence = *one;
    bool asks = is_asked(sentence);
    if (!asks && !has_questions_only(sentence))
      asks = members_ask(sentence) || wishes(sentence) ||
             (is_curious(sentence) && curiosity_asks(sentence, one + 1 < last_asked));
    if (asks) found.push_back(without_marks(sentence));
  }
  return found;
}

}  // namespace griffier::publications::reader
