// yijian due: the last day of a limit, by the calendars, with its pauses.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/workflows.h"
#include "engine/base/json.h"
#include "engine/law/clock.h"

namespace yijian::cli {
namespace {

struct Pause {
  Day from, until;  // the first day that does not count; the day of resumption
};

Error invalid_pause(const std::string& text) {
  return {"invalid_pause", "\"" + text +
                               "\": a pause is written FIRST..RESUMED, after the start and the "
                               "pause before it"};
}

Result<std::vector<Pause>> pauses_of(const Arguments& arguments, Day start) {
  std::vector<Pause> pauses;
  Day last = start;
  for (const std::string& text : arguments.all("pause")) {
    const size_t dots = text.find("..");
    if (dots == std::string::npos) return invalid_pause(text);
    const Result<Day> from = parse_day(text.substr(0, dots));
    const Result<Day> until = parse_day(text.substr(dots + 2));
    if (!from || !until || *until < *from || *from < last) return invalid_pause(text);
    pauses.push_back({*from, *until});
    last = *until;
  }
  return pauses;
}

Result<law::WorkCalendar> calendar_from(const Arguments& arguments, const Io& io) {
  std::string folder = arguments.text("calendar");
  if (folder.empty()) {
    const Result<std::filesystem::path> root = workflows_root("");
    if (!root) {
      io.err << "没有日历，只按周末计算 / no calendar found: weekends alone are counted\n";
      return law::WorkCalendar();
    }
    folder = (*root / "calendars").string();
  }
  const Result<std::vector<law::YearNotice>> notices = load_notices(folder);
  if (!notices) return notices.error();
  return law::WorkCalendar(*notices);
}

Result<law::Clock> clock_of(const Arguments& arguments, const law::WorkCalendar& calendar) {
  const Result<Instant> start = parse_instant(arguments.text("START"));
  if (!start) return start.error();
  const Result<law::Limit> limit = law::parse_limit(arguments.text("LIMIT"));
  if (!limit) return limit.error();
  const Result<std::vector<Pause>> pauses = pauses_of(arguments, day_of(*start));
  if (!pauses) return pauses.error();
  law::Clock clock = law::start_clock(*start, *limit, calendar);
  for (const Pause& pause : *pauses) {
    // What is over by then cannot be stopped any more.
    if (clock.due <= start_of(pause.from)) break;
    const Instant from = std::max(start_of(pause.from), *start);
    clock = law::pause_clock(clock, from, calendar);
    clock = law::resume_clock(clock, std::max(start_of(pause.until), from), calendar);
  }
  return clock;
}

int run_due(const Arguments& arguments, const Io& io) {
  const Result<law::WorkCalendar> calendar = calendar_from(arguments, io);
  if (!calendar) return report(calendar.error(), io);
  const Result<law::Clock> clock = clock_of(arguments, *calendar);
  if (!clock) return report(clock.error(), io);
  const std::string last = format_day(law::last_day(clock->due));
  if (arguments.json())
    io.out << to_json(Map{{"last_day", last},
                          {"due", format_instant(clock->due)},
                          {"provisional", clock->provisional}})
           << "\n";
  else
    io.out << last << (clock->provisional ? " （暂定 / provisional）" : "") << "\n";
  return 0;
}

}  // namespace

const CommandSpec& due_command() {
  static const CommandSpec spec{
      "due",
      "算期限 / the last day of a limit",
      {{"START", Takes::one, true, "起始日，如 2025-04-28 / start day; itself not counted"},
       {"LIMIT", Takes::one, true, "期限，如 5wd 3d 20d> 2mo 36h / limit"}},
      {{"--pause", Takes::many, false, "暂停 首日..恢复日 / pause FIRST..RESUMED, repeatable"},
       {"--calendar", Takes::one, false, "日历目录 / folder of calendars"}},
      run_due};
  return spec;
}

}  // namespace yijian::cli
