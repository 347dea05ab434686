#include "storage/writer/recomputing.h"

#include <algorithm>

#include "storage/writer/log.h"

namespace yijian::storage {
namespace {

constexpr size_t kPageCases = 200;

int64_t number(const Value& entry, std::string_view key) {
  const Value* found = entry.find(key);
  return found != nullptr && found->is_int() ? found->integer() : 0;
}

}  // namespace

Result<std::vector<RecomputeWork>> Recomputing::take(size_t most) {
  if (!remembered_) remember();
  std::vector<RecomputeWork> work;
  if (finished_ || most == 0) return work;
  if (!page_)
    if (const Status read = read_page(); !read) return read.error();
  if (page_->finished == page_->cases.size()) {
    work.emplace_back(NoteRecomputed{note()});
    return work;
  }
  const size_t end = std::min(page_->cases.size(), page_->finished + most);
  for (size_t row = page_->finished; row < end; ++row)
    work.emplace_back(RecomputeCase{page_->cases[row], row});
  return work;
}

void Recomputing::done(const RecomputeCase& looked_at, bool changed) {
  if (!page_ || page_->finished != looked_at.row) return;
  ++page_->finished;
  if (changed) ++page_->changed;
}

void Recomputing::done(const NoteRecomputed& noted) {
  setup_.registries.tell(kCalendarRegister, kRecomputed, noted.entry);
  after_ = noted.entry.text("after");
  changed_ = number(noted.entry, "cases");
  finished_ = noted.entry.member("done") == Value(true);
  page_.reset();
  if (finished_ && changed_ > 0 && !setup_.options.rehearsal)
    log_info("calendar " + setup_.calendar.digest() + ": " + std::to_string(changed_) +
             " open cases have other dues");
}

void Recomputing::remember() {
  remembered_ = true;
  for (const auto& [key, entry] : setup_.registries.rows(kCalendarRegister)) {
    if (key != kRecomputed || entry.text("calendar") != setup_.calendar.digest()) continue;
    after_ = entry.text("after");
    changed_ = number(entry, "cases");
    finished_ = entry.member("done") == Value(true);
  }
}

// Cases that are opened meanwhile are computed by the calendar in force from the first.
Status Recomputing::read_page() {
  const auto found =
      setup_.queries.cases({.after = after_, .open_only = true, .limit = kPageCases});
  if (!found) return found.error();
  Page page{.cases = {}, .next = found->next};
  for (const casework::HeadRow& head : found->rows) page.cases.push_back(head.id);
  page_ = std::move(page);
  return {};
}

Value Recomputing::note() const {
  Map entry{{"calendar", setup_.calendar.digest()}, {"after", page_->next}};
  entry.set("cases", changed_ + page_->changed);
  entry.set("done", page_->next.empty());
  return entry;
}

}  // namespace yijian::storage
