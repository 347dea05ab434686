#include "api/cli/openings.h"

#include <fstream>
#include <functional>
#include <optional>
#include <set>

#include "api/cli/lines.h"
#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "engine/casework/decide.h"
#include "engine/casework/import.h"
#include "storage/writer/case_id.h"
#include "storage/writer/clock.h"
#include "storage/writer/imported.h"
#include "storage/writer/writer.h"

namespace yijian::cli {
namespace {

using casework::Envelope;

// What the reader says of a line that is no JSON quotes it, in whatever bytes.
Error unread(Error why) {
  if (why.code == "malformed_json") why.detail = "the line is no JSON text in UTF-8";
  return why;
}

// What is asked of the desk for a line. Errors: invalid_json and the like, invalid_import.
Result<Envelope> envelope_of(const std::string& text, const std::string& by) {
  const Result<Value> json = parse_json(text);
  if (!json) return unread(json.error());
  Result<casework::Import> import = casework::parse_import(*json);
  if (!import) return import.error();
  Envelope envelope;
  envelope.request = hex(sm3({canonical_text(*json)}));
  envelope.command_id = "import:" + import->workflow + ":" + import->number;
  envelope.command = *std::move(import);
  casework::Actor actor;
  actor.id = actor.name = by;
  actor.role = "admin";
  envelope.actor = std::move(actor);
  return envelope;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t") == std::string::npos;
}

// Gives each line that is not blank: its number and what is asked, or why nothing can be.
Status for_each_line(const std::filesystem::path& file, const std::string& by,
                     const std::function<Status(size_t, Result<Envelope>)>& use) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return Error{.code = "not_readable", .detail = file.string() + " is no regular file"};
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{.code = "not_readable", .detail = file.string() + " cannot be read"};
  std::string text;
  for (size_t line = 1;; ++line) {
    const ReadLine read = read_line(in, text);
    if (read == ReadLine::end) return {};
    if (line > kMaxImportLines)
      return Error{.code = "too_many_lines",
                   .detail = "at most " + std::to_string(kMaxImportLines) + " lines"};
    if (read == ReadLine::whole && is_blank(text)) continue;
    Status status =
        use(line, read == ReadLine::too_long
                      ? Error{.code = "too_long",
                              .detail = "at most " + std::to_string(kMaxLineBytes) + " bytes"}
                      : envelope_of(text, by));
    if (!status) return status;
  }
}

bool is_stores(const Error& error) { return error.code.starts_with("store_"); }

void leave_out(Intake& intake, size_t line, std::string number, Error why) {
  ++intake.bad;
  if (intake.told.size() < kMaxLinesTold)
    intake.told.push_back({line, std::move(number), std::move(why)});
}

// Decides lines against the store as it stands.
class Judge {
 public:
  Judge(Premises& premises, casework::Registries& registries)
      : premises_(premises),
        registries_(registries),
        bundles_(premises.shelf->now()),
        now_(storage::SystemClock().now()) {}

  Status look(Intake& intake, size_t line, Result<Envelope> envelope) {
    if (!envelope) {
      leave_out(intake, line, "", envelope.error());
      return {};
    }
    const auto& import = std::get<casework::Import>(envelope->command);
    const std::string number = import.number;
    const std::string id = storage::imported_case_id(import.workflow, number);
    const auto stored = premises_.queries->steps(id);
    if (!stored && stored.error().code != "not_found") return stored.error();
    Status status;
    if (!seen_.insert(id).second)
      status = Error{
          .code = "number_twice", .detail = "a line before has that number", .pointer = "/number"};
    else if (stored && !stored->empty())
      status = storage::same_import(stored->front().step, envelope->request);
    else
      status = decided(id, *std::move(envelope));
    if (!status && is_stores(status.error())) return status;
    if (!status)
      leave_out(intake, line, number, status.error());
    else
      ++(stored && !stored->empty() ? intake.taken_before : intake.taken);
    return {};
  }

 private:
  Status decided(const std::string& id, Envelope envelope) {
    const auto& import = std::get<casework::Import>(envelope.command);
    const definition::Bundle* bundle = bundles_->for_workflow(import.workflow);
    if (bundle == nullptr)
      return Error{
          .code = "unknown_workflow", .detail = "no such workflow", .pointer = "/workflow"};
    envelope.now = now_;
    envelope.new_case = id;
    envelope.entropy = std::string(kEntropyBytes, '\0');
    const casework::CaseState unborn;
    for (const casework::FactRequest& request : casework::facts_needed(*bundle, unborn, envelope))
      envelope.facts.push_back(registries_.ask(request, now_));
    const auto decided = casework::decide(*bundle, premises_.calendar, unborn, envelope);
    return decided ? Status{} : Status(decided.error());
  }

  Premises& premises_;
  casework::Registries& registries_;
  std::shared_ptr<const casework::Bundles> bundles_;
  Instant now_;
  std::set<std::string> seen_;  // ids of the cases, a few bytes a line
};

}  // namespace

Result<Intake> Openings::judge() {
  Intake intake;
  Judge judge(premises_, registries_);
  const Status status =
      for_each_line(file_, "dry-run", [&](size_t line, Result<Envelope> envelope) {
        return judge.look(intake, line, std::move(envelope));
      });
  if (!status) return status.error();
  return intake;
}

Result<Intake> Openings::take(const std::string& by) {
  storage::SystemClock clock;
  storage::Setup setup{*premises_.store, *premises_.queries, clock, registries_, *premises_.shelf};
  setup.calendar = premises_.calendar;
  setup.entropy = RandomBytes();
  setup.options.threaded = false;
  storage::Writer writer(std::move(setup));
  Intake intake;
  std::set<std::string> seen;
  const auto take_one = [&](size_t line, Result<Envelope> envelope) -> Status {
    if (!envelope) {
      leave_out(intake, line, "", envelope.error());
      return {};
    }
    const auto& import = std::get<casework::Import>(envelope->command);
    const std::string number = import.number;
    const std::string id = storage::imported_case_id(import.workflow, number);
    if (!seen.insert(id).second) {
      leave_out(intake, line, number,
                {.code = "number_twice", .detail = "a line before has that number"});
      return {};
    }
    std::optional<Error> broken;
    writer.submit(id, *std::move(envelope), [&](Result<casework::Answer> answer) {
      if (answer)
        ++(answer->replayed ? intake.taken_before : intake.taken);
      else if (is_stores(answer.error()))
        broken = answer.error();
      else
        leave_out(intake, line, number, answer.error());
    });
    return broken ? Status(*broken) : Status{};
  };
  if (Status status = for_each_line(file_, by, take_one); !status) return status.error();
  return intake;
}

}  // namespace yijian::cli
