#include "http/server.h"

#include "base/log.h"
#include "base/task.h"
#include "base/unavailable.h"
#include "http/test_door.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>

using namespace std::chrono_literals;
using namespace daemun;
using namespace daemun::http;

namespace {

constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

// A handler that waits until the test opens it.
class Gate {
 public:
  Task<Response> wait() {
    auto start = [this](Resume<int> resume) {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(resume));
      ++count;
    };
    const int status = co_await suspend_for<int>(std::move(start));
    co_return text_response(status, "late");
  }
  void open() {
    const std::lock_guard lock(mutex_);
    for (auto& resume : waiting_)
      resume(200);
    waiting_.clear();
  }
  void await(int number) const {
    while (count < number)
      std::this_thread::yield();
  }

  std::atomic<int> count{0};

 private:
  std::mutex mutex_;
  std::vector<Resume<int>> waiting_;
};

Application behind(Gate& gate) {
  return [&gate](Request /*request*/) { return gate.wait(); };
}

Task<Response> fail(Request request) {
  if (request.path == "/busy") throw Unavailable("queue is full");
  if (request.path == "/split")
    co_return text_response(200, "x").add("X-A", "1\r\nSet-Cookie: a=b");
  throw std::runtime_error("broken");
}

Task<Response> describe(Request request) {
  co_return text_response(
      200,
      request.scheme + " " + request.host + " " + request.remote_address + " " + request.request_id
  );
}

}  // namespace

TEST_CASE("server answers with the headers of the door") {
  TestDoor door(one_loop(), echo);
  RawClient client(door.server);
  const std::string answer = client.ask("GET /a/b?c=d HTTP/1.1\r\nHost: localhost:3001\r\n\r\n");
  CHECK(to_status(answer) == "200");
  CHECK(to_body(answer) == "GET /a/b?c=d ");
  CHECK(has_line(answer, "X-Content-Type-Options: nosniff"));
  CHECK(has_line(answer, "X-Frame-Options: SAMEORIGIN"));
  CHECK(answer.find("Strict-Transport-Security") == std::string::npos);
  CHECK(answer.find("\r\nLogto-Core-Request-Id: ") != std::string::npos);
  CHECK(answer.find("\r\nDate: ") != std::string::npos);
  CHECK(answer.find("Connection: close") == std::string::npos);
}

TEST_CASE("server keeps a connection and answers pipelined requests in order") {
  TestDoor door(one_loop(), echo);
  RawClient client(door.server);
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    const std::string number = std::to_string(i);
    requests += "POST /" + number +
                " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(number.size()) +
                "\r\n\r\n" + number;
  }
  client.send(requests);
  for (int i = 0; i < 50; ++i) {
    const std::string number = std::to_string(i);
    CHECK(to_body(client.receive()) == "POST /" + number + "? " + number);
  }
  CHECK(door.server.statistics().requests == 50);
  CHECK(door.server.statistics().connections_open == 1);
}

TEST_CASE("server takes a request that arrives byte by byte") {
  TestDoor door(one_loop(), echo);
  RawClient client(door.server);
  for (const char c :
       std::string_view("\r\nPOST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n")) {
    client.send({&c, 1});
  }
  CHECK(to_body(client.receive()) == "POST /x? abcde");
  CHECK(to_status(client.ask(get)) == "200");
}

TEST_CASE("server answers HEAD with the length and no body") {
  TestDoor door(one_loop(), echo);
  RawClient client(door.server);
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + std::string(get));
  client.end();
  std::string answers;
  while (true) {
    const std::string answer = client.receive();
    if (answer.empty()) break;
    answers += answer;
  }
  // receive() takes the next answer's beginning for the missing body: only the texts are looked at.
  CHECK(answers.find("Content-Length: 9\r\n") != std::string::npos);
  CHECK(answers.find("HEAD /x?") == std::string::npos);
}

