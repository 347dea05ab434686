#include "engine/casework/paper.h"

#include <algorithm>

#include "engine/definition/schema_fields.h"

namespace yijian::casework {
namespace {

using definition::Basis;

std::string basis_text(const std::string& law, const std::string& article, bool sample) {
  // A document of an office is named by its number; a law by its title.
  const bool is_number = law.find("〔") != std::string::npos || law.starts_with("《");
  return (is_number ? law : "《" + law + "》") + article + (sample ? "（示例）" : "");
}

List basis_texts(const std::vector<Basis>& basis) {
  List out;
  for (const Basis& one : basis) out.push_back(basis_text(one.law, one.article, one.sample));
  return out;
}

// A limit as one says it: 5个工作日.
std::string period_text(const law::Limit& limit) {
  std::string text = law::format_limit(limit);
  const size_t unit = text.find_first_not_of("0123456789");
  const std::string number = text.substr(0, unit), suffix = text.substr(unit);
  if (suffix == "wd" && limit.amount == 0) return "当日";
  for (const auto& [written, said] :
       {std::pair<std::string_view, std::string_view>{"wd", "个工作日"},
        {"d", "日"},
        {"d>", "日（末日为节假日的顺延）"},
        {"mo", "个月"},
        {"y", "年"},
        {"h", "小时"},
        {"m", "分钟"},
        {"s", "秒"},
        {"ms", "毫秒"}})
    if (suffix == written) return number + std::string(said);
  return text;
}

std::string period_text(const std::string& limit) {
  const Result<law::Limit> parsed = law::parse_limit(limit);
  return parsed ? period_text(*parsed) : limit;
}

std::string day_text(Instant instant) { return format_day(day_of(instant)); }

std::string material_title(const Reading& reading, const std::string& id) {
  if (const auto* own = reading.definition.material(id)) return own->title.zh;
  for (const definition::Item& item : reading.definition.items)
    if (const auto* made = reading.bundle.find(item.workflow))
      if (const auto* material = made->material(id)) return material->title.zh;
  return id;
}

// Of "place.address" or "/place/address": 经营场所的地址 by the titles, the path where there are
// none.
std::string field_title(const Reading& reading, const std::string& path) {
  std::vector<std::string> names(1);
  for (const char c : path)
    if (c == '.' || c == '/')
      names.emplace_back();
    else
      names.back() += c;
  std::erase(names, "");
  for (const FormPart& part : form_parts(reading)) {
    const definition::Field* field = &part.schema->root();
    std::string title;
    for (const std::string& name : names) {
      field = field == nullptr ? nullptr : field->property(name);
      if (field == nullptr) break;
      const std::string own = field->title.text("zh");
      if (!own.empty()) title += (title.empty() ? "" : "·") + own;
    }
    if (field != nullptr && !title.empty()) return title;
  }
  return path;
}

List materials_brought(const Reading& reading) {
  List out;
  for (const auto& [id, material] : reading.state.materials)
    if (material.status != "deferred")
      out.push_back(
          Map{{"id", id}, {"title", material_title(reading, id)}, {"status", material.status}});
  return out;
}

const definition::Definition* made_for(const Reading& reading, std::string_view item_id) {
  const definition::Item* item = reading.definition.item(item_id);
  return item == nullptr ? nullptr : reading.bundle.find(item->workflow);
}

List corrections_told(const Reading& reading) {
  List out;
  if (!reading.state.corrections.is_list()) return out;
  for (const Value& one : reading.state.corrections.list()) {
    const std::string material = one.text("material"), field = one.text("field");
    Map told{{"title",
              material.empty() ? field_title(reading, field) : material_title(reading, material)}};
    const Value reason = one.member("reason");
    told.set("reason", reason.is_null() ? Value("") : reason);
    if (const auto* made = made_for(reading, one.text("item"))) told.set("item", made->title.zh);
    out.push_back(std::move(told));
  }
  return out;
}

Map deferred_under(const definition::Deferral& deferral, const std::string& title) {
  return Map{{"title", title},
             {"within", period_text(deferral.within)},
             {"consequence", deferral.consequence},
             {"basis", basis_texts(deferral.basis)}};
}

List deferred_papers(const Reading& reading) {
  List out;
  const auto clock = reading.state.clocks.find(std::string(kDeferralClock));
  for (const std::string& id : deferred_materials(reading.state)) {
    const std::string title = material_title(reading, id);
    if (const auto& own = reading.definition.deferral) {
      Map one = deferred_under(*own, title);
      if (clock != reading.state.clocks.end())
        one.set("due", format_day(law::last_day(clock->second.clock.due)));
      out.push_back(std::move(one));
      continue;
    }
    for (const std::string& item : applicable_items(reading)) {
      const definition::Definition* made = made_for(reading, item);
      if (made == nullptr || !made->deferral || made->material(id) == nullptr) continue;
      Map one = deferred_under(*made->deferral, title);
      one.set("item", made->title.zh);
      out.push_back(std::move(one));
    }
  }
  return out;
}

List items_of_thing(const Reading& reading) {
  List out;
  for (const std::string& id : applicable_items(reading)) {
    const definition::Item& item = *reading.definition.item(id);
    const auto started = reading.state.items.find(id);
    const bool known = started != reading.state.items.end();
    const definition::Definition* made = made_for(reading, id);
    const Result<std::string> region = region_of(reading, item);
    out.push_back(Map{{"id", id},
                      {"title", made == nullptr ? id : made->title.zh},
                      {"status", known ? started->second.status : ""},
                      {"outcome", known ? started->second.outcome : ""},
                      {"region", region ? *region : reading.state.region}});
  }
  return out;
}

void add_stop(const Reading& reading, Map& paper) {
  const Value& stop = reading.state.stop;
  if (!stop.is_map()) return;
  const law::StopReason* reason = law::find_stop_reason(stop.text("reason"));
  List basis;
  if (reason != nullptr && !reason->law.empty())
    basis.push_back(basis_text(std::string(reason->law), std::string(reason->article), false));
  const auto since = reading.state.since.find(law::Phase::suspended);
  const bool known = since != reading.state.since.end();
  paper.set("stop", Map{{"title", reason == nullptr ? Value("") : Value(reason->zh)},
                        {"period", period_text(stop.text("days"))},
                        {"since", known ? day_text(since->second) : ""},
                        {"basis", std::move(basis)}});
}

void add_result(const Reading& reading, Map& paper) {
  const auto& declared = reading.definition.result;
  if (!declared) return;
  const auto issued = reading.state.issued.find(declared->licence);
  if (issued == reading.state.issued.end()) return;
  Map result{{"title", declared->title.zh}};
  if (const std::string until = issued->second.text("validUntil"); !until.empty())
    result.set("validUntil", until);
  paper.set("result", std::move(result));
}

// The names of a case; the act's data as `event`, and `paper`. Facts were the step's alone.
class PaperScope : public cel::Scope {
 public:
  PaperScope(const Reading& reading, std::string_view action)
      : reading_(reading), scope_(reading), event_(reading.state.acts.member(action)) {
    if (action.empty() || !event_.is_map()) event_ = Map{};
  }
  std::optional<Value> find(std::string_view name) const override {
    if (name == "event") return event_;
    if (name == definition::kPaper) return paper_of(reading_);
    if (name == "facts") return std::nullopt;
    return scope_.find(name);
  }
  bool in_state(std::string_view id) const override { return scope_.in_state(id); }

