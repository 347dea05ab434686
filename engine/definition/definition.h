// A compiled definition: what decide needs to know of a workflow, ready to be read, never changed.
// Knows no running case. How JSON becomes this: load.h.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.h"
#include "engine/cel/cel.h"
#include "engine/chart/chart.h"
#include "engine/definition/connector.h"
#include "engine/definition/document.h"
#include "engine/definition/schema.h"
#include "engine/law/clock.h"
#include "engine/law/phase.h"
#include "engine/law/recurrence.h"
#include "engine/law/regime.h"

namespace yijian::definition {

struct Text {
  std::string zh, en;
};
struct Basis {
  std::string law, article;
  bool sample = false;
};

// What the engine itself opens beside a case, where the library has them: the duties that follow a
// limit that has passed, and a bad rating.
inline constexpr std::string_view kSupervisionDuty = "supervision";
inline constexpr std::string_view kNegativeRating = "negative-rating";

enum class Kind { item, thing, duty };  // 事项 · 一件事 · 职责
std::string_view name(Kind kind);

// A limit as declared: a fixed one, or CEL that gives the text of one ("case.stop.days").
struct LimitDecl {
  std::optional<law::Limit> fixed;
  std::optional<cel::Program> computed;
  bool from_submitted = false;  // {in, from: "submitted"}
};

struct Question {
  std::string id;
  Text ask;
  bool many = false;
  std::vector<std::pair<std::string, Text>> options;
  std::optional<cel::Program> when;
  std::optional<Value> otherwise;  // default
};

enum class Source { applicant, licence, registry, office };
struct Material {
  std::string id;
  Text title;
  bool required = true;
  std::optional<cel::Program> when;
  Source source = Source::applicant;
  std::string source_name;  // the licence's or registry's
  bool original = false;
  bool deferrable = false;
  bool promisable = false;
  bool personal = false;
  std::vector<std::string> items;  // of a thing: the items that ask for it
};

enum class JoinKind { all, quorum, first_refusal };
struct Join {
  JoinKind kind = JoinKind::all;
  int quorum = 0;
  bool partial = false;
};

// Who decides an item that is decided elsewhere: a person types in what the other system said
// (回填). A definition that runs so has the id of the one it stands for, "@" and this word.
inline constexpr std::string_view kRelay = "relay";  // ... or "connector:C": it answers itself
// The id of the definition as it was written.
inline std::string_view written_id(std::string_view workflow) {
  return workflow.substr(0, workflow.find('@'));
}
// The handler behind it, or "".
inline std::string_view handler_of(std::string_view workflow) {
  const size_t at = workflow.find('@');
  return at == std::string_view::npos ? "" : workflow.substr(at + 1);
}

// One of a thing's items (事项), or one of those that an entry with `each` repeats.
struct Item {
  std::string id;
  std::string workflow;
  std::string group;               // of which it is a member, or ""
  std::vector<std::string> needs;  // items and groups; those of its groups too
  std::optional<cel::Program> when;
  Value each;  // what `each` means in its expressions; null unless it repeats
  std::optional<cel::Program> region;  // where it is decided; else where the thing is
  bool optional = false;               // may be declined at filing
  bool accepts = false;                // 收受分离: accepts for itself
  std::string pointer;                 // its place in the definition
};
// Items with a join of their own and no case. Its needs and condition are those of its members.
struct Group {
  std::string id;
  std::string group;  // of which it is a member, or ""
  std::optional<cel::Program> when;
  Join join;
  std::string pointer;
};

struct Deferral {
  law::Limit within;
  std::string consequence;                  // suspend terminate deny
  std::optional<law::Limit> suspended_for;  // `for`: how long a suspension lasts
  std::vector<Basis> basis;
};
struct Commitment {
  std::string letter;  // document
  std::string verify;  // workflow of the verification duty
  law::Limit within;
  std::vector<Basis> basis;
  std::optional<cel::Program> when;
};
// The application for renewal that the office prepares before a licence ends (延续).
struct Renewal {
  std::string workflow;
  law::Limit before;  // the last day of its validity; in days, working days, months or years
};
struct ResultDecl {
  std::string licence;
  Text title;
  std::string act;  // issue change reissue renew cancel
  std::optional<law::Limit> valid;
  std::optional<Renewal> renew;
  std::vector<std::pair<std::string, cel::Program>> data;
};

// Cases that the office begins of its own accord (定期发起、免申即享): on each occasion one for
// every element, or a single one.
struct Schedule {
  law::Recurrence when;
  std::string each;                       // "registry:R", "tables.T", or "": a single case
  std::optional<cel::Program> applicant;  // a party {type, name, id}
  std::optional<cel::Program> department, region;
  std::vector<std::pair<std::string, cel::Program>> form;
};

// Under what people find it, and when it is offered (事项目录).
struct Catalogue {
  std::optional<Text> theme;          // 主题
  std::vector<std::string> audience;  // enterprise person; none: both
  std::optional<Day> from, until;     // both included; none: without end
};

struct DocumentRef {
  std::string id;
  std::optional<cel::Program> when;
  std::string pointer = {};  // where the definition names it
};
struct FactRef {
  std::string name, from;    // "registry:R"; "cases:W": open cases of the workflow
  std::string key;           // CEL source: of an entry, or a party's identifier
  std::string pointer = {};  // of `from` in the definition
};

// What a state adds to the chart's.
struct StateInfo {
  Text title;
  std::optional<law::Phase> own_phase;
  std::optional<law::Phase> phase;  // of the nearest state bearing one, itself included
  std::string outcome;
  std::string task_role;                         // "" when the state is nobody's task
  std::string task_department;                   // "" : the case's department
  std::optional<cel::Program> task_departments;  // 会签: a list, each of which acts once ...
  Join task_join;                                // ... and when the chart hears of it
  std::string limit;  // a name in limits, or a duration as written; "" none
};

// A person's act: the first of its alternatives bears these keys.
struct Act {
  std::string action;  // event name
  chart::StateId state = chart::kNoState;
  Text title;
  std::vector<std::string> by;  // roles; never empty but in bare machines
  bool opinion_required = false;
  bool takes_form = false;               // fields: "form"
  std::shared_ptr<const Schema> fields;  // fields of its own; null when none
  std::vector<std::string> law_fields;   // of ground procedure days corrections officers: those
                                         // that the phases it can reach, or a siteCheck, ask for
  std::vector<std::string> four_eyes;    // actions
  bool judges = false;                   // it accepts, refuses or decides
  std::vector<std::string> materials;    // office materials it writes
  std::vector<FactRef> facts;
  std::optional<Text> blocked;
};
struct TransitionInfo {
  int act = -1;  // index into acts; -1 of the engine's
  std::vector<DocumentRef> documents;
  std::vector<Basis> basis;
  std::optional<Text> reason;
};

// A case that the machine opens itself: by openCase, or as an invocation.
struct OpenedCase {
  std::string workflow;
  std::string pointer;  // where the definition names it
};

struct Definition {
  std::string id, version;
  Kind kind = Kind::item;
  law::Regime regime = law::Regime::licence;
  bool sample = false;
  Text title;
  std::string department;
  std::string about;  // licence type, or ""
  std::vector<Basis> basis;
  Map matter;                         // code type level handling visits fee office phone
  std::vector<std::string> channels;  // empty: never filed by hand
  std::map<std::string, LimitDecl, std::less<>> limits;
  std::vector<Question> guide;         // of a thing: its own
  std::shared_ptr<const Schema> form;  // null when none; of a thing: its own fields alone
  std::vector<Material> materials;     // of a thing: its own and its items', merged by id
  std::vector<Item> items;
  std::vector<Group> groups;
  Join join;
  std::optional<Deferral> deferral;
  std::optional<Commitment> commitment;
  std::optional<ResultDecl> result;
  std::optional<Schedule> schedule;
  Catalogue catalogue;
  bool restricted = false;     // access: its cases are for those who handle them
  bool reads_missing = false;  // some expression names case.missing, which takes time to find out
  Value constants;             // {"with": ..., "tables": ..., "each": ...} for CEL

