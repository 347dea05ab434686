// What every refusal code means to HTTP and to people: one table.
#pragma once

#include <span>
#include <string_view>

namespace yijian::http {

struct Message {
  std::string_view code;
  int status;
  std::string_view zh;
  std::string_view en;
};

// The message of a code, or that of "internal" (500) when the table does not know the code.
const Message& message_of(std::string_view code);
bool is_known_code(std::string_view code);

// Sorted by code.
std::span<const Message> all_messages();

}  // namespace yijian::http
