// One promised answer: from whichever thread to the session that waits, exactly once.
#include <atomic>
#include <boost/asio/post.hpp>
#include <utility>

#include "api/http/core.h"
#include "api/http/problem.h"
#include "api/http/session.h"

namespace yijian::http {
namespace {

class Ticket {
 public:
  Ticket(std::weak_ptr<Core> core, std::shared_ptr<Slot> slot)
      : core_(std::move(core)), slot_(std::move(slot)) {}
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;
  ~Ticket() {
    if (!answered_) deliver(problem({"internal", "the request was dropped unanswered"}, ""));
  }

  void answer(Response response) {
    ENSURE(!answered_.exchange(true));
    deliver(std::move(response));
  }

 private:
  static void put(Slot& slot, Response response) {
    if (slot.session == nullptr) return;
    slot.response = std::move(response);
    slot.session->wake();
  }

  void deliver(Response response) {
    const std::shared_ptr<Core> core = core_.lock();
    if (core == nullptr) return;
    if (core->io.get_executor().running_in_this_thread()) return put(*slot_, std::move(response));
    asio::post(core->io, [slot = slot_, response = std::move(response)]() mutable {
      put(*slot, std::move(response));
    });
  }

  // Weak: a handler may keep its Respond beyond the server.
  std::weak_ptr<Core> core_;
  std::shared_ptr<Slot> slot_;
  std::atomic<bool> answered_{false};
};

}  // namespace

Respond respond_into(Core& core, const std::shared_ptr<Slot>& slot) {
  return [ticket = std::make_shared<Ticket>(core.weak_from_this(), slot)](Response response) {
    ticket->answer(std::move(response));
  };
}

}  // namespace yijian::http
