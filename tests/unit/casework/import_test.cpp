// Import: an open case of another system is taken over as it stands there, and the kernel judges it
// from then on; or it is refused with every reason. R-IMPORT-01.
#include <algorithm>

#include "engine/casework/import.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

// A line of that permit: the usual members, and some more of them as JSON.
Map line(const std::string& more, const std::string& materials = R"({"premises": "submitted"})") {
  Map value = parse_json(R"({"workflow": "permit-drugs-new", "number": "OLD-7",
      "reason": "旧系统停用", "materials": )" +
                         materials + more + "}")
                  ->map();
  value.set("parties", List{Office::tea()});
  value.set("form", Office::tea_form());
  return value;
}

struct Taking {
  explicit Taking(const char* at) : office(at) {}

  Result<std::string> take(const Value& json, const std::string& role = "admin") {
    const Result<Import> import = parse_import(json);
    if (!import) return import.error();
    Envelope envelope;
    envelope.command = *import;
    envelope.actor = office.staff(role, "");
    return office.import(std::move(envelope), import->workflow);
  }
  // Takes it, which must succeed.
  std::string taken(const std::string& more,
                    const std::string& materials = R"({"premises": "submitted"})") {
    const Result<std::string> id = take(line(more, materials));
    if (id) return *id;
    for (const Fault& fault : id.error().faults)
      ADD_FAILURE() << fault.pointer << " " << fault.code << " " << fault.detail;
    ADD_FAILURE() << id.error().code;
    return "";
  }
  // "pointer code" of every fault, or the refusal's code.
  std::string faults(const Value& json) {
    const Result<std::string> id = take(json);
    if (id) return "done";
    std::vector<std::string> all;
    for (const Fault& fault : id.error().faults) all.push_back(fault.pointer + " " + fault.code);
    std::sort(all.begin(), all.end());
    std::string text;
    for (const std::string& one : all) text += (text.empty() ? "" : "; ") + one;
    return text.empty() ? id.error().code : text;
  }
  std::string faults(const std::string& more,
                     const std::string& materials = R"({"premises": "submitted"})") {
    return faults(line(more, materials));
  }
  Actor staff(const std::string& id, const std::string& role) {
    return office.staff(role, office.at(id).department);
  }
  law::Light light(const std::string& id, const std::string& clock) {
    return law::light(office.at(id).clocks.at(clock).clock, office.now);
  }
  int64_t used(const std::string& id, const std::string& clock) {
    return law::used_by(office.at(id).clocks.at(clock).clock, office.now, office.calendar);
  }

  Office office;
};

// Received on Tuesday 3 June 2025; the fifth working day after it is Tuesday the 10th.
TEST(Import, SubmittedFourWorkingDaysAgoIsDeemedAcceptedFromTheDayOfReceipt) {
  Taking taking("2025-06-09 09:00");
  const std::string id =
      taking.taken(R"(, "phase": "submitted", "state": "preReview", "received": "2025-06-03")");
  EXPECT_EQ(taking.office.phase(id), "submitted");
  EXPECT_EQ(taking.office.at(id).number, "OLD-7");
  EXPECT_EQ(taking.office.at(id).origin, "import");
  EXPECT_EQ(taking.office.due(id, "notice"), "2025-06-10");
  ASSERT_EQ(taking.office.at(id).tasks.size(), 1U);
  EXPECT_EQ(taking.office.at(id).tasks[0].state, "pending.submitted.preReview");
  taking.office.advance("2025-06-10 23:59");
  EXPECT_EQ(taking.office.phase(id), "submitted");
  taking.office.advance("2025-06-11 00:00");
  EXPECT_EQ(taking.office.phase(id), "accepted");
  EXPECT_EQ(format_day(day_of(taking.office.at(id).since.at(law::Phase::accepted))), "2025-06-03");
}

// 20wd from 3 June end on 1 July; 18 used by the morning of 30 June (the 27th was the 18th).
TEST(Import, AcceptedWithEighteenOfTwentyDaysUsedIsYellowAndItsPassingOpensASupervision) {
  Taking taking("2025-06-30 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "accepted", "state": "examine", "received": "2025-06-03",
         "accepted": "2025-06-03", "used": {"statutory": 18})");
  EXPECT_EQ(taking.used(id, "statutory"), 18);
  EXPECT_EQ(taking.office.due(id, "statutory"), "2025-07-01");
  EXPECT_EQ(taking.light(id, "statutory"), law::Light::yellow);
  taking.office.advance("2025-07-02 00:00");
  EXPECT_TRUE(taking.office.at(id).clocks.at("statutory").passed);
  EXPECT_TRUE(taking.office.at(id).linked.contains("supervision"));
}

