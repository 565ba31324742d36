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
#include <sstream>
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
  CHECK(
      to_body(broken) == R"({"code":"server.internal_error","message":"Internal server error."})"
  );
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
    CHECK(to_body(RawClient(door.server).ask(forwarded)).starts_with("http a unknown "));
    for (const std::string header :
         {"Forwarded: for=1.1.1.1",
          "Via: 1.1 a",
          "X-Real-IP: 1.1.1.1",
          "CF-Connecting-IP: 1.1.1.1",
          "X-Forwarded-Proto: https"}) {
      CAPTURE(header);
      const auto request = "GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n";
      CHECK(to_body(RawClient(door.server).ask(request)).starts_with("http a unknown "));
    }
  }
  ServerConfig config = one_loop();
  config.trust_proxy_header = TrustProxyHeader::yes;
  TestDoor door(config, describe);
  RawClient client(door.server);
  const std::string answer = client.ask(forwarded);
  CHECK(to_body(answer).starts_with("https id.example.com 203.0.113.9 "));
  CHECK(has_line(answer, "Strict-Transport-Security: max-age=15552000; includeSubDomains"));
}

TEST_CASE("server takes from a proxy's headers what it understands and nothing else") {
  struct Row {
    std::string_view line;
    std::string_view seen;
  };
  constexpr Row rows[] = {
      {"X-Forwarded-For: 203.0.113.9:4711", "http a 203.0.113.9 "},
      {"X-Forwarded-For: 1.1.1.1, 203.0.113.9:1", "http a 203.0.113.9 "},
      {"X-Forwarded-For: [2001:db8::1]", "http a 2001:db8::1 "},
      {"X-Forwarded-For: [2001:db8::1]:443", "http a 2001:db8::1 "},
      {"X-Forwarded-For: \"[2001:db8::1]:443\"", "http a 2001:db8::1 "},
      {"X-Forwarded-For: 2001:db8::1", "http a 2001:db8::1 "},
      {"X-Forwarded-For: ::ffff:203.0.113.9", "http a 203.0.113.9 "},
      {"X-Forwarded-For: unknown", "http a 127.0.0.1 "},
      {"X-Forwarded-For: 203.0.113.9, unknown", "http a 127.0.0.1 "},
      {"X-Forwarded-For: _hidden", "http a 127.0.0.1 "},
      {"X-Forwarded-For: [", "http a 127.0.0.1 "},
      {"X-Forwarded-For: \"", "http a 127.0.0.1 "},
      {"X-Forwarded-For:", "http a 127.0.0.1 "},
      {"X-Forwarded-Proto: HTTPS", "https a 127.0.0.1 "},
      {"X-Forwarded-Proto: ftp", "http a 127.0.0.1 "},
      {"X-Forwarded-Proto:", "http a 127.0.0.1 "},
      {"X-Forwarded-Host: b", "http b 127.0.0.1 "},
      {"X-Forwarded-Host: a/b", "http a 127.0.0.1 "},
      {"X-Forwarded-Host:", "http a 127.0.0.1 "},
  };
  ServerConfig config = one_loop();
  config.trust_proxy_header = TrustProxyHeader::yes;
  TestDoor door(config, describe);
  for (const Row& row : rows) {
    CAPTURE(row.line);
    RawClient client(door.server);
    const std::string answer =
        client.ask("GET / HTTP/1.1\r\nHost: a\r\n" + std::string(row.line) + "\r\n\r\n");
    CHECK(to_status(answer) == "200");
    CHECK(to_body(answer).starts_with(row.seen));
  }
}

