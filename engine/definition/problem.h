// What is wrong with a definition, as people and editors are told.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/definition/codes.h"
#include "engine/definition/definition.h"

namespace yijian::definition {

// Another place that belongs to a problem: where the name was taken first, what shadows it.
struct Related {
  Text note;
  std::string place;  // file:line:col
};

// A change of one file's text: the bytes [from, to) become `text`.
struct Edit {
  std::string file;
  size_t from = 0, to = 0;
  std::string text;
};

struct Problem {
  std::string code;     // of the registry
  std::string place;    // file:line:col
  std::string pointer;  // JSON pointer within the file, when it stands in one
  Text message;         // zh, en
  Severity severity = Severity::error;
  std::string file = {};
  yijian::Position begin = {}, end = {};  // end exclusive; equal when only a point is known
  std::vector<Related> related = {};      // other places
  std::string suggestion = {};            // the name that was probably meant, or ""
  std::vector<Edit> fix = {};             // mends it for certain; empty when nothing is certain
  std::vector<std::string> path = {};     // the shortest way there, event by event; empty when none
};

// Whether a case could be harmed: an error or a warning among them.
bool has_findings(const std::vector<Problem>& problems);

}  // namespace yijian::definition
