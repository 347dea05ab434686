// Questions to registers and connectors: asked once, answered once, late answers noted.
#include <algorithm>

#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

constexpr const char* kDebtor = "91420111MA4K00010P";

Value debtor() { return Map{{"debtor", Map{{"name", "武汉红山茶饮有限公司"}, {"uscc", kDebtor}}}}; }

// A case that asks five registers.
std::string asking(Office& office) {
  const std::string id = *office.open("bankruptcy-check", debtor());
  EXPECT_DONE(office.act(id, Office::applicant(), "supply",
                         Map{{"material", "appointment"}, {"digest", std::string(64, 'a')}}, ""));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", Map{}, ""));
  EXPECT_DONE(office.act(id, office.staff("clerk", office.at(id).department), "accept"));
  return id;
}

Reply from(const std::string& who, Value data, std::string error = "") {
  return {.from = who, .lane = 1, .data = std::move(data), .error = std::move(error)};
}

TEST(Questions, AreAskedAllAtOnceEachInItsLane) {
  Office office("2025-06-09 09:00");
  const std::string id = asking(office);
  ASSERT_EQ(office.registers.size(), 5u);
  EXPECT_EQ(office.registers[0].first, "real-estate");
  EXPECT_EQ(to_json(office.registers[0].second),
            R"({"input":{"key":"91420111MA4K00010P"},"invoke":"realEstate"})");
  ASSERT_EQ(office.at(id).asked.size(), 5u);
  EXPECT_EQ(office.at(id).asked[1].to, "registry:vehicles");
  EXPECT_EQ(office.at(id).lanes_out.at("registry:vehicles"), 1);
  EXPECT_EQ(office.log[id].back().body.find(kDebtor), std::string::npos) << "what was asked for";
}

TEST(Questions, AreAnsweredOnceInAnyOrderAndADoubledAnswerIsRefused) {
  Office office("2025-06-09 09:00");
  const std::string id = asking(office);
  for (const char* name : {"tax", "housing-fund", "vehicles"}) {
    const Reply answer = from(std::string("registry:") + name, Map{{"secret", name}});
    EXPECT_DONE(office.reply(id, answer));
    const int64_t n = office.at(id).n;
    EXPECT_SAID(office.reply(id, answer), "no_open_question");
    EXPECT_EQ(office.at(id).n, n);
    EXPECT_EQ(office.log[id].back().body.find("secret"), std::string::npos) << "it is committed";
  }
  EXPECT_EQ(office.at(id).variables.find("answered")->list().size(), 3u);
  EXPECT_EQ(office.at(id).asked.size(), 2u);
  EXPECT_DONE(office.reply(id, from("registry:real-estate", Value())));
  EXPECT_EQ(office.at(id).active.back(), "asking");
  EXPECT_DONE(office.reply(id, from("registry:social-insurance", Value(), "down")));
  EXPECT_EQ(office.at(id).active.back(), "reporting");
}

TEST(Questions, OfAnotherNumberOrAnotherRegisterAreNobodysAnswer) {
  Office office("2025-06-09 09:00");
  const std::string id = asking(office);
  EXPECT_SAID(office.reply(id, from("registry:land", Value())), "no_open_question");
  Reply ahead = from("registry:tax", Value());
  ahead.lane = 2;
  EXPECT_SAID(office.reply(id, ahead), "no_open_question");
}

TEST(Questions, ThatAreOverTakeALateAnswerAsANoteAlone) {
  Office office("2025-06-09 09:00");
  const std::string id = asking(office);
  office.advance("2025-06-13 00:00");
  ASSERT_EQ(office.at(id).active.back(), "reporting");
  const Value before = office.at(id).variables;
  EXPECT_DONE(office.reply(id, from("registry:tax", Map{{"arrears", 1}})));
  EXPECT_EQ(office.at(id).variables, before);
  EXPECT_EQ(office.at(id).active.back(), "reporting");
  const Result<OpenedStep> step = open_step(office.log[id].back().body, office.log[id].back().priv);
  ASSERT_EQ(step->draft.events.size(), 1u);
  EXPECT_TRUE(std::get<Replied>(step->draft.events[0].event).late);
  EXPECT_SAID(office.reply(id, from("registry:tax", Value())), "no_open_question");
}

// The bank item of the thing, waiting for the connector.
std::string at_the_bank(Office& office) {
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id = *office.open("account-change", form);
  EXPECT_DONE(office.act(id, Office::applicant(), "supply",
                         Map{{"material", "businessLicence"}, {"digest", std::string(64, 'a')}},
                         ""));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", Map{}, ""));
  EXPECT_DONE(office.act(id, office.staff("clerk", office.at(id).department), "accept"));
  return id + ".bank";
}

