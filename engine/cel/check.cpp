#include "engine/cel/check.h"

#include <algorithm>

#include "engine/cel/evaluator.h"
#include "engine/cel/functions.h"
#include "engine/cel/presence.h"
#include "engine/cel/signatures.h"
#include "engine/cel/text.h"

namespace yijian::cel {
namespace {

constexpr size_t kFieldsNamed = 8;  // of those that there are, in a fault's words

class TypeChecker {
 public:
  TypeChecker(const Program& program, const Record& names) : program_(program), names_(names) {}

  Checked run(const Program* assumed) && {
    Checked out;
    if (assumed != nullptr) presence_.assume(assumed->root(), true);
    out.type = check(program_.root());
    out.faults = std::move(faults_);
    return out;
  }

 private:
  void fault(const Node& node, std::string code, std::vector<std::string> words) {
    faults_.push_back(
        {std::move(code), place_of(program_.source(), node.offset), std::move(words)});
  }

  Type wrong(const Node& node, const std::string& what) {
    fault(node, "cel_type", {what});
    return {};
  }

  Type check(const Node& node) {
    switch (node.op) {
      case Op::constant:
        return type_of(node.value);
      case Op::name:
        return name(node);
      case Op::variable:
        return variables_[node.slot];
      case Op::select:
        return select(node);
      case Op::index:
        return index(node);
      case Op::list:
        return list(node);
      case Op::map:
        return map(node);
      case Op::negate:
        return negate(node);
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::modulo:
        return arithmetic(node);
      case Op::conditional:
        return conditional(node);
      case Op::call:
        return call(node);
      case Op::filter:
      case Op::map_each:
      case Op::map_where:
        return loop(node);
      default:
        break;
    }
    check_truth(node);
    return {.kind = TypeKind::boolean};
  }

  void check_truth(const Node& node) {
    switch (node.op) {
      case Op::negation:
        return want_bool(node, node.args[0]);
      case Op::all_of:
      case Op::any_of:
        return connective(node);
      case Op::equal:
      case Op::not_equal:
        return equality(node);
      case Op::in:
        return membership(node);
      case Op::has:
        member(node, check(node.args[0]), node.text, false);
        return;
      case Op::all:
      case Op::exists:
      case Op::exists_one:
        loop(node);
        return;
      default:
        return ordering(node);
    }
  }

  Type name(const Node& node) {
    const KnownField* known = names_.find(node.text);
    if (known != nullptr) return known->type;
    if (node.value.kind() == Value::Kind::type) return {.kind = TypeKind::type};
    return {};
  }

  Type select(const Node& node) { return member(node, check(node.args[0]), node.text, true); }

  // The type of a target's member; `reads`: not only asked whether it is there.
  Type member(const Node& node, const Type& target, const std::string& key, bool reads) {
    if (target.is_dyn()) return {};
    if (target.is(TypeKind::map)) {
      const bool by_text = !target.key || target.key->is_dyn() || target.key->is(TypeKind::string);
      if (!by_text) return wrong(node, "." + key + ": " + title_of(target));
      return target.element ? *target.element : Type{};
    }
    if (!target.is(TypeKind::record)) return wrong(node, "." + key + ": " + title_of(target));
    const KnownField* field = target.fields->find(key);
    if (field == nullptr) {
      if (!target.fields->is_open) unknown(node, *target.fields, key);
      return {};
    }
    if (reads && field->may_be_absent) look_for(node, *field);
    return field->type;
  }

  void unknown(const Node& node, const Record& record, const std::string& key) {
    std::string names;
    for (size_t i = 0; i < record.fields.size() && i < kFieldsNamed; ++i)
      names += (i > 0 ? " " : "") + record.fields[i].name;
    const std::string path = member_path(node);
    fault(node, "cel_unknown_field", {path.empty() ? key : shown(path), names});
  }

  // A path as its author wrote it: without the numbers of loops' variables.
  static std::string shown(std::string path) {
    for (size_t at = path.find('@'); at != std::string::npos; at = path.find('@'))
      path.erase(at, path.find_first_not_of("0123456789", at + 1) - at);
    return path;
  }

  void look_for(const Node& node, const KnownField& field) {
    const std::string path = member_path(node);
    if (presence_.has_member(path)) return;
    for (const std::string& condition : field.present_when) {
      const Result<Program> program = compile(condition);
      if (program && presence_.holds(shape_of(program->root()))) return;
    }
    if (std::find(missed_.begin(), missed_.end(), path) != missed_.end()) return;
    missed_.push_back(path);
    const std::string written = path.empty() ? field.name : shown(path);
    const std::string test = "has(" + written + ")";
    const bool has_members = field.type.is(TypeKind::record);
    fault(node, "cel_may_be_absent",
          {written,
           has_members ? test + " && …" : test + " ? " + written + " : " + plainest(field.type),
           field.remedy});
  }