 private:
  const Reading& reading_;
  CaseScope scope_;
  Value event_;
};

}  // namespace

Value paper_of(const Reading& reading) {
  Map paper{{"day", day_text(reading.state.effective)},
            {"basis", basis_texts(reading.definition.basis)},
            {"remedies", law::remedies_zh(reading.definition.regime)},
            {"materials", materials_brought(reading)},
            {"corrections", corrections_told(reading)},
            {"deferred", deferred_papers(reading)},
            {"items", items_of_thing(reading)}};
  const auto accepted = reading.state.since.find(law::Phase::accepted);
  if (accepted != reading.state.since.end()) paper.set("accepted", day_text(accepted->second));
  add_stop(reading, paper);
  add_result(reading, paper);
  if (const auto& declared = reading.definition.commitment)
    paper.set("commitment", Map{{"within", period_text(declared->within)},
                                {"basis", basis_texts(declared->basis)}});
  return paper;
}

std::vector<Ordered> documents_ordered(const StepDraft& step) {
  std::vector<Ordered> out;
  std::string action;
  for (const Recorded& recorded : step.events) {
    if (const auto* acted = std::get_if<Acted>(&recorded.event)) action = acted->action;
    if (const auto* ordered = std::get_if<DocumentOrdered>(&recorded.event))
      out.push_back({ordered->document, action});
  }
  return out;
}

Result<std::vector<std::string>> document_lines(const Reading& reading, std::string_view document,
                                                std::string_view action) {
  const auto found = reading.definition.documents.find(document);
  if (found == reading.definition.documents.end())
    return Error{.code = "unknown_document",
                 .detail = "there is no text of the document " + std::string(document),
                 .names = {std::string(document)}};
  return definition::write_document(*found->second, PaperScope(reading, action));
}

}  // namespace yijian::casework
