// The grammar of `then`.
#include <algorithm>
#include <array>
#include <string_view>

#include "engine/authoring/fields.h"
#include "engine/authoring/scenario.h"
#include "engine/base/json.h"
#include "engine/law/phase.h"

namespace yijian::authoring {
namespace {

enum class Shape {
  word,
  words,
  word_or_words,
  word_or_null,
  day,
  boolean,
  number,
  light,
  phase,
  documents
};

struct Grammar {
  std::string_view key;
  Shape shape;
  bool map;  // {name: shape}
};
constexpr std::array kGrammar{Grammar{"phase", Shape::phase, false},
                              Grammar{"state", Shape::word_or_words, false},
                              Grammar{"outcome", Shape::word, false},
                              Grammar{"tasks", Shape::word, true},
                              Grammar{"due", Shape::day, true},
                              Grammar{"provisional", Shape::boolean, true},
                              Grammar{"used", Shape::number, true},
                              Grammar{"light", Shape::light, true},
                              Grammar{"since", Shape::day, true},
                              Grammar{"items", Shape::word, true},
                              Grammar{"cases", Shape::word, true},
                              Grammar{"started", Shape::number, false},
                              Grammar{"documents", Shape::documents, false},
                              Grammar{"licence", Shape::word_or_null, false},
                              Grammar{"credit", Shape::word, false},
                              Grammar{"events", Shape::words, false},
                              Grammar{"refused", Shape::word, false},
                              Grammar{"names", Shape::words, false},
                              Grammar{"why", Shape::words, false}};

bool are_words(const Value& value) {
  if (!value.is_list() || value.list().empty()) return false;
  for (const Value& one : value.list())
    if (!one.is_string()) return false;
  return true;
}

// {id, says}: of `says` one text or more.
bool is_document(const Value& value) {
  if (value.is_string()) return true;
  const Value says = value.member("says");
  return value.is_map() && value.map().size() == 2 && !value.text("id").empty() &&
         are_words(says) && says.list().size() <= kMaxSaid &&
         std::none_of(says.list().begin(), says.list().end(),
                      [](const Value& text) { return text.string().empty(); });
}

bool are_documents(const Value& value) {
  return value.is_list() && !value.list().empty() &&
         std::all_of(value.list().begin(), value.list().end(), is_document);
}

bool is_light(const Value& value) {
  if (!value.is_string()) return false;
  const std::string& word = value.string();
  return word == "green" || word == "yellow" || word == "red" || word == "paused";
}

bool has_shape(const Value& value, Shape shape) {
  switch (shape) {
    case Shape::word:
      return value.is_string() && !value.string().empty();
    case Shape::words:
      return are_words(value);
    case Shape::word_or_words:
      return value.is_string() || are_words(value);
    case Shape::word_or_null:
      return value.is_string() || value.is_null();
    case Shape::day:
      return value.is_string() && parse_day(value.string()).has_value();
    case Shape::boolean:
      return value.is_bool();
    case Shape::number:
      return value.is_int() && value.integer() >= 0;
    case Shape::light:
      return is_light(value);
    case Shape::phase:
      return value.is_string() && law::phase_from(value.string()).has_value();
    case Shape::documents:
      return are_documents(value);
  }
  return false;
}

std::string_view wanted(Shape shape) {
  switch (shape) {
    case Shape::word:
      return "a word is wanted";
    case Shape::words:
      return "a list of words is wanted";
    case Shape::word_or_words:
      return "a state or a list of states is wanted";
    case Shape::word_or_null:
      return "a licence's type or null is wanted";
    case Shape::day:
      return "a day like 2025-06-09 is wanted";
    case Shape::boolean:
      return "true or false is wanted";
    case Shape::number:
      return "a number is wanted";
    case Shape::light:
      return "green, yellow, red or paused is wanted";
    case Shape::phase:
      return "a phase is wanted";
    case Shape::documents:
      return "a list of documents, ids or {id, says}, is wanted";
  }
  return "";
}

// The ids in a row; and what each is to say, singly.
void add_documents(const Value& list, const std::string& pointer,
                   std::vector<Expectation>& expectations) {
  List ids;
  std::vector<Expectation> said;
  for (size_t i = 0; i < list.list().size(); ++i) {
    const Value& one = list.list()[i];
    ids.push_back(one.is_string() ? one : one.member("id"));
    if (one.is_string()) continue;
    const Value texts = one.member("says");
    for (size_t j = 0; j < texts.list().size(); ++j)
      said.push_back({"says", one.text("id"), texts.list()[j],
                      pointer + "/" + std::to_string(i) + "/says/" + std::to_string(j)});
  }
  expectations.push_back({"documents", "", std::move(ids), pointer});
  for (Expectation& one : said) expectations.push_back(std::move(one));
}

}  // namespace

std::vector<Expectation> parse_expectations(const Value& then, const std::string& pointer,
                                            std::vector<Fault>& faults) {
  std::vector<Expectation> expectations;
  Fields fields(then, pointer, faults);
  const auto add = [&](const Grammar& grammar, std::string name, const Value& value,
                       std::string where) {
    if (grammar.key == "since" && !law::phase_from(name))
      faults.push_back({where, "unknown_word", name + " is no phase"});
    else if (grammar.shape == Shape::documents && are_documents(value))
      add_documents(value, where, expectations);
    else if (has_shape(value, grammar.shape))
      expectations.push_back({std::string(grammar.key), std::move(name), value, std::move(where)});
    else
      faults.push_back({where, "wrong_type", std::string(wanted(grammar.shape))});
  };
  for (const Grammar& grammar : kGrammar) {
    const std::string where = fields.pointer(grammar.key);
    if (!grammar.map) {
      if (const Value* value = fields.find(grammar.key)) add(grammar, "", *value, where);
      continue;
    }
    const Value* map = fields.find(grammar.key, Value::Kind::map);
    if (map == nullptr) continue;
    for (const Map::Entry& entry : map->map())
      add(grammar, entry.name(), entry.value, where + "/" + pointer_token(entry.name()));
  }
  fields.finish();
  return expectations;
}

}  // namespace yijian::authoring