TEST(Import, DaysUsedThereAreGoneOnFromByOurCalendar) {
  Taking taking("2025-09-29 09:00");  // a Monday before the long holiday
  const std::string id = taking.taken(
      R"(, "phase": "accepted", "state": "examine", "received": "2025-09-01",
         "accepted": "2025-09-01", "used": {"statutory": 17})");
  EXPECT_EQ(taking.used(id, "statutory"), 17);  // of the nineteen that have passed
  // 29 and 30 September, then 9 October.
  EXPECT_EQ(taking.office.due(id, "statutory"), "2025-10-09");
}

TEST(Import, WithoutToldDaysTheStopsTell) {
  Taking taking("2025-06-30 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "accepted", "state": "examine", "received": "2025-06-03",
         "accepted": "2025-06-03",
         "stops": [{"reason": "inspection", "from": "2025-06-10", "until": "2025-06-17"}])");
  EXPECT_EQ(taking.used(id, "statutory"), 13);  // five working days did not count
  EXPECT_EQ(taking.office.due(id, "statutory"), "2025-07-08");
}

TEST(Import, SuspendedResumesWithTheDaysThatAreLeft) {
  Taking taking("2025-06-16 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "suspended", "received": "2025-06-03", "accepted": "2025-06-03",
         "used": {"statutory": 4},
         "stops": [{"reason": "inspection", "from": "2025-06-10", "days": "10wd"}])");
  EXPECT_EQ(taking.light(id, "statutory"), law::Light::paused);
  EXPECT_EQ(taking.office.at(id).stop.text("reason"), "inspection");
  EXPECT_EQ(taking.office.due(id, "announced"), "2025-06-24");
  taking.office.advance("2025-06-25 00:00");
  EXPECT_EQ(taking.office.phase(id), "accepted");
  EXPECT_EQ(taking.used(id, "statutory"), 4);
  EXPECT_EQ(taking.office.due(id, "statutory"), "2025-07-16");  // sixteen more, the 25th the first
}

TEST(Import, TheOneNoticeHasBeenGiven) {
  Taking taking("2025-06-16 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "submitted", "state": "preReview", "received": "2025-06-03",
         "correctionGiven": "2025-06-05", "corrected": "2025-06-12")");
  EXPECT_SAID(taking.office.act(id, taking.staff(id, "clerk"), "correct",
                                *parse_json(R"({"corrections": [{"material": "premises",
                                                 "reason": "不清晰"}]})")),
              "correction_already_given");
  EXPECT_EQ(taking.office.due(id, "notice"), "2025-06-19");  // from the day everything was there
  EXPECT_DONE(taking.office.act(id, taking.staff(id, "clerk"), "accept"));
  EXPECT_EQ(format_day(day_of(taking.office.at(id).since.at(law::Phase::accepted))), "2025-06-12");
}

TEST(Import, CorrectingGoesOnUntilTheDayThatTheApplicantWasTold) {
  Taking taking("2025-06-10 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "correcting", "received": "2025-06-03", "correctionGiven": "2025-06-05",
         "corrections": [{"material": "premises", "reason": "不清晰"}])",
      "{}");
  EXPECT_EQ(taking.office.due(id, "correction"), "2025-06-19");
  EXPECT_DONE(taking.office.act(id, Office::applicant(), "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(taking.office.act(id, Office::applicant(), "corrected"));
  EXPECT_EQ(taking.office.phase(id), "submitted");
}

TEST(Import, WhoeverActedThereMayNotDecideHere) {
  Taking taking("2025-06-16 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "accepted", "state": "deciding", "received": "2025-06-03",
         "accepted": "2025-06-04", "hands": {"accept": [{"id": "zhao", "name": "赵一",
         "role": "clerk", "department": "drugs"}], "conclude": [{"id": "qian"}]})");
  for (const char* barred : {"zhao", "qian"}) {
    Actor person = taking.staff(id, "approver");
    person.id = barred;
    EXPECT_SAID(taking.office.act(id, person, "grant"), "four_eyes");
  }
  EXPECT_DONE(taking.office.act(id, taking.staff(id, "approver"), "grant"));
  EXPECT_EQ(taking.office.at(id).outcome, "granted");
}

TEST(Import, DeferredPapersAreOwedUntilTheToldDay) {
  Taking taking("2025-06-05 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "accepted", "state": "examine", "received": "2025-06-03",
         "accepted": "2025-06-04", "deferred": [{"material": "premises", "due": "2025-06-06"}])",
      "{}");
  EXPECT_EQ(taking.office.due(id, "deferral"), "2025-06-06");
  taking.office.advance("2025-06-07 00:00");
  EXPECT_EQ(taking.office.phase(id), "terminated");  // as the workflow declares
}

