#include "engine/definition/definition.h"

namespace yijian::definition {

const Item* Definition::item(std::string_view item_id) const {
  for (const Item& one : items)
    if (one.id == item_id) return &one;
  return nullptr;
}

const Group* Definition::group(std::string_view group_id) const {
  for (const Group& one : groups)
    if (one.id == group_id) return &one;
  return nullptr;
}

const Material* Definition::material(std::string_view material_id) const {
  for (const Material& one : materials)
    if (one.id == material_id) return &one;
  return nullptr;
}

const Act* Definition::act(chart::StateId state, std::string_view action) const {
  for (const Act& one : acts)
    if (one.state == state && one.action == action) return &one;
  return nullptr;
}

bool is_offered(const Definition& definition, Day day) {
  const Catalogue& catalogue = definition.catalogue;
  return !definition.channels.empty() && (!catalogue.from || *catalogue.from <= day) &&
         (!catalogue.until || day <= *catalogue.until);
}

}  // namespace yijian::definition
