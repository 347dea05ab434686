// yijian walk --interactive: a case gone through by hand, one command a line.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ostream>

#include "api/cli/exit.h"
#include "api/cli/laboratory.h"
#include "api/cli/lines.h"
#include "api/cli/walking.h"
#include "api/cli/workflows.h"
#include "engine/authoring/act_data.h"
#include "engine/authoring/expect.h"
#include "engine/authoring/proposal.h"
#include "engine/authoring/words.h"
#include "engine/base/json.h"
#include "engine/law/clock.h"

namespace yijian::cli {
namespace {

using authoring::Offer;
using authoring::PlayedCase;
using authoring::Rehearsal;

constexpr uint64_t kSeed = 1;
constexpr std::string_view kCommands =
    "数字 / a number   办这一步 / do it\n"
    "advance 5wd      时间过去，或 / time passes; or 2025-06-16 [09:00]\n"
    "undo             撤回最后一步 / take the last move back\n"
    "save FILE        存为情景 / save it as a scenario\n"
    "state            再看一遍 / look again\n"
    "quit             结束 / end\n";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " + ") + word;
  return out;
}

class Dialogue {
 public:
  Dialogue(Rehearsal rehearsal, const authoring::Surroundings& surroundings, const Io& io)
      : rehearsal_(std::move(rehearsal)), surroundings_(surroundings), io_(io), random_(kSeed) {}

  // Until quit or the end of the input; false when something that was asked for could not be done.
  bool run() {
    show();
    while (const std::optional<std::string> line = ask("> ")) {
      if (*line == "quit") break;
      if (!line->empty()) obey(*line);
    }
    return good_;
  }

  Status save(const std::string& file) {
    Status saved = save_scenario(rehearsal_, surroundings_, file);
    if (saved) io_.out << "存为 / saved: " << file << "\n";
    return saved;
  }

 private:
  // Nothing at the end of the input.
  std::optional<std::string> ask(const std::string& prompt) {
    io_.out << prompt << std::flush;
    std::string line;
    const ReadLine read = read_line(io_.in, line);
    if (read == ReadLine::too_long) trouble({"too_large", "the line is too long"});
    // What is typed at a terminal stands there already.
    if (read == ReadLine::whole && !is_terminal_) io_.out << trimmed(line) << "\n";
    if (read == ReadLine::whole) return std::string(trimmed(line));
    io_.out << "\n";
    return std::nullopt;
  }

  void trouble(const Error& error) {
    good_ = false;
    io_.out << "! " << error.code;
    if (!error.detail.empty()) io_.out << ": " << error.detail;
    for (const std::string& name : error.names) io_.out << " " << name;
    for (const Fault& fault : error.faults) io_.out << " " << fault.pointer << ":" << fault.code;
    io_.out << "\n";
  }

  void show() {
    io_.out << "── " << authoring::scenario_time(rehearsal_.stage().now()) << "\n";
    for (const PlayedCase& subject : authoring::played_cases(rehearsal_.stage())) show(subject);
    offers_ = rehearsal_.offers();
    for (size_t i = 0; i < offers_.size(); ++i) show(i + 1, offers_[i]);
  }

  void show(const PlayedCase& subject) {
    const casework::CaseState& state = *subject.state;
    io_.out << (subject.name.empty() ? "" : subject.name + "  ") << subject.definition->title.zh
            << "  " << join(authoring::leaves(state));
    if (state.phase) io_.out << "  " << law::name(*state.phase);
    if (!state.outcome.empty()) io_.out << "  " << state.outcome;
    io_.out << "\n";
    for (const casework::TaskState& task : state.tasks)
      io_.out << "   待办 / task: " << task.state << "  " << task.role
              << (task.department.empty() ? "" : "@" + task.department) << "\n";
    for (const auto& [name, clock] : state.clocks)
      if (!clock.ended && clock.clock.running)
        io_.out << "   期限 / due: " << name << " " << format_day(law::last_day(clock.clock.due))
                << "\n";
  }

  void show(size_t number, const Offer& offer) {
    io_.out << (number < 10 ? " " : "") << number << "  ";
    if (!offer.played.name.empty()) io_.out << offer.played.name << ": ";
    io_.out << offer.allowed.title.zh << " / " << offer.allowed.title.en << "  ("
            << offer.allowed.action << ", " << offer.who << ")\n";
  }

  void obey(const std::string& line) {
    const size_t blank = std::min(line.find(' '), line.size());
    const std::string word = line.substr(0, blank);
    const std::string rest(trimmed(std::string_view(line).substr(blank)));
    size_t number = 0;
    const auto [end, wrong] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool is_number = wrong == std::errc() && end == word.data() + word.size();
    if (is_number && number >= 1 && number <= offers_.size())
      act(offers_[number - 1]);
    else if (is_number)
      trouble({"usage", "1 - " + std::to_string(offers_.size())});
    else if (word == "advance")
      advance(rest);
    else if (word == "undo")
      undo();
    else if (word == "save")
      tell(rest.empty() ? Status(Error{"usage", "save FILE"}) : save(rest));
    else if (word == "state")
      show();
    else
      io_.out << kCommands;
  }

