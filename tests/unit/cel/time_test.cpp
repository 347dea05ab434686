#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

TEST(cel_timestamps, refuse_texts_and_numbers_that_are_none) {
  expect_errors({
      {"timestamp('')", "cel_invalid_argument"},
      {"timestamp('2025-06-09')", "cel_invalid_argument"},
      {"timestamp('2025-06-09T09:00:00')", "cel_invalid_argument"},
      {"timestamp('2025-06-09 09:00:00Z')", "cel_invalid_argument"},
      {"timestamp('2025-06-09T09:00Z')", "cel_invalid_argument"},
      {"timestamp('2025-02-29T00:00:00Z')", "cel_invalid_argument"},
      {"timestamp('2025-13-01T00:00:00Z')", "cel_invalid_argument"},
      {"timestamp('2025-00-01T00:00:00Z')", "cel_invalid_argument"},
      {"timestamp('2025-01-01T24:00:00Z')", "cel_invalid_argument"},
      {"timestamp('2025-01-01T00:60:00Z')", "cel_invalid_argument"},
      {"timestamp('2025-01-01T00:00:60Z')", "cel_invalid_argument"},
      {"timestamp('2025-01-01T00:00:00.Z')", "cel_invalid_argument"},
      {"timestamp('2025-01-01T00:00:00.1234567890Z')", "cel_invalid_argument"},
      {"timestamp('2025-01-01T00:00:00+8:00')", "cel_invalid_argument"},
      {"timestamp('2025-01-01T00:00:00+08:00x')", "cel_invalid_argument"},
      {"timestamp('0000-01-01T00:00:00Z')", "cel_invalid_argument"},
      {"timestamp('0001-01-01T00:00:00+00:01')", "cel_invalid_argument"},
      {"timestamp('9999-12-31T23:59:59-00:01')", "cel_invalid_argument"},
      {"timestamp(253402300800)", "cel_overflow"},
      {"timestamp(-62135596801)", "cel_overflow"},
      {"timestamp(1.0)", "cel_no_such_overload"},
      {"timestamp(null)", "cel_no_such_overload"},
  });
}

