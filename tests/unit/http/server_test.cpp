#include "api/http/server.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <fstream>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "loopback.h"

namespace yijian::http {
namespace {

// Answers kept for later: what a writer's queue would hold.
struct Held {
  std::mutex mutex;
  std::promise<void> arrived;
  std::vector<Respond> responds;
};

class ServerTest : public testing::Test {
 protected:
  void start(Limits limits = {}) {
    router_.add("GET", "/hello", [](const Request&, const Params&, const Respond& respond) {
      respond({200, "hello", "text/plain", {}});
    });
    router_.add("POST", "/echo", [](const Request& request, const Params&, const Respond& respond) {
      respond({200, request.body, "text/plain", {{"X-Query", request.query.text("q")}}});
    });
    router_.add("PUT", "/scan",
                [](const Request& request, const Params&, const Respond& respond) {
                  respond({200, std::to_string(request.body.size()), "text/plain", {}});
                },
                {false, 4'000'000});
    router_.add("GET", "/held", [this](const Request&, const Params&, Respond respond) {
      const std::lock_guard lock(held_.mutex);
      held_.responds.push_back(std::move(respond));
      held_.arrived.set_value();
    });
    router_.add("GET", "/throws", [](const Request&, const Params&, const Respond&) {
      throw std::runtime_error("secret");
    });
    router_.add("GET", "/dropped", [](const Request&, const Params&, Respond respond) {
      std::thread([gone = std::move(respond)]() mutable { gone = nullptr; }).detach();
    });
    Options options;
    options.limits = limits;
    server_ = std::make_unique<Server>(options, router_);
    const Result<void> started = server_->start();
    ASSERT_TRUE(started) << started.error().detail;
    ASSERT_NE(server_->port(), 0);
  }

  void answer_held(const std::string& body) {
    const std::lock_guard lock(held_.mutex);
    for (Respond& respond : held_.responds) respond({200, body, "text/plain", {}});
    held_.responds.clear();
  }

  Router router_;
  Held held_;
  std::unique_ptr<Server> server_;
};

const std::string kHello = "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n";

std::string post(const std::string& body, const std::string& headers = "") {
  return "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

long resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6));
  return 0;
}

TEST_F(ServerTest, KeepsTheConnectionForTheNextRequest) {
  start();
  Client client(server_->port());
  for (int i = 0; i < 3; ++i) {
    const Reply reply = client.ask(kHello);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
  }
  const Reply echo = client.ask(
      "POST /echo?q=a%20b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n"
      "Content-Type: application/json\r\n\r\n{}");
  EXPECT_EQ(echo.body, "{}");
  EXPECT_EQ(echo.header("X-Query"), "a b");
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, ServesOnAThreadWithAName) {
  router_.add("GET", "/thread", [](const Request&, const Params&, const Respond& respond) {
    char name[16] = "";
    pthread_getname_np(pthread_self(), name, sizeof name);
    respond({200, name, "text/plain", {}});
  });
  start();
  EXPECT_EQ(Client(server_->port()).ask("GET /thread HTTP/1.1\r\nHost: h\r\n\r\n").body, "yj-http");
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  start();
  Client client(server_->port());
  std::string requests;
  for (int i = 0; i < 200; ++i) requests += post("{\"i\":" + std::to_string(i) + "}");
  ASSERT_TRUE(client.send(requests));
  for (int i = 0; i < 200; ++i)
    EXPECT_EQ(client.receive().body, "{\"i\":" + std::to_string(i) + "}");
}

