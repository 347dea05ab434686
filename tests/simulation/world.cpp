#include "tests/simulation/world.h"

#include <algorithm>

#include "storage/writer/recomputing.h"
#include "tests/unit/casework/office.h"

namespace yijian::simulation {

using casework::Pending;

const casework::Bundles& all_bundles() {
  static const casework::Bundles kBundles = casework::shipped_bundles();
  return kBundles;
}

const law::WorkCalendar& calendar() {
  static const law::WorkCalendar kCalendar = casework::shipped_calendar();
  return kCalendar;
}

namespace {

const std::vector<law::WorkCalendar>& all_calendars() {
  static const std::vector<law::WorkCalendar> kCalendars = {
      casework::shipped_calendar({}), casework::shipped_calendar({2025}),
      casework::shipped_calendar({2026}), casework::shipped_calendar()};
  return kCalendars;
}

casework::Message message_of(const casework::Append& append, const casework::OutboxRow& row) {
  return {.from = append.case_id,
          .to = row.to,
          .lane = row.lane,
          .kind = row.kind,
          .data = row.data,
          .sent_by = {append.case_id, append.step.n, hex(append.step.hash)},
          .effective = row.effective};
}

}  // namespace

Status WatchedStore::append(const casework::Append& append) {
  if (failing_append > 0 && --failing_append == 0) return Error{.code = "store_full"};
  Status done = MemoryStore::append(append);
  if (done) staged_.push_back(append);
  return done;
}

Status WatchedStore::commit() {
  const Break breaking = std::exchange(breaks, Break::none);
  if (breaking == Break::before) return Error{.code = "store_broken", .detail = "lost"};
  if (Status done = MemoryStore::commit(); !done) return done;
  for (casework::Append& append : std::exchange(staged_, {})) {
    audit.see(append);
    for (const casework::OutboxRow& row : append.rows.outbox)
      sent.push_back(message_of(append, row));
    committed.push_back(std::move(append));
  }
  if (breaking == Break::after) return Error{.code = "store_broken", .detail = "kept"};
  return {};
}

void WatchedStore::rollback() {
  staged_.clear();
  MemoryStore::rollback();
}

// In any order, some twice in one batch.
Result<std::vector<Pending>> WatchedStore::pending(size_t limit) {
  if (holding) return std::vector<Pending>{};
  Result<std::vector<Pending>> found = MemoryStore::pending(limit);
  if (!found || found->empty()) return found;
  for (size_t i = found->size() - 1; i > 0; --i) std::swap((*found)[i], (*found)[random_.below(i)]);
  if (random_.one_in(3)) found->push_back(random_.of(std::vector<Pending>(*found)));
  return found;
}

World::World(uint64_t seed)
    : bundles(all_bundles()),
      store(seed ^ 0x5eed),
      clock(*parse_instant("2025-03-03 09:00")),
      random_(seed ^ 0xd1ce),
      calendars_(seed ^ 0xca1e),
      calendar_(&calendar()) {
  clock.set(Instant{clock.now().ms + static_cast<int64_t>(random_.below(300)) * kMsPerDay});
  restart();
}

void World::restart() {
  writer.reset();
  store.rollback();
  if (calendars_.one_in(5)) calendar_ = &calendars_.of(all_calendars());
  storage::WriterOptions options;
  options.threaded = false;
  options.group = random_.one_in(2);
  options.cache_cases = random_.one_in(10) ? 0 : 64;
  writer = std::make_unique<storage::Writer>(
      storage::Setup{.store = store,
                     .queries = store,
                     .clock = clock,
                     .registries = *this,
                     .bundles = bundles,
                     .calendar = *calendar_,
                     .entropy = [this](size_t n) { return random_bytes(n); },
                     .options = options,
                     .fatal = [](const Error&) {}});
}

bool World::is_computed_anew() {
  const Value& entry =
      registers[std::string(storage::kCalendarRegister)][std::string(storage::kRecomputed)];
  return entry.text("calendar") == calendar_->digest() && entry.member("done") == Value(true);
}

std::optional<Result<casework::Answer>> World::submit(const std::string& case_id,
                                                      casework::Envelope envelope) {
  std::optional<Result<casework::Answer>> answer;
  writer->submit(case_id, std::move(envelope),
                 [&](Result<casework::Answer> given) { answer.emplace(std::move(given)); });
  return answer;
}

// Whatever a shipped workflow is about, or shares instead of asking for it.
static Value every_licence() {
  Map licences{{"business", Map{}}, {"identity-card", Map{}}};
  for (const auto& [id, bundle] : all_bundles().current)
    if (const std::string& about = bundle->find(id)->about; !about.empty())
      licences.set(about, Map{});
  return licences;
}

casework::Fact World::ask(const casework::FactRequest& request, Instant now) {
  Value value = Map{{"status", credit}};
  if (request.name == "licences") value = licensed ? every_licence() : Map{};
  return {.name = request.name, .value = value, .source = request.from, .as_of = now};
}

std::vector<std::pair<std::string, Value>> World::rows(std::string_view name) {
  const auto found = registers.find(name);
  if (found == registers.end()) return {};
  return {found->second.begin(), found->second.end()};
}

Value World::tell(std::string_view name, std::string_view key, const Value& patch) {
  return registers[std::string(name)][std::string(key)] = patch;
}

// At once, in error, or not before somebody answers for it.
std::optional<casework::Registries::Said> World::consult(std::string_view name,
                                                         const Value& input) {
  (void)input;
  if (random_.one_in(2)) return std::nullopt;
  if (random_.one_in(4)) return Said{.error = "unknown_register"};
  return Said{.data = random_.one_in(3) ? Value() : Value(Map{{"register", name}})};
}

std::string World::random_bytes(size_t n) {
  std::string bytes;
  for (size_t i = 0; i < n; ++i) bytes += static_cast<char>(random_.next() >> 56);
  return bytes;
}

}  // namespace yijian::simulation