TEST(Import, TheOneExtensionHasBeenUsed) {
  Taking taking("2025-06-16 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "accepted", "state": "examine", "received": "2025-06-03",
         "accepted": "2025-06-03", "extended": true)");
  EXPECT_EQ(taking.office.due(id, "statutory"), "2025-07-15");
  EXPECT_SAID(taking.office.act(id, taking.staff(id, "head"), "extend"), "already_extended");
}

TEST(Import, DecidedIsDeliveredHere) {
  Taking taking("2025-06-16 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "decided", "state": "granted", "received": "2025-06-03",
         "accepted": "2025-06-04", "decided": "2025-06-12", "used": {"statutory": 5})");
  EXPECT_EQ(taking.office.at(id).outcome, "granted");
  EXPECT_TRUE(taking.office.at(id).clocks.at("statutory").ended);
  EXPECT_EQ(taking.used(id, "statutory"), 5);
  EXPECT_EQ(taking.office.due(id, "delivery"), "2025-06-26");  // from the decision
  EXPECT_DONE(taking.office.act(id, taking.staff(id, "clerk"), "deliver"));
  EXPECT_EQ(taking.office.phase(id), "closed");
}

TEST(Import, AnAdminAloneAndWithAReason) {
  Taking taking("2025-06-16 09:00");
  const std::string rest =
      R"(, "phase": "submitted", "state": "received", "received": "2025-06-12")";
  for (const char* role : {"clerk", "integrator", "head", "applicant"})
    EXPECT_EQ(taking.take(line(rest), role).error().code, "role_required") << role;
  Map silent = line(rest);
  silent.erase("reason");
  EXPECT_EQ(taking.faults(silent), "/reason missing_key");
}

struct Refused {
  const char* why;
  std::string more;
  std::string materials;
  std::string faults;
};

void expect_refused(const std::vector<Refused>& rows) {
  for (const Refused& row : rows) {
    Taking taking("2025-06-16 09:00");
    EXPECT_EQ(taking.faults(row.more, row.materials), row.faults) << row.why;
    EXPECT_TRUE(taking.office.cases.empty()) << row.why;
  }
}

TEST(Import, WhatCannotBeSoIsRefusedWithItsPointer) {
  const std::string there = R"({"premises": "submitted"})";
  const std::string begun = R"(, "received": "2025-06-03", "accepted": "2025-06-04")";
  const std::string examined = R"(, "phase": "accepted", "state": "examine")" + begun;
  const std::vector<Refused> kRows = {
      {"over", R"(, "phase": "closed", "received": "2025-06-03")", there, "/phase import_phase"},
      {"not begun", R"(, "phase": "draft", "received": "2025-06-03")", there,
       "/phase import_phase"},
      {"no phase of the law", R"(, "phase": "done", "received": "2025-06-03")", there,
       "/phase unknown_word"},
      {"ambiguous", R"(, "phase": "submitted", "received": "2025-06-12")", there,
       "/state import_state"},
      {"a state of another phase",
       R"(, "phase": "submitted", "state": "examine", "received": "2025-06-12")", there,
       "/state import_state"},
      {"tomorrow", R"(, "phase": "submitted", "state": "received", "received": "2025-06-17")",
       there, "/received import_date"},
      {"in another century",
       R"(, "phase": "submitted", "state": "received", "received": "1900-01-01")", there,
       "/received import_date"},
      {"corrections of nothing",
       R"(, "phase": "correcting", "received": "2025-06-03", "correctionGiven": "2025-06-05",
          "corrections": [5])",
       there, "/corrections invalid_data"},
      {"accepted before receipt",
       R"(, "phase": "accepted", "state": "examine", "received": "2025-06-04",
          "accepted": "2025-06-03")",
       there, "/accepted import_date"},
      {"accepted without its day", R"(, "phase": "accepted", "state": "examine",
          "received": "2025-06-04")",
       there, "/accepted missing_key"},
      {"submitted with a day of acceptance",
       R"(, "phase": "submitted", "state": "received")" + begun, there, "/accepted import_date"},
      {"more days than have passed", examined + R"(, "used": {"statutory": 9})", there,
       "/used/statutory import_used"},
      {"a clock of nobody", examined + R"(, "used": {"review": 1})", there,
       "/used/review unknown_key"},
      {"incomplete", examined, "{}", "/materials/premises materials_missing"},
      {"a paper that nobody asks for", examined, R"({"premises": "submitted", "x": "verified"})",
       "/materials/x unknown_word"},
      {"no status", examined, R"({"premises": "lost"})", "/materials/premises unknown_word"},
      {"not to be promised", examined, R"({"premises": "promised"})",
       "/materials/premises not_promisable"},
      {"deferred for too long",
       examined + R"(, "deferred": [{"material": "premises", "due": "2025-07-30"}])", "{}",
       "/deferred import_deferral"},
  };
  expect_refused(kRows);
}

