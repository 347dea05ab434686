// What a person is told of "why not?".
#include "api/access/view.h"

namespace yijian::access {
namespace {

Value list_of(const std::vector<std::string>& all) { return Value(List(all.begin(), all.end())); }

Value subjects_view(const std::vector<casework::WhySubject>& subjects) {
  List list;
  for (const casework::WhySubject& one : subjects) {
    Map view{{"kind", one.kind}, {"id", one.id}};
    if (!one.title.zh.empty()) view.set("title", text_of(one.title));
    list.emplace_back(std::move(view));
  }
  return list;
}

Value read_view(const casework::NameRead& read, const Rights& rights) {
  Map view{{"path", read.path}};
  if (read.personal && !rights.personal)
    view.set("value", kMasked);
  else if (read.cut)
    view.set("cut", true);
  else if (read.value)
    view.set("value", *read.value);
  return view;
}

Value guards_view(const std::vector<casework::FalseGuard>& guards, const Rights& rights) {
  List list;
  for (const casework::FalseGuard& guard : guards) {
    List reads;
    for (const casework::NameRead& read : guard.reads) reads.push_back(read_view(read, rights));
    list.push_back(Map{{"source", guard.source}, {"reads", std::move(reads)}});
  }
  return list;
}

Value way_view(const std::vector<casework::WayStep>& way) {
  List list;
  for (const casework::WayStep& step : way) {
    Map view{{"kind", step.kind}, {"name", step.name}, {"state", step.state}};
    if (!step.title.zh.empty()) view.set("title", text_of(step.title));
    if (!step.by.empty()) view.set("by", list_of(step.by));
    if (!step.department.empty()) view.set("department", step.department);
    if (step.due) view.set("due", format_instant(*step.due));
    list.emplace_back(std::move(view));
  }
  return list;
}

}  // namespace

Value why_view(const std::vector<casework::Blocker>& blockers, const Rights& rights) {
  ENSURE(rights.see);
  List list;
  for (const casework::Blocker& one : blockers) {
    Map view{{"code", one.code}, {"text", text_of(one.text)}, {"remedy", text_of(one.remedy)}};
    if (!one.subjects.empty()) view.set("subjects", subjects_view(one.subjects));
    if (!one.guards.empty()) view.set("guards", guards_view(one.guards, rights));
    if (!one.roles.empty()) view.set("roles", list_of(one.roles));
    if (!one.departments.empty()) view.set("departments", list_of(one.departments));
    if (one.until) view.set("until", format_instant(*one.until));
    if (!one.way.empty()) view.set("way", way_view(one.way));
    list.emplace_back(std::move(view));
  }
  return list;
}

}  // namespace yijian::access
