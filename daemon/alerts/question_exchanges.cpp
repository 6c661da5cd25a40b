#include "daemon/alerts/question_exchanges.h"

#include <algorithm>

#include "daemon/alerts/wording.h"
#include "store/record/questions.h"
#include "store/record/questions_refer.h"

namespace griffier::daemon {
namespace {

struct One {
  std::string number, question, answer;
};

// Neighbours that share an answer become one exchange.
std::vector<Exchange> grouped(const std::vector<One>& questions) {
  std::vector<Exchange> out;
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const bool joins = i > 0 && !questions[i].answer.empty() && questions[i].answer == questions[i - 1].answer;
    if (!joins) {
      out.emplace_back();
      out.back().answer = questions[i].answer;
      numbers.clear();
    }
    if (!questions[i].number.empty()) numbers.push_back(questions[i].number);
    if (!questions[i].question.empty()) out.back().questions.push_back(questions[i].question);
    out.back().heading = wording::question_heading(numbers);
  }
  return out;
}

// "Zie het antwoord op vraag 2", with that answer.
void show_referred(std::vector<One>& questions, const std::vector<store::QuestionRow>& rows) {
  for (auto& one : questions) {
    for (const auto& number : store::answers_referred_to(one.answer)) {
      const auto other = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.number == number; });
      if (other == rows.end() || number == one.number || other->answer_text.empty()) continue;
      one.answer += "\n" + wording::answer_elsewhere(number, other->answer_text);
    }
  }
}

// The questions that the event says were answered, each with what its paper answers; where another paper's answer only
// now is seen to belong to the set, with that.
std::vector<One> answered(store::Questions& questions, const std::string& set_id, const store::EventRow& event,
                          const std::vector<store::QuestionRow>& rows) {
  const auto told = store::numbers_told(event.summary);
  const auto given = questions.given_by(set_id, event.document_id);
  std::vector<One> out;
  for (const auto& row : rows) {
    if (told ? std::find(told->begin(), told->end(), row.number) == told->end() : row.state != "answered") continue;
    const auto own =
        std::find_if(given.begin(), given.end(), [&](const auto& one) { return one.number == row.number; });
    out.push_back({row.number, row.question_text, own == given.end() ? row.answer_text : own->answer_text});
  }
  return out;
}

}  // namespace

std::vector<Exchange> changed_by(store::Record& record, const store::EventRow& event) {
  store::Questions questions(record);
  const auto ids = questions.resolve(event.set_id);
  if (ids.empty()) return {};
  const auto& set_id = ids.front();
  const auto rows = questions.questions(set_id);
  std::vector<One> changed;
  if (event.kind == "question.answered" || event.kind == "question.partly_answered") {
    changed = answered(questions, set_id, event, rows);
  } else {
    for (const auto& row : rows) {
      const bool owed = row.state == "open" || row.state == "postponed";
      const bool shown = event.kind == "question.asked" ||
                         (event.kind == "question.withdrawn" ? !owed && row.state == "withdrawn" : owed);
      if (shown) changed.push_back({row.number, row.question_text, ""});
    }
  }
  show_referred(changed, rows);
  return grouped(changed);
}

std::vector<Exchange> corrected_in(const publications::Reading& now, const publications::Reading& before) {
  std::vector<One> changed;
  const auto text_of = [&](const std::string& number) {
    const auto ask = [&](const std::vector<publications::Question>& questions) {
      const auto found =
          std::find_if(questions.begin(), questions.end(), [&](const auto& one) { return one.number == number; });
      return found == questions.end() ? std::string() : found->text;
    };
    auto text = ask(now.questions);
    for (const auto& fractie : now.fracties)
      if (text.empty()) text = ask(fractie.questions);
    return text;
  };
  for (const auto& answer : now.answers) {
    for (const int covered : answer.covers) {
      const auto old = std::find_if(before.answers.begin(), before.answers.end(), [&](const auto& one) {
        return std::find(one.covers.begin(), one.covers.end(), covered) != one.covers.end();
      });
      if (old == before.answers.end() || old->text == answer.text) continue;
      const auto number = std::to_string(covered);
      changed.push_back({number, text_of(number), answer.text});
    }
  }
  return grouped(changed);
}

}  // namespace griffier::daemon
