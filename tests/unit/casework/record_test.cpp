#include <gtest/gtest.h>

#include <map>

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "tests/unit/casework/record_samples.h"

namespace yijian::casework {
namespace {

std::string text_of(const Event& event) { return canonical_text(*tag(write_event(event))); }

Result<Event> read_text(std::string_view text) {
  const Result<Value> tagged = parse_json(text);
  if (!tagged) return tagged.error();
  const Result<Value> record = untag(*tagged);
  if (!record) return record.error();
  return read_event(*record);
}

TEST(Record, every_event_is_written_exactly_so) {
  for (const Sample& sample : samples())
    EXPECT_EQ(text_of(sample.event), sample.record) << sample.name;
}

TEST(Record, every_event_is_read_back_as_the_same_event) {
  for (const Sample& sample : samples()) {
    const Result<Event> event = read_text(sample.record);
    ASSERT_TRUE(event) << sample.name << ": " << event.error().pointer << event.error().detail;
    EXPECT_EQ(event->index(), sample.event.index()) << sample.name;
    EXPECT_EQ(text_of(*event), sample.record) << sample.name;
    EXPECT_EQ(type_of(*event), type_of(sample.event)) << sample.name;
  }
}

TEST(Record, every_kind_of_event_has_a_full_and_a_minimal_sample) {
  std::map<size_t, int> seen;
  for (const Sample& sample : samples()) ++seen[sample.event.index()];
  for (size_t i = 0; i < std::variant_size_v<Event>; ++i)
    EXPECT_GE(seen[i], 2) << "alternative " << i;
}

// What remains of a record without the member.
Value without(const Value& record, const std::string& key) {
  Map map = record.map();
  map.erase(key);
  return map;
}

TEST(Record, a_minimal_record_has_no_key_to_spare) {
  for (const Sample& sample : samples()) {
    if (sample.name.find("minimal") == std::string::npos) continue;
    const Value record = write_event(sample.event);
    for (const Map::Entry& entry : record.map()) {
      const Result<Event> event = read_event(without(record, entry.name()));
      ASSERT_FALSE(event) << sample.name << " reads without " << entry.name();
      EXPECT_EQ(event.error().code, "malformed_record");
    }
  }
}

TEST(Record, a_key_that_nobody_knows_is_refused_at_any_depth) {
  for (const Sample& sample : samples()) {
    Map map = write_event(sample.event).map();
    map.set("extra", 1);
    const Result<Event> event = read_event(Value(map));
    ASSERT_FALSE(event) << sample.name;
    EXPECT_EQ(event.error().code, "malformed_record") << sample.name;
  }
  Map record = write_event(ClockChanged{}).map();
  Map clock = record.find("clock")->map();
  clock.set("extra", 1);
  record.set("clock", clock);
  EXPECT_FALSE(read_event(Value(record)));
}

TEST(Record, null_stands_for_nothing_in_no_field) {
  for (const Sample& sample : samples()) {
    const Value record = write_event(sample.event);
    for (const Map::Entry& entry : record.map()) {
      Map map = record.map();
      map.set(entry.name(), nullptr);
      EXPECT_FALSE(read_event(Value(map))) << sample.name << " " << entry.name();
    }
  }
}

TEST(Record, an_opening_without_guide_records_an_empty_one) {
  EXPECT_EQ(*write_event(CaseOpened{}).find("guide"), Value(Map{}));
}

TEST(Record, an_empty_free_value_stands_and_an_empty_list_does_not) {
  FormChanged form;
  form.guide = Map{};
  EXPECT_EQ(text_of(form), R"({"guide":{},"type":"form.changed"})");
  EXPECT_FALSE(read_text(R"({"cancelled":[],"type":"moved"})"));
  EXPECT_FALSE(read_text(R"({"history":{},"type":"moved"})"));
  EXPECT_FALSE(read_text(R"({"tasks":[],"type":"moved"})"));
  EXPECT_FALSE(read_text(R"({"event":"","type":"moved"})"));
  EXPECT_FALSE(read_text(R"({"final":false,"type":"moved"})"));
  EXPECT_FALSE(read_text(R"({"attempt":0,"item":"a","type":"item.opened"})"));
  EXPECT_FALSE(read_text(R"({"attempt":4294967296,"item":"a","type":"item.opened"})"));
}

TEST(Record, unknown_types_are_refused) {
  for (const char* type : {"",
                           ".",
                           "moved.",
                           "incident.x",
                           "acted",
                           "acted.",
                           "timer.",
                           "phase.gone",
                           "phase",
                           "clock.broken",
                           "limit.met",
                           "deferral.x",
                           "case.closed",
                           "form.",
                           "material.",
                           "item.",
                           "message.",
                           "document.printed",
                           "licence.",
                           "commitment.",
                           "commitment.kept",
                           "credit.x",
                           "child.gone",
                           "parent."}) {
    const Result<Event> event = read_event(Value(Map{{"type", type}}));
    ASSERT_FALSE(event) << type;
    EXPECT_EQ(event.error().code, "malformed_record");
  }
  EXPECT_FALSE(read_event(Value(Map{{"type", 7}})));
  EXPECT_FALSE(read_event(Value(Map{})));
  EXPECT_FALSE(read_event(Value(List{})));
}

TEST(Record, instants_days_and_limits_are_read_only_as_they_are_written) {
  const auto phase = [](std::string_view since) {
    return read_event(Value(Map{{"since", since}, {"type", "phase.accepted"}})).has_value();
  };
  EXPECT_TRUE(phase("2025-04-28T09:00:00.000+08:00"));
  EXPECT_FALSE(phase("2025-04-28T09:00:00+08:00"));
  EXPECT_FALSE(phase("2025-04-28T01:00:00.000Z"));
  EXPECT_FALSE(phase("2025-04-28 09:00:00.000+08:00"));
  EXPECT_FALSE(phase("2025-02-30T09:00:00.000+08:00"));
  const auto clock = [](std::string_view key, const Value& value) {
    Map record = write_event(ClockChanged{}).map();
    Map inner = record.find("clock")->map();
    inner.set(key, value);
    record.set("clock", inner);
    return read_event(Value(record)).has_value();
  };
  EXPECT_TRUE(clock("limit", "36h"));
  EXPECT_FALSE(clock("limit", "36h "));
  EXPECT_FALSE(clock("limit", "3600s"));
  EXPECT_FALSE(clock("limit", "05wd"));
  EXPECT_FALSE(clock("from", "2025-4-28"));
  EXPECT_FALSE(clock("running", true));
  EXPECT_FALSE(clock("provisional", false));
  EXPECT_FALSE(clock("used", 0));
  EXPECT_TRUE(clock("used", 3));
}

TEST(Record, a_form_that_says_erased_is_not_an_erased_text) {
  const Value forged = Map{{"$erased", true}};
  EXPECT_FALSE(read_event(Value(Map{{"opinion", forged}, {"type", "acted.pass"}})));
  EXPECT_TRUE(read_event(Value(Map{{"data", forged}, {"type", "acted.pass"}})));
}

}  // namespace
}  // namespace yijian::casework
