// How the fields of a record are written and read: what is absent, what always stands, and how an
// instant, a limit or a clock looks. Inside the codec of events and steps alone.
//
// FieldWriter and FieldReader have the same methods, so that one description of a type
// (`fields(f, e)`) serves both directions and they cannot differ.
#pragma once

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/casework/step.h"
#include "engine/law/clock.h"

namespace yijian::casework {

// E is T or const T: a description taken by the writer (const) and the reader alike.
template <class E, class T>
concept Of = std::same_as<std::remove_const_t<E>, T>;

Error malformed_record(std::string detail, std::string pointer = "");

class FieldWriter {
 public:
  FieldWriter() { map_.entries().reserve(kUsualFields); }

  // Absent when empty, zero, false, null.
  void text(std::string_view key, const std::string& text);
  template <std::signed_integral N>
  void count(std::string_view key, N number) {
    if (number != 0) map_.append(Value(key), Value(static_cast<int64_t>(number)));
  }
  void flag(std::string_view key, bool flag);
  void unless_true(std::string_view key, bool flag);  // absent when true
  void free(std::string_view key, const Value& value);
  void texts(std::string_view key, const std::vector<std::string>& texts);
  void list(std::string_view key, const List& list);
  void lists(std::string_view key, const std::map<std::string, std::vector<std::string>>& lists);
  void instant(std::string_view key, const std::optional<Instant>& instant);

  // Always there.
  void always(std::string_view key, const std::string& text);
  void always(std::string_view key, int64_t number);
  void always(std::string_view key, const List& list);
  void always(std::string_view key, const std::vector<std::string>& texts);
  void always(std::string_view key, Instant instant);
  void always(std::string_view key, Day day);
  void always(std::string_view key, const law::Limit& limit);
  void always(std::string_view key, const law::Clock& clock);
  // A map; null is written as an empty one.
  void always_map(std::string_view key, const Value& map);

  // Structures with a description of their own.
  template <class T>
  void nested(std::string_view key, const std::optional<T>& part) {
    if (!part) return;
    FieldWriter inner;
    fields(inner, *part);
    map_.append(Value(key), inner.take());
  }
  template <class T>
  void each(std::string_view key, const std::vector<T>& parts) {
    if (parts.empty()) return;
    List list;
    list.reserve(parts.size());
    for (const T& part : parts) {
      FieldWriter inner;
      fields(inner, part);
      list.push_back(inner.take());
    }
    map_.append(Value(key), Value(std::move(list)));
  }

  Value take() { return Value(std::move(map_)); }

 private:
  static constexpr size_t kUsualFields = 8;

  Map map_;
};

// Reads what FieldWriter writes and nothing else: a key that is missing, empty where it should be
// absent, of another type or never asked for makes status() an error. After an error the fields
// are meaningless.
class FieldReader {
 public:
  explicit FieldReader(const Value& record, std::string pointer = "");

  void text(std::string_view key, std::string& text);
  template <std::signed_integral N>
  void count(std::string_view key, N& number) {
    const Value* const value = take(key);
    if (value == nullptr) return;
    if (!value->is_int() || value->integer() == 0 || !std::in_range<N>(value->integer()))
      return fail(key, "no number, or zero");
    number = static_cast<N>(value->integer());
  }
  void flag(std::string_view key, bool& flag);
  void unless_true(std::string_view key, bool& flag);
  void free(std::string_view key, Value& value);
  void texts(std::string_view key, std::vector<std::string>& texts);
  void list(std::string_view key, List& list);
  void lists(std::string_view key, std::map<std::string, std::vector<std::string>>& lists);
  void instant(std::string_view key, std::optional<Instant>& instant);

  void always(std::string_view key, std::string& text);
  void always(std::string_view key, int64_t& number);
  void always(std::string_view key, List& list);
  void always(std::string_view key, std::vector<std::string>& texts);
  void always(std::string_view key, Instant& instant);
  void always(std::string_view key, Day& day);
  void always(std::string_view key, law::Limit& limit);
  void always(std::string_view key, law::Clock& clock);
  void always_map(std::string_view key, Value& map);

  template <class T>
  void nested(std::string_view key, std::optional<T>& part) {
    const Value* const value = take(key);
    if (value != nullptr) part = read_part<T>(*value, below(key));
  }
  template <class T>
  void each(std::string_view key, std::vector<T>& parts) {
    const Value* const value = take(key);
    if (value == nullptr) return;
    if (!value->is_list() || value->list().empty()) return fail(key, "no list, or empty");
    for (const Value& part : value->list()) parts.push_back(read_part<T>(part, below(key)));
  }

  // The member, counted as known; nullptr when absent.
  const Value* take(std::string_view key);
  // Whether the record has the member; does not count it as known.
  bool has(std::string_view key) const { return record_.find(key) != nullptr; }
  void fail(std::string_view key, std::string detail);
  // Errors: malformed_record, the first one; also when a key was never taken.
  Status status() const;

 private:
  template <class T>
  T read_part(const Value& value, std::string pointer) {
    FieldReader inner(value, std::move(pointer));
    T part;
    fields(inner, part);
    if (Status status = inner.status(); !status && !error_) error_ = std::move(status.error());
    return part;
  }
  // The member, or an error when it is absent.
  const Value* need(std::string_view key);
  bool read_text(std::string_view key, const Value& value, std::string& text);
  void read_texts(std::string_view key, const Value& value, std::vector<std::string>& texts);
  void read_list(std::string_view key, const Value& value, List& list);
  std::string below(std::string_view key) const;

  const Value& record_;
  std::string pointer_;
  size_t taken_ = 0;
  std::optional<Error> error_;
};

// {start, limit, used?, from, running?, yellow, due, provisional?}
template <class F, Of<law::Clock> E>
void fields(F& f, E& clock) {
  f.always("due", clock.due);
  f.always("from", clock.counted_from);
  f.always("limit", clock.limit);
  f.flag("provisional", clock.provisional);
  f.unless_true("running", clock.running);
  f.always("start", clock.start);
  f.count("used", clock.used);
  f.always("yellow", clock.yellow);
}

// {case, n, hash}
template <class F, Of<Opener> E>
void fields(F& f, E& opener) {
  f.always("case", opener.case_id);
  f.always("hash", opener.hash);
  f.always("n", opener.n);
}

}  // namespace yijian::casework
