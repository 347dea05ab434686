// A definition as people read it: what is asked, brought and promised.
#pragma once

#include "engine/definition/definition.h"

namespace yijian::handlers {

// What every list of workflows says of one.
Value summary(const definition::Bundle& bundle, const definition::Definition& definition);
// {name: text} of the fixed limits; computed ones are a case's.
Value limits_view(const definition::Definition& definition);
Value basis_view(const std::vector<definition::Basis>& basis);
Value question_view(const definition::Question& question);
Value item_view(const definition::Bundle& bundle, const definition::Item& item);
Value material_view(const definition::Material& material);

}  // namespace yijian::handlers
