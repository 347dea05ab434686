#include "engine/casework/unsealer.h"

#include "engine/base/canonical.h"
#include "engine/base/digest.h"
#include "engine/casework/record_fields.h"
#include "engine/casework/step.h"

namespace yijian::casework {
namespace {

constexpr size_t kSaltHexDigits = 32;

bool is_tag(const std::string& key) { return key.starts_with('$') && !key.starts_with("$$"); }

}  // namespace

Result<Value> Unsealer::open(const Value& body) {
  Value opened = read(body);
  if (!error_ && values_ != nullptr && used_ != values_->size()) mismatch("");
  if (error_) return *error_;
  return opened;
}

Value Unsealer::fail(std::string detail) {
  if (!error_) error_ = malformed_record(std::move(detail), body_pointer_of(path_));
  return {};
}

Value Unsealer::mismatch(std::string pointer) {
  if (!error_)
    error_ = Error{.code = "commitment_mismatch",
                   .detail = "a private value that its commitment does not hold",
                   .pointer = std::move(pointer)};
  return {};
}

Value Unsealer::read(const Value& value) {
  if (error_) return {};
  if (value.is_map()) return read_map(value.map());
  if (value.is_int()) {
    const Result<Value> written = tag(value);
    return written && written->is_int() ? value : fail("an integer without its tag");
  }
  if (!value.is_list()) return value;
  List list;
  list.reserve(value.list().size());
  for (const Value& element : value.list()) {
    path_.push_back(std::to_string(list.size()));
    list.push_back(read(element));
    path_.pop_back();
  }
  return list;
}

Value Unsealer::read_map(const Map& map) {
  if (map.size() == 1 && is_tag(map.begin()->name())) {
    const bool commitment = map.begin()->name() == "$sm3" && !in_private_;
    return commitment ? read_commitment(map.begin()->value) : read_tagged(Value(map));
  }
  Map out;
  out.entries().reserve(map.size());
  for (const Map::Entry& entry : map) {
    if (is_tag(entry.name())) return fail("a tag among other members");
    path_.push_back(entry.name().substr(entry.name().starts_with('$') ? 1 : 0));
    Value inner = read(entry.value);
    out.append(Value(path_.back()), std::move(inner));
    path_.pop_back();
  }
  return out;
}

// A tagged value is good only as tag() writes it.
Value Unsealer::read_tagged(const Value& value) {
  Result<Value> read = untag(value);
  if (!read) return fail("an unknown tag, or not its value");
  const Result<Value> written = tag(*read);
  if (!written || *written != value) return fail("a tag that was not needed");
  return *std::move(read);
}

Value Unsealer::read_commitment(const Value& digest) {
  if (!digest.is_string() || !digest_from_hex(digest.string())) return fail("no commitment");
  commitments_.push_back(path_);
  const std::string pointer = body_pointer_of(path_);
  const Value* const entry = values_ != nullptr ? values_->find(pointer) : nullptr;
  if (entry == nullptr) return erased_value();
  ++used_;
  return read_private(*entry, digest.string(), pointer);
}

// [salt, value], or [salt] of a value that was erased.
Value Unsealer::read_private(const Value& entry, const std::string& digest,
                             const std::string& pointer) {
  if (!entry.is_list() || entry.list().empty() || entry.list().size() > 2)
    return fail("no private value");
  const Value& salt = entry.list()[0];
  const auto bytes = salt.is_string() ? unhex(salt.string()) : std::nullopt;
  if (!bytes || salt.string().size() != kSaltHexDigits) return fail("no salt");
  if (entry.list().size() == 1) return erased_value();
  const Value& tagged = entry.list()[1];
  if (hex(sm3({*bytes, canonical_text(tagged)})) != digest) return mismatch(pointer);
  in_private_ = true;
  Value value = read(tagged);
  in_private_ = false;
  return value;
}

}  // namespace yijian::casework
