// Writing JSON, and finding places in JSON text that is already known to be valid enough.
#include <charconv>
#include <cmath>

#include "engine/base/digest.h"
#include "engine/base/json.h"
#include "engine/base/position.h"
#include "engine/base/text.h"

namespace yijian {
namespace {

class Writer {
 public:
  explicit Writer(bool pretty) : pretty_(pretty) {}
  std::string take() { return std::move(out_); }

  void write(const Value& value) {
    switch (value.kind()) {
      case Value::Kind::list:
        return write_list(value.list());
      case Value::Kind::map:
        return write_map(value.map());
      default:
        write_scalar(value);
    }
  }

 private:
  void write_scalar(const Value& value) {
    switch (value.kind()) {
      case Value::Kind::null:
        out_ += "null";
        break;
      case Value::Kind::boolean:
        out_ += value.boolean() ? "true" : "false";
        break;
      case Value::Kind::integer:
        out_ += std::to_string(value.integer());
        break;
      case Value::Kind::uinteger:
        out_ += std::to_string(value.uinteger());
        break;
      case Value::Kind::real:
        write_real(value.real());
        break;
      case Value::Kind::string:
        append_quoted(out_, value.string());
        break;
      case Value::Kind::bytes:
        append_quoted(out_, base64(value.bytes().data));
        break;
      case Value::Kind::timestamp:
        append_quoted(out_, format_timestamp(value.timestamp()));
        break;
      case Value::Kind::duration:
        append_quoted(out_, format_duration(value.duration()));
        break;
      case Value::Kind::type:
        append_quoted(out_, type_name(value.type().named));
        break;
      case Value::Kind::list:
      case Value::Kind::map:
        break;
    }
  }

  void write_real(double number) {
    if (!std::isfinite(number)) {
      append_quoted(out_, std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
      return;
    }
    const std::string text = format_double(number);
    if (number == 0 && std::signbit(number)) out_ += '-';
    out_ += text;
    if (text.find_first_of(".e") == std::string::npos) out_ += ".0";
  }

  void write_list(const List& list) {
    out_ += '[';
    bool first = true;
    for (const Value& element : list) {
      next(first, list.size());
      write(element);
    }
    close(']', list.empty());
  }

  void write_map(const Map& map) {
    out_ += '{';
    bool first = true;
    for (const Map::Entry& entry : map) {
      next(first, map.size());
      append_quoted(out_, entry.key.is_string() ? entry.name() : to_json(entry.key));
      out_ += pretty_ ? ": " : ":";
      write(entry.value);
    }
    close('}', map.empty());
  }

  void next(bool& first, size_t /*size*/) {
    if (!first) out_ += ',';
    if (first) ++depth_;
    first = false;
    if (pretty_) indent();
  }

  void close(char bracket, bool empty) {
    if (!empty) {
      --depth_;
      if (pretty_) indent();
    }
    out_ += bracket;
  }

  void indent() {
    out_ += '\n';
    out_.append(depth_ * 2, ' ');
  }

  bool pretty_;
  size_t depth_ = 0;
  std::string out_;
};

// Walks JSON text and skips values; every step checks the end, so broken text ends the walk.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  size_t at() const { return at_; }

  void blank() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
      ++at_;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void step() { at_ = std::min(at_ + 1, text_.size()); }

  // The text between the quotes at the present place, escapes undone by the JSON parser.
  std::string string() {
    const size_t begin = at_;
    skip_string();
    const Result<Value> parsed = parse_json(text_.substr(begin, at_ - begin));
    return parsed && parsed->is_string() ? parsed->string() : "";
  }

  void skip_value() {
    int depth = 0;
    do {
      blank();
      const char c = peek();
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        --depth;
        ++at_;
      } else if (c == ',' || c == ':') {
        ++at_;
      } else {
        skip_word();
      }
      blank();
    } while (depth > 0 && at_ < text_.size());
  }

 private:
  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    at_ = std::min(at_ + 1, text_.size());
  }
  void skip_word() {
    const size_t begin = at_;
    while (at_ < text_.size() &&
           std::string_view(",:]} \t\r\n").find(text_[at_]) == std::string_view::npos)
      ++at_;
    if (at_ == begin) step();
  }

  std::string_view text_;
  size_t at_ = 0;
};

// Moves to the member or element that the token names, telling where its key stands; false when
// there is none.
bool descend(Scanner& scanner, std::string_view token, Extent& extent) {
  scanner.blank();
  const bool object = scanner.peek() == '{';
  if (!object && scanner.peek() != '[') return false;
  scanner.step();
  for (size_t index = 0;; ++index) {
    scanner.blank();
    const char c = scanner.peek();
    if (c == '}' || c == ']' || c == '\0') return false;
    const size_t key_from = scanner.at();
    const std::string key = object ? scanner.string() : std::to_string(index);
    const size_t key_to = scanner.at();
    scanner.blank();
    if (object) scanner.step();
    scanner.blank();
    if (key == token) {
      extent = {object ? key_from : scanner.at(), object ? key_to : scanner.at(), scanner.at(), 0};
      return true;
    }
    scanner.skip_value();
    if (scanner.peek() == ',') scanner.step();
  }
}

std::string unescaped(std::string_view token) {
  std::string text;
  for (size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    text += escape ? (token[i + 1] == '1' ? '/' : '~') : token[i];
    if (escape) ++i;
  }
  return text;
}

// The first token of a pointer, dropped from it.
std::string take_token(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const size_t end = std::min(pointer.find('/'), pointer.size());
  std::string token = unescaped(pointer.substr(0, end));
  pointer.remove_prefix(end);
  return token;
}

}  // namespace

std::string to_json(const Value& value) {
  Writer writer(false);
  writer.write(value);
  return writer.take();
}

std::string to_pretty_json(const Value& value) {
  Writer writer(true);
  writer.write(value);
  return writer.take();
}

Extent extent_of(std::string_view text, std::string_view pointer) {
  Scanner scanner(text);
  scanner.blank();
  Extent extent{scanner.at(), scanner.at(), scanner.at(), 0};
  while (pointer.starts_with('/') && descend(scanner, take_token(pointer), extent)) {
  }
  Scanner value(text.substr(extent.from));
  value.skip_value();
  extent.to = extent.from + value.at();
  while (extent.to > extent.from && std::string_view(" \n\r\t").find(text[extent.to - 1]) !=
                                        std::string_view::npos)
    --extent.to;
  return extent;
}

Position locate(std::string_view text, std::string_view pointer) {
  return position_of(text, extent_of(text, pointer).from);
}

const Value* at_pointer(const Value& value, std::string_view pointer) {
  const Value* found = &value;
  while (found != nullptr && pointer.starts_with('/')) {
    const std::string token = take_token(pointer);
    if (found->is_map()) {
      found = found->find(token);
    } else if (found->is_list()) {
      size_t index = 0;
      const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
      const bool valid = error == std::errc() && end == token.data() + token.size() &&
                         index < found->list().size();
      found = valid ? &found->list()[index] : nullptr;
    } else {
      found = nullptr;
    }
  }
  return pointer.empty() ? found : nullptr;
}

std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  while (pointer.starts_with('/')) tokens.push_back(take_token(pointer));
  return tokens;
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

}  // namespace yijian