  void tell(const Status& status) {
    if (!status) trouble(status.error());
  }

  void done(const Status& status) {
    tell(status);
    show();
  }

  // What the act takes, each with a proposal that an empty line accepts.
  void act(const Offer& offer) {
    const PlayedCase& subject = offer.played;
    const casework::Reading reading{*subject.bundle, *subject.definition, *subject.state, nullptr};
    std::string unknown;
    std::optional<Map> data = authoring::data_for(reading, offer.allowed, random_, unknown);
    if (!data) return trouble({"invalid_data", "没有可填的 / there is nothing to give"});
    Map given;
    for (const Map::Entry& proposal : *data) {
      if (proposal.name() == "form" && is_complete(reading)) continue;
      const auto value = value_of(std::string(proposal.name()), proposal.value);
      if (!value) return;
      if (!value->is_null()) given.set(std::string(proposal.name()), *value);
    }
    std::string opinion;
    if (offer.allowed.opinion_required || data->find("ground") != nullptr) {
      const auto said = ask("  意见 / opinion [" + std::string(authoring::kAgreed) + "]: ");
      if (!said) return;
      opinion = said->empty() ? std::string(authoring::kAgreed) : *said;
    }
    done(rehearsal_.act(offer, given, opinion));
  }

  static bool is_complete(const casework::Reading& reading) {
    return casework::form_faults(reading, reading.state.form, definition::Completeness::complete)
        .empty();
  }

  // JSON, or a text as it is; "-" leaves it out (null). Nothing at the end of the input.
  std::optional<Value> value_of(const std::string& name, const Value& proposal) {
    const auto said = ask("  " + name + " [" + to_json(proposal) + "]: ");
    if (!said) return std::nullopt;
    if (said->empty()) return proposal;
    if (*said == "-") return Value();
    if (const Result<Value> json = parse_json(*said)) return *json;
    return Value(*said);
  }

  void advance(const std::string& by) {
    const Instant now = rehearsal_.stage().now();
    if (const Result<law::Limit> limit = law::parse_limit(by))
      return done(
          rehearsal_.advance(law::later_by(now, *limit, rehearsal_.stage().world().calendar())));
    const Result<Instant> to = parse_instant(by);
    if (!to) return trouble({"usage", "advance 5wd | 3d | 36h | 2025-06-16 [09:00]"});
    done(rehearsal_.advance(*to));
  }

  void undo() {
    if (rehearsal_.moves() == 0)
      return trouble({"usage", "没有可撤回的 / there is nothing to undo"});
    Result<Rehearsal> before = rehearsal_.first_moves(rehearsal_.moves() - 1, surroundings_);
    if (!before) return trouble(before.error());
    rehearsal_ = std::move(*before);
    show();
  }

  Rehearsal rehearsal_;
  const authoring::Surroundings& surroundings_;
  const Io& io_;
  authoring::Random random_;
  std::vector<Offer> offers_;  // as they were shown last
  bool good_ = true;
  bool is_terminal_ = isatty(STDIN_FILENO) != 0;
};

}  // namespace

int walk_by_hand(const Arguments& arguments, const Io& io) {
  const Result<Instant> at = parse_instant(arguments.text("at", kBeginning));
  if (!at) return report({"usage", "--at: " + at.error().detail}, io);
  const Result<definition::Compiled> found =
      definition_at(arguments.text("PATH"), arguments.text("workflow"));
  if (!found) return report(found.error(), io);
  const Result<Trial> trial = trial_of(arguments, found->definition->id);
  if (!trial) return report(trial.error(), io);
  const authoring::Surroundings& surroundings = trial->laboratory->surroundings();
  authoring::Random random(kSeed);
  Result<authoring::Given> given = authoring::proposed(
      *trial->bundle, surroundings.samples, {arguments.text("applicant"), *at}, random, true);
  if (!given) return report(given.error(), io);
  Result<Rehearsal> begun = Rehearsal::begin(std::move(*given), surroundings, true);
  if (!begun) return report(begun.error(), io);
  const std::vector<std::string> without = words_of(arguments.text("without"));
  if (!without.empty()) {
    authoring::Given fewer = begun->given();
    std::erase_if(fewer.materials, [&](const auto& one) {
      return std::find(without.begin(), without.end(), one.first) != without.end();
    });
    begun = Rehearsal::begin(std::move(fewer), surroundings, false);
    if (!begun) return report(begun.error(), io);
  }
  Dialogue dialogue(std::move(*begun), surroundings, io);
  const bool good = dialogue.run();
  if (arguments.has("save"))
    if (const Status saved = dialogue.save(arguments.text("save")); !saved)
      return report(saved.error(), io);
  return good ? kOk : kFindings;
}

}  // namespace yijian::cli
