#include "engine/authoring/scaffold.h"

#include "engine/authoring/words.h"

namespace yijian::authoring {
namespace {

using definition::Kind;

Value text(const Bilingual& both) { return Map{{"zh", both.zh}, {"en", both.en}}; }

Map header(const Wanted& wanted) {
  Map out{{"$schema", "../schema/workflow.schema.json"},
          {"id", wanted.id},
          {"version", "1.0.0"},
          {"kind", definition::name(wanted.kind)},
          {"title", Map{{"zh", wanted.title.zh}, {"en", wanted.title.en}}},
          {"basis", List{Map{{"law", kSampleLaw}, {"article", kSampleArticle}, {"sample", true}}}}};
  if (!wanted.department.empty()) out.set("department", wanted.department);
  return out;
}

void fill_item(Map& out) {
  out.set("channels", List{"window", "web"});
  out.set("limits", Map{{"statutory", "20wd"}, {"promised", "5wd"}});
  out.set("form", Map{{"type", "object"},
                      {"required", List{"enterprise"}},
                      {"properties", Map{{"enterprise", Map{{"$ref", "dictionary#enterprise"}}}}}});
  out.set("materials", List{Map{{"id", "application"}, {"title", text(kApplication)}}});
  out.set("machine", Map{{"use", "standard-approval"}});
}

void fill_thing(Map& out, const std::vector<std::string>& items) {
  List list;
  for (const std::string& item : items) list.push_back(Map{{"id", item}, {"workflow", item}});
  out.set("channels", List{"window", "web"});
  out.set("limits", Map{{"promised", "5wd"}});
  out.set("items", std::move(list));
  out.set("machine", Map{{"use", "integrated-handling"}});
}

void fill_duty(Map& out) {
  const Map close{{"title", text(kClose)}, {"opinion", "required"}, {"target", "done"}};
  out.set("machine",
          Map{{"id", "duty"},
              {"initial", "open"},
              {"states", Map{{"open", Map{{"title", text(kUnderWay)},
                                          {"task", "supervisor"},
                                          {"on", Map{{"close", close}}}}},
                             {"done", Map{{"title", text(kDone)}, {"type", "final"}}}}}});
}

}  // namespace

Value new_definition(const Wanted& wanted) {
  Map out = header(wanted);
  switch (wanted.kind) {
    case Kind::item:
      fill_item(out);
      break;
    case Kind::thing:
      fill_thing(out, wanted.items);
      break;
    case Kind::duty:
      fill_duty(out);
      break;
  }
  return out;
}

Value new_scenario(const Wanted& wanted) {
  if (wanted.kind != Kind::item) return {};
  const Map given{{"workflow", wanted.id},
                  {"at", "2025-06-09 09:00"},
                  {"applicant", "hongshan-tea"},
                  {"form", "hongshan-tea"},
                  {"materials", Map{{"application", "submitted"}}}};
  const List steps{
      Map{{"does", List{"submit", "forward", "accept"}},
          {"then", Map{{"phase", "accepted"}, {"due", Map{{"promised", "2025-06-16"}}}}}},
      Map{{"who", "reviewer"},
          {"does", "conclude"},
          {"opinion", kProposal},
          {"then", Map{{"state", "deciding"}}}},
      Map{{"who", "approver"},
          {"does", "grant"},
          {"opinion", kAgreed},
          {"then", Map{{"phase", "decided"}, {"outcome", "granted"}}}}};
  return Map{{"$schema", "../../schema/scenario.schema.json"},
             {"title", text(kGranted)},
             {"rule", "R-PHASE-01"},
             {"why", kGrantedWhy},
             {"given", given},
             {"steps", steps}};
}

Value editor_settings() {
  const auto rule = [](const char* files, const char* schema) {
    return Map{{"fileMatch", List{files}},
               {"url", "./schema/" + std::string(schema) + ".schema.json"}};
  };
  return Map{
      {"json.schemas",
       List{rule("/*/workflow.json", "workflow"), rule("/*/scenarios/*.json", "scenario"),
            rule("/templates/*.json", "machine"), rule("/connectors/*.json", "connector"),
            rule("/documents/*.json", "document"), rule("/shared/dictionary.json", "dictionary"),
            rule("/shared/samples.json", "samples"), rule("/calendars/*.json", "calendar")}},
      {"files.encoding", "utf8"},
      {"editor.tabSize", 2}};
}

}  // namespace yijian::authoring
