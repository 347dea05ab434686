// The documents that a definition names, looked up among the library's templates.
#include "engine/base/json.h"
#include "engine/base/nearest.h"
#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

class DocumentUse {
 public:
  DocumentUse(Draft& draft, const Environment& environment, Definition& out)
      : draft_(draft), environment_(environment), out_(out) {}

  void run() {
    if (environment_.documents.empty()) return;
    for (const TransitionInfo& one : out_.transitions)
      for (const DocumentRef& document : one.documents) use(document.id, document.pointer);
    if (out_.commitment) use(out_.commitment->letter, "/commitment/letter");
  }

 private:
  void use(const std::string& id, const std::string& pointer) {
    if (id.empty()) return;  // it has been told
    const auto found = environment_.documents.find(id);
    if (found != environment_.documents.end()) {
      if (found->second.compiled != nullptr)  // else its own file is told
        out_.documents[id] = found->second.compiled;
      return;
    }
    // What an exit issues that the engine has added stands nowhere: check_documents tells of it.
    if (at_pointer(draft_.value, pointer) != nullptr) missing(id, pointer);
  }

  void missing(const std::string& id, const std::string& pointer) {
    const Origin here = draft_.places.at(pointer);
    Finding& finding = draft_.report.add("unknown_document", here, {id});
    if (here.file != draft_.places.file())
      finding.relate({draft_.places.file(), "/id"}, Note::issued_here);
    std::vector<std::string> known;
    for (const auto& [name, file] : environment_.documents) known.push_back(name);
    finding.suggest(id, known);
    if (const auto meant = nearest(id, known))
      finding.relate({environment_.documents.at(meant->name).file.path, "/id"}, Note::meant_here);
  }

  Draft& draft_;
  const Environment& environment_;
  Definition& out_;
};

}  // namespace

void use_documents(Draft& draft, const Environment& environment, Definition& out) {
  DocumentUse(draft, environment, out).run();
}

}  // namespace yijian::definition
