#include "api/http/router.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/json.h"
#include "tests/unit/http/headers.h"

namespace yijian::http {
namespace {

Handler naming(std::string name) {
  return [name](const Request&, const Params& params, const Respond& respond) {
    std::string body = name;
    for (const auto& [key, value] : params) body += " " + key + "=" + value;
    respond({200, body, "text/plain", {}});
  };
}

Router cases_router() {
  Router router;
  router.add("GET", "/v1/cases", naming("list"));
  router.add("POST", "/v1/cases", naming("open"));
  router.add("GET", "/v1/cases/{id}", naming("case"));
  router.add("POST", "/v1/cases/{id}/actions", naming("act"));
  router.add("PUT", "/v1/cases/{id}/materials/{m}", naming("put"), {false, 0});
  router.add("POST", "/v1/workflows/check", naming("check"));
  router.add("GET", "/v1/workflows/{id}", naming("workflow"));
  router.add("POST", "/v1/workflows/{id}/guide", naming("guide"));
  router.add("GET", "/console/{file*}", naming("file"));
  router.add("GET", "/", naming("root"));
  return router;
}

Response ask(const Router& router, Request request) {
  int answers = 0;
  Response got;
  router.handle(request, [&](Response response) {
    ++answers;
    got = std::move(response);
  });
  EXPECT_EQ(answers, 1);
  return got;
}

struct RouterRow {
  const char* method;
  const char* path;
  int status;
  const char* body;  // of a 200
};

TEST(Router, FindsTheHandlerOrSaysWhyNot) {
  const Router router = cases_router();
  const RouterRow rows[] = {
      {"GET", "/v1/cases", 200, "list"},
      {"POST", "/v1/cases", 200, "open"},
      {"GET", "/v1/cases/2025-1.a", 200, "case id=2025-1.a"},
      {"HEAD", "/v1/cases/7", 200, "case id=7"},
      {"POST", "/v1/cases/7/actions", 200, "act id=7"},
      {"PUT", "/v1/cases/7/materials/%E8%AF%81%E7%85%A7", 200, "put id=7 m=证照"},
      {"POST", "/v1/workflows/check", 200, "check"},
      {"POST", "/v1/workflows/check/guide", 200, "guide id=check"},
      {"GET", "/v1/workflows/licence", 200, "workflow id=licence"},
      {"GET", "/console/assets/app.js", 200, "file file=assets/app.js"},
      {"GET", "/", 200, "root"},
      {"GET", "/v1/cases/", 404, ""},
      {"GET", "/v1//cases", 404, ""},
      {"GET", "/v1/Cases", 404, ""},
      {"GET", "/v1/cases/7/nothing", 404, ""},
      {"GET", "/v1", 404, ""},
      {"GET", "/console", 404, ""},
      {"DELETE", "/v1/cases/7", 405, ""},
      {"HEAD", "/v1/cases/7/actions", 405, ""},
      {"BREW", "/v1/cases", 405, ""},
      {"OPTIONS", "/v1/cases", 204, ""},
      {"OPTIONS", "*", 204, ""},
      {"GET", "*", 400, ""},
      {"GET", "/v1/cases/%", 400, ""},
      {"GET", "/v1/cases/%4", 400, ""},
      {"GET", "/v1/cases/%zz", 400, ""},
      {"GET", "/v1/cases/a%00b", 400, ""},
      {"GET", "/v1/cases/a%0Ab", 400, ""},
      {"GET", "/v1/cases/a%2Fb", 400, ""},
      {"GET", "/v1/cases/a%5cb", 400, ""},
      {"GET", "/v1/cases/%ff", 400, ""},
      {"GET", "/v1/cases/%c0%ae", 400, ""},
      {"GET", "/v1/cases/..", 400, ""},
      {"GET", "/console/%2e%2e/secret", 400, ""},
      {"GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p", 404, ""},
      {"GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", 400, ""},
  };
  for (const RouterRow& row : rows) {
    const Response response = ask(router, {row.method, row.path});
    EXPECT_EQ(response.status, row.status) << row.method << " " << row.path;
    if (row.status == 200) {
      EXPECT_EQ(response.body, row.body) << row.path;
    } else if (row.status >= 400) {
      EXPECT_EQ(response.content_type, "application/problem+json");
    }
  }
}

TEST(Router, NamesTheMethodsThatAPathKnows) {
  const Router router = cases_router();
  EXPECT_EQ(header(ask(router, {"DELETE", "/v1/cases"}), "Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(header(ask(router, {"OPTIONS", "/v1/cases/7/actions"}), "Allow"), "POST, OPTIONS");
}

TEST(Router, TakesJsonBodiesOnlyUnlessTheRouteSaysOtherwise) {
  const Router router = cases_router();
  const struct {
    const char* path;
    const char* type;
    const char* body;
    int status;
  } rows[] = {
      {"/v1/cases", "application/json", "{}", 200},
      {"/v1/cases", "Application/JSON; charset=\"UTF-8\"", "{}", 200},
      {"/v1/cases", "application/merge-patch+json", "{}", 200},
      {"/v1/cases", "", "", 200},
      {"/v1/cases", "", "{}", 415},
      {"/v1/cases", "text/plain", "{}", 415},
      {"/v1/cases", "text/plain", "", 415},
      {"/v1/cases", "application/json; charset=gbk", "{}", 415},
      {"/v1/cases", "application/jsonp", "{}", 415},
  };
  for (const auto& row : rows) {
    Request request{"POST", row.path};
    request.content_type = row.type;
    request.body = row.body;
    EXPECT_EQ(ask(router, request).status, row.status) << row.type;
  }
  Request scan{"PUT", "/v1/cases/7/materials/m"};
  scan.content_type = "application/pdf";
  scan.body = "%PDF";
  EXPECT_EQ(ask(router, scan).status, 200);
}

}  // namespace
}  // namespace yijian::http
