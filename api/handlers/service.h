// What every handler works with, and how answers get back to the HTTP thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/access/users.h"
#include "api/access/view.h"
#include "api/handlers/readers.h"
#include "api/http/request.h"
#include "api/http/router.h"
#include "engine/casework/ports.h"
#include "engine/law/calendar.h"
#include "storage/writer/shelf.h"

namespace yijian::handlers {

class Press;

// Everything outlives the server. Users are read-only once it runs.
struct Service {
  casework::Desk& desk;
  casework::Queries& queries;
  storage::Shelf bundles;
  const law::WorkCalendar& calendar;
  const access::Users& users;
  Readers& readers;
  // Runs a task on the HTTP thread (Server::post), where answers cost no further post.
  std::function<void(std::function<void()>)> post;
  std::string openapi;        // the text of the OpenAPI file
  bool manual_clock = false;  // serves /v1/clock/advance
  Press* press = nullptr;     // what publishes; never null in a server
  // In what definitions that are being written are tried: yearly notices, sample applicants.
  std::shared_ptr<const std::vector<law::YearNotice>> notices = {};
  Value samples = Map{};
  casework::Registries* registers = nullptr;  // where the last occasions of schedules stand
};

// Every route of the API.
void add_routes(http::Router& router, Service& service);

void add_case_routes(http::Router& router, Service& service);
void add_why_routes(http::Router& router, Service& service);
void add_list_routes(http::Router& router, Service& service);
void add_workflow_routes(http::Router& router, Service& service);
void add_catalogue_routes(http::Router& router, Service& service);
void add_check_routes(http::Router& router, Service& service);
void add_publish_routes(http::Router& router, Service& service);
void add_rehearsal_routes(http::Router& router, Service& service);
void add_connector_routes(http::Router& router, Service& service);
void add_system_routes(http::Router& router, Service& service);

}  // namespace yijian::handlers
