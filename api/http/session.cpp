#include "api/http/session.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <exception>
#include <utility>
#include <variant>

#include "api/http/head.h"
#include "api/http/problem.h"

namespace yijian::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::system::error_code;

constexpr size_t kHeaderReadBytes = 4 * 1024;
constexpr size_t kBodyReadBytes = 32 * 1024;
// The most that a chunk's own header or trailer may hold back from the parser.
constexpr size_t kMaxUnparsedBytes = 16 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

// As long as a session waits for its answer.
struct Waiting {
  Slot& slot;
  ~Waiting() { slot.session = nullptr; }
};

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

// One request on its way in.
struct Session::Incoming {
  explicit Incoming(Core& the_core) : core(the_core) {
    parser.header_limit(static_cast<uint32_t>(core.options.limits.header_bytes));
    parser.body_limit(boost::none);  // judged by check_body, once the route is known
    parser.eager(false);
  }
  ~Incoming() { core.bodies_bytes -= reserved; }
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  bool has_body() const { return parser.chunked() || parser.content_length().value_or(0) > 0; }

  Core& core;
  beast_http::request_parser<beast_http::string_body> parser{};
  Request request{};
  Framing framing{};
  size_t reserved = 0;  // of Limits::bodies_bytes
};

Session::Session(Core& core, tcp::socket socket)
    : core_(core),
      socket_(std::move(socket)),
      answer_timer_(core.io),
      place_(core.sessions.insert(core.sessions.end(), this)) {
  error_code ignored;  // a connection that has gone meanwhile shows itself at the first read
  const tcp::endpoint peer = socket_.remote_endpoint(ignored);
  if (!ignored) peer_ = peer.address().to_string();
  socket_.set_option(tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
}

Session::~Session() { core_.sessions.erase(place_); }

void Session::enter(Stage stage, int limit_ms) {
  stage_ = stage;
  expired_ = false;
  deadline_ =
      limit_ms == 0 ? Clock::time_point::max() : Clock::now() + std::chrono::milliseconds(limit_ms);
}

void Session::sweep(Clock::time_point now) {
  if (expired_ || now < deadline_) return;
  expired_ = true;
  error_code ignored;  // nothing to cancel is as good
  socket_.cancel(ignored);
}

void Session::close_if_idle() {
  if (stage_ == Stage::idle) sweep(Clock::time_point::max());
}

asio::awaitable<void> Session::run() {
  while (co_await exchange()) {
  }
  error_code ignored;
  socket_.close(ignored);
}

// One request and its response; whether the connection can carry another.
asio::awaitable<bool> Session::exchange() {
  Incoming in(core_);
  error_code ec = co_await read_header(in);
  if (ec) co_return co_await refuse_unread(in, ec);

  const Result<void> screened = screen(in);
  if (!screened) co_return co_await refuse(in, screened.error());
  std::variant<Match, Response> found = core_.router.match(in.request);
  if (Response* response = std::get_if<Response>(&found))
    co_return co_await answer(in, std::move(*response), in.parser.is_done());

  const Match& match = std::get<Match>(found);
  const Result<void> acceptable = check_body(in, match.options);
  if (!acceptable) co_return co_await refuse(in, acceptable.error());
  ec = co_await read_body(in);
  if (ec) co_return co_await refuse_unread(in, ec);
  in.request.body = std::move(in.parser.get().body());
  co_return co_await call(in, match);
}

asio::awaitable<error_code> Session::fill(size_t bytes) {
  const auto [ec, count] = co_await socket_.async_read_some(buffer_.prepare(bytes), kAwait);
  buffer_.commit(count);
  co_return expired_ ? error_code(asio::error::timed_out) : ec;
}

asio::awaitable<error_code> Session::read_header(Incoming& in) {
  if (buffer_.size() == 0) {
    buffer_.shrink_to_fit();  // an idle connection keeps no large buffer
    enter(Stage::idle, core_.options.limits.idle_ms);
    const error_code ec = co_await fill(kHeaderReadBytes);
    if (ec) co_return ec;
  }
  enter(Stage::header, core_.options.limits.header_ms);
  for (;;) {
    error_code ec;
    buffer_.consume(in.parser.put(buffer_.data(), ec));
    if (in.parser.is_header_done() || (ec && ec != beast_http::error::need_more)) co_return ec;
    ec = co_await fill(kHeaderReadBytes);
    if (ec) co_return ec;
  }
}

asio::awaitable<error_code> Session::read_body(Incoming& in) {
  if (in.parser.is_done()) co_return error_code{};
  enter(Stage::body, core_.options.limits.body_ms);
  in.parser.eager(true);
  if (!in.framing.expect.empty() && buffer_.size() == 0) {
    const bool written = co_await write(kContinue, {});
    if (!written) co_return error_code(asio::error::broken_pipe);
  }
  while (!in.parser.is_done()) {
    error_code ec;
    if (buffer_.size() > 0) buffer_.consume(in.parser.put(buffer_.data(), ec));
    if (ec && ec != beast_http::error::need_more) co_return ec;
    if (in.parser.is_done()) break;
    if (buffer_.size() > kMaxUnparsedBytes) co_return error_code(beast_http::error::bad_chunk);
    ec = co_await fill(kBodyReadBytes);
    if (ec) co_return ec;
  }
  co_return error_code{};
}

// From the parsed header to the Request. Errors: as head.h says.
Result<void> Session::screen(Incoming& in) {
  const auto& message = in.parser.get();
  in.request.method = view(message.method_string());
  in.request.peer = peer_;
  for (const auto& field : message) {
    const Result<void> taken =
        take_header(in.request, in.framing, view(field.name_string()), view(field.value()));
    if (!taken) return taken;
  }
  const Result<void> framing = check_framing(in.framing, message.version() == 11);
  if (!framing) return framing;
  return take_target(in.request, view(message.target()), core_.options.limits);
}

// Whether the announced body may come, and room for it is left.
Result<void> Session::check_body(Incoming& in, const RouteOptions& options) {
  const Limits& limits = core_.options.limits;
  const Result<void> media = check_media(options, in.request.content_type, in.has_body());
  if (!media || !in.has_body()) return media;
  const size_t most = options.body_bytes > 0 ? options.body_bytes : limits.body_bytes;
  const uint64_t announced = in.parser.content_length().value_or(most);
  if (announced > most)
    return Error{"payload_too_large", "at most " + std::to_string(most) + " bytes are taken"};
  if (core_.bodies_bytes + announced > limits.bodies_bytes)
    return Error{"busy", "too many bodies on their way in"};
  in.reserved = announced;
  core_.bodies_bytes += announced;
  in.parser.body_limit(most);
  return {};
}

void Session::invoke(const Incoming& in, const Match& match, const Respond& respond) {
  try {
    (*match.handler)(in.request, match.params, respond);
  } catch (const std::exception& fault) {
    // The dropped Respond answers 500.
    core_.report(std::string("a handler threw: ") + fault.what());
  }
}

asio::awaitable<bool> Session::call(Incoming& in, const Match& match) {
  const auto slot = std::make_shared<Slot>();
  slot->session = this;
  const Waiting waiting{*slot};
  enter(Stage::handler, 0);
  invoke(in, match, respond_into(core_, slot));
  if (!slot->response) {
    answer_timer_.expires_after(std::chrono::milliseconds(core_.options.limits.answer_ms));
    co_await answer_timer_.async_wait(kAwait);
  }
  if (!slot->response) {
    core_.report("a handler gave no answer in time: " + in.request.method);
    slot->response =
        problem({"no_answer", "the handler gave no answer in time"}, in.request.accept_language);
  }
  co_return co_await answer(in, *std::move(slot->response), true);
}

asio::awaitable<bool> Session::refuse(const Incoming& in, Error error) {
  Response response = problem(error, in.request.accept_language);
  co_return co_await answer(in, std::move(response), false);
}

// The request did not arrive whole: answers where somebody may be listening.
asio::awaitable<bool> Session::refuse_unread(const Incoming& in, error_code ec) {
  Error error{"bad_request", ec.message()};
  if (ec == asio::error::timed_out && stage_ != Stage::idle) {
    error = {"request_timeout", "the request did not arrive in time"};
  } else if (ec == beast_http::error::header_limit) {
    const std::string_view head(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    const bool in_target =
        in.parser.get().target().empty() && head.find('\n') == std::string_view::npos;
    error = {in_target ? "uri_too_long" : "header_too_large", "the header is too large"};
  } else if (ec == beast_http::error::body_limit) {
    error = {"payload_too_large", "the body is too large"};
  } else if (ec.category() != error_code(beast_http::error::bad_method).category()) {
    co_return false;  // the connection is gone
  }
  co_return co_await refuse(in, std::move(error));
}

// Whether the connection can carry another request.
asio::awaitable<bool> Session::answer(const Incoming& in, Response response, bool keep_alive) {
  const bool lasting = keep_alive && in.parser.keep_alive() && !core_.draining;
  const bool old = in.parser.is_header_done() && in.parser.get().version() < 11;
  const std::string head = response_head(response, {lasting, old, core_.date()});
  const std::string_view body = in.request.method == "HEAD" ? "" : std::string_view(response.body);
  enter(Stage::writing, core_.options.limits.write_ms);
  const bool written = co_await write(head, body);
  if (written && !lasting) co_await linger();
  co_return written&& lasting;
}

asio::awaitable<bool> Session::write(std::string_view head, std::string_view body) {
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body)};
  error_code ec;
  const size_t sent = socket_.write_some(parts, ec);  // mostly all of it, without a wait
  if (ec == asio::error::would_block) ec = {};
  if (ec) co_return false;
  if (sent == head.size() + body.size()) co_return true;
  const size_t head_sent = std::min(sent, head.size());
  const std::array<asio::const_buffer, 2> rest{asio::buffer(head) + head_sent,
                                               asio::buffer(body) + (sent - head_sent)};
  const auto [failed, count] = co_await asio::async_write(socket_, rest, kAwait);
  co_return !failed && !expired_;
}

// Lets the client read the response before the connection closes: closing with bytes unread
// would reset it.
asio::awaitable<void> Session::linger() {
  enter(Stage::lingering, kLingerMs);
  error_code ec;
  socket_.shutdown(tcp::socket::shutdown_send, ec);
  for (size_t thrown = 0; !ec && thrown < kLingerBytes;) {
    buffer_.clear();
    ec = co_await fill(kBodyReadBytes);
    thrown += buffer_.size();
  }
}

asio::awaitable<void> serve(Core& core, tcp::socket socket) {
  Session session(core, std::move(socket));
  co_await session.run();
}

}  // namespace yijian::http
