// The whole API over a real writer, a memory store and the shipped workflows, without a socket:
// a clock that stands still, people whose token is "token of" and their name.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/handlers/press.h"
#include "api/handlers/service.h"
#include "api/http/router.h"
#include "engine/base/json.h"
#include "storage/memory/store.h"
#include "storage/writer/clock.h"
#include "storage/writer/writer.h"

namespace yijian::api {

inline constexpr const char* kTeaUscc = "91420111MA4K00010P";
inline constexpr const char* kGrocerUscc = "92420111MA4K00029H";
inline constexpr const char* kWangId = "11010519491231002X";
inline constexpr const char* kWindow = "clerk@market-regulation";

// Every applicant holds the licences that the shipped workflows ask for; credit is clean.
class WillingRegistries : public casework::Registries {
 public:
  casework::Fact ask(const casework::FactRequest& request, Instant now) override;
  std::vector<std::pair<std::string, Value>> rows(std::string_view) override { return {}; }
  std::optional<Said> consult(std::string_view, const Value&) override { return std::nullopt; }
  Value tell(std::string_view, std::string_view, const Value& patch) override { return patch; }
};

// A store in which something happens between two reads of one request.
class BusyStore : public storage::MemoryStore {
 public:
  Result<std::vector<casework::StoredStep>> steps(std::string_view case_id) override {
    if (const auto happens = std::exchange(before_steps, nullptr)) happens();
    return MemoryStore::steps(case_id);
  }
  std::function<void()> before_steps;  // once
};

// An answer, its body parsed.
struct Reply {
  http::Response response;
  Value body;
  int status() const { return response.status; }
  std::string code() const { return body.text("code"); }
  std::string header(std::string_view name) const;  // "absent" when it is
  // The text at a pointer; a number as its digits; "absent" when there is nothing.
  std::string at(std::string_view pointer) const;
};

struct Headers {
  std::string if_match{}, idempotency_key{}, content_type = "application/json", language{};
};

class Office {
 public:
  explicit Office(bool manual_clock = true);

  // who: "" sends no token; body: as it is.
  Reply send(const std::string& who, const std::string& method, const std::string& target,
             const std::string& body = "", const Headers& headers = {});
  Reply get(const std::string& who, const std::string& target) { return send(who, "GET", target); }
  Reply post(const std::string& who, const std::string& target, const Value& body,
             const Headers& headers = {}) {
    return send(who, "POST", target, to_json(body), headers);
  }
  // An act on the case as it stands, with the If-Match it needs.
  Reply act(const std::string& who, const std::string& id, const Value& body);
  Reply act(const std::string& who, const std::string& id, const char* action) {
    return act(who, id, Map{{"action", action}});
  }
  void advance(const char* by);

  // Cases in the state that their name says; the id.
  std::string draft(const std::string& who = "tea");
  std::string submitted();
  std::string accepted();              // and its registration is open
  std::string granted_registration();  // the item's id

  int64_t version(const std::string& id);
  BusyStore& store() { return store_; }

 private:
  BusyStore store_;
  storage::ManualClock clock_;
  WillingRegistries registries_;
  law::WorkCalendar calendar_;
  access::Users users_;
  std::unique_ptr<storage::Writer> writer_;
  std::unique_ptr<handlers::Press> press_;
  std::unique_ptr<handlers::Service> service_;
  http::Router router_;
  std::unique_ptr<handlers::Readers> readers_;  // last: it ends first
};

const std::vector<std::string>& everybody();  // names of all users
const casework::Bundles& shipped_bundles();
// A filing of 企业信息变更 by an enterprise; parts of it can be set.
Map filing(const std::string& uscc = kTeaUscc);

}  // namespace yijian::api
