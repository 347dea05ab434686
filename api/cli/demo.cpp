#include "api/cli/demo.h"

#include <set>
#include <system_error>

#include "api/cli/files.h"
#include "engine/base/digest.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kTokenBytes = 24;
constexpr std::string_view kRegion = "420111";

class DemoBuilder {
 public:
  explicit DemoBuilder(const std::function<std::string(size_t)>& entropy) : entropy_(entropy) {}

  void add(const std::string& name, const std::string& role, const std::string& department,
           const std::string& party = "") {
    const std::string token = hex(entropy_(kTokenBytes));
    Map user{{"id", name}, {"name", name}, {"role", role}};
    Map shown{{"role", role}, {"department", department}, {"region", kRegion}, {"token", token}};
    if (!department.empty()) user.set("department", department);
    user.set("region", kRegion);
    if (!party.empty()) {
      user.set("party", party);
      shown.set("party", party);
    }
    user.set("token_sm3", hex(sm3(token)));
    users_.emplace_back(std::move(user));
    tokens_.set(name, std::move(shown));
  }

  Demo take() { return {Map{{"users", std::move(users_)}}, std::move(tokens_)}; }

 private:
  const std::function<std::string(size_t)>& entropy_;
  List users_;
  Map tokens_;
};

std::set<std::string> departments_of(const casework::Bundles& bundles) {
  std::set<std::string> departments;
  for (const auto& [id, bundle] : bundles.current)
    for (const auto& [definition_id, definition] : bundle->definitions) {
      if (!definition->department.empty()) departments.insert(definition->department);
      for (const definition::StateInfo& state : definition->states)
        if (!state.task_department.empty()) departments.insert(state.task_department);
    }
  return departments;
}

std::set<std::string> connectors_of(const casework::Bundles& bundles) {
  std::set<std::string> connectors;
  for (const auto& [id, bundle] : bundles.current)
    for (const auto& [definition_id, definition] : bundle->definitions)
      for (const auto& [name, connector] : definition->connectors) connectors.insert(name);
  return connectors;
}

}  // namespace

Demo make_demo(const casework::Bundles& bundles, const Value& samples,
               const std::function<std::string(size_t)>& entropy) {
  DemoBuilder demo(entropy);
  for (const std::string& department : departments_of(bundles))
    for (const std::string role : {"clerk", "reviewer", "approver", "head"}) {
      demo.add(role + "@" + department, role, department);
      if (role != "head") demo.add(role + "2@" + department, role, department);
    }
  for (const std::string role : {"governor", "supervisor", "auditor", "integrator", "admin"})
    demo.add(role, role, "");
  for (const std::string& connector : connectors_of(bundles)) demo.add(connector, "system", "");
  if (const Value* applicants = samples.find("applicants");
      applicants != nullptr && applicants->is_map())
    for (const Map::Entry& applicant : applicants->map())
      demo.add(applicant.name(), "applicant", "", applicant.value.text("id"));
  return demo.take();
}

Value sample_registers(const casework::Bundles& bundles, const Value& samples) {
  List departments;
  for (const std::string& id : departments_of(bundles)) departments.push_back(Map{{"id", id}});
  Map credit;
  Map licences;
  if (const Value* applicants = samples.find("applicants");
      applicants != nullptr && applicants->is_map())
    for (const Map::Entry& applicant : applicants->map()) {
      const std::string id = applicant.value.text("id");
      const Value* held = applicant.value.find("licences");
      credit.set(id, Map{{"status", applicant.value.text("credit", "clean")}});
      licences.set(id, held != nullptr ? *held : Value(Map{}));
    }
  return Map{{"credit", std::move(credit)},
             {"licences", std::move(licences)},
             {"departments", std::move(departments)}};
}

Status prepare_demo(const fs::path& data, const casework::Bundles& bundles, const Value& samples,
                    const std::function<std::string(size_t)>& entropy) {
  std::error_code failed;
  fs::create_directories(data / "registries", failed);
  if (failed)
    return Error{.code = "not_writable", .detail = data.string() + ": " + failed.message()};
  if (!fs::exists(data / "demo-tokens.json") || !fs::exists(data / "users.json")) {
    const Demo demo = make_demo(bundles, samples, entropy);
    if (Status status = write_file(data / "users.json", to_pretty_json(demo.users)); !status)
      return status;
    if (Status status = write_file(data / "demo-tokens.json", to_pretty_json(demo.tokens)); !status)
      return status;
  }
  const Value registers = sample_registers(bundles, samples);
  for (const Map::Entry& entry : registers.map()) {
    const fs::path path = data / "registries" / (entry.name() + ".json");
    if (fs::exists(path)) continue;
    if (Status status = write_file(path, to_pretty_json(entry.value)); !status) return status;
  }
  return {};
}

Result<Value> read_users(const fs::path& data) {
  if (!fs::exists(data / "users.json")) return Value(Map{{"users", List{}}});
  return read_json(data / "users.json");
}

Result<Value> read_registers(const fs::path& data) {
  Map registers;
  if (!fs::exists(data / "registries")) return Value(std::move(registers));
  const Result<std::vector<std::string>> files = list_tree(data / "registries", ".json");
  if (!files) return files.error();
  for (const std::string& file : *files) {
    Result<Value> json = read_json(data / "registries" / file);
    if (!json) return json.error();
    registers.set(fs::path(file).replace_extension().string(), *std::move(json));
  }
  return Value(std::move(registers));
}

}  // namespace yijian::cli
