#include "tests/unit/casework/step_samples.h"

#include "engine/base/json.h"
#include "tests/unit/casework/record_samples.h"

namespace yijian::casework {
namespace {

constexpr Instant kStepMonday{1'745'802'000'000};  // 2025-04-28T09:00+08:00

size_t any(std::mt19937& random, size_t below) { return random() % below; }

std::string any_text(std::mt19937& random) {
  static const std::string kTexts[] = {"", "a", "张三", "line\n\"quoted\"", "\x01", "𠮷", "/~$"};
  return kTexts[any(random, std::size(kTexts))];
}

Value any_value(std::mt19937& random, int depth) {
  static const Value kScalars[] = {true,
                                   7,
                                   int64_t{1} << 60,
                                   uint64_t{9},
                                   2.0,
                                   2.5,
                                   -0.0,
                                   1e300,
                                   nullptr,
                                   Bytes{"\xff\0x"},
                                   Timestamp{1'745'802'000, 5},
                                   Duration{-3, -500'000'000},
                                   "$sm3",
                                   List{},
                                   Map{}};
  const size_t kind = any(random, depth > 3 ? 3 : 5);
  if (kind == 0) return any_text(random);
  if (kind <= 2) return kScalars[any(random, std::size(kScalars))];
  const size_t size = any(random, 5);
  if (kind == 3) {
    List list;
    for (size_t i = 0; i < size; ++i) list.push_back(any_value(random, depth + 1));
    return list;
  }
  static const char* const kKeys[] = {"a", "$sm3", "$", "b/c", "~", "姓名", "", "𠮷", "0"};
  Map map;
  for (size_t i = 0; i < size; ++i)
    map.set(kKeys[any(random, std::size(kKeys))], any_value(random, depth + 1));
  return map;
}

// Pointers to some of the places below the value, some inside others.
void any_places(std::mt19937& random, const Value& value, const std::string& pointer,
                std::vector<std::string>& places) {
  if (any(random, 4) == 0 && !pointer.empty()) places.push_back(pointer);
  if (value.is_map())
    for (const Map::Entry& entry : value.map())
      any_places(random, entry.value, pointer + "/" + pointer_token(entry.name()), places);
  if (value.is_list())
    for (size_t i = 0; i < value.list().size(); ++i)
      any_places(random, value.list()[i], pointer + "/" + std::to_string(i), places);
}

Value any_map(std::mt19937& random) {
  return Map{{"x", any_value(random, 0)}, {"y", any_value(random, 0)}};
}

Recorded any_event(std::mt19937& random) {
  static const std::vector<Sample> kSamples = samples();
  Recorded recorded;
  switch (any(random, 4)) {
    case 0:
      recorded.event = FormChanged{any_map(random), {}};
      break;
    case 1:
      recorded.event = Acted{"act", "", any_map(random), any_text(random)};
      break;
    case 2: {
      CaseOpened opened;
      opened.guide = Map{};
      opened.parties = {any_map(random), any_map(random)};
      opened.variables = any_map(random);
      recorded.event = opened;
      break;
    }
    default:
      recorded.event = kSamples[any(random, kSamples.size())].event;
  }
  std::vector<std::string> places;
  any_places(random, write_event(recorded.event), "", places);
  for (const char* allowed : {"/patch", "/data", "/parties", "/variables"})
    for (const std::string& place : places)
      if (place.starts_with(allowed)) recorded.personal.push_back(place);
  recorded.personal.push_back("/patch/nowhere");
  return recorded;
}

}  // namespace

StepDraft filing_step() {
  StepDraft draft;
  draft.case_id = "20250428-0001";
  draft.n = 1;
  draft.at = kStepMonday;
  draft.effective = Instant{kStepMonday.ms - kMsPerDay};
  draft.late = Late{"网络中断", "通知 3 号"};
  draft.actor = Actor{};
  draft.actor->id = "u-7";
  draft.actor->name = "张三";
  draft.actor->role = "applicant";
  draft.actor->channel = "phone";
  draft.actor->on_behalf_of = "p2";
  draft.actor->party = "p1";
  draft.actor->personal = true;
  draft.command_id = "u-7:k1";
  draft.command_type = "open";
  draft.rule = "R-ACCEPT-02";
  draft.basis = List{Map{{"law", "行政许可法"}, {"article", "第三十二条"}}};
  draft.facts = Map{{"credit", Map{{"value", Map{{"clean", true}}}, {"source", "credit"}}}};
  draft.personal_facts = {"/credit/value"};
  draft.calendar = std::string(64, 'c');
  draft.bundle = std::string(64, 'b');
  draft.request = std::string(64, 'e');
  FormChanged form{Map{{"$id", "110101199001011237"}, {"area", 80.0}, {"name", "张三"}}, {}};
  draft.events = {{Acted{"submit", "", {}, "请尽快"}, {}}, {form, {"/patch/$id", "/patch/name"}}};
  return draft;
}

StepDraft review_step() {
  StepDraft draft;
  draft.case_id = "20250428-0001";
  draft.n = 4;
  draft.at = draft.effective = kStepMonday;
  draft.actor = Actor{};
  draft.actor->id = "wang";
  draft.actor->name = "王五";
  draft.actor->role = "reviewer";
  draft.actor->department = "market";
  draft.command_id = "wang:17";
  draft.command_type = "act";
  draft.events = {{Acted{"review.pass", "review.first", Map{{"days", 3}}, "同意"}, {}}};
  for (const Sample& sample : samples())
    if (sample.name == "phase, minimal" || sample.name == "clock, minimal" ||
        sample.name == "document" || sample.name == "linked")
      draft.events.push_back({sample.event, {}});
  return draft;
}

StepDraft random_step(std::mt19937& random) {
  StepDraft draft = any(random, 2) == 0 ? filing_step() : review_step();
  if (any(random, 3) == 0) draft.actor.reset();
  if (any(random, 3) == 0) draft.late.reset();
  if (any(random, 3) == 0) draft.request.clear();
  if (draft.actor && any(random, 3) == 0) draft.actor->personal = !draft.actor->personal;
  draft.facts = any_map(random);
  draft.personal_facts.clear();
  any_places(random, draft.facts, "", draft.personal_facts);
  draft.events.clear();
  for (size_t i = 1 + any(random, 12); i > 0; --i) draft.events.push_back(any_event(random));
  return draft;
}

}  // namespace yijian::casework
