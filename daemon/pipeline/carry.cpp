#include "daemon/pipeline/carry.h"

namespace griffier::daemon {
namespace {

template <typename Fact>
void fill(Fact& now, const Fact& before) {
  if (now == Fact()) now = before;
}

}  // namespace

void carry_place(const publications::Reading& before, bool same_text, publications::Reading& reading) {
  if (!reading.dossier) {
    reading.dossier = before.dossier;
    fill(reading.document_number_in_dossier, before.document_number_in_dossier);
  }
  if (!reading.zaaknummer) {
    reading.zaaknummer = before.zaaknummer;
    fill(reading.further_zaaknummers, before.further_zaaknummers);
  }
  if (!reading.aanhangselnummer) {
    reading.aanhangselnummer = before.aanhangselnummer;
    fill(reading.vergaderjaar, before.vergaderjaar);
  }
  fill(reading.kamer, before.kamer);
  fill(reading.parent, before.parent);
  fill(reading.due_on, before.due_on);
  fill(reading.askers, before.askers);
  fill(reading.addressed_to, before.addressed_to);
  fill(reading.committee, before.committee);
  fill(reading.date, before.date);
  fill(reading.received_on, before.received_on);
  fill(reading.asked_on, before.asked_on);
  fill(reading.kenmerk, before.kenmerk);
  fill(reading.subject, before.subject);
  if (same_text && !before.title.empty()) reading.title = before.title;
}

}  // namespace griffier::daemon