TEST_CASE("server tells browsers to keep to https when its address says https") {
  const std::string told = "Strict-Transport-Security: max-age=15552000; includeSubDomains";
  ServerConfig config = one_loop();
  config.listeners[0].public_scheme = PublicScheme::https;
  {
    TestDoor door(config, describe);
    CHECK(has_line(RawClient(door.server).ask(get), told));
    CHECK(has_line(RawClient(door.server).ask("nonsense\r\n\r\n"), told));
  }
  config.trust_proxy_header = TrustProxyHeader::yes;
  TestDoor door(config, describe);
  CHECK(has_line(RawClient(door.server).ask(get), told));
  // The proxy says what the browser uses: there the header means nothing.
  const std::string plain = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: http\r\n\r\n";
  CHECK(!has_line(RawClient(door.server).ask(plain), told));
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

TEST_CASE("server reads larger bodies at the paths that take them") {
  Limits limits;
  limits.body_limits = {{"/api/small/", 100}, {"/api/", 100'000}, {"/file", 200'000}};
  TestDoor door(one_loop(limits), [](Request request) -> Task<Response> {
    co_return text_response(200, std::to_string(request.body.size()));
  });
  struct Row {
    std::string path;
    std::size_t limit;
  };
  for (const Row& row :
       {Row{"/other", 65'536},
        Row{"/api/small/a", 100},
        Row{"/api/users", 100'000},
        Row{"/api", 65'536},
        Row{"/file", 200'000},
        Row{"/file/more", 65'536}}) {
    const auto& path = row.path;
    const auto limit = row.limit;
    CAPTURE(path);
    const auto post = [&](const std::string& framing, const std::string& body) {
      RawClient client(door.server);
      return client.ask("POST " + path + " HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n" + body);
    };
    const std::string body(limit, 'x');
    CHECK(to_body(post("Content-Length: " + std::to_string(limit), body)) == std::to_string(limit));
    const std::string refused = post("Content-Length: " + std::to_string(limit + 1), "");
    CHECK(to_status(refused) == "413");
    CHECK(to_body(refused).starts_with(R"({"code":"request.body_too_large","message":)"));
    std::ostringstream chunk;
    chunk << std::hex << limit << "\r\n" << body << "\r\n0\r\n\r\n";
    CHECK(to_body(post("Transfer-Encoding: chunked", chunk.str())) == std::to_string(limit));
    chunk.str("");
    chunk << std::hex << limit + 1 << "\r\n";
    CHECK(to_status(post("Transfer-Encoding: chunked", chunk.str())) == "413");
  }
}

TEST_CASE("server ends the slowest reader when answers take too much memory") {
  constexpr std::size_t size = 8 * 1024 * 1024;
  Limits limits;
  limits.held_bytes_per_loop = size + 64 * 1024;
  TestDoor door(one_loop(limits), [](Request request) -> Task<Response> {
    co_return text_response(200, std::string(request.path == "/large" ? size : 5, 'x'));
  });
  const std::string large = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
  RawClient first(door.server);
  RawClient second(door.server);
  first.send(large);
  door.await_requests(1);
  second.send(large);
  door.await_requests(2);
  CHECK(to_body(RawClient(door.server).ask(get)) == "xxxxx");
  CHECK(to_body(second.receive()).size() == size);
  CHECK(first.receive() == "");
  CHECK(door.server.statistics().connections_ended == 1);
}

TEST_CASE("server does not count what answers share") {
  const std::string document(8 * 1024 * 1024, 'x');
  Limits limits;
  limits.held_bytes_per_loop = 64 * 1024;
  TestDoor door(one_loop(limits), [&document](Request /*request*/) -> Task<Response> {
    constexpr auto make = [](SharedBytes bytes) -> Task<Response> {
      auto response = text_response(200, "");
      response.shared = std::move(bytes);
      co_return response;
    };
    return make({document});
  });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<RawClient>(door.server));
    clients.back()->send(get);
  }
  door.await_requests(8);
  for (const auto& client : clients)
    CHECK(to_body(client->receive()) == document);
  CHECK(door.server.statistics().connections_ended == 0);
}

TEST_CASE("server leaves pipelined requests unread until the answer before is sent") {
  constexpr std::size_t size = 8 * 1024 * 1024;
  TestDoor door(one_loop(), [](Request request) -> Task<Response> {
    co_return text_response(200, std::string(request.path == "/large" ? size : 5, 'x'));
  });
  const std::string large = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
  RawClient slow(door.server);
  slow.send(large + large + large);
  door.await_requests(1);
  for (int i = 0; i < 20; ++i)
    CHECK(to_body(RawClient(door.server).ask(get)) == "xxxxx");
  CHECK(door.server.statistics().requests == 21);
  for (int i = 0; i < 3; ++i)
    CHECK(to_body(slow.receive()).size() == size);
}

TEST_CASE("server ends the slowest sender when bodies take too much memory") {
  Limits limits;
  limits.held_bytes_per_loop = 100'000;
  TestDoor door(one_loop(limits), [](Request request) -> Task<Response> {
    co_return text_response(200, std::to_string(request.body.size()));
  });
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\nExpect: 100-continue\r\n\r\n";
  RawClient first(door.server);
  CHECK(to_status(first.ask(head)) == "100");
  first.send(std::string(59'999, 'x'));
  RawClient second(door.server);
  CHECK(to_status(second.ask(head)) == "100");
  second.send(std::string(59'999, 'x'));
  CHECK(first.receive() == "");
  CHECK(to_body(second.ask("x")) == "60000");
}

TEST_CASE("server ends the longest-waiting connection of an address that has too many") {
  Limits limits;
  limits.waiting_per_network_and_loop = 2;
  ServerConfig config = one_loop(limits);
  {
    TestDoor door(config, echo);
    RawClient first(door.server);
    CHECK(to_status(first.ask(get)) == "200");
    RawClient second(door.server);
    CHECK(to_status(second.ask(get)) == "200");
    CHECK(to_status(first.ask(get)) == "200");
    RawClient third(door.server);
    CHECK(to_status(third.ask(get)) == "200");
    CHECK(second.is_closed());
    CHECK(to_status(first.ask(get)) == "200");
  }
  // A proxy keeps as many as it likes.
  config.trust_proxy_header = TrustProxyHeader::yes;
  TestDoor door(config, echo);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<RawClient>(door.server));
    CHECK(to_status(clients.back()->ask(get)) == "200");
  }
  for (const auto& client : clients)
    CHECK(to_status(client->ask(get)) == "200");
}

TEST_CASE("server that is full ends a waiting connection of the address that has the most") {
  Limits limits;
  limits.connections_per_loop = 2;
  Gate gate;
  TestDoor door(one_loop(limits), behind(gate));
  RawClient busy(door.server);
  busy.send(get);
  gate.await(1);
  RawClient idle(door.server);
  door.await_connections(2);
  RawClient next(door.server);
  CHECK(idle.is_closed());
  next.send(get);
  gate.await(2);
  // Nobody waits any longer.
  CHECK(to_status(RawClient(door.server).receive()) == "503");
  gate.open();
  CHECK(to_status(busy.receive()) == "200");
  CHECK(to_status(next.receive()) == "200");
}

TEST_CASE("server has the application show its refusals to people") {
  Limits limits;
  limits.requests_per_loop = 1;
  ServerConfig config = one_loop(limits);
  config.refusal_view = [](const Request& seen, const Refusal& refusal) {
    if (seen.path != "/page") return to_response(refusal);
    return text_response(refusal.status, std::string(seen.header("accept").value_or("")));
  };
  Gate gate;
  TestDoor door(config, behind(gate));
  RawClient busy(door.server);
  busy.send(get);
  gate.await(1);
  const std::string accept = "Host: a\r\nAccept: text/html\r\n\r\n";
  const std::string query(9000, 'x');
  struct Row {
    std::string request;
    std::string_view status;
    std::string_view body;
  };
  const Row rows[] = {
      {"GET /page HTTP/1.1\r\n" + accept, "503", "text/html"},
      {"GET /page?" + query + " HTTP/1.1\r\n" + accept, "414", "text/html"},
      // Cut off before the headers arrive.
      {"GET /page?" + query + query, "414", ""},
      {"GET /page\r\n" + accept, "400", "text/html"},
  };
  for (const Row& row : rows) {
    const std::string answer = RawClient(door.server).ask(row.request);
    CHECK(to_status(answer) == row.status);
    CHECK(to_body(answer) == row.body);
  }
  const std::string json = RawClient(door.server).ask("GET /other HTTP/1.1\r\n" + accept);
  CHECK(to_body(json).starts_with(R"({"code":"server.unavailable","message":)"));
  gate.open();
  CHECK(to_status(busy.receive()) == "200");
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
