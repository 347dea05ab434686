// A connector (对接) as data: how a question goes out to a system that is not ours, and what the
// codes that it answers with mean here. Knows no address and no key: where the system is and how
// it is spoken to is the outbound room's.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/cel/cel.h"

namespace yijian::definition {

class Report;

inline constexpr std::string_view kConnectorPrefix = "connector:";
inline constexpr size_t kMaxForeignCodeBytes = 64;

struct Connector {
  // What one of the other system's codes means.
  struct Meaning {
    bool fails = false;  // the invocation ends in error, with `word` as its code
    std::string word;    // else it is done, with `word` as its outcome
  };

  std::string id, version;
  std::vector<std::pair<std::string, cel::Program>> request;  // of `input`; none: as it is
  std::vector<cel::Program> code;                             // one: of `data`, a text
  std::map<std::string, Meaning, std::less<>> answers;        // by the other system's code
  std::vector<std::pair<std::string, cel::Program>> output;   // of `data`
};

// The connector written in a file (workflows/connectors/C.json); null with the reasons in the
// report.
std::shared_ptr<const Connector> compile_connector(const Value& written, const std::string& file,
                                                   Report& report);

// What is sent for an invocation's input. Errors: action_error.
Result<Value> request_of(const Connector& connector, const Value& input);

// What an answer means. An unknown code, or data that the mapping cannot read, means nothing here:
// `why` tells, and nobody's result may hang on it.
struct Meant {
  enum class Kind { done, failed, unknown } kind = Kind::unknown;
  std::string code = {};  // the other system's, or "" when it cannot be told
  std::string word = {};  // of failed: the error's code
  Value output = {};      // of done: {"outcome", "code", ...}
  std::string why = {};   // of unknown
};
Meant meaning_of(const Connector& connector, const Value& data);

}  // namespace yijian::definition
