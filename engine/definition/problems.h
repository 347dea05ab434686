// Where things stand in files, and the list of what is wrong with them. One cause, one problem.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/definition/problem.h"

namespace yijian::definition {

// A place in a file: its path and a JSON pointer into it.
struct Origin {
  std::string file;
  std::string pointer;
  bool operator==(const Origin&) const = default;
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

inline constexpr size_t kMaxProblems = 1'000;  // told of one set of files; more say only that

// One finding in the making: what is added to it stands in its problem.
class Finding {
 public:
  Finding(std::string code, Origin at, std::vector<std::string> words)
      : code_(std::move(code)), at_(std::move(at)), words_(std::move(words)) {}

  // Names that would be right here instead of `word`: the nearest is suggested, and put in its
  // place when that is certain and the word stands there alone.
  Finding& suggest(const std::string& word, const std::vector<std::string>& names);
  // The name that was probably meant; never put in its place.
  Finding& propose(std::string name);
  // The value, or the key, may for certain be replaced by this text of JSON.
  Finding& replace(std::string json);
  // The member may for certain go.
  Finding& remove();
  Finding& relate(Origin place, Note note);
  Finding& along(std::vector<std::string> path);

 private:
  friend class Report;
  std::string code_;
  Origin at_;
  std::vector<std::string> words_;
  std::string word_, suggestion_;
  bool certain_ = false, removes_ = false;
  std::string replacement_;
  std::vector<std::pair<Origin, Note>> related_;
  std::vector<std::string> path_;
};

// Collects problems while files are loaded.
class Report {
 public:
  // words: what the message's {0}, {1} ... stand for. The finding may be added to until the next
  // call.
  Finding& add(std::string code, Origin at, std::vector<std::string> words = {});
  // How many have been added, told or not.
  size_t size() const { return count_; }
  // The problems in order of file and line, each place and code once.
  std::vector<Problem> problems(const Texts& texts) const;

 private:
  std::deque<Finding> found_;
  Finding untold_{"", {}, {}};  // what is added beyond the limit
  size_t count_ = 0;
};

// What another place is to a problem.
Text text_of(Note note);
// The message of a problem's code with its words filled in.
Text message(std::string_view code, const std::vector<std::string>& words);

}  // namespace yijian::definition