TEST(cel_timestamps, are_read_written_and_counted) {
  expect_values({
      {"timestamp('1970-01-01T00:00:00Z')", Timestamp{0, 0}},
      {"timestamp('1970-01-01T08:00:01.5+08:00')", Timestamp{1, 500'000'000}},
      {"timestamp('1969-12-31T23:59:59.000000001Z')", Timestamp{-1, 1}},
      {"timestamp('0001-01-01T00:00:00Z')", Timestamp{-62'135'596'800, 0}},
      {"timestamp('9999-12-31T23:59:59.999999999Z')", Timestamp{253'402'300'799, 999'999'999}},
      {"timestamp(1749430800)", Timestamp{1'749'430'800, 0}},
      {"timestamp(timestamp(5))", Timestamp{5, 0}},
      {"int(timestamp('2025-06-09T09:00:00+08:00'))", 1'749'430'800},
      {"string(timestamp('2025-06-09T09:00:00+08:00'))", "2025-06-09T01:00:00Z"},
      {"string(timestamp('0001-01-01T00:00:00.120Z'))", "0001-01-01T00:00:00.12Z"},
      {"timestamp('2025-06-09T00:00:00Z') + duration('24h') == timestamp('2025-06-10T00:00:00Z')",
       true},
      {"timestamp('2025-06-10T00:00:00Z') - timestamp('2025-06-09T00:00:00Z') == duration('24h')",
       true},
      {"timestamp('2025-06-09T09:00:00+08:00') < timestamp('2025-06-09T01:00:01Z')", true},
  });
}

TEST(cel_timestamps, give_their_parts_in_utc_or_in_a_zone) {
  const Value names = Map{{"t", Timestamp{1'735'664'461, 987'000'000}},  // 2024-12-31T17:01:01.987Z
                          {"bad", Timestamp{INT64_MAX, 0}}};
  expect_values(
      {
          {"t.getFullYear()", 2024},
          {"t.getMonth()", 11},
          {"t.getDate()", 31},
          {"t.getDayOfMonth()", 30},
          {"t.getDayOfWeek()", 2},
          {"t.getDayOfYear()", 365},
          {"t.getHours()", 17},
          {"t.getMinutes()", 1},
          {"t.getSeconds()", 1},
          {"t.getMilliseconds()", 987},
          {"t.getFullYear('Asia/Shanghai')", 2025},
          {"t.getMonth('+08:00')", 0},
          {"t.getDate('08:00')", 1},
          {"t.getDayOfMonth('Asia/Shanghai')", 0},
          {"t.getDayOfWeek('Asia/Shanghai')", 3},
          {"t.getDayOfYear('Asia/Shanghai')", 0},
          {"t.getHours('-02:30')", 14},
          {"t.getMinutes('-02:30')", 31},
          {"t.getSeconds('UTC')", 1},
          {"t.getMilliseconds('UTC')", 987},
          {"timestamp('9999-12-31T23:59:59Z').getFullYear('+08:00')", 10'000},
          {"timestamp('0001-01-01T00:00:00Z').getHours('-01:00')", 23},
      },
      names);
  expect_errors(
      {
          {"t.getHours('Mars/Olympus')", "cel_invalid_argument"},
          {"t.getHours('')", "cel_invalid_argument"},
          {"t.getHours('+8')", "cel_invalid_argument"},
          {"t.getHours('+24:00')", "cel_invalid_argument"},
          {"t.getHours('+08:60')", "cel_invalid_argument"},
          {"t.getHours('+08:00 ')", "cel_invalid_argument"},
          {"t.getHours('localtime')", "cel_invalid_argument"},
          {"t.getHours('right/UTC')", "cel_invalid_argument"},
          {"t.getHours('posix/UTC')", "cel_invalid_argument"},
          {"t.getHours('Asia')", "cel_invalid_argument"},
          {"t.getHours('Asia/')", "cel_invalid_argument"},
          {"t.getHours('/usr/share/zoneinfo/UTC')", "cel_invalid_argument"},
          {"t.getHours('Asia/../UTC')", "cel_invalid_argument"},
          {"t.getHours('zone.tab')", "cel_invalid_argument"},
          {"t.getHours('UTC' + '\\000')", "cel_invalid_argument"},
          {"t.getHours(8)", "cel_no_such_overload"},
          {"bad.getFullYear()", "cel_overflow"},
          {"string(bad)", "cel_overflow"},
          {"'2025'.getFullYear()", "cel_no_such_overload"},
          {"duration('1h').getFullYear()", "cel_no_such_overload"},
          {"duration('1h').getHours('UTC')", "cel_no_such_overload"},
      },
      names);
}

TEST(cel_timestamps, keep_the_clocks_of_named_zones) {
  expect_values({
      // Summer time begins and ends.
      {"timestamp('2025-03-09T06:59:59Z').getHours('America/New_York')", 1},
      {"timestamp('2025-03-09T07:00:00Z').getHours('America/New_York')", 3},
      {"timestamp('2025-11-02T05:59:59Z').getHours('America/New_York')", 1},
      {"timestamp('2025-11-02T06:00:00Z').getHours('America/New_York')", 1},
      {"timestamp('2025-06-09T12:00:00Z').getMinutes('Asia/Kathmandu')", 45},
      // China had summer time from 1986 to 1991, Shanghai local time before 1901.
      {"timestamp('1988-07-01T00:00:00Z').getHours('Asia/Shanghai')", 9},
      {"timestamp('1992-07-01T00:00:00Z').getHours('Asia/Shanghai')", 8},
      {"timestamp('1900-01-01T00:00:00Z').getSeconds('Asia/Shanghai')", 43},
      // Beyond the table of changes their rule goes on.
      {"timestamp('2199-07-01T12:00:00Z').getHours('Europe/Berlin')", 14},
      {"timestamp('2199-01-01T12:00:00Z').getHours('Europe/Berlin')", 13},
      {"timestamp('2025-06-09T12:00:00Z').getHours('Etc/GMT+8')", 4},
  });
}

TEST(cel_durations, refuse_texts_that_are_none) {
  expect_errors({
      {"duration('')", "cel_invalid_argument"},
      {"duration('-')", "cel_invalid_argument"},
      {"duration('1')", "cel_invalid_argument"},
      {"duration('s')", "cel_invalid_argument"},
      {"duration('.s')", "cel_invalid_argument"},
      {"duration('1d')", "cel_invalid_argument"},
      {"duration('1h 30m')", "cel_invalid_argument"},
      {"duration('1h-30m')", "cel_invalid_argument"},
      {"duration('315576000001s')", "cel_invalid_argument"},
      {"duration('-315576000000.1s')", "cel_invalid_argument"},
      {"duration('9999999999999999h')", "cel_invalid_argument"},
      {"duration(5)", "cel_no_such_overload"},
  });
}

TEST(cel_durations, are_read_written_and_taken_apart) {
  expect_values({
      {"duration('0')", Duration{0, 0}},
      {"duration('1h30m')", Duration{5400, 0}},
      {"duration('-1.5s')", Duration{-1, -500'000'000}},
      {"duration('+100ms')", Duration{0, 100'000'000}},
      {"duration('1us2ns')", Duration{0, 1002}},
      {"duration('.5h')", Duration{1800, 0}},
      {"duration('1.h')", Duration{3600, 0}},
      {"duration('0.1234567899s')", Duration{0, 123'456'789}},
      {"duration('315576000000s')", Duration{315'576'000'000, 0}},
      {"string(duration('1h30m'))", "5400s"},
      {"string(duration('-1500ms'))", "-1.5s"},
      {"string(duration('-1ns'))", "-0.000000001s"},
      {"duration('90m').getHours()", 1},
      {"duration('90m').getMinutes()", 90},
      {"duration('90m').getSeconds()", 5400},
      {"duration('1.234s').getMilliseconds()", 234},
      {"duration('-90m').getHours()", -1},
      {"duration('1h') == duration('60m') && duration('1s') < duration('1m')", true},
  });
}

TEST(cel_matches, refuses_what_is_no_regular_expression) {
  expect_compile_errors({
      {"a.matches('(')", "cel_syntax"},
      {"matches(a, '[')", "cel_syntax"},
      {"a.matches('a{1001}')", "cel_syntax"},
      {"a.matches('(?=a)')", "cel_syntax"},
      {"a.matches('((a{100}){100}){100}')", "cel_syntax"},
      {"a.matches('" + std::string(1025, 'a') + "')", "cel_too_large"},
      {"matches('a')", "cel_arguments"},
      {"a.matches('a', 'b')", "cel_arguments"},
  });
  const Value names = Map{{"bad", "("}, {"long", std::string(1025, 'a')}, {"one", 1}, {"a", "a"}};
  expect_errors(
      {
          {"a.matches(bad)", "cel_invalid_argument"},
          {"a.matches(long)", "cel_invalid_argument"},
          {"a.matches(one)", "cel_no_such_overload"},
          {"one.matches('1')", "cel_no_such_overload"},
      },
      names);
}

TEST(cel_matches, finds_a_pattern_anywhere) {
  const Value names =
      Map{{"code", "310101198001011234"}, {"pattern", "^[0-9]+$"}, {"name", "张三"}};
  expect_values(
      {
          {"code.matches('^[0-9]{17}[0-9X]$')", true},
          {"matches(code, '^[0-9]{18}$')", true},
          {"code.matches('1980')", true},
          {"code.matches('^1980')", false},
          {"code.matches(pattern)", true},
          {"name.matches(r'^\\p{Han}{2}$')", true},
          {"name.matches('^.{2}$')", true},
          {"name.matches('')", true},
          {"'abc'.matches('b')", true},
      },
      names);
}

}  // namespace
}  // namespace yijian::cel
