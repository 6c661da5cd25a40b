#include "tests/faults/both.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace griffier::tests {

Both::Both(const std::string& of_kamer, const std::string& of_koop) : service(kamer.world.publisher().url()) {
  kamer.world.site().otherwise(
      [this, feed = kamer.register_.handler("/SyncFeed/2.0", "https://kamer.example/SyncFeed/2.0")](
          const publisher::Asked& asked) -> std::optional<publisher::Step> {
        if (auto step = feed(asked)) return step;
        return service.answer(asked);
      });
  kamer.configure(of_kamer +
                  fmt::format("[[source]]\nname = \"koop\"\nkind = \"officielebekendmakingen\"\nbase_url = \"{}\"\n"
                              "allow_private = true\ngap = \"0s\"\n{}",
                              kamer.world.publisher().url("/sru"), of_koop));
}

void Both::publish(const std::string& id, int number, const std::string& sentence, const std::string& date,
                   const std::string& title) {
  publisher::SruItem item;
  item.id = id;
  item.modified = "2026-02-03";
  item.timestamp = fmt::format("2026-02-03T09:00:00.{}+02:00", ++stamps_);
  item.elements = {{"title", "Veerponten; Brief regering; " + title, ""},
                   {"dossiernummer", "19637", ""},
                   {"ondernummer", std::to_string(number), ""},
                   {"publicatienaam", "Kamerstuk", ""},
                   {"datumbrief", date, ""},
                   {"creator", "Tweede Kamer der Staten-Generaal", ""}};
  item.files["html"] = page(sentence);
  service.put(item);
}

void Both::poll(seconds after, const std::string& source) const {
  const auto ran = kamer.world.once(after, {"--source", source});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
}

std::string Both::shown(const std::string& id) const { return griffier(kamer.world.state(), {"show", id}).out; }

std::vector<std::string> Both::told() const {
  return rows(kamer.world.state(),
              "select e.kind || ' ' || coalesce(d.document_id, '') from deliveries x join events e"
              " on e.sequence = x.event left join documents d using(document_key)"
              " where e.kind <> 'document.metadata_changed' order by x.delivery_id");
}

}  // namespace griffier::tests
