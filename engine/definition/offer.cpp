// To whom a workflow is offered, and when; and whom its cases are kept from.
#include <algorithm>

#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

std::optional<Day> read_day(const Node& node, std::string_view key) {
  const std::string text = node.text(key);
  if (text.empty()) return std::nullopt;
  const Result<Day> day = parse_day(text);
  if (day) return *day;
  node[key].fault("invalid_value", {text, "2025-07-01"});
  return std::nullopt;
}

std::vector<std::string> read_audience(const Node& node) {
  std::vector<std::string> audience;
  for (const Node& one : node["audience"].elements()) {
    const auto word = one.as_text();
    if (!word) continue;
    if (*word != "enterprise" && *word != "person")
      one.fault("invalid_value", {*word, "enterprise person"})
          .suggest(*word, {"enterprise", "person"});
    else if (std::find(audience.begin(), audience.end(), *word) != audience.end())
      one.fault("duplicate_id", {*word});
    else
      audience.push_back(*word);
  }
  return audience;
}

}  // namespace

void read_offer(const Node& node, Definition& out) {
  out.restricted = node.word("access", {"restricted"}, "") == "restricted";
  const Node catalogue = node["catalogue"];
  if (!node.has("catalogue") || !catalogue.check_keys({"theme", "audience", "from", "until"}))
    return;
  // What nobody files by hand stands in no catalogue.
  if (out.channels.empty()) catalogue.fault("catalogue_without_channels");
  if (catalogue.has("theme")) out.catalogue.theme = catalogue.title("theme");
  out.catalogue.audience = read_audience(catalogue);
  out.catalogue.from = read_day(catalogue, "from");
  out.catalogue.until = read_day(catalogue, "until");
  if (out.catalogue.from && out.catalogue.until && *out.catalogue.until < *out.catalogue.from)
    catalogue["until"].fault("invalid_value",
                             {catalogue.text("until"), ">= " + catalogue.text("from")});
}

}  // namespace yijian::definition
