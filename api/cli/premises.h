// What a command has before it that works on the store of a node as the node itself does: the
// store, held for this process alone, and the definitions, calendars and registers beside it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/world/registers.h"
#include "engine/authoring/publish.h"
#include "engine/base/result.h"
#include "engine/definition/load.h"
#include "engine/law/calendar.h"
#include "storage/sqlite/queries.h"
#include "storage/sqlite/store.h"
#include "storage/writer/shelf.h"

namespace yijian::cli {

// Of commands that go through a whole store.
inline constexpr size_t kCacheBytes = 16 * 1024 * 1024;
inline constexpr size_t kEntropyBytes = 32;  // of an envelope
inline constexpr size_t kMaxByBytes = 100;   // a name that is recorded with every case

struct Premises {
  std::unique_ptr<storage::SqliteStore> store;
  std::unique_ptr<storage::SqliteQueries> queries;
  std::optional<storage::Shelf> shelf;
  std::vector<std::shared_ptr<const definition::Bundle>> fresh;  // keep_fresh stores them
  authoring::Editions editions;
  std::vector<definition::SourceFile> files;
  law::WorkCalendar calendar;
  std::shared_ptr<const std::vector<law::YearNotice>> notices;

  // The shipped workflows and the published ones, checked as one. A folder without a store becomes
  // one; beside that nothing is written.
  // Errors: store_*, version_changed, invalid_definition (faults), not_readable, invalid_calendar.
  static Result<Premises> open(const std::filesystem::path& data,
                               const std::filesystem::path& workflows, size_t cache_bytes);
};

// The registers of the folder, and over them what cases told them. Errors: those of reading,
// store_*.
Result<std::unique_ptr<world::JsonRegisters>> open_registers(const std::filesystem::path& data,
                                                             casework::Store& store);

// Bytes of the kernel's generator, fetched by the page: a system call for each salt would cost more
// than the salt. One thread uses it.
class RandomBytes {
 public:
  std::string operator()(size_t count);

 private:
  void refill();

  static constexpr size_t kPageBytes = 4'096;
  std::string page_;
  size_t used_ = 0;
};

}  // namespace yijian::cli
