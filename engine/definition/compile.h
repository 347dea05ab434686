// One definition compiled: from its expanded value to what decide reads. Cross-references between
// definitions are link.h's.
#pragma once

#include <memory>

#include "engine/definition/draft.h"
#include "engine/definition/families.h"
#include "engine/definition/link.h"
#include "engine/definition/references.h"
#include "engine/definition/sources.h"

namespace yijian::definition {

// The definition of the unit, or null with the reasons in the report; fills in what was drawn and
// the expressions met.
std::shared_ptr<Definition> compile_definition(Unit& unit, const Environment& environment,
                                               Report& report);

// Parts, each reading its keys of the draft into the definition and reporting what is wrong.
void read_header(const Node& node, Definition& out);
void read_limits(const Node& node, Definition& out);
void read_guide(const Node& node, const Value& dictionary, Definition& out);
void read_form(const Node& node, const Value& dictionary, Definition& out);
void read_materials(const Node& node, const Value& dictionary, Definition& out);
void read_items(const Node& node, Definition& out);
Join read_join(const Node& node);                       // `join` of a thing, a group, a task
void read_promises(const Node& node, Definition& out);  // deferral, commitment, result
void read_schedule(const Node& node, Definition& out);
void read_offer(const Node& node, Definition& out);

// The node with its references resolved; nothing when one of them is wrong, and reported.
std::optional<Node> resolved(const Node& node, const Value& dictionary, Section section);

// A map of fields as a schema; faults are reported at `node`.
std::shared_ptr<const Schema> read_schema(const Node& node, const Value& json);

// The machine with its exits, states, transitions and acts. False: the chart itself is faulty.
bool compile_machine(Draft& draft, const Environment& environment, Definition& out);
void compile_states(const Node& machine, Definition& out);
void compile_acts(const Node& machine, const Value& dictionary, Definition& out);

void read_act_fields(const Node& fields, const Value& dictionary, Act& act);
std::vector<FactRef> read_facts(const Node& node);
void add_law_fields(Definition& out);

// Looks up the documents that it issues; without any text in the library it looks for none.
void use_documents(Draft& draft, const Environment& environment, Definition& out);

// Checks of what has been compiled.
void check_phases(Draft& draft, const Definition& definition);
void check_moves(Draft& draft, const Definition& definition);
void check_limits(Draft& draft, const Definition& definition);
void check_items(Draft& draft, const Definition& definition);
void check_waiting(Draft& draft, const Definition& definition);

}  // namespace yijian::definition
