// Our validator of forms for its oracle: JSON lines {"schema", "value", "complete"} in, for each
// {"faults": [{"pointer", "code"}]} out, or {"schema": [the same]} when there is no such schema.
#include <iostream>
#include <string>

#include "engine/base/json.h"
#include "engine/definition/schema.h"

namespace {

using yijian::Fault;
using yijian::List;
using yijian::Map;
using yijian::Result;
using yijian::Value;
namespace definition = yijian::definition;

Value told(const std::vector<Fault>& faults) {
  List list;
  for (const Fault& fault : faults)
    list.push_back(Map{{"pointer", fault.pointer}, {"code", fault.code}});
  return list;
}

Value answer(const Value& line) {
  const auto schema = definition::compile_schema(line.member("schema"));
  if (!schema) return Map{{"schema", told(schema.error().faults)}};
  const yijian::cel::MapScope nothing{Value(Map{})};
  const bool complete = line.member("complete") == Value(true);
  return Map{
      {"faults", told(definition::validate(**schema, line.member("value"), nothing,
                                           complete ? definition::Completeness::complete
                                                    : definition::Completeness::types_only))}};
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const Result<Value> value = yijian::parse_json(line);
    if (!value) {
      std::cerr << value.error().code << ": " << value.error().detail << "\n";
      return 3;
    }
    std::cout << yijian::to_json(answer(*value)) << "\n";
  }
  return 0;
}
