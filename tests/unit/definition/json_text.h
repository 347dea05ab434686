// JSON written in a test.
#pragma once

#include <gtest/gtest.h>

#include "engine/base/json.h"

namespace yijian::definition {

inline Value json(std::string_view text) {
  Result<Value> value = parse_json(text);
  EXPECT_TRUE(value.has_value()) << text;
  return value ? *value : Value();
}

}  // namespace yijian::definition
