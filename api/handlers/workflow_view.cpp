#include "api/handlers/workflow_view.h"

#include "api/access/view.h"
#include "api/handlers/exchange.h"

namespace yijian::handlers {

Value summary(const definition::Bundle& bundle, const definition::Definition& definition) {
  Map view{{"id", definition.id},
           {"version", definition.version},
           {"kind", definition::name(definition.kind)}};
  view.set("title", access::text_of(definition.title));
  view.set("department", definition.department);
  view.set("channels", texts(definition.channels));
  view.set("sample", definition.sample);
  view.set("digest", bundle.digest);
  return view;
}

Value question_view(const definition::Question& question) {
  Map options;
  for (const auto& [value, text] : question.options) options.set(value, access::text_of(text));
  return Map{{"id", question.id},
             {"ask", access::text_of(question.ask)},
             {"choose", question.many ? "many" : "one"},
             {"options", std::move(options)}};
}

Value basis_view(const std::vector<definition::Basis>& basis) {
  List list;
  for (const definition::Basis& one : basis) {
    Map view{{"law", one.law}};
    if (!one.article.empty()) view.set("article", one.article);
    if (one.sample) view.set("sample", true);
    list.emplace_back(std::move(view));
  }
  return list;
}

Value limits_view(const definition::Definition& definition) {
  Map limits;
  for (const auto& [name, limit] : definition.limits)
    if (limit.fixed) limits.set(name, law::format_limit(*limit.fixed));
  return limits;
}

Value item_view(const definition::Bundle& bundle, const definition::Item& item) {
  Map view{{"id", item.id}, {"workflow", definition::written_id(item.workflow)}};
  if (const auto handler = definition::handler_of(item.workflow); !handler.empty())
    view.set("handler", handler);
  if (const definition::Definition* child = bundle.find(item.workflow)) {
    view.set("title", access::text_of(child->title));
    view.set("department", child->department);
    view.set("limits", limits_view(*child));
  }
  view.set("needs", texts(item.needs));
  view.set("optional", item.optional);
  return view;
}

static const char* source_word(definition::Source source) {
  switch (source) {
    case definition::Source::applicant:
      return "applicant";
    case definition::Source::licence:
      return "licence";
    case definition::Source::registry:
      return "registry";
    case definition::Source::office:
      return "office";
  }
  return "";
}

Value material_view(const definition::Material& material) {
  Map view{{"id", material.id},
           {"title", access::text_of(material.title)},
           {"required", material.required}};
  view.set("source", source_word(material.source));
  if (!material.source_name.empty()) view.set("from", material.source_name);
  view.set("original", material.original);
  view.set("deferrable", material.deferrable);
  view.set("promisable", material.promisable);
  if (!material.items.empty()) view.set("items", texts(material.items));
  return view;
}

}  // namespace yijian::handlers