TEST_CASE("server closes after Connection: close and after HTTP/1.0") {
  TestDoor door(one_loop(), echo);
  for (const std::string_view request :
       {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"}) {
    RawClient client(door.server);
    const std::string answer = client.ask(request);
    CHECK(to_status(answer) == "200");
    CHECK(has_line(answer, "Connection: close"));
    CHECK(client.is_closed());
  }
}

TEST_CASE("server sends 100 only to a client that waits for it") {
  TestDoor door(one_loop(), echo);
  RawClient client(door.server);
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  CHECK(client.ask(head) == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(to_body(client.ask("ab")) == "POST /? ab");
  CHECK(to_body(client.ask(head + "cd")) == "POST /? cd");
}

TEST_CASE("server writes a body larger than the socket's buffer") {
  const std::string large(8 * 1024 * 1024, 'x');
  TestDoor door(one_loop(), [&large](Request /*request*/) -> Task<Response> {
    // Not a coroutine: the awaitable of another one is handed on.
    constexpr auto make = [](std::string body) -> Task<Response> {
      co_return text_response(200, std::move(body));
    };
    return make(large);
  });
  RawClient client(door.server);
  CHECK(to_body(client.ask(get)) == large);
}

TEST_CASE("server turns an exception into 500 and Unavailable into 503") {
  TestDoor door(one_loop(), fail);
  RawClient client(door.server);
  set_log_level("error");
  const std::string broken = client.ask(get);
  CHECK(to_status(broken) == "500");
  CHECK(to_body(broken) == R"({"message":"Internal server error."})");
  const std::string busy = client.ask("GET /busy HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(to_status(busy) == "503");
  CHECK(has_line(busy, "Retry-After: 1"));
  set_log_level("info");
}

TEST_CASE("server never writes a header that breaks its line") {
  TestDoor door(one_loop(), fail);
  RawClient client(door.server);
  const std::string answer = client.ask("GET /split HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(to_status(answer) == "500");
  CHECK(answer.find("Set-Cookie") == std::string::npos);
}

TEST_CASE("server believes a proxy only when told to") {
  const std::string forwarded =
      "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https, http\r\n"
      "X-Forwarded-Host: id.example.com, b\r\nX-Forwarded-For: 1.1.1.1, 203.0.113.9\r\n\r\n";
  {
    TestDoor door(one_loop(), describe);
    CHECK(to_body(RawClient(door.server).ask(forwarded)).starts_with("http a 127.0.0.1 "));
  }
  ServerConfig config = one_loop();
  config.trust_proxy_header = TrustProxyHeader::yes;
  TestDoor door(config, describe);
  RawClient client(door.server);
  const std::string answer = client.ask(forwarded);
  CHECK(to_body(answer).starts_with("https id.example.com 203.0.113.9 "));
  CHECK(has_line(answer, "Strict-Transport-Security: max-age=15552000; includeSubDomains"));
  for (const std::string_view line :
       {"X-Forwarded-Proto: ftp", "X-Forwarded-Host: a/b", "X-Forwarded-For: unknown"}) {
    RawClient other(door.server);
    CHECK(
        to_status(other.ask("GET / HTTP/1.1\r\nHost: a\r\n" + std::string(line) + "\r\n\r\n")) ==
        "400"
    );
  }
}

TEST_CASE("server names every request, the refused ones too") {
  TestDoor door(one_loop(), describe);
  RawClient client(door.server);
  const std::string answer = client.ask(get);
  const std::string id = answer.substr(answer.find("Request-Id: ") + 12, 16);
  CHECK(
      id.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") ==
      std::string::npos
  );
  CHECK(to_body(answer).ends_with(" " + id));
  CHECK(client.ask("nonsense\r\n\r\n").find("Request-Id: ") != std::string::npos);
}

TEST_CASE("server closes slow senders with 408 and idle connections without a word") {
  Limits limits;
  limits.head_deadline = limits.body_deadline = limits.idle_timeout = limits.write_deadline = 1s;
  limits.sweep_interval = 50ms;
  const std::string large(32 * 1024 * 1024, 'x');
  TestDoor door(one_loop(limits), [&large](Request request) -> Task<Response> {
    constexpr auto make = [](std::string body) -> Task<Response> {
      co_return text_response(200, std::move(body));
    };
    return make(request.path == "/large" ? large : "");
  });
  RawClient silent(door.server);
  std::optional<RawClient> slow_head(std::in_place, door.server);
  std::optional<RawClient> slow_body(std::in_place, door.server);
  RawClient idle(door.server);
  RawClient slow_reader(door.server);
  slow_head->send("GET / HT");
  slow_body->send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  slow_reader.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(to_status(idle.ask(get)) == "200");
  CHECK(to_status(slow_head->receive()) == "408");
  CHECK(to_status(slow_body->receive()) == "408");
  CHECK(silent.is_closed());
  CHECK(idle.is_closed());
  while (door.server.statistics().connections_open > 2)
    std::this_thread::yield();
  CHECK(slow_reader.receive() == "");
}

TEST_CASE("server answers 503 when too many requests are in flight") {
  Limits limits;
  limits.requests_per_loop = 1;
  Gate gate;
  TestDoor door(one_loop(limits), behind(gate));
  RawClient first(door.server);
  RawClient second(door.server);
  first.send(get);
  gate.await(1);
  const std::string answer = second.ask(get);
  CHECK(to_status(answer) == "503");
  CHECK(has_line(answer, "Retry-After: 1"));
  gate.open();
  CHECK(to_status(first.receive()) == "200");
  CHECK(door.server.statistics().rejected_overload == 1);
}

TEST_CASE("server reads larger bodies at one path, and only so many at once") {
  Limits limits;
  limits.large_bodies = {.path = "/large", .bytes = 100'000, .at_once = 1};
  TestDoor door(one_loop(limits), [](Request request) -> Task<Response> {
    co_return text_response(200, std::to_string(request.body.size()));
  });
  const auto head = [](const std::string& path, int length) {
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) +
           "\r\n\r\n";
  };
  for (const auto& text :
       {head("/other", 70'000), head("/large", 100'001), head("/large/more", 70'000)})
    CHECK(to_status(RawClient(door.server).ask(text)) == "413");
  RawClient first(door.server);
  // Its body is being read when the server asks for it.
  first.send(
      "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\nExpect: "
      "100-continue\r\n\r\n"
  );
  CHECK(to_status(first.receive()) == "100");
  CHECK(to_status(RawClient(door.server).ask(head("/large", 70'000))) == "503");
  CHECK(to_status(RawClient(door.server).ask(head("/large", 3) + "abc")) == "200");
  first.send(std::string(100'000, 'x'));
  CHECK(to_body(first.receive()) == "100000");
  RawClient second(door.server);
  CHECK(to_body(second.ask(head("/large", 70'000) + std::string(70'000, 'x'))) == "70000");
}

TEST_CASE("server turns away connections over the limit") {
  Limits limits;
  limits.connections_per_loop = 1;
  TestDoor door(one_loop(limits), echo);
  RawClient first(door.server);
  CHECK(to_status(first.ask(get)) == "200");
  RawClient second(door.server);
  CHECK(to_status(second.receive()) == "503");
}

TEST_CASE("stop finishes what is in flight and ends what is idle") {
  Gate gate;
  TestDoor door(one_loop(), behind(gate));
  RawClient idle(door.server);
  RawClient busy(door.server);
  busy.send(get);
  gate.await(1);
  door.server.stop();
  CHECK(idle.is_closed());
  gate.open();
  const std::string answer = busy.receive();
  CHECK(to_body(answer) == "late");
  CHECK(has_line(answer, "Connection: close"));
  busy.end();
  door.stop();
  CHECK(door.server.statistics().connections_open == 0);
}

TEST_CASE("stop does not wait longer than the drain limit") {
  Limits limits;
  limits.drain = 0s;
  limits.sweep_interval = 10ms;
  Gate gate;
  set_log_level("error");
  {
    TestDoor door(one_loop(limits), behind(gate));
    RawClient client(door.server);
    client.send(get);
    gate.await(1);
    door.stop();
    CHECK(client.is_closed());
    gate.open();
  }
  set_log_level("info");
}

TEST_CASE("stop before run makes run return") {
  Server server(one_loop(), echo);
  server.stop();
  server.run();
}

TEST_CASE("server says which address it cannot have") {
  Server first(one_loop(), echo);
  ServerConfig config = one_loop();
  config.listeners[0].port = first.port(Listener::user);
  CHECK_THROWS_AS(Server(config, echo), std::runtime_error);
  config.listeners[0].address = "nowhere";
  CHECK_THROWS_AS(Server(config, echo), std::runtime_error);
}

TEST_CASE("server spreads connections over several loops") {
  ServerConfig config = one_loop();
  config.loops = 3;
  TestDoor door(config, echo);
  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < 8; ++i) {
    answers.push_back(std::async(std::launch::async, [&door] {
      RawClient client(door.server);
      std::string status;
      for (int round = 0; round < 20; ++round)
        status = to_status(client.ask(get));
      return status;
    }));
  }
  for (auto& answer : answers)
    CHECK(answer.get() == "200");
  CHECK(door.server.statistics().requests == 160);
}
