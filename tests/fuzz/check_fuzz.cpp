// Any text is judged as a definition: problems with their places, or a definition that explores;
// and as the text of a document, in a definition that issues it.
#include "engine/authoring/check.h"
#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/definition/document.h"
#include "engine/definition/problems.h"

namespace {

const yijian::definition::SourceFile kIssuing = {"sign/workflow.json", R"({
  "id": "sign", "version": "1.0.0", "kind": "duty", "title": {"zh": "牌", "en": "Sign"},
  "basis": [{"law": "L"}],
  "machine": {"id": "m", "initial": "open", "states": {
    "open": {"task": "clerk", "on": {"close": {"documents": ["acceptance"], "target": "done"}}},
    "done": {"type": "final"}}}
})"};

void judge(const std::vector<yijian::definition::SourceFile>& files) {
  const yijian::authoring::Checked checked = yijian::authoring::check(files);
  for (const yijian::definition::Problem& problem : checked.problems)
    ENSURE(!problem.code.empty() && !problem.place.empty() && !problem.message.zh.empty());
}

// Whatever a text may read, it is written within its bounds, or refused.
void write(const std::string& text) {
  const yijian::Result<yijian::Value> value = yijian::parse_json(text);
  if (!value) return;
  yijian::definition::Report report;
  const auto document = yijian::definition::compile_document(*value, "any", report);
  if (document == nullptr) return;
  const auto lines = yijian::definition::write_document(*document, yijian::cel::MapScope(*value));
  ENSURE(!lines || lines->size() <= yijian::definition::kMaxWrittenLines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  judge({{"any/workflow.json", text}});
  judge({{"documents/any.json", text}, kIssuing});
  write(text);
  return 0;
}
