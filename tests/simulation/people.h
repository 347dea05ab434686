// Who acts in the simulation, and what they say: valid bodies for whatever is on offer, and
// nonsense.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/casework/reading.h"
#include "tests/simulation/answers.h"

namespace yijian::simulation {

// The applicant itself; another enterprise.
casework::Actor applicant();
casework::Actor stranger();
// One of two officers of the role, or one who has every role at once.
casework::Actor officer(const std::string& role, const std::string& department, Random& random);
// Everybody who could have to do with the case, one a role.
std::vector<casework::Actor> everybody(const casework::CaseState& state, Random& random);

// A filing that is in order.
// Rows of the register from which a schedule begins its cases, by id: whoever the play's people
// are, with a value for each field that the case begins with.
std::map<std::string, Value> elements_of(const definition::Definition& definition, Random& random);

casework::Open filing(const std::string& workflow, Random& random);
// One that is not, in one place.
casework::Open spoilt(casework::Open open, Random& random);

// The form that the case's answers ask for, complete.
Value form_of(const casework::Reading& reading, Random& random);
// Data that the law and the definition ask of the act. Nothing: there is none just now (no paper is
// left to promise). `unknown` names a field for which nothing is known here.
std::optional<Map> data_for(const casework::Reading& reading, const casework::Allowed& allowed,
                            Random& random, std::string& unknown);

// An act that nobody should think of.
casework::Act nonsense(Random& random);

}  // namespace yijian::simulation
