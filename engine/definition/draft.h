// A definition in the making, and Node, through which its parts are read: every read checks the
// shape and puts what is wrong into the report.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/definition/problems.h"

namespace yijian::definition {

// What an expression's value is for.
enum class Use {
  value,      // anything
  condition,  // a bool
  kept        // put into variables or a licence, and so into the record
};

// An expression that has been read: its types are checked when all that it may name is known.
struct Expression {
  std::string source;
  Origin at;
  Use use = Use::value;
  int transition = -1;  // of the machine, whose event it sees; -1: none, or nobody knows
};

struct Draft {
  Value value;      // the definition: as written, then more and more put together
  Value constants;  // {"with", "tables"}
  Places places;
  Report& report;
  size_t reported_before = report.size();
  std::vector<Expression> expressions{};

  // Whether nothing has been found wrong with it so far.
  bool is_clean() const { return report.size() == reported_before; }
  Finding& fault(std::string code, std::string_view pointer, std::vector<std::string> words = {}) {
    return report.add(std::move(code), places.at(pointer), std::move(words));
  }
};

enum class Need { optional, required };

// The names that expressions may read.
std::span<const std::string_view> cel_names();
bool is_cel_name(std::string_view name);
// Reports the free names that no expression knows, and notes the expression for its types.
void check_expression(Draft& draft, const cel::Program& program, std::string_view pointer, Use use,
                      int transition = -1);
// The limit that an author probably meant: certain where only blanks and capitals are in the way.
Finding& mend_limit(Finding& finding, std::string_view written);
// Whether the role is one of LANGUAGE rule 1.
bool is_role(std::string_view role);
const std::vector<std::string>& role_names();
// The words of a list in one string, parted by blanks.
std::vector<std::string> words_of(std::string_view text);
// The names, each with the prefix before it.
std::vector<std::string> prefixed(std::string_view prefix, std::vector<std::string> names);
// The names of a map's members.
std::vector<std::string> keys_of(const Value& map);

class Node {
 public:
  Node(Value value, std::string pointer, Draft& draft)
      : value_(std::move(value)), pointer_(std::move(pointer)), draft_(&draft) {}

  const Value& value() const { return value_; }
  const std::string& pointer() const { return pointer_; }
  Draft& draft() const { return *draft_; }
  bool has(std::string_view key) const { return value_.find(key) != nullptr; }
  // The member (null when absent).
  Node operator[](std::string_view key) const;
  // The elements of a list, the members of a map; none, with a fault, of anything else but null.
  std::vector<Node> elements() const;
  std::vector<std::pair<std::string, Node>> members() const;

  // Whether this is a map, faulting every key that is not known.
  bool check_keys(std::initializer_list<std::string_view> known) const;
  // A string that is not empty; "" when absent or wrong.
  std::string text(std::string_view key, Need need = Need::optional) const;
  // A string that is one of the choices.
  std::string word(std::string_view key, std::initializer_list<std::string_view> choices,
                   std::string_view otherwise) const;
  bool flag(std::string_view key, bool otherwise = false) const;
  std::vector<std::string> texts(std::string_view key) const;
  Text title(std::string_view key, Need need = Need::required) const;
  std::optional<cel::Program> program(std::string_view key, Use use = Use::condition) const;
  std::optional<law::Limit> limit(std::string_view key, Need need = Need::required) const;
  std::vector<Basis> basis(std::string_view key, Need need = Need::optional) const;

  Finding& fault(std::string code, std::vector<std::string> words = {}) const {
    return draft_->fault(std::move(code), pointer_, std::move(words));
  }
  std::optional<std::string> as_text() const;  // faults when it is no string, or empty
  Text as_title() const;
  std::optional<cel::Program> as_program(Use use) const;

 private:
  bool absent(std::string_view key, Need need) const;

  Value value_;
  std::string pointer_;
  Draft* draft_;
};

}  // namespace yijian::definition
