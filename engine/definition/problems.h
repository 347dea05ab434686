// Where things stand in files, and the list of what is wrong with them. One cause, one problem.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/definition/load.h"

namespace yijian::definition {

// A place in a file: its path and a JSON pointer into it.
struct Origin {
  std::string file;
  std::string pointer;
};

// Texts of files by path: needed only to tell line and column.
using Texts = std::map<std::string, std::string, std::less<>>;

// Where the parts of a value that was put together come from.
class Places {
 public:
  explicit Places(std::string file) : file_(std::move(file)) {}
  // What stands at or below `prefix` comes from `origin`; a longer prefix wins, of equals the
  // later.
  void map(std::string prefix, Origin origin) {
    parts_.push_back({std::move(prefix), std::move(origin)});
  }
  Origin at(std::string_view pointer) const;
  const std::string& file() const { return file_; }

 private:
  struct Part {
    std::string prefix;
    Origin origin;
  };
  std::string file_;
  std::vector<Part> parts_;
};

// Collects problems while files are loaded.
class Report {
 public:
  // words: what the message's {0}, {1} ... stand for.
  void add(std::string code, Origin at, std::vector<std::string> words = {});
  size_t size() const { return found_.size(); }
  // The problems in order of file and line, each place and code once.
  std::vector<Problem> problems(const Texts& texts) const;

 private:
  struct Found {
    std::string code;
    Origin at;
    std::vector<std::string> words;
  };
  std::vector<Found> found_;
};

// The message of a problem's code with its words filled in.
Text message(std::string_view code, const std::vector<std::string>& words);

}  // namespace yijian::definition
