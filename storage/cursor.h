// The cursor of a page of tasks, the same for every store: where in the order of tasks a page
// ended.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/casework/ports.h"

namespace yijian::storage {

inline constexpr size_t kMaxPage = 500;

inline size_t page_limit(size_t wanted) {
  return wanted < 1 ? 1 : wanted > kMaxPage ? kMaxPage : wanted;
}

// Messages are ordered by their place in the outbox, which is the cursor. 0: the first page.
// Errors: invalid_cursor.
inline Result<int64_t> read_place(std::string_view text) {
  int64_t place = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), place);
  if (text.empty() || (read.ec == std::errc() && read.ptr == text.data() + text.size()))
    return place;
  return Error{.code = "invalid_cursor", .detail = "no cursor of a page of messages"};
}

// Tasks are ordered by due (none: INT64_MAX), then by the case's age, then by task.
struct TaskCursor {
  int64_t due_ms = INT64_MIN;
  std::string case_id;
  std::string task;
};

inline std::string write_cursor(const casework::TaskHit& hit) {
  const int64_t due_ms = hit.task.due ? hit.task.due->ms : INT64_MAX;
  return std::to_string(due_ms) + " " + hit.head.id + " " + hit.task.task;
}

// Nothing for an empty text: the first page. Errors: invalid_cursor.
inline Result<std::optional<TaskCursor>> read_cursor(std::string_view text) {
  if (text.empty()) return std::optional<TaskCursor>();
  TaskCursor cursor;
  const size_t first = text.find(' ');
  const size_t second = first == text.npos ? text.npos : text.find(' ', first + 1);
  const char* end = text.data() + (first == text.npos ? text.size() : first);
  const auto read = std::from_chars(text.data(), end, cursor.due_ms);
  if (second == text.npos || read.ec != std::errc() || read.ptr != end)
    return Error{.code = "invalid_cursor", .detail = "no cursor of a page of tasks"};
  cursor.case_id = text.substr(first + 1, second - first - 1);
  cursor.task = text.substr(second + 1);
  return std::optional(std::move(cursor));
}

}  // namespace yijian::storage
