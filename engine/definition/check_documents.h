// The texts of documents against the definitions that issue them: what their expressions read must
// be there, and must have a text.
#pragma once

#include "engine/cel/type.h"
#include "engine/definition/link.h"
#include "engine/definition/sources.h"

namespace yijian::definition {

// What `paper` is in a document of the definition: what the kernel knows for papers alone, as
// casework/paper.h gives it.
cel::Type type_of_paper();

// What `event` is: the data of the act that issues the document, beside by, at, opinion; where
// several acts issue it, what each has. All may be absent where the engine issues it too.
cel::Type event_of_document(const Definition& definition, std::string_view document);

// Checks every document in every definition that issues it: the same fault is told once, with the
// first of these definitions. What has a fault loses its definition. A text that nobody issues is
// told where every definition is sound.
void check_documents(Units& units, const Environment& environment, Report& report);

}  // namespace yijian::definition
