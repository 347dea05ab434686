// RFC 8785 text (JSON Canonicalization Scheme) and the typed values inside it: what is hashed.
// Nothing here may ever change its output.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian {

// The RFC 8785 text of a JSON value: members sorted by UTF-16 code units, numbers as ECMAScript
// prints them. Untyped: a real 2.0 prints "2". The value must be JSON-shaped (see tag()).
std::string canonical_text(const Value& value);

// The value with everything tagged that canonical text would not give back:
//   a real whose text has neither "." nor "e", or no JSON text  {"$double": "2"}
//   uint {"$uint": "7"} · integers beyond ±(2^53-1) {"$int": "..."} · bytes {"$bytes": base64}
//   timestamp {"$timestamp": RFC 3339} · duration {"$duration": "1.5s"}
//   and a map key that begins with "$" gets a second one.
// Errors: not_recordable  a map with keys that are no strings, or a type.
Result<Value> tag(const Value& value);

// The inverse: tag() undone. Errors: malformed_record.
Result<Value> untag(const Value& value);

// The same value with the entries of every map sorted as canonical_text sorts them.
Value sorted(const Value& value);

}  // namespace yijian
