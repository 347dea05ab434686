// One function a command: each records what arrived and what it causes on the working copy.
#pragma once

#include "engine/casework/working.h"

namespace yijian::casework {

Status open_by_person(Working& working, const Open& open);
Status open_by_schedule(Working& working, const Start& start);
Status open_by_message(Working& working, const Message& message);
Status act(Working& working, const Act& act);
Status wake(Working& working, const Wake& wake);
Status deliver(Working& working, const Message& message);
Status reply(Working& working, const Reply& reply);
// Errors: calendar_unchanged, no due is another by the calendar in force.
Status recalendar(Working& working);
// Errors: unauthorized role_required opinion_required already_migrated; cannot_migrate with every
// reason in faults (pointers into the plan's part).
Status migrate(Working& working, const Migrate& migrate);

// R-IMPORT-01. Errors: unauthorized role_required; cannot_import with every reason in faults, and
// pointers into the line that the import was read from.
Status open_by_import(Working& working, const Import& import);

// Kernel commands (LANGUAGE: supply promise defer answer rate resolve): the law's own, not a
// chart's.
const std::vector<std::string_view>& kernel_commands();
bool is_kernel_command(std::string_view action);
Status kernel_command(Working& working, const Act& act);
// What a person is shown of it.
const definition::Text& kernel_title(std::string_view action);
// The phases in which it may be given; none: any.
const std::vector<law::Phase>& kernel_phases(std::string_view action);
// Who may give it. Precondition: it is a kernel command.
//   all  where every reason against it is put, if it is asked for.
// Errors: role_required department_required forbidden authority_expired; the first one.
Status may_command(const Reading& reading, std::string_view action, const Actor& actor,
                   std::optional<Day> today, std::vector<Error>* all = nullptr);
// Whether the kernel command could be given now, whoever gives it.
bool kernel_possible(const Reading& reading, std::string_view action);

// Why a chart could not handle an engine event, recorded in place of what it would have caused.
void record_incident(Working& working, std::string event, const Error& error);

}  // namespace yijian::casework