TEST(Import, StopsNoticesHandsAndKeysThatCannotBeSo) {
  const std::string there = R"({"premises": "submitted"})";
  const std::string begun = R"(, "received": "2025-06-03", "accepted": "2025-06-04")";
  const std::string examined = R"(, "phase": "accepted", "state": "examine")" + begun;
  const std::vector<Refused> kRows = {
      {"suspended without the announced end",
       R"(, "phase": "suspended", "stops": [{"reason": "inspection", "from": "2025-06-10"}])" +
           begun,
       there, "/stops/0/days import_stop"},
      {"suspended for no reason of the law",
       R"(, "phase": "suspended", "stops": [{"reason": "lunch", "from": "2025-06-10",
          "days": "3wd"}])" +
           begun,
       there, "/stops/0/reason import_stop"},
      {"suspended without a stop", R"(, "phase": "suspended")" + begun, there,
       "/stops missing_key"},
      {"a stop without an end",
       examined + R"(, "stops": [{"reason": "inspection", "from": "2025-06-10"}])", there,
       "/stops/0/until import_stop"},
      {"stops in no order",
       examined +
           R"(, "stops": [{"reason": "testing", "from": "2025-06-11", "until": "2025-06-10"}])",
       there, "/stops/0/until import_date"},
      {"submitted after a notice, and nobody knows since when",
       R"(, "phase": "submitted", "state": "preReview", "received": "2025-06-03",
          "correctionGiven": "2025-06-05")",
       there, "/corrected missing_key"},
      {"hands of an action that is none", examined + R"(, "hands": {"acept": [{"id": "zhao"}]})",
       there, "/hands/acept unknown_word"},
      {"hands of nobody", examined + R"(, "hands": {"accept": [{"name": "赵"}]})", there,
       "/hands/accept/0/id missing_key"},
      {"no key", examined + R"(, "colour": "red")", there, "/colour unknown_key"},
      {"wrong types",
       R"(, "phase": 7, "received": ["2025"], "stops": {}, "used": 3, "guide": "x", "deemed": 1)",
       there,
       "/deemed wrong_type; /guide wrong_type; /phase wrong_type; /received wrong_type; "
       "/stops wrong_type; /used wrong_type"},
  };
  expect_refused(kRows);
}

TEST(Import, AcceptedBySilenceHasWhatWasThere) {
  Taking taking("2025-06-16 09:00");
  const std::string id = taking.taken(
      R"(, "phase": "accepted", "state": "examine", "received": "2025-06-03",
         "accepted": "2025-06-03", "deemed": true)",
      "{}");
  EXPECT_DONE(taking.office.act(id, taking.staff(id, "reviewer"), "conclude"));
  EXPECT_SAID(taking.office.act(id, taking.staff(id, "approver"), "grant"), "materials_missing");
}

TEST(Import, AnIncompleteFormAndAWrongIdentifierAreToldTogether) {
  Taking taking("2025-06-16 09:00");
  Map json = line(R"(, "phase": "submitted", "state": "received", "received": "2025-06-12")");
  json.set("form", Map{});
  Map wrong = Office::tea().map();
  wrong.set("id", "91420111MA4K000100");
  json.set("parties", List{wrong});
  const std::string faults = taking.faults(json);
  EXPECT_NE(faults.find("/form/enterprise required"), std::string::npos) << faults;
  EXPECT_NE(faults.find("/parties/0/id"), std::string::npos) << faults;
}

TEST(Import, WhatTheStateLacksDoesNotHideWhatTheClocksDo) {
  Taking taking("2025-06-16 09:00");
  EXPECT_EQ(taking.faults(R"(, "phase": "accepted", "received": "2025-06-03",
                             "accepted": "2025-06-04", "used": {"statutory": 40})",
                          "{}"),
            "/materials/premises materials_missing; /state import_state; "
            "/used/statutory import_used");
}

TEST(Import, AThingIsRefused) {
  Taking taking("2025-06-16 09:00");
  Map json = line(R"(, "phase": "submitted", "state": "received", "received": "2025-06-12")");
  json.set("workflow", "work-permit-and-card");
  EXPECT_NE(taking.faults(json).find("/workflow import_thing"), std::string::npos);
}

TEST(Import, ALineThatIsNoObjectIsAFault) {
  for (const char* text : {"[]", "7", "null", "\"x\"", "{}"})
    EXPECT_EQ(parse_import(*parse_json(text)).error().code, "invalid_import") << text;
}

}  // namespace
}  // namespace yijian::casework
