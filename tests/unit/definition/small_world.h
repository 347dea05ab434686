// A small set of good files that tests break in one place at a time.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "engine/definition/load.h"

namespace yijian::definition {

inline const std::vector<SourceFile>& small_world() {
  static const std::vector<SourceFile> kFiles = {{"shared/dictionary.json", R"({
  "fields": {
    "person": {"type": "object", "required": ["name"], "properties": {
      "name": {"type": "string", "maxLength": 5}, "boss": {"$ref": "dictionary#name"}}},
    "name": {"type": "string"},
    "a": {"$ref": "dictionary#b"},
    "b": {"$ref": "dictionary#a"}
  },
  "questions": {
    "changes": {"ask": {"zh": "变什么？", "en": "What?"}, "choose": "many",
                "options": {"name": {"zh": "名称", "en": "Name"}}}
  },
  "materials": {"licence": {"title": {"zh": "执照", "en": "Licence"}, "source": "licence:business"}}
})"},
                                                 {"templates/plain.json", R"({
  "id": "plain", "version": "1.0.0", "title": {"zh": "简", "en": "Plain"},
  "limits": {"notice": "5wd"},
  "with": {"ready": "true", "late": []},
  "slots": ["review"],
  "machine": {"id": "plain", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant",
              "on": {"submit": {"fields": "form", "target": "submitted"}}},
    "submitted": {"phase": "submitted", "task": "clerk", "after": {"notice": "review"},
      "on": {"accept": [
        {"title": {"zh": "受", "en": "Accept"}, "guard": "size(with.late) > 0", "target": "draft"},
        {"guard": "${with.ready}", "target": "review"}]}},
    "review": {"phase": "accepted", "initial": "only", "onDone": "decided", "states": {
      "only": {"task": "reviewer", "on": {"conclude": "done"}},
      "done": {"type": "final"}}},
    "decided": {"phase": "decided", "outcome": "granted", "task": "clerk",
                "on": {"deliver": "closed", "parent.delivered": "closed"}},
    "closed": {"phase": "closed", "type": "final"}
  }}
})"},
                                                 {"mini/rows.json", R"({"rows": {
  "one": {"title": {"zh": "甲", "en": "One"}, "days": "3wd"},
  "two": {"title": {"zh": "乙", "en": "Two"}, "days": "4wd"}
}})"},
                                                 {"mini/workflow.json", R"({
  "id": "mini", "version": "1.0.0", "kind": "item", "title": {"zh": "小", "en": "Mini"},
  "department": "d", "basis": [{"law": "L", "article": "1"}],
  "tables": {"rows": "rows.json"},
  "limits": {"statutory": "20wd", "notice": "5wd", "promised": "3wd"},
  "guide": [{"$ref": "dictionary#changes", "id": "changes", "default": []}],
  "form": {"type": "object", "properties": {"person": {"$ref": "dictionary#person"}}},
  "materials": [{"id": "plan", "title": {"zh": "图", "en": "Plan"}},
                {"id": "record", "title": {"zh": "录", "en": "Record"}, "source": "office"}],
  "machine": {"id": "m", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant",
              "on": {"submit": {"fields": "form", "target": "submitted"}}},
    "submitted": {"phase": "submitted", "task": "clerk", "after": {"notice": "accepted"},
                  "on": {"accept": [{"guard": "'name' in guide.changes", "target": "accepted"},
                                    {"target": "accepted"}]}},
    "accepted": {"phase": "accepted", "task": "reviewer", "limit": "promised",
                 "on": {"grant": {"materials": ["record"], "target": "decided"}}},
    "decided": {"phase": "decided", "outcome": "granted",
                "on": {"parent.delivered": "closed", "deliver": {"by": ["clerk"], "target": "closed"}}},
    "closed": {"phase": "closed", "type": "final"}
  }}
})"},
                                                 {"family/workflow.json", R"({
  "tables": {"rows": "../mini/rows.json"}, "family": {"row": "rows"},
  "id": "member-${with.row.id}", "version": "1.0.0", "kind": "item",
  "title": "${with.row.title}", "department": "d", "basis": [{"law": "L"}],
  "limits": {"promised": "${with.row.days}"},
  "form": {"type": "object", "properties": {"person": {"$ref": "dictionary#person"}}},
  "machine": {"use": "plain", "with": {"ready": "case.accepted"}}
})"},
                                                 {"recheck/workflow.json", R"({
  "id": "recheck", "version": "1.0.0", "kind": "duty", "title": {"zh": "查", "en": "Check"},
  "basis": [{"law": "L"}],
  "machine": {"id": "c", "initial": "open", "states": {
    "open": {"task": "reviewer", "on": {"close": "kept"}},
    "kept": {"type": "final", "outcome": "kept"}
  }}
})"},
                                                 {"whole/workflow.json", R"({
  "id": "whole", "version": "1.0.0", "kind": "thing", "title": {"zh": "整", "en": "Whole"},
  "department": "d", "basis": [{"law": "L"}],
  "guide": [{"$ref": "dictionary#changes", "id": "changes", "default": []}],
  "items": [
    {"id": "first", "workflow": "mini"},
    {"id": "second", "workflow": "member-one", "needs": ["first"], "when": "'name' in guide.changes"}
  ],
  "machine": {"id": "w", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant", "on": {"submit": "handling"}},
    "handling": {
      "invoke": {"id": "items", "src": "items", "onDone": [
        {"guard": "event.output.outcome == 'refused'", "target": "refused"},
        {"guard": "event.output.outcome == 'withdrawn'", "target": "withdrawn"},
        {"target": "decided"}]},
      "initial": "checking", "states": {
        "checking": {"phase": "submitted", "task": "clerk", "after": {"5wd": "working", "notice": "working"},
                     "on": {"accept": "working"}},
        "working": {"phase": "accepted"}}},
    "decided": {"phase": "decided", "outcome": "granted", "task": "clerk", "on": {"deliver": "closed"}},
    "closed": {"phase": "closed", "type": "final"},
    "refused": {"phase": "refused", "type": "final"},
    "withdrawn": {"phase": "withdrawn", "type": "final"}
  }},
  "limits": {"notice": "5wd"}
})"}};
  return kFiles;
}

// The small world with `find` replaced once in the file at `path`.
inline std::vector<SourceFile> small_world_with(std::string_view path, std::string_view find,
                                                std::string_view replacement) {
  std::vector<SourceFile> files = small_world();
  for (SourceFile& file : files) {
    if (file.path != path) continue;
    const size_t at = file.text.find(find);
    if (at == std::string::npos) break;
    file.text.replace(at, find.size(), replacement);
    return files;
  }
  throw std::logic_error("not in the file: " + std::string(find));
}

}  // namespace yijian::definition
