// A value or the reason there is none: the project's own std::expected.
// Expected refusals travel as Result; programmer errors stop at ENSURE.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace yijian {

// One fault inside a larger input: a JSON pointer and what is wrong there.
struct Fault {
  std::string pointer;
  std::string code;
  std::string detail;
};

// Why an operation was refused.
//
//   code     stable snake_case word; drives HTTP status and the message tables.
//   detail   one English sentence for operators; never personal data.
//   pointer  JSON pointer to the offending place of the input, or empty.
//   place    "file:line:col" when the input was a file, or empty.
//   names    what the refusal is about (missing materials, allowed actions ...).
//   faults   every fault found, when there may be several.
struct Error {
  std::string code;
  std::string detail{};
  std::string pointer{};
  std::string place{};
  std::vector<std::string> names{};
  std::vector<Fault> faults{};
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-*)
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  const T& value() const& { return std::get<0>(held_); }
  T& value() & { return std::get<0>(held_); }
  T&& value() && { return std::get<0>(std::move(held_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const Error& error() const& { return std::get<1>(held_); }
  Error& error() & { return std::get<1>(held_); }
  Error&& error() && { return std::get<1>(std::move(held_)); }

 private:
  std::variant<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  // Not defaulted: `return {};` would first clear all the room that an Error may need.
  Result() {}
  Result(Error error) : error_(std::move(error)) {}  // NOLINT
  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const& { return *error_; }
  Error& error() & { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

[[noreturn]] inline void ensure_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
  std::abort();
}

}  // namespace yijian

// A programmer's error, checked in release builds too; never reachable from input.
#define ENSURE(condition) \
  ((condition) ? void(0) : ::yijian::ensure_failed(#condition, __FILE__, __LINE__))
