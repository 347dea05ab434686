// Tables of expression and verdict: what the tests of the expression language are made of.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/cel.h"

namespace yijian::cel {

// An expression that has a value.
struct ValueRow {
  std::string source;
  Value value;
};

// An expression that is refused with a code, when compiled or when evaluated.
struct ErrorRow {
  std::string source;
  std::string code;
};

// The value or the error; the scope has the members of `names`.
inline Result<Value> outcome(std::string_view source, const Value& names = Map()) {
  Result<Program> program = compile(source);
  if (!program) return program.error();
  return evaluate(*program, MapScope(names));
}

inline void expect_values(const std::vector<ValueRow>& rows, const Value& names = Map()) {
  for (const ValueRow& row : rows) {
    SCOPED_TRACE(row.source.substr(0, 200));
    const Result<Value> result = outcome(row.source, names);
    if (result.has_value()) {
      EXPECT_TRUE(*result == row.value) << "kind " << static_cast<int>(result->kind());
    } else {
      ADD_FAILURE() << result.error().code << " " << result.error().detail;
    }
  }
}

inline void expect_compile_errors(const std::vector<ErrorRow>& rows) {
  for (const ErrorRow& row : rows) {
    SCOPED_TRACE(row.source.substr(0, 200));
    const Result<Program> program = compile(row.source);
    ASSERT_FALSE(program.has_value());
    EXPECT_EQ(program.error().code, row.code) << program.error().detail;
    EXPECT_FALSE(program.error().detail.empty());
  }
}

// The expressions compile, and fail when they are evaluated.
inline void expect_errors(const std::vector<ErrorRow>& rows, const Value& names = Map()) {
  for (const ErrorRow& row : rows) {
    SCOPED_TRACE(row.source.substr(0, 200));
    const Result<Program> program = compile(row.source);
    ASSERT_TRUE(program.has_value()) << program.error().detail;
    const Result<Value> result = evaluate(*program, MapScope(names));
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, row.code) << result.error().detail;
    EXPECT_FALSE(result.error().detail.empty());
  }
}

}  // namespace yijian::cel
