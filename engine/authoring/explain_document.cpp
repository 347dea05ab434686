// What a document is: its title and nature, who issues it, what it reads.
#include <algorithm>
#include <map>

#include "engine/authoring/explain.h"
#include "engine/authoring/words.h"
#include "engine/definition/document.h"
#include "engine/definition/problems.h"

namespace yijian::authoring {
namespace {

using definition::Definition;

struct IssuingFile {
  List definitions, acts;
  bool engine = false;
};

void add(IssuingFile& file, const Definition& definition, const definition::Issuers& issuers) {
  file.definitions.push_back(definition.id);
  file.engine = file.engine || issuers.engine;
  for (const int index : issuers.acts) {
    const definition::Act& act = definition.acts[static_cast<size_t>(index)];
    Value one =
        Map{{"action", act.action}, {"title", Map{{"zh", act.title.zh}, {"en", act.title.en}}}};
    if (std::find(file.acts.begin(), file.acts.end(), one) == file.acts.end())
      file.acts.push_back(std::move(one));
  }
}

std::string joined_by(const Value* words, std::string_view between) {
  std::string out;
  for (const Value& word : words->list())
    out += (out.empty() ? "" : std::string(between)) + word.string();
  return out;
}

std::string acts_of(const Value& file) {
  std::string out;
  for (const Value& act : file.find("acts")->list()) {
    const Value* title = act.find("title");
    out += (out.empty() ? "" : ", ") + act.text("action") + " " + title->text("zh") + " / " +
           title->text("en");
  }
  if (*file.find("engine") == Value(true))
    out += (out.empty() ? "" : ", ") + std::string(kByEngine);
  return out;
}

}  // namespace

Value document_explained(const definition::Document& document, const definition::Library& library) {
  std::map<std::string, IssuingFile> files;
  for (const definition::Compiled& one : library.compiled)
    if (one.definition->documents.contains(document.id))
      add(files[one.places->file()], *one.definition,
          definition::issuers_of(*one.definition, document.id));
  List issued_by, to, reads;
  for (auto& [path, file] : files)
    issued_by.push_back(Map{{"file", path},
                            {"definitions", std::move(file.definitions)},
                            {"acts", std::move(file.acts)},
                            {"engine", file.engine}});
  for (const std::string& one : document.to) to.push_back(one);
  for (const std::string& name : definition::names_read(document)) reads.push_back(name);
  return Map{{"id", document.id},
             {"title", Map{{"zh", document.title_zh}, {"en", document.title_en}}},
             {"word", document.word},
             {"to", std::move(to)},
             {"copies", document.copies},
             {"seal", document.seal},
             {"lines", static_cast<int64_t>(document.body.size())},
             {"reads", std::move(reads)},
             {"issuedBy", std::move(issued_by)}};
}

std::string document_told(const Value& explained) {
  const Value* title = explained.find("title");
  std::string out = explained.text("id") + "  " + title->text("zh") + " / " + title->text("en") +
                    "\n" + std::string(kServedOn) + joined_by(explained.find("to"), " ") + "\n";
  if (const std::string word = explained.text("word"); !word.empty())
    out += std::string(kNumberWord) + word + "\n";
  out += std::string(kCopies) + std::to_string(explained.find("copies")->integer()) + "\n";
  if (explained.find("seal")->boolean()) out += std::string(kSealed) + "\n";
  out += "\n" + std::string(kReads) + "\n  " + joined_by(explained.find("reads"), " ") + "\n\n" +
         std::string(kIssuedBy) + "\n";
  const List& files = explained.find("issuedBy")->list();
  for (const Value& file : files) out += "  " + file.text("file") + "  " + acts_of(file) + "\n";
  return files.empty() ? out + "  " + std::string(kNone) + "\n" : out;
}

}  // namespace yijian::authoring
