// Regimes (适用制度) and which kernel rule binds which, with number, unit and source: one table.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/law/clock.h"

namespace yijian::law {

enum class Regime { licence, registration, benefit, service, appeal, duty };
std::string_view name(Regime regime);
std::optional<Regime> regime_from(std::string_view name);

// A rule of the kernel. Every id has a heading in docs/rules/.
struct Rule {
  std::string_view id;  // "R-ACCEPT-02"
  std::string_view title_zh;
  std::string_view title_en;
  std::string_view law;      // "行政许可法"; "" where the source is the design itself
  std::string_view article;  // "第三十二条"
};
const std::vector<Rule>& rules();
const Rule* find_rule(std::string_view id);
// Whether the rule binds the regime. An unknown id is a programmer's error.
bool binds(std::string_view rule, Regime regime);

// The longest notice period (补正告知), decision period, extension and delivery that the regime's
// law allows; nothing where it sets none. A definition may tighten, never loosen.
//   registration  extension of an item 3wd 市场主体登记管理条例 第十九条 (no ceiling of its
//                 decision: registrations have statutes of their own); notice, delivery and a
//                 thing's extension as house rules, with the licence's numbers
//   benefit, service, appeal  notice 5wd as a house rule, no statutory ceiling
//   duty          none
struct Ceilings {
  std::optional<Limit> notice;     // 5wd  行政许可法 第三十二条
  std::optional<Limit> statutory;  // 20wd 第四十二条; 45wd for a thing, 第二十六条
  std::optional<Limit> extension;  // 10wd; 15wd for a thing
  std::optional<Limit> delivery;   // 10wd 第四十四条
};
Ceilings ceilings(Regime regime, bool thing);

// Who may extend: head (本机关负责人), governor (本级人民政府负责人) for a thing.
std::string_view extension_rank(bool thing);

// Remedies told with every refusal, denial or termination, zh; "" for a duty, which has no party.
std::string_view remedies_zh(Regime regime);

// What stops a decision clock, a closed table: the §45 procedures hearing, bidding, auction,
// inspection, testing, quarantine, appraisal, expert-review (only these open `suspended`); and,
// for the promise alone and where a definition declares it, deferred-papers and payment.
// Nothing when the word names none.
struct StopReason {
  std::string_view name;
  std::string_view zh;
  bool stops_statutory;  // false: stops only the promise
  std::string_view law;
  std::string_view article;
};
const StopReason* find_stop_reason(std::string_view name);

}  // namespace yijian::law
