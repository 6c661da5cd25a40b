#include "publications/recognise/undertakings.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// The rules below read sentences in lower case, so that plain searches will do: there are many phrases to look for.
struct Sentence {
  explicit Sentence(std::string_view said) : text(lower(said)), pairs(text) {}
  std::string text;
  LetterPairs pairs;
};

bool holds(const Sentence& sentence, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view one) {
    return sentence.pairs.may_hold(one) && sentence.text.find(one) != npos;
  });
}

constexpr std::size_t kMost = 200;                           // of each kind; more is no letter
constexpr std::size_t kMostRequests = 20;                    // a letter that answers more is none
constexpr std::size_t kLongestNote = std::size_t{16} << 10;  // bytes of a note that are read

bool names_reader(const Sentence& sentence) {  // to whom a promise is made
  return holds(sentence, {"uw kamer", "de kamer", "tweede kamer", "eerste kamer", "u hier", "u over", "u zo",
                          "u te zijner", "u nader", "zal u ", "ik u ", "wordt u ", "kamerleden", "beide kamers"});
}

bool is_future(const Sentence& sentence) {
  return holds(sentence, {"zal ",
                          "zullen ",
                          "op een later moment",
                          "binnenkort",
                          "op korte termijn",
                          "zo spoedig mogelijk",
                          "uiterlijk",
                          "te zijner tijd",
                          "separaat",
                          "voor het zomerreces",
                          "na het zomerreces",
                          "voor het kerstreces",
                          "na de zomer",
                          "voor de zomer",
                          "in het najaar",
                          "in het voorjaar",
                          "dit najaar",
                          "dit voorjaar",
                          "volgend jaar",
                          "begin 20",
                          "eind 20",
                          "medio 20",
                          "eerste kwartaal",
                          "tweede kwartaal",
                          "derde kwartaal",
                          "vierde kwartaal",
                          "eind dit jaar",
                          "voor het einde van",
                          "wordt u ",
                          "wordt uw kamer",
                          "kom ik",
                          "ontvangt uw kamer",
                          "ben voornemens",
                          "ben ik voornemens",
                          "streef ernaar",
                          "streven ernaar",
                          "ontvangt u "});
}

bool informs(const Sentence& sentence) {
  return holds(sentence, {"informe",
                          "nformeer",
                          "van informatie voorzien",
                          "bericht",
                          "toezend",
                          "toesturen",
                          "doen toekomen",
                          "sturen",
                          "stuur",
                          "zenden",
                          "zend ",
                          "aanbieden",
                          "gedeeld worden",
                          "delen",
                          "terugkom",
                          "op de hoogte",
                          "voorleggen",
                          "rapporteren",
                          "ontvangt",
                          "toekomen",
                          "deel ik naar verwachting",
                          "deel ik in het ",
                          "deel ik uiterlijk ",
                          "deel ik voor ",
                          "deel ik na "});
}

bool looks_back(const Sentence& sentence) {
  return holds(sentence, {"heb ik uw kamer", "heb ik de kamer", "is uw kamer", "bent u ", "werd u ", "werd uw kamer",
                          "heeft uw kamer", "heb ik u ", "eerder geïnformeerd", "reeds geïnformeerd",
                          "zoals toegezegd heb", "informeerde ik"}) &&
         !holds(sentence, {"zal "});
}

// "Ik kom hier separaat op terug."
bool comes_back(const Sentence& sentence) {
  return has_word(sentence.text, "terug") &&
         holds(sentence, {"kom ik hier", "ik kom hier", "ik kom daar", "kom ik daar", "kom ik op", "zal ik hier",
                          "zal ik daar", "kom ik in ", "komt het kabinet", "komt hier"}) &&
         holds(sentence, {"op terug", "terug op", "terugkomen", " terug."});
}

// "Daarna zal ik een wetsvoorstel in procedure brengen": a deed of the minister's own, told to nobody in particular.
bool promises_deed(const Sentence& sentence) {
  return holds(sentence, {"ik zal ", "zal ik ", "mijn departement zal ", "zal mijn departement ",
                          "mijn ministerie zal ", "zal mijn ministerie "}) &&
         holds(sentence, {"in procedure brengen", "ter hand nemen", "een wetsvoorstel indienen",
                          "in consultatie brengen", "laten onderzoeken", "onderzoek laten doen", "laten evalueren"}) &&
         !holds(sentence, {" niet ", " geen "});
}

