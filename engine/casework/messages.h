// Messages between cases: numbered in lanes, recorded with the step that sends them.
#pragma once

#include <string>

#include "engine/casework/working.h"

namespace yijian::casework {

// Sends the next message of the lane to the case. `personal` are pointers into data.
void send_to_case(Working& working, const std::string& to, std::string kind, Value data,
                  const std::vector<std::string>& personal = {});

// Opens the child case of an item: a copy of what the item declares of form, guide and materials.
void open_item(Working& working, const definition::Item& item);

// Opens a linked case of a workflow in the bundle, by the id it is linked under.
//   data  more members of the opening: form, promised, promisedFrom ...
void open_linked(Working& working, const std::string& id, const std::string& workflow,
                 const Map& data);

// Opens a duty of the engine's own (督办、差评整改) under its link: one at a time, and only where
// the library has it. Whether it has been opened.
bool open_duty(Working& working, std::string_view link, std::string_view duty);

// Tells the opener what the case has come to, when its phase changed in this step.
//   before  the phase before the step.
void report_to_opener(Working& working, std::optional<law::Phase> before);

}  // namespace yijian::casework
