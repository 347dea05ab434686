// How likely an act is in a simulation where nothing is assumed of it: judged by what the law asks
// for with it and where it leads, never by its name.
#pragma once

#include "engine/authoring/assumptions.h"
#include "engine/authoring/rehearsal.h"

namespace yijian::authoring {

// 0: it is not done of its own accord (it ends the case from outside, or leads nowhere).
double weight_of(const Offer& offer, const Assumptions& assumptions, bool papers_missing);

}  // namespace yijian::authoring