  chart::Machine machine;
  std::vector<StateInfo> states;            // by StateId
  std::vector<TransitionInfo> transitions;  // by TransitionId
  std::vector<Act> acts;
  std::vector<OpenedCase> opened;
  // Those that its invocations go through, by id.
  std::map<std::string, std::shared_ptr<const Connector>, std::less<>> connectors;
  // The texts of the documents that it issues, by id; none in a library without any.
  std::map<std::string, std::shared_ptr<const Document>, std::less<>> documents;

  const StateInfo& state(chart::StateId which) const { return states[static_cast<size_t>(which)]; }
  const TransitionInfo& transition(chart::TransitionId which) const {
    return transitions[static_cast<size_t>(which)];
  }
  const Item* item(std::string_view item_id) const;
  const Group* group(std::string_view group_id) const;
  const Material* material(std::string_view material_id) const;
  // Acts whose state is the given one.
  const Act* act(chart::StateId state, std::string_view action) const;
};

// A definition with all that a case of it may open: what a case is pinned to.
struct Bundle {
  std::string digest;  // lowercase hex, DESIGN §3
  std::string main;    // id of the definition it was made for
  std::map<std::string, std::shared_ptr<const Definition>, std::less<>> definitions;  // by id
  Value source;  // what compile_bundle needs to make it again; stored with the cases

  const Definition* find(std::string_view id) const;
};

// Whether the catalogue has it on that day: it is filed by hand, and the day lies between its days.
bool is_offered(const Definition& definition, Day day);

// The form of a thing for the items given, its own fields and theirs as one (of an item: its
// own). Null when there is no field at all.
std::shared_ptr<const Schema> merged_form(const Bundle& bundle, const Definition& definition,
                                          const std::vector<std::string>& applicable_items);

// The merged form of a thing for the items given (of an item: its own): one JSON Schema for
// people, each field once, conditions resolved by `scope` where they can be.
Value form_for_people(const Bundle& bundle, const Definition& definition,
                      const std::vector<std::string>& applicable_items, const cel::Scope& scope);

}  // namespace yijian::definition
