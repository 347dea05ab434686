#include "engine/base/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/position.h"

namespace yijian {
namespace {

// Builds Values from nlohmann's events; a stack of open containers, no recursion.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add(Value()); }
  bool boolean(bool v) override { return add(Value(v)); }
  bool number_integer(number_integer_t v) override { return add(Value(static_cast<int64_t>(v))); }
  bool number_unsigned(number_unsigned_t v) override {
    if (v > static_cast<number_unsigned_t>(INT64_MAX))
      return refuse("malformed_json", "an integer beyond 64 bits");
    return add(Value(static_cast<int64_t>(v)));
  }
  bool number_float(number_float_t v, const string_t& text) override {
    if (text.find_first_of(".eE") == string_t::npos)
      return refuse("malformed_json", "an integer beyond 64 bits");
    return add(Value(v));
  }
  bool string(string_t& v) override { return add(Value(std::move(v))); }
  bool binary(binary_t& /*v*/) override { return refuse("malformed_json", "no JSON"); }
  bool start_object(size_t /*n*/) override { return open(true); }
  bool start_array(size_t /*n*/) override { return open(false); }
  bool key(string_t& v) override {
    frames_.back().key = std::move(v);
    return frames_.back().map.size() < kMaxJsonMembers ||
           refuse("too_many_members", "more than 4096 members in one object");
  }
  bool end_object() override {
    Frame frame = std::move(frames_.back());
    if (const std::string* twice = duplicate(frame.map)) {
      frames_.back().key = *twice;
      return refuse("duplicate_key", "a member is named twice");
    }
    frames_.pop_back();
    return add(Value(std::move(frame.map)));
  }
  bool end_array() override {
    List list = std::move(frames_.back().list);
    frames_.pop_back();
    return add(Value(std::move(list)));
  }
  bool parse_error(size_t byte, const std::string& /*token*/,
                   const nlohmann::detail::exception& e) override {
    error_ = {.code = "malformed_json", .detail = reason(e.what()), .pointer = pointer()};
    byte_ = byte > 0 ? byte - 1 : 0;
    return false;
  }

  Value take() { return std::move(root_); }
  Error& error() { return error_; }
  // The byte a syntax error stands at, or npos for errors known by their pointer.
  size_t byte() const { return byte_; }

 private:
  struct Frame {
    bool object;
    std::string key;
    Map map;
    List list;
  };

  bool open(bool object) {
    if (frames_.size() >= kMaxJsonDepth) return refuse("too_deep", "nested deeper than 64 levels");
    frames_.push_back({.object = object, .key = {}, .map = {}, .list = {}});
    return true;
  }

  bool add(Value value) {
    if (frames_.empty()) {
      root_ = std::move(value);
    } else if (frames_.back().object) {
      frames_.back().map.append(Value(std::move(frames_.back().key)), std::move(value));
    } else {
      frames_.back().list.push_back(std::move(value));
    }
    return true;
  }

  bool refuse(std::string code, std::string detail) {
    error_ = {.code = std::move(code), .detail = std::move(detail), .pointer = pointer()};
    return false;
  }

  // Where the parser stands: the key or index of every open container.
  std::string pointer() const {
    std::string text;
    for (const Frame& frame : frames_)
      text +=
          "/" + (frame.object ? pointer_token(last_key(frame)) : std::to_string(frame.list.size()));
    return text;
  }

  // The key being read, or, when its value has just been added, that of the last member.
  static const std::string& last_key(const Frame& frame) {
    const bool added = frame.key.empty() && !frame.map.empty();
    return added ? frame.map.entries().back().name() : frame.key;
  }

  static const std::string* duplicate(const Map& map) {
    std::vector<const std::string*> keys;
    keys.reserve(map.size());
    for (const Map::Entry& entry : map) keys.push_back(&entry.name());
    std::sort(keys.begin(), keys.end(), [](auto* a, auto* b) { return *a < *b; });
    const auto twice =
        std::adjacent_find(keys.begin(), keys.end(), [](auto* a, auto* b) { return *a == *b; });
    return twice == keys.end() ? nullptr : *twice;
  }

  // The library's sentence without its prefix and without the text it last read, which may be
  // personal.
  static std::string reason(std::string_view what) {
    const size_t colon = what.rfind("; ");
    std::string_view tail =
        what.substr(what.find(": ") == std::string_view::npos ? 0 : what.find(": ") + 2);
    if (colon != std::string_view::npos && what.find("invalid string") == std::string_view::npos)
      tail = what.substr(colon + 2);
    if (const size_t read = tail.find("; last read"); read != std::string_view::npos)
      tail = tail.substr(0, read);
    return std::string(tail);
  }

  std::vector<Frame> frames_;
  Value root_;
  Error error_;
  size_t byte_ = std::string_view::npos;
};

}  // namespace

Result<Value> parse_json(std::string_view text, std::string_view name) {
  Builder builder;
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  Error error = std::move(builder.error());
  const Position position = builder.byte() != std::string_view::npos
                                ? position_of(text, builder.byte())
                                : locate(text, error.pointer);
  error.place = place_of(name, position);
  return error;
}

}  // namespace yijian
