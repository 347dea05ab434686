// What a Writer is made of: the ports it writes through, and its limits.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "engine/base/result.h"
#include "engine/casework/ports.h"
#include "engine/law/calendar.h"
#include "storage/writer/shelf.h"

namespace yijian::storage {

struct WriterOptions {
  bool threaded = true;     // false: submit() does the work, on the caller's thread
  bool group = true;        // false: a transaction for each command
  size_t max_batch = 128;   // commands of one transaction
  size_t max_queue = 4096;  // commands waiting; one more is refused as busy
  size_t max_queue_bytes = 32 * 1024 * 1024;
  size_t cache_cases = 4096;  // states kept in memory
  bool rehearsal = false;     // nobody operates it: what went well is not logged
};

// Everything referred to outlives the writer. Store and Registries are used on the writing thread
// alone.
struct Setup {
  casework::Store& store;
  casework::Queries& queries;  // what view() reads from a case that is not in memory
  casework::Clock& clock;      // a ManualClock when advance() is to work
  casework::Registries& registries;
  Shelf bundles;
  law::WorkCalendar calendar{};
  std::function<std::string(size_t)> entropy{};  // so many random bytes
  WriterOptions options{};
  // The store broke at COMMIT: nobody knows what is on the disk. None: logs, and aborts the
  // process. Should it return, the writer answers nobody any more.
  std::function<void(const Error&)> fatal{};
};

}  // namespace yijian::storage