TEST(Connectors, AreAskedInTheirOwnWordsAndAnswerInCodes) {
  Office office("2025-06-09 09:00");
  const std::string bank = at_the_bank(office);
  ASSERT_EQ(office.connectors.size(), 1u);
  EXPECT_EQ(office.connectors[0].first, "connector:account-bank");
  const Value& input = *office.connectors[0].second.find("input");
  EXPECT_EQ(input.text("reference"), bank);
  EXPECT_EQ(input.find("customer")->text("uscc"), kDebtor);
  EXPECT_DONE(office.reply(bank, from("connector:account-bank", Map{{"status", "00"}})));
  EXPECT_EQ(office.phase(bank), "decided");
  EXPECT_EQ(office.at(bank).outcome, "granted");
}

TEST(Connectors, SayingWhatNobodyUnderstandsMakeAnIncidentAndTheQuestionStaysOpen) {
  const Value kNonsense[] = {Value(),
                             Value("00"),
                             Map{{"status", 0}},
                             Map{{"status", "77"}},
                             Map{{"status", std::string(65, '0')}},
                             Map{{"status", "00"}, {"serial", Map{}}}};
  for (const Value& data : kNonsense) {
    Office office("2025-06-09 09:00");
    const std::string bank = at_the_bank(office);
    const bool known = data.text("status") == "00";
    EXPECT_DONE(office.reply(bank, from("connector:account-bank", data)));
    EXPECT_EQ(office.phase(bank), known ? "decided" : "accepted") << to_json(data);
    EXPECT_EQ(office.at(bank).asked.size(), known ? 0u : 1u) << to_json(data);
    const auto& tasks = office.at(bank).tasks;
    const bool told = std::any_of(tasks.begin(), tasks.end(), [](const TaskState& task) {
      return task.state == kIncidentTask;
    });
    EXPECT_EQ(told, !known) << to_json(data);
  }
}

// 2.0 is an integer to JSON Schema; to the record and to CEL it is not 2.
TEST(Numbers, OfAFieldOfIntegersAreIntegersHoweverTheyWereWritten) {
  std::vector<definition::SourceFile> files = definition::shipped_files();
  const std::pair<const char*, const char*> kChanges[] = {
      {R"("properties": {)",
       R"("properties": { "claims": {"type": "integer"}, "share": {"type": "number"}, "list": {"type": "array", "items": {"type": "integer"}},)"},
      {R"("opinion": "required", "target": "reporting"})",
       R"("opinion": "required", "fields": {"left": {"type": "integer"}}, "guard": "type(event.left) == int", "target": "reporting"})"}};
  for (definition::SourceFile& file : files)
    if (file.path == "bankruptcy-check/workflow.json")
      for (const auto& [from, to] : kChanges)
        file.text.replace(file.text.find(from), std::string_view(from).size(), to);
  Office office("2025-06-09 09:00");
  office.bundles = bundles_of(files);
  const std::string id = *office.open(
      "bankruptcy-check",
      *parse_json(
          R"({"debtor": {"name": "甲", "uscc": "91420111MA4K00010P"}, "claims": 2.0, "share": 2.0, "list": [1, 3.0]})"));
  const Value& form = office.at(id).form;
  EXPECT_TRUE(form.find("claims")->is_int());
  EXPECT_EQ(form.find("share")->kind(), Value::Kind::real);
  EXPECT_EQ(*form.find("list"), Value(List{1, 3}));
  EXPECT_NE(office.log[id][0].body.find(R"("claims":2,)"), std::string::npos);
  EXPECT_DONE(office.act(id, Office::applicant(), "supply",
                         Map{{"material", "appointment"}, {"digest", std::string(64, 'a')}}, ""));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", Map{}, ""));
  const Actor clerk = office.staff("clerk", office.at(id).department);
  EXPECT_DONE(office.act(id, clerk, "accept"));
  EXPECT_SAID(office.act(id, clerk, "proceed", *parse_json(R"({"left": 2.5})")), "invalid_data");
  EXPECT_DONE(office.act(id, clerk, "proceed", *parse_json(R"({"left": 2.0})")));
  EXPECT_TRUE(office.at(id).acts.find("proceed")->find("left")->is_int());
}

TEST(Names, CaseMissingSaysWhatIsRequiredAndNotThere) {
  std::vector<definition::SourceFile> files = definition::shipped_files();
  for (definition::SourceFile& file : files) {
    if (file.path != "bankruptcy-check/workflow.json") continue;
    const std::string submit = R"("documents": ["receipt"], "target": "received")";
    file.text.replace(file.text.find(submit), submit.size(),
                      R"("guard": "case.missing == ['appointment']", "target": "received")");
  }
  Office office("2025-06-09 09:00");
  office.bundles = bundles_of(files);
  const std::string without = *office.open("bankruptcy-check", debtor());
  EXPECT_DONE(office.act(without, Office::applicant(), "submit", Map{}, ""));
  const std::string with = *office.open("bankruptcy-check", debtor());
  EXPECT_DONE(office.act(with, Office::applicant(), "supply",
                         Map{{"material", "appointment"}, {"digest", std::string(64, 'a')}}, ""));
  EXPECT_SAID(office.act(with, Office::applicant(), "submit", Map{}, ""), "guard_false");
}

}  // namespace
}  // namespace yijian::casework
