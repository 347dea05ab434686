// Who may do an act: roles, departments, parties, four eyes, opinions, and what an act must bring.
#pragma once

#include "engine/casework/working.h"

namespace yijian::casework {

//   today  when an agent's authority is judged; without it, an authority that has run out passes.
//   all    where every reason against it is put, in the order of the checks, if it is asked for.
// Errors: role_required department_required forbidden authority_expired four_eyes helped_to_file
// decided_before; the first one. Source: 行政许可法 第三十四条; R-PEOPLE-01.
Status may_act(const Reading& reading, const definition::Act& act, const Actor& actor,
               std::optional<Day> today, std::vector<Error>* all = nullptr);

// Whether the person may accept, refuse or decide the case: nobody who helped to file it (帮办), of
// a case done anew nobody who decided against the party before, nor whoever acts for them. Errors:
// helped_to_file decided_before. Source: the design; R-PEOPLE-04, R-PEOPLE-05.
Status may_judge(const CaseState& state, const Actor& actor, std::vector<Error>* all = nullptr);

// Errors: opinion_required invalid_data. R-PEOPLE-02 (two named officers), R-PEOPLE-03.
Status check_act_data(const Reading& reading, const definition::Act& act, const Value& data,
                      const std::string& opinion);

// The department whose task the act is.
std::string department_of(const Reading& reading, const definition::Act& act);

// A list of what is to be corrected: each names a material or a field, and the reason.
// Errors: invalid_data, with a pointer below /data.
Status check_corrections(const Reading& reading, const Value& corrections);

}  // namespace yijian::casework
