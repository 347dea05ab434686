#include "engine/law/phase.h"

#include <array>

#include "engine/base/result.h"

namespace yijian::law {
namespace {

struct Names {
  std::string_view name;
  std::string_view zh;
};
constexpr std::array<Names, kPhaseCount> kNames = {{
    {"draft", "填报"},
    {"submitted", "收件"},
    {"correcting", "补正"},
    {"accepted", "受理·审查"},
    {"suspended", "特别程序"},
    {"decided", "已决定"},
    {"delivered", "已送达"},
    {"closed", "办结"},
    {"refused", "不予受理"},
    {"withdrawn", "撤回"},
    {"terminated", "终止"},
    {"voided", "作废"},
    {"revoked", "撤销"},
}};

const Names& names_of(Phase phase) {
  const auto index = static_cast<size_t>(phase);
  ENSURE(index < kNames.size());
  return kNames[index];
}

}  // namespace

std::string_view name(Phase phase) { return names_of(phase).name; }

std::string_view name_zh(Phase phase) { return names_of(phase).zh; }

std::optional<Phase> phase_from(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i].name == name) return static_cast<Phase>(i);
  return std::nullopt;
}

bool is_pending(Phase phase) { return phase <= Phase::suspended; }

bool is_settled(Phase phase) { return !is_pending(phase); }

bool is_terminal(Phase phase) { return phase >= Phase::refused; }

}  // namespace yijian::law
