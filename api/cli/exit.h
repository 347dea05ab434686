// Exit codes (退出码): a contract with every script that calls the program.
#pragma once

#include <string_view>

namespace yijian::cli {

inline constexpr int kOk = 0;
inline constexpr int kFindings = 1;  // problems, failed scenarios, an expression's error
inline constexpr int kUsage = 2;
inline constexpr int kUnreadable = 3;  // input that cannot be read
inline constexpr int kStore = 4;
inline constexpr int kRefused = 5;
inline constexpr int kBug = 70;

// The exit code that an error's code means.
int exit_code(std::string_view error_code);

}  // namespace yijian::cli