  Type index(const Node& node) {
    const Type target = check(node.args[0]);
    const Type key = check(node.args[1]);
    const Node& at = node.args[1];
    if (target.is_dyn()) return {};
    if (target.is(TypeKind::list)) {
      if (!key.is_dyn() && !is_numeric(key)) return wrong(node, "list[" + title_of(key) + "]");
      return target.element ? *target.element : Type{};
    }
    if (target.is(TypeKind::record)) {
      if (at.op == Op::constant && at.value.is_string())
        return member(node, target, at.value.string(), true);
      if (!comparable(key, {.kind = TypeKind::string}))
        return wrong(node, "map[" + title_of(key) + "]");
      return {};
    }
    if (!target.is(TypeKind::map)) return wrong(node, title_of(target) + "[" + title_of(key) + "]");
    if (target.key && !comparable(key, *target.key))
      return wrong(node, title_of(target) + "[" + title_of(key) + "]");
    return target.element ? *target.element : Type{};
  }

  Type list(const Node& node) {
    if (node.args.empty()) return list_of({});
    Type element = check(node.args[0]);
    for (size_t i = 1; i < node.args.size(); ++i) element = joined(element, check(node.args[i]));
    return list_of(std::move(element));
  }

  Type map(const Node& node) {
    Record record;
    bool is_record = true;
    Type keys;
    Type values;
    for (size_t i = 0; i < node.args.size(); i += 2) {
      const Node& key = node.args[i];
      const Type type = check(key);
      const bool may_be_key = type.is_dyn() || type.is(TypeKind::string) ||
                              type.is(TypeKind::integer) || type.is(TypeKind::uinteger) ||
                              type.is(TypeKind::boolean);
      if (!may_be_key) wrong(key, "{" + title_of(type) + ": …}");
      keys = i == 0 ? type : joined(keys, type);
      is_record = is_record && key.op == Op::constant && key.value.is_string();
      Type value = check(node.args[i + 1]);
      values = i == 0 ? value : joined(values, value);
      if (is_record) record.fields.push_back({key.value.string(), std::move(value)});
    }
    return is_record ? record_of(std::move(record)) : map_of(std::move(keys), std::move(values));
  }

  Type negate(const Node& node) {
    const Type operand = check(node.args[0]);
    const bool fits = operand.is_dyn() || operand.is(TypeKind::integer) ||
                      operand.is(TypeKind::real) || is_mixed(operand);
    return fits ? operand : wrong(node, "-" + title_of(operand));
  }

  Type arithmetic(const Node& node) {
    const Type left = check(node.args[0]);
    const Type right = check(node.args[1]);
    const std::string sign(symbol_of(node.op));
    const std::string what = title_of(left) + " " + sign + " " + title_of(right);
    if (is_mixed(left) || is_mixed(right)) {
      const bool fits =
          (is_numeric(left) || left.is_dyn()) && (is_numeric(right) || right.is_dyn());
      if (!fits) return wrong(node, what);
      return mixed(node, is_mixed(left) ? node.args[0] : node.args[1],
                   is_mixed(left) ? left : right, what);
    }
    const std::optional<Type> type = type_of_arithmetic(node.op, left, right);
    if (type && has_constant_operands(node)) evaluate_alone(node);
    return type ? *type : wrong(node, what);
  }

  Type mixed(const Node& node, const Node& operand, const Type& type, const std::string& what) {
    const bool is_whole = type.is(TypeKind::whole);
    const std::string path = member_path(operand);
    const std::string written = path.empty() ? "…" : shown(path);
    fault(node, "cel_mixed_numbers",
          {path.empty() ? what : written, (is_whole ? "int(" : "double(") + written + ")"});
    return {};
  }

  Type conditional(const Node& node) {
    want_bool(node, node.args[0]);
    const Type then = assuming(node.args[0], true, node.args[1]);
    const Type otherwise = assuming(node.args[0], false, node.args[2]);
    return joined(then, otherwise);
  }

  Type assuming(const Node& condition, bool truth, const Node& part) {
    const size_t entries = presence_.assume(condition, truth);
    Type type = check(part);
    presence_.forget(entries);
    return type;
  }

  Type call(const Node& node) {
    std::vector<Type> types;
    std::string shown_types;
    for (const Node& arg : node.args) {
      types.push_back(check(arg));
      shown_types += (shown_types.empty() ? "" : ", ") + title_of(types.back());
    }
    if (const auto type = type_of_call(node, types)) {
      always_fails(node);
      return *type;
    }
    return wrong(node, node.text + "(" + shown_types + ")");
  }