bool promises(const Sentence& sentence) {
  if (sentence.text.size() > 1200 || sentence.text.find('?') != npos) return false;
  if (holds(sentence, {"zeg ik toe", "ik zeg toe", "zeg ik uw kamer toe", "zegt toe dat", "zeg ik hierbij toe"}))
    return true;
  if (holds(sentence, {"ik zeg ", "zeg ik ", "wij zeggen ", "zeggen wij ", "het kabinet zegt ", "zegt het kabinet "}) &&
      holds(sentence, {" toe ", " toe,", " toe.", " toe:"}))
    return true;
  if (comes_back(sentence) || promises_deed(sentence)) return true;
  if (holds(sentence, {"zoals toegezegd"}) && holds(sentence, {"stuur ik", "zal ", "ontvangt", "informeer ik"}) &&
      names_reader(sentence) && !holds(sentence, {"bij deze", "hierbij", "met deze brief"}))
    return true;
  if (holds(sentence, {"ik ben bereid te", "ben ik bereid te", "ben ik bereid om", "ik ben bereid om",
                       "voornemens te onderzoeken"}))
    return true;
  return names_reader(sentence) && informs(sentence) && is_future(sentence) && !looks_back(sentence) &&
         !holds(sentence,
                {"met deze brief informeer", "in deze brief informeer", "hierbij informeer", "bij deze informeer"});
}

// A short sentence that points back ("hier", "daarop") says what it promises only with the one before.
bool points_back(const Sentence& sentence) {
  return sentence.text.size() < 70 &&
         holds(sentence, {" hier ", " hierop", " hierover", " daarop", " daarover", "dit zal"});
}

// "Met deze brief is de toezegging ... afgedaan": the words stand apart.
bool closes(const Sentence& sentence) {
  if (holds(sentence, {"doe ik", "doet het kabinet"}) &&
      (sentence.text.ends_with(" af.") || sentence.text.ends_with(" af")))
    return true;
  return holds(sentence, {"afgedaan", "uitgevoerd", "nagekomen", "ingelost", "voldaan", "afgerond"}) &&
         holds(sentence,
               {"met deze brief", "hiermee", "hierbij", "daarmee", "beschouw", "acht ik", "bij dezen", "bij deze "});
}

bool declares_done(const Sentence& sentence) {
  return closes(sentence) || holds(sentence, {"als uitgevoerd",
                                              "als afgedaan",
                                              "ten uitvoering gebracht",
                                              "ten uitvoer gebracht",
                                              "uitvoering gegeven aan",
                                              "geef ik uitvoering",
                                              "geef ik invulling",
                                              "geeft het kabinet uitvoering",
                                              "invulling gegeven aan",
                                              "hiermee uitgevoerd",
                                              "is uitgevoerd",
                                              "zijn uitgevoerd",
                                              "is afgedaan",
                                              "voldaan aan",
                                              "voldoe ik aan",
                                              "voldoet het kabinet aan",
                                              "gestand",
                                              "kom ik tegemoet",
                                              "afgehandeld",
                                              "als voldaan",
                                              "kom ik mijn toezegging",
                                              "los ik de toezegging",
                                              "tegemoet aan de toezegging",
                                              "doe ik hiermee"});
}

bool was_asked_about(const Sentence& sentence) {  // "wanneer is de motie uitgevoerd?" declares nothing
  return sentence.text.find('?') != npos ||
         holds(sentence, {"nog niet", "niet uitgevoerd", "zal worden uitgevoerd", "wordt uitgevoerd"});
}

