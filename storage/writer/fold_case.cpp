#include "storage/writer/fold_case.h"

#include "engine/casework/evolve.h"

namespace yijian::storage {

using casework::CaseState;
using casework::OpenedStep;
using casework::SealedStep;

namespace {

Error corrupt(std::string_view case_id, int64_t n, const std::string& what) {
  return {.code = "store_corrupt",
          .detail = "case " + std::string(case_id) + ", step " + std::to_string(n) + ": " + what};
}

}  // namespace

std::optional<casework::Opener> opener_of(const casework::StepDraft& first) {
  for (const casework::Recorded& recorded : first.events)
    if (const auto* opened = std::get_if<casework::CaseOpened>(&recorded.event))
      return opened->opener;
  return std::nullopt;
}

Result<StateRef> fold_case(std::string_view case_id, const std::vector<SealedStep>& steps,
                           std::vector<casework::StepDraft>* drafts) {
  auto state = std::make_shared<CaseState>();
  Digest prev{};
  for (const SealedStep& step : steps) {
    const int64_t n = state->n + 1;
    if (step.n != n) return corrupt(case_id, n, "it is missing");
    Result<OpenedStep> opened = casework::open_step(step.body, step.priv);
    if (!opened) return corrupt(case_id, n, opened.error().code + ": " + opened.error().detail);
    if (opened->draft.case_id != case_id || opened->draft.n != n)
      return corrupt(case_id, n, "its body is another step's");
    if (n == 1) prev = casework::origin_digest(case_id, opener_of(opened->draft));
    if (casework::step_hash(prev, step.body) != step.hash)
      return corrupt(case_id, n, "it does not continue the chain");
    casework::fold(*state, opened->draft, step.hash);
    prev = step.hash;
    if (drafts != nullptr) drafts->push_back(std::move(opened->draft));
  }
  return StateRef(std::move(state));
}

}  // namespace yijian::storage
