#include "engine/base/value.h"

namespace yijian {

std::string_view type_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::null:
      return "null_type";
    case ValueKind::boolean:
      return "bool";
    case ValueKind::integer:
      return "int";
    case ValueKind::uinteger:
      return "uint";
    case ValueKind::real:
      return "double";
    case ValueKind::string:
      return "string";
    case ValueKind::bytes:
      return "bytes";
    case ValueKind::list:
      return "list";
    case ValueKind::map:
      return "map";
    case ValueKind::timestamp:
      return "google.protobuf.Timestamp";
    case ValueKind::duration:
      return "google.protobuf.Duration";
    case ValueKind::type:
      return "type";
  }
  return "";
}

}  // namespace yijian
