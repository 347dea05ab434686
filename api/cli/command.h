// A command of the program as data: its words, and the function that does it. Adding a command is
// a file with a CommandSpec and a line in commands.cpp. Knows no command-line library.
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace yijian::cli {

struct Io {
  std::istream& in;
  std::ostream& out;  // the result, nothing else
  std::ostream& err;  // everything else
};

// What was given, by the name of the argument or of the option without its dashes.
class Arguments {
 public:
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  // The last value given, or `otherwise`.
  std::string text(std::string_view name, std::string_view otherwise = "") const;
  const std::vector<std::string>& all(std::string_view name) const;
  bool json() const { return has("json"); }
  void set(std::string name, std::vector<std::string> values) {
    values_[std::move(name)] = std::move(values);
  }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

enum class Takes { nothing, one, many };
struct Word {
  std::string_view name;  // "DIR", or "--data"
  Takes takes;
  bool required;
  std::string_view help;
};

struct CommandSpec {
  std::string_view name;
  std::string_view summary;  // zh / en
  std::vector<Word> positionals;
  std::vector<Word> options;  // --json is every command's
  int (*run)(const Arguments& arguments, const Io& io);
};

// Every command, in the order of the help text.
const std::vector<const CommandSpec*>& commands();

// Parses the command line and runs the command; the exit code. Never throws.
int main(int argc, const char* const* argv, const Io& io);

// The error on io.err, one line a fault, "place: code: detail"; the exit code that it means.
int report(const Error& error, const Io& io);

}  // namespace yijian::cli