// Words by which a letter takes up a request, and those by which the Kamer makes one.
bool takes_up(const Sentence& sentence) {
  return holds(sentence, {"in reactie op",
                          "reactie aan op",
                          "mijn reactie op",
                          "reactie op het verzoek",
                          "reactie op uw verzoek",
                          "in antwoord op",
                          "naar aanleiding van",
                          "op verzoek van",
                          "op uw verzoek",
                          "gehoor aan",
                          "gevolg aan",
                          "voldoe ik aan",
                          "voldoen wij aan",
                          "voldoet het kabinet aan",
                          "kom ik tegemoet",
                          "komen wij tegemoet",
                          "tegemoet te komen",
                          "reageer ik op",
                          "reageren wij op",
                          "ga ik in op",
                          "gaan wij in op",
                          "beantwoord ik het",
                          "beantwoord ik zijn",
                          "beantwoord ik haar",
                          "beantwoord ik dit",
                          "beantwoord ik dat",
                          "beantwoord ik uw",
                          "geef ik gehoor",
                          "zoals verzocht",
                          "heeft verzocht",
                          "heeft mij verzocht",
                          "hebt mij verzocht",
                          "heeft u mij verzocht",
                          "verzocht mij",
                          "heeft gevraagd om"});
}

bool is_request(const Sentence& sentence) {
  if (holds(sentence, {"woo-verzoek", "wob-verzoek", "op grond van de wet open", "asielverzoek", "hulpverzoek"}))
    return false;
  const bool asked =
      holds(sentence, {"informatieverzoek", "commissieverzoek", "rappelverzoek", "verzoek van", "uw verzoek",
                       "het verzoek", "verzoeken van", "verzocht", "gevraagd om een", "gevraagd om mijn"});
  return asked && holds(sentence, {"commissie", "het lid ", "de leden ", "fractie", "kamer", "uw verzoek", "u mij",
                                   "de heer ", "mevrouw ", "regeling van werkzaamheden"});
}

// "meld ik dat ik niet kan voldoen aan de gevraagde termijn"
bool declines(const Sentence& sentence) {
  return holds(sentence, {"niet kan voldoen", "niet kunnen voldoen", "kan niet voldoen", "kan ik niet voldoen",
                          "kan ik niet aan ", "kan ik hier niet aan ", "niet tegemoet", "geen gehoor", "geen gevolg",
                          "niet inwillig", "niet kan inwillig", "niet aan dit verzoek", "niet aan het verzoek",
                          "niet aan uw verzoek", "wijs ik af"});
}

// A request that was made and is answered here, not declined; one in a question, or that others made to others, is
// none, and what a motion requests is told with the motions.
bool answers_request(const Sentence& sentence) {
  return sentence.text.size() < 1500 && sentence.text.find('?') == npos && takes_up(sentence) && is_request(sentence) &&
         !declines(sentence) && !holds(sentence, {"motie"});
}

// "Met deze brief beantwoord ik zijn informatieverzoek.": whose it is, the sentence before tells.
bool answers_request_before(const Sentence& sentence) {
  return sentence.text.size() < 160 && sentence.text.find('?') == npos && takes_up(sentence) && !declines(sentence) &&
         holds(sentence,
               {"zijn informatieverzoek", "haar informatieverzoek", "dit informatieverzoek", "dat informatieverzoek",
                "zijn verzoek", "haar verzoek", "dit verzoek", "dat verzoek", "hun verzoek"});
}

bool is_full(const std::vector<Undertaking>& list) { return list.size() >= kMost; }

void add(std::vector<Undertaking>& out, Undertaking one) {
  const auto same_text = [&](const Undertaking& other) { return other.text == one.text; };
  if (!is_full(out) && !one.text.empty() && std::none_of(out.begin(), out.end(), same_text))
    out.push_back(std::move(one));
}

class Reader {
 public:
  explicit Reader(const Paper& paper) : paper_(paper) {
    for (const auto& note : paper.notes) notes_.emplace(note.label, &note);
  }

  Undertakings read() {
    for (const auto& paragraph : paper_.body) {
      if (paragraph.kind == BlockKind::table_row || paragraph.kind == BlockKind::heading) continue;
      take(paragraph);
    }
    for (const auto& note : paper_.notes) {
      for (const auto sentence : sentences(note.text)) {
        if (!is_full(out_.promises) && promises(Sentence(sentence)))
          add(out_.promises, {without_marks(sentence), std::string(sentence), static_cast<int>(note.block)});
      }
    }
    return std::move(out_);
  }

