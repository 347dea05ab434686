#include "engine/cel/trouble.h"

#include "engine/cel/text.h"

namespace yijian::cel {
namespace {

std::string_view code_of(Fail fail) {
  switch (fail) {
    case Fail::no_such_name:
      return "cel_no_such_name";
    case Fail::no_such_key:
      return "cel_no_such_key";
    case Fail::no_such_overload:
      return "cel_no_such_overload";
    case Fail::divide_by_zero:
      return "cel_divide_by_zero";
    case Fail::overflow:
      return "cel_overflow";
    case Fail::invalid_argument:
      return "cel_invalid_argument";
    case Fail::index:
      return "cel_index";
    case Fail::duplicate_key:
      return "cel_duplicate_key";
    case Fail::budget:
      return "cel_budget";
  }
  return "cel_budget";
}

std::string title_of(const Node& node) {
  if (node.op == Op::select || node.op == Op::has) return "." + node.text;
  if (node.op == Op::call) return node.text + "()";
  return std::string(symbol_of(node.op));
}

std::string overload(const Trouble& trouble) {
  const std::string title = title_of(*trouble.node);
  std::string detail = "no such overload: ";
  if (trouble.kind_count == 2 && trouble.node->op != Op::call) {
    return detail.append(name_of(trouble.kinds[0]))
        .append(" " + title + " ")
        .append(name_of(trouble.kinds[1]));
  }
  detail += title + " of ";
  for (size_t i = 0; i < trouble.kind_count; ++i) {
    detail.append(i == 0 ? "" : ", ").append(name_of(trouble.kinds[i]));
  }
  return detail;
}

std::string detail_of(const Trouble& trouble) {
  switch (trouble.fail) {
    case Fail::no_such_name:
      return "no such name: " + trouble.node->text;
    case Fail::no_such_key: {
      const bool is_field = trouble.node->op == Op::select;
      return is_field ? "no such key: " + trouble.node->text : "no such key";
    }
    case Fail::no_such_overload:
      return overload(trouble);
    case Fail::divide_by_zero:
      return "division by zero";
    case Fail::overflow:
      return "overflow in " + title_of(*trouble.node);
    default:
      return trouble.reason;
  }
}

}  // namespace

std::string_view symbol_of(Op op) {
  switch (op) {
    case Op::index:
      return "[]";
    case Op::negate:
      return "-";
    case Op::add:
      return "+";
    case Op::subtract:
      return "-";
    case Op::multiply:
      return "*";
    case Op::divide:
      return "/";
    case Op::modulo:
      return "%";
    case Op::conditional:
      return "?:";
    case Op::negation:
      return "!";
    case Op::all_of:
      return "&&";
    case Op::any_of:
      return "||";
    case Op::equal:
      return "==";
    case Op::not_equal:
      return "!=";
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    case Op::in:
      return "in";
    case Op::filter:
      return "filter()";
    case Op::map_each:
    case Op::map_where:
      return "map()";
    case Op::all:
      return "all()";
    case Op::exists:
      return "exists()";
    case Op::exists_one:
      return "exists_one()";
    default:
      return "";
  }
}

std::string_view name_of(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::null:
      return "null";
    case Value::Kind::timestamp:
      return "timestamp";
    case Value::Kind::duration:
      return "duration";
    default:
      return type_name(kind);
  }
}

Error describe(const Trouble& trouble, std::string_view source) {
  return {.code = std::string(code_of(trouble.fail)),
          .detail = detail_of(trouble),
          .place = trouble.node != nullptr ? place_of(source, trouble.node->offset) : ""};
}

}  // namespace yijian::cel
