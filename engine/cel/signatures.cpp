#include "engine/cel/signatures.h"

#include <array>
#include <initializer_list>

#include "engine/cel/functions.h"

namespace yijian::cel {
namespace {

using Kinds = uint32_t;  // a set of kinds

constexpr Kinds of(std::initializer_list<TypeKind> kinds) {
  Kinds set = 0;
  for (const TypeKind kind : kinds) set |= Kinds{1} << static_cast<unsigned>(kind);
  return set;
}

// A mixed number is taken where both int and double are.
bool takes(Kinds set, const Type& type) {
  if (type.is_dyn()) return true;
  if (is_mixed(type)) {
    constexpr Kinds kBoth = of({TypeKind::integer, TypeKind::real});
    return (set & kBoth) == kBoth;
  }
  return (set & of({type.kind})) != 0;
}

struct Signature {
  std::string_view name;
  Kinds first;
  TypeKind result;
  Kinds second = 0;
};

using K = TypeKind;
constexpr std::array<Signature, 17> kSignatures = {{
    {"size", of({K::string, K::bytes, K::list, K::map, K::record}), K::integer},
    {"startsWith", of({K::string}), K::boolean, of({K::string})},
    {"endsWith", of({K::string}), K::boolean, of({K::string})},
    {"contains", of({K::string}), K::boolean, of({K::string})},
    {"matches", of({K::string}), K::boolean, of({K::string})},
    {"in_state", of({K::string}), K::boolean},
    {"int", of({K::integer, K::uinteger, K::real, K::string, K::timestamp}), K::integer},
    {"uint", of({K::integer, K::uinteger, K::real, K::string}), K::uinteger},
    {"double", of({K::integer, K::uinteger, K::real, K::string}), K::real},
    {"string",
     of({K::integer, K::uinteger, K::real, K::string, K::boolean, K::bytes, K::timestamp,
         K::duration}),
     K::string},
    {"bool", of({K::boolean, K::string}), K::boolean},
    {"bytes", of({K::bytes, K::string}), K::bytes},
    {"timestamp", of({K::integer, K::string, K::timestamp}), K::timestamp},
    {"duration", of({K::string, K::duration}), K::duration},
    {"type",
     of({K::null, K::boolean, K::integer, K::uinteger, K::real, K::string, K::bytes, K::list,
         K::map, K::record, K::timestamp, K::duration, K::type}),
     K::type},
    {"dyn",
     of({K::null, K::boolean, K::integer, K::uinteger, K::real, K::string, K::bytes, K::list,
         K::map, K::record, K::timestamp, K::duration, K::type}),
     K::dyn},
    // The rest are getters: of instants, some of durations too, when no zone is named.
    {"get", of({K::timestamp}), K::integer, of({K::string})},
}};

const Signature& signature_of(std::string_view name) {
  for (const Signature& one : kSignatures)
    if (one.name == name) return one;
  return kSignatures.back();
}

bool counts_durations(std::string_view getter) {
  return getter == "getHours" || getter == "getMinutes" || getter == "getSeconds" ||
         getter == "getMilliseconds";
}

Type type_of_sum(Op op, const Type& left, const Type& right) {
  const bool from_instant = left.is(K::timestamp);
  if (op == Op::subtract && from_instant && right.is(K::timestamp)) return {.kind = K::duration};
  return {.kind = from_instant || right.is(K::timestamp) ? K::timestamp : K::duration};
}

}  // namespace

std::optional<Type> type_of_call(const Node& call, const std::vector<Type>& arguments) {
  const Signature& signature = signature_of(call.text);
  const bool is_getter = &signature == &kSignatures.back();
  const bool of_duration = is_getter && arguments.size() == 1 && arguments[0].is(K::duration) &&
                           counts_durations(call.text);
  if (!of_duration && !takes(signature.first, arguments[0])) return std::nullopt;
  if (arguments.size() == 2 && !takes(signature.second, arguments[1])) return std::nullopt;
  return Type{.kind = signature.result};
}

std::optional<Type> type_of_arithmetic(Op op, const Type& left, const Type& right) {
  constexpr Kinds kNumbers = of({K::integer, K::uinteger, K::real});
  constexpr Kinds kJoined = of({K::string, K::bytes, K::list});
  constexpr Kinds kTimes = of({K::timestamp, K::duration});
  if (left.is_dyn() && right.is_dyn()) return Type{};
  const Type& known = left.is_dyn() ? right : left;
  const bool is_sum = op == Op::add || op == Op::subtract;
  if (is_sum && (of({known.kind}) & kTimes) != 0) {
    if (left.is_dyn() || right.is_dyn()) return Type{};
    const bool both = (of({left.kind}) & kTimes) != 0 && (of({right.kind}) & kTimes) != 0;
    const bool instants = left.is(K::timestamp) && right.is(K::timestamp);
    const bool backwards = left.is(K::duration) && right.is(K::timestamp);
    const bool fits = op == Op::add ? !instants : !backwards;
    return both && fits ? std::optional<Type>(type_of_sum(op, left, right)) : std::nullopt;
  }
  const Kinds set =
      (op == Op::modulo ? of({K::integer, K::uinteger}) : kNumbers) | (op == Op::add ? kJoined : 0);
  if ((of({known.kind}) & set) == 0) return std::nullopt;
  if (left.is_dyn() || right.is_dyn())
    return known.is(K::list) ? list_of({}) : Type{.kind = known.kind};
  if (left.kind != right.kind) return std::nullopt;
  return joined(left, right);
}

bool is_ordered(const Type& left, const Type& right) {
  constexpr Kinds kOrdered = of({K::boolean, K::integer, K::uinteger, K::real, K::string, K::bytes,
                                 K::timestamp, K::duration});
  if (!takes(kOrdered, left) || !takes(kOrdered, right)) return false;
  if (left.is_dyn() || right.is_dyn()) return true;
  return left.kind == right.kind || (is_numeric(left) && is_numeric(right));
}

}  // namespace yijian::cel