  static bool has_constant_operands(const Node& node) {
    return std::all_of(node.args.begin(), node.args.end(),
                       [](const Node& arg) { return arg.op == Op::constant; });
  }

  // A call of constants that was not folded has no value.
  void always_fails(const Node& node) {
    if (node.function->is_pure && has_constant_operands(node)) return evaluate_alone(node);
    // A zone that is not in the database, of an instant that is not known yet.
    if (node.args.size() != 2 || node.args[1].op != Op::constant || !is_getter(node)) return;
    Node probe = node;
    probe.args[0] = Node{.offset = node.offset, .value = Timestamp{}};
    evaluate_alone(probe);
  }

  static bool is_getter(const Node& node) {
    const auto all = getters();
    return std::any_of(all.begin(), all.end(),
                       [&](const Function& one) { return one.run == node.function->run; });
  }

  void evaluate_alone(const Node& node) {
    const MapScope nothing{Value(Map{})};
    Evaluator evaluator(nothing, 0);
    if (evaluator.evaluate(node) || evaluator.trouble().fail == Fail::budget) return;
    const Error error = describe(evaluator.trouble(), program_.source());
    fault(node, "cel_always_fails", {error.code, error.detail});
  }

  void want_bool(const Node& user, const Node& node) {
    const Type type = check(node);
    if (type.is_dyn() || type.is(TypeKind::boolean)) return;
    wrong(user, std::string(symbol_of(user.op)) + " " + title_of(type));
  }

  // An operand matters only while the others do not decide, wherever they stand.
  void connective(const Node& node) {
    size_t entries = 0;
    for (const Node& arg : node.args) entries += presence_.assume(arg, node.op == Op::all_of);
    for (const Node& arg : node.args) want_bool(node, arg);
    presence_.forget(entries);
  }

  void never_equal(const Node& node, const Type& left, const Type& right) {
    fault(node, "cel_never_equal",
          {title_of(left) + " " + std::string(symbol_of(node.op)) + " " + title_of(right)});
  }

  void equality(const Node& node) {
    const Type left = check(node.args[0]);
    const Type right = check(node.args[1]);
    if (!comparable(left, right)) never_equal(node, left, right);
  }

  void ordering(const Node& node) {
    const Type left = check(node.args[0]);
    const Type right = check(node.args[1]);
    if (!is_ordered(left, right))
      wrong(node, title_of(left) + " " + std::string(symbol_of(node.op)) + " " + title_of(right));
  }

  void membership(const Node& node) {
    const Type item = check(node.args[0]);
    const Type range = check(node.args[1]);
    if (range.is_dyn()) return;
    Type member_type;
    if (range.is(TypeKind::list) && range.element)
      member_type = *range.element;
    else if (range.is(TypeKind::record))
      member_type = {.kind = TypeKind::string};
    else if (range.is(TypeKind::map) && range.key)
      member_type = *range.key;
    else if (!range.is(TypeKind::list) && !range.is(TypeKind::map)) {
      wrong(node, title_of(item) + " in " + title_of(range));
      return;
    }
    if (!comparable(item, member_type)) never_equal(node, item, range);
  }

  Type loop(const Node& node) {
    const Type range = check(node.args[0]);
    const bool is_range = range.is_dyn() || range.is(TypeKind::list) || range.is(TypeKind::map) ||
                          range.is(TypeKind::record);
    if (!is_range) return wrong(node, title_of(range) + "." + std::string(symbol_of(node.op)));
    Type item;
    if (range.is(TypeKind::list) && range.element) item = *range.element;
    if (range.is(TypeKind::map) && range.key) item = *range.key;
    if (range.is(TypeKind::record)) item = {.kind = TypeKind::string};
    variables_.resize(node.slot);
    variables_.push_back(item);
    if (node.op == Op::map_each) return list_of(check(node.args[1]));
    want_bool(node, node.args[1]);
    if (node.op == Op::map_where) return list_of(assuming(node.args[1], true, node.args[2]));
    return node.op == Op::filter ? list_of(item) : Type{.kind = TypeKind::boolean};
  }

  const Program& program_;
  const Record& names_;
  std::vector<TypeFault> faults_;
  std::vector<std::string> missed_;  // paths told of already
  std::vector<Type> variables_;      // of the loops around
  Presence presence_;
};

}  // namespace

Checked check_types(const Program& program, const Record& names, const Program* assumed) {
  return TypeChecker(program, names).run(assumed);
}

}  // namespace yijian::cel
