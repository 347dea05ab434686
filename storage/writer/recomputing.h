// The dues of open cases, computed anew by the calendar that the writer was made with (R-CLOCK-07):
// once for each calendar, page by page, to be gone on with after a kill.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "storage/writer/setup.h"

namespace yijian::storage {

// The register that tells how far it is, under kRecomputed: {"calendar": the digest, "after": the
// last case of the pages that are done, "cases": how many of these have other dues, "done": whether
// all are}.
inline constexpr std::string_view kCalendarRegister = "@calendar";
inline constexpr std::string_view kRecomputed = "recomputed";

struct RecomputeCase {
  std::string case_id;
  size_t row = 0;  // of the page, from 0
};
struct NoteRecomputed {
  Value entry;
};
using RecomputeWork = std::variant<RecomputeCase, NoteRecomputed>;

// Of the writing thread alone. Open cases alone are read, and none when the calendar is the one by
// which all were computed before. Doing a case twice does nothing the second time.
class Recomputing {
 public:
  explicit Recomputing(const Setup& setup) : setup_(setup) {}

  // Cases to be looked at, newest first, at most `most`; a page's note when they are done. The same
  // until it is told done. Errors: those of the queries.
  Result<std::vector<RecomputeWork>> take(size_t most);
  // Every open case has the dues of the calendar in force.
  bool finished() const { return finished_; }

  // After COMMIT.
  //   changed  whether the case had a step.
  void done(const RecomputeCase& looked_at, bool changed);
  void done(const NoteRecomputed& noted);

 private:
  struct Page {
    std::vector<std::string> cases;
    std::string next;  // cursor of the one behind it, or ""
    size_t finished = 0;
    int64_t changed = 0;
  };

  void remember();
  Status read_page();
  Value note() const;

  const Setup& setup_;
  bool remembered_ = false;
  bool finished_ = false;
  std::string after_;    // cursor of the page
  int64_t changed_ = 0;  // cases of the pages before it
  std::optional<Page> page_;
};

}  // namespace yijian::storage
