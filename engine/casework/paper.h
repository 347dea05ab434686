// Documents (文书) of a case: what the kernel knows for papers, and the text written from a state.
// Pure. The lines hold personal values: they are for whoever has the right to the case's, and no
// record keeps them; a record says that a document was ordered, and the bundle keeps its template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/casework/reading.h"
#include "engine/casework/step.h"

namespace yijian::casework {

// `paper`: what the kernel knows for papers alone.
//
//   day          of the step, as it happened in law        accepted  受理日, once there is one
//   basis        设定依据 as texts, a sample's so labelled  remedies  the regime's; "" of a duty
//   materials    what has come: [{id, title, status}], nothing that is deferred
//   corrections  the one notice's list: [{title, reason, item?}]
//   deferred     容缺: [{title, within, consequence, basis, due?, item?}]; of a thing an entry for
//                each item that asks for the paper, under that item's deferral, without a due
//   items        of a thing, those that apply: [{id, title, status, outcome, region}]
//   stop         特别程序, while there is one: {title, period, since, basis}
//   result       the licence, once it is issued: {title, validUntil?}
//   commitment   where one is declared: {within, basis}
//
// Titles are the Chinese ones; days are 2025-06-09, which a document writes as 2025年6月9日.
Value paper_of(const Reading& reading);

// A document that a step ordered, and the act in whose step that was; "" when it was the engine's.
struct Ordered {
  std::string document, action;
};
std::vector<Ordered> documents_ordered(const StepDraft& step);

// The text of a document that the state's definition issues.
//
//   reading  the state after the step that ordered it, without facts.
//   action   as documents_ordered tells: its data is `event`.
//
// Errors: unknown_document (the bundle has no text of that id), document_error.
Result<std::vector<std::string>> document_lines(const Reading& reading, std::string_view document,
                                                std::string_view action);

}  // namespace yijian::casework
