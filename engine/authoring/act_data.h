// What a person says with an act: data that the law and the definition ask for, made up.
#pragma once

#include <optional>
#include <string>

#include "engine/authoring/answers.h"
#include "engine/casework/decide.h"
#include "engine/casework/reading.h"

namespace yijian::authoring {

// The form that the case's answers ask for, complete.
Value form_of(const casework::Reading& reading, Random& random);

// Data that the law and the definition ask of the act. Nothing: there is none just now (no paper is
// left to promise). `unknown` names a field for which nothing is known here.
std::optional<Map> data_for(const casework::Reading& reading, const casework::Allowed& allowed,
                            Random& random, std::string& unknown);

}  // namespace yijian::authoring