TEST_F(ServerTest, AnswersHeadWithTheLengthButWithoutTheBody) {
  start();
  Client client(server_->port());
  const Reply reply = client.ask("HEAD /hello HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("Content-Length"), "5");
  EXPECT_EQ(client.ask(kHello).body, "hello");
}

TEST_F(ServerTest, RefusesBrokenRequestsAndCloses) {
  start();
  const struct {
    const char* text;
    int status;
  } rows[] = {
      {"nonsense\r\n\r\n", 400},
      {"GET  /hello HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET /hello HTTP/3.9\r\nHost: h\r\n\r\n", 400},
      {"GET /hello HTTP/1.1\r\n\r\n", 400},
      {"GET /hello HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", 400},
      {"GET /hello HTTP/1.1\r\nHost : h\r\n\r\n", 400},
      {"GET /hello?a=%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: two\r\n\r\n{}", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: -2\r\n\r\n{}", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
       400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
       "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
       400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx",
       415},
      {"POST /hello HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx", 405},
      {"GET /hello HTTP/1.1\r\nHost: h\r\nExpect: cake\r\n\r\n", 417},
  };
  for (const auto& row : rows) {
    Client client(server_->port());
    const Reply reply = client.ask(row.text);
    EXPECT_EQ(reply.status, row.status) << row.text;
    EXPECT_EQ(reply.header("Content-Type"), "application/problem+json") << row.text;
    EXPECT_EQ(reply.header("Connection"), "close") << row.text;
    EXPECT_TRUE(client.is_closed()) << row.text;
  }
  EXPECT_EQ(Client(server_->port()).ask(kHello).status, 200);
}

TEST_F(ServerTest, UnderstandsHttp10) {
  start();
  Client once(server_->port());
  EXPECT_EQ(once.ask("GET /hello HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(once.is_closed());
  Client kept(server_->port());
  EXPECT_EQ(kept.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("Connection"),
            "keep-alive");
  EXPECT_EQ(kept.ask(kHello).status, 200);
}

TEST_F(ServerTest, TakesChunkedBodiesUpToTheLimit) {
  Limits limits;
  limits.body_bytes = 10;
  start(limits);
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n";
  Client client(server_->port());
  EXPECT_EQ(client.ask(head + "5\r\n{\"a\":\r\n3\r\n123\r\n1\r\n}\r\n0\r\n\r\n").body,
            "{\"a\":123}");
  EXPECT_EQ(client.ask(head + "6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n").status, 413);
  EXPECT_TRUE(client.is_closed());
  Client endless(server_->port());
  EXPECT_EQ(endless.ask(head + "1;" + std::string(100'000, 'x')).status, 400);
}

TEST_F(ServerTest, RefusesAHugeBodyBeforeReadingItAndHoldsNoMemoryForIt) {
  start();
  const long before = resident_kib();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 32; ++i) {
    clients.push_back(std::make_unique<Client>(server_->port()));
    const Reply reply = clients.back()->ask(
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        "Content-Length: 104857600\r\n\r\n" +
        std::string(64 * 1024, ' '));
    EXPECT_EQ(reply.status, 413);
  }
  EXPECT_LT(resident_kib() - before, 64 * 1024);
}

TEST_F(ServerTest, LetsARouteTakeMoreAndOtherMediaTypes) {
  start();
  Client client(server_->port());
  const std::string head = "PUT /scan HTTP/1.1\r\nHost: h\r\nContent-Type: application/pdf\r\n";
  EXPECT_EQ(client.ask(head + "Content-Length: 3000000\r\n\r\n" + std::string(3'000'000, 'x')).body,
            "3000000");
  EXPECT_EQ(client.ask(head + "Content-Length: 4000001\r\n\r\n").status, 413);
}

TEST_F(ServerTest, BoundsTheBodiesOfAllRequestsTogether) {
  Limits limits;
  limits.bodies_bytes = 1'500'000;
  start(limits);
  const std::string head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
  {
    Client first(server_->port());
    ASSERT_EQ(first.ask(head + "Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n").status,
              100);
    Client second(server_->port());
    const Reply busy = second.ask(head + "Content-Length: 1000000\r\n\r\n");
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(busy.header("Retry-After"), "1");
    EXPECT_EQ(first.ask(std::string(1'000'000, ' ')).status, 200);
  }
  EXPECT_EQ(Client(server_->port()).ask(post(std::string(1'000'000, ' '))).status, 200);
}

TEST_F(ServerTest, RefusesAHugeHeaderAndALongTarget) {
  start();
  const std::string filler(200'000, 'x');
  const std::string nine_kib(9 * 1024, 'x');
  const std::pair<std::string, int> rows[] = {
      {"GET /hello HTTP/1.1\r\nHost: h\r\nX-A: " + filler + "\r\n\r\n", 431},
      {"GET /" + filler + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"GET /" + nine_kib + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"GET /hello HTTP/1.1\r\nHost: h\r\nX-A: " + nine_kib + "\r\n\r\n", 200},
  };
  for (const auto& [text, status] : rows) {
    Client client(server_->port());
    EXPECT_EQ(client.ask(text).status, status) << text.size();
  }
}

TEST_F(ServerTest, SaysContinueWhereTheClientWaitsForIt) {
  start();
  Client client(server_->port());
  const std::string whole = post("{}", "Expect: 100-continue\r\n");
  EXPECT_EQ(client.ask(whole.substr(0, whole.size() - 2)).status, 100);
  EXPECT_EQ(client.ask("{}").body, "{}");
}

TEST_F(ServerTest, EndsSlowHeadersSlowBodiesAndIdleConnections) {
  Limits limits;
  limits.header_ms = limits.body_ms = 60;
  limits.idle_ms = 400;  // counts from accepting on: the client must get to its first byte
  start(limits);
  Client slow_header(server_->port());
  EXPECT_EQ(slow_header.ask("GET /hello HTTP/1.1\r\nHo").status, 408);
  EXPECT_TRUE(slow_header.is_closed());
  Client slow_body(server_->port());
  const std::string whole = post("{\"a\":1}");
  EXPECT_EQ(slow_body.ask(whole.substr(0, whole.size() - 1)).status, 408);
  Client idle(server_->port());
  EXPECT_EQ(idle.ask(kHello).status, 200);
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(ServerTest, EndsADripOfSingleHeaderBytes) {
  Limits limits;
  limits.header_ms = 60;
  start(limits);
  Client client(server_->port());
  std::atomic<bool> cut{false};
  std::thread drip([&] {
    while (!cut && client.send("G")) std::this_thread::yield();
  });
  const int status = client.receive().status;
  cut = true;
  drip.join();
  // A fast drip may run into the length limit before the time limit; both end it.
  EXPECT_TRUE(status == 408 || status == 414) << status;
}

TEST_F(ServerTest, TurnsAwayConnectionsBeyondTheLimit) {
  Limits limits;
  limits.connections = 2;
  start(limits);
  {
    Client first(server_->port());
    Client second(server_->port());
    EXPECT_EQ(first.ask(kHello).status, 200);
    EXPECT_EQ(second.ask(kHello).status, 200);
    Client third(server_->port());
    EXPECT_EQ(third.receive().status, 503);
    EXPECT_TRUE(third.is_closed());
  }
  // The two that left make room, as soon as the server has seen them go.
  int status = 503;
  for (int i = 0; i < 1'000 && status != 200; ++i)
    status = Client(server_->port()).ask(kHello).status;
  EXPECT_EQ(status, 200);
}

TEST_F(ServerTest, TakesAnswersFromOtherThreadsAndInBatches) {
  start();
  Client client(server_->port());
  ASSERT_TRUE(client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n"));
  held_.arrived.get_future().wait();
  answer_held("from the test's thread");
  EXPECT_EQ(client.receive().body, "from the test's thread");

  held_.arrived = {};
  ASSERT_TRUE(client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n"));
  held_.arrived.get_future().wait();
  server_->post([this] { answer_held("posted"); });
  EXPECT_EQ(client.receive().body, "posted");
}

TEST_F(ServerTest, AnswersForHandlersThatThrowDropOrDally) {
  Limits limits;
  limits.answer_ms = 400;
  start(limits);
  Client client(server_->port());
  const Reply thrown = client.ask("GET /throws HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(thrown.status, 500);
  EXPECT_EQ(thrown.body.find("secret"), std::string::npos);
  EXPECT_EQ(client.ask("GET /dropped HTTP/1.1\r\nHost: h\r\n\r\n").status, 500);
  EXPECT_EQ(client.ask("GET /held HTTP/1.1\r\nHost: h\r\n\r\n").status, 503);
  answer_held("too late, and forgotten");
  EXPECT_EQ(client.ask(kHello).body, "hello");
}

TEST_F(ServerTest, ForgetsAnswersForConnectionsThatHaveGone) {
  start();
  {
    Client client(server_->port());
    ASSERT_TRUE(client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n"));
    held_.arrived.get_future().wait();
  }
  answer_held("to nobody");
  EXPECT_EQ(Client(server_->port()).ask(kHello).status, 200);
}

TEST_F(ServerTest, FinishesWhatIsInFlightWhenStopping) {
  start();
  Client idle(server_->port());
  EXPECT_EQ(idle.ask(kHello).status, 200);
  Client client(server_->port());
  ASSERT_TRUE(client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n"));
  held_.arrived.get_future().wait();
  std::thread stopping([this] { server_->stop(); });
  EXPECT_TRUE(idle.is_closed());  // the drain has begun
  answer_held("finished");
  const Reply reply = client.receive();
  EXPECT_EQ(reply.body, "finished");
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
  client.finish_sending();
  stopping.join();
  EXPECT_FALSE(Client(server_->port()).connected());
}

TEST_F(ServerTest, GivesUpTheDrainAtItsDeadline) {
  Limits limits;
  limits.drain_ms = 50;
  start(limits);
  Client client(server_->port());
  ASSERT_TRUE(client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n"));
  held_.arrived.get_future().wait();
  server_->stop();
  server_.reset();
  EXPECT_TRUE(client.is_closed());
  answer_held("after the end, and forgotten");
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
  start();
  Options taken;
  taken.port = server_->port();
  Server second(taken, router_);
  const Result<void> refused = second.start();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "listen_failed");
  Options nowhere;
  nowhere.host = "not an address";
  EXPECT_FALSE(Server(nowhere, router_).start());
}

}  // namespace
}  // namespace yijian::http