 private:
  void take(const Paragraph& paragraph) {
    const auto block = static_cast<int>(paragraph.block);
    std::string_view before;
    for (const auto sentence : sentences(paragraph.text)) {
      const Sentence lowered(sentence);
      if (!is_full(out_.promises) && promises(lowered)) {
        auto text = without_marks(sentence);
        if (points_back(lowered) && !before.empty()) text = without_marks(before) + ' ' + text;
        add(out_.promises, {std::move(text), with_note(sentence), block});
      }
      if (declares_done(lowered) && !was_asked_about(lowered)) declare(sentence, block);
      if (out_.requests_answered.size() < kMostRequests) {
        if (answers_request_before(lowered) && is_request(Sentence(before))) {
          auto& answered = out_.requests_answered;
          if (!answered.empty() && answered.back().text == without_marks(before)) answered.pop_back();
          add(out_.requests_answered, {without_marks(before) + ' ' + without_marks(sentence),
                                       std::string(before) + ' ' + with_note(sentence), block});
        } else if (answers_request(lowered)) {
          add(out_.requests_answered, {without_marks(sentence), with_note(sentence), block});
        }
      }
      before = sentence;
    }
  }

  void declare(std::string_view sentence, int block) {
    const bool motion = has_any(sentence, {"motie", "moties"});
    const bool promise = has_any(sentence, {"toezegging", "toegezegd"});
    if (is_full(out_.motions_done) && is_full(out_.promises_fulfilled)) return;
    const auto note = note_of(sentence);
    const bool names_motion = motion && note && has(note->text, "motie");
    if (motion) add(out_.motions_done, {without_marks(sentence), with_note(sentence), block});
    if (promise) {
      // A sentence on "toezeggingen" in general names them in its footnote.
      const auto named = note ? find(note->text, "toezegging") : npos;
      auto text = named == npos ? without_marks(sentence) : std::string(note->text.substr(named));
      auto source = named == npos ? with_note(sentence) : text;
      add(out_.promises_fulfilled, {std::move(text), std::move(source), block});
    }
    if (names_motion) {
      auto text = std::string(note->text.substr(0, find(note->text, " en toezegging")));
      auto source = text;
      add(out_.motions_done, {std::move(text), std::move(source), note->block});
    }
  }

  [[nodiscard]] std::string with_note(std::string_view sentence) const {
    auto out = std::string(sentence);
    if (const auto note = note_of(sentence)) out.append(" ").append(note->text);
    return out;
  }

  struct Found {
    std::string_view text;
    int block = 0;
  };

  // The footnote that the last mark of a sentence leads to.
  [[nodiscard]] std::optional<Found> note_of(std::string_view sentence) const {
    const auto mark = sentence.rfind("[^");
    const auto end = mark == npos ? npos : sentence.find(']', mark);
    if (end == npos) return std::nullopt;
    const auto note = notes_.find(sentence.substr(mark + 2, end - mark - 2));
    if (note == notes_.end()) return std::nullopt;
    return Found{beginning(note->second->text), static_cast<int>(note->second->block)};
  }

  // Many sentences may lead to one note, each of which reads it again.
  static std::string_view beginning(std::string_view text) {
    auto size = std::min(text.size(), kLongestNote);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    return text.substr(0, size);
  }

  const Paper& paper_;
  std::unordered_map<std::string_view, const Note*> notes_;  // by label; of two with one label the first
  Undertakings out_;
};

}  // namespace

bool is_answer_to_request(std::string_view subject) {
  const Sentence lowered(subject);
  return holds(lowered, {"reactie op", "antwoord op", "naar aanleiding van"}) &&
         holds(lowered, {"informatieverzoek", "commissieverzoek", "verzoek van", "verzoek commissie", "verzoek lid"}) &&
         !holds(lowered, {"woo-verzoek", "wob-verzoek"});
}

Undertakings read_undertakings(const Paper& paper) { return Reader(paper).read(); }

}  // namespace griffier::publications::reader
