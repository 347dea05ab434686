#include "storage/writer/queue.h"

namespace yijian::storage {

using casework::Act;
using casework::Deliver;
using casework::Envelope;
using casework::Open;

namespace {

// Depth is bounded: values from outside come through parse_json (kMaxJsonDepth).
size_t size_of_value(const Value& value) {
  size_t size = sizeof(Value);
  if (value.is_string()) size += value.string().size();
  if (value.kind() == Value::Kind::bytes) size += value.bytes().data.size();
  if (value.is_list())
    for (const Value& element : value.list()) size += size_of_value(element);
  if (value.is_map())
    for (const Map::Entry& entry : value.map())
      size += size_of_value(entry.key) + size_of_value(entry.value);
  return size;
}

// What may be large of it.
size_t size_of_import(const casework::Import& import) {
  size_t size = import.reason.size() + size_of_value(import.form) + size_of_value(import.guide) +
                size_of_value(import.corrections);
  for (const Value& party : import.parties) size += size_of_value(party);
  return size;
}

size_t size_of_command(const casework::Command& command) {
  if (const auto* act = std::get_if<Act>(&command))
    return act->opinion.size() + act->action.size() + size_of_value(act->data);
  if (const auto* deliver = std::get_if<Deliver>(&command))
    return size_of_value(deliver->message.data);
  if (const auto* reply = std::get_if<casework::Reply>(&command))
    return reply->error.size() + size_of_value(reply->data);
  if (const auto* migrate = std::get_if<casework::Migrate>(&command))
    return migrate->to.size() + migrate->reason.size();  // plan and bundle are the caller's
  if (const auto* import = std::get_if<casework::Import>(&command)) return size_of_import(*import);
  const auto* open = std::get_if<Open>(&command);
  if (open == nullptr) return 0;
  size_t size = size_of_value(open->form) + size_of_value(open->guide);
  for (const Value& party : open->parties) size += size_of_value(party);
  for (const std::string& declined : open->declined) size += declined.size();
  return size;
}

}  // namespace

size_t size_of(const Envelope& envelope) {
  size_t size = sizeof(Envelope) + size_of_command(envelope.command);
  for (const casework::Fact& fact : envelope.facts) size += size_of_value(fact.value);
  if (envelope.late) size += envelope.late->reason.size() + envelope.late->evidence.size();
  return size;
}

bool Queue::push(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    const bool full = jobs_.size() >= max_jobs_ || bytes_ + job.bytes > max_bytes_;
    if (closed_ || (full && !job.errand)) return false;
    bytes_ += job.bytes;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

std::vector<Job> Queue::take(size_t most, std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait, [this] { return !jobs_.empty() || closed_; });
  std::vector<Job> taken;
  while (!jobs_.empty() && taken.size() < most) {
    if (jobs_.front().errand && !taken.empty()) break;
    bytes_ -= jobs_.front().bytes;
    taken.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
    if (taken.back().errand) break;
  }
  return taken;
}

bool Queue::empty() const {
  const std::lock_guard lock(mutex_);
  return jobs_.empty();
}

void Queue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

bool Queue::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

}  // namespace yijian::storage
