#include "daemun/auth/adapters/cpp_httplib.h"

#include "daemun/auth/web/test_failing_store.h"
#include "daemun/auth/web/test_world.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <thread>

namespace daemun::auth {
namespace {

// Answers each request with what to_request() makes of it.
class Server {
 public:
  Server() {
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
      received = to_request(request);
      response.set_header("X-App", "1");
      response.set_content("the app's", "text/plain");
      write(response, to_write);
      add_headers(response, {{"Set-Cookie", "c=3"}});
    };
    server_.Get(".*", answer);
    server_.Post(".*", answer);
    port = server_.bind_to_any_port("127.0.0.1");
    REQUIRE(port > 0);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~Server() {
    server_.stop();
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port = 0;
  Request received{};
  Response to_write{
      .status = 403,
      .headers =
          {{"Content-Type", "application/json"}, {"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}},
      .body = "{}"};

 private:
  httplib::Server server_;
  std::thread thread_;
};

std::vector<std::string> values_of(const Request& request, std::string_view name) {
  std::vector<std::string> values;
  for (const Header& header : request.headers) {
    if (header.name == name) values.push_back(header.value);
  }
  return values;
}

TEST_CASE("to_request takes all of a cpp-httplib request, and write brings all of the answer") {
  Server server;
  httplib::Client client("127.0.0.1", server.port);
  const httplib::Headers headers{{"Authorization", "Bearer a"}, {"Authorization", "Bearer b"}};
  const auto answer = client.Post(
      "/api/auth/callback/logto?a=b%20c",
      headers,
      "code=d&state=e",
      "application/x-www-form-urlencoded"
  );
  REQUIRE(answer);
  CHECK(server.received.method == "POST");
  CHECK(server.received.url == "/api/auth/callback/logto?a=b%20c");
  CHECK(server.received.body == "code=d&state=e");
  CHECK(
      values_of(server.received, "Authorization") ==
      std::vector<std::string>{"Bearer a", "Bearer b"}
  );
  CHECK(values_of(server.received, "REMOTE_ADDR").empty());
  CHECK(answer->status == 403);
  CHECK(answer->body == "{}");
  CHECK(answer->get_header_value("X-App") == "1");
  REQUIRE(answer->get_header_value_count("Content-Type") == 1);
  CHECK(answer->get_header_value("Content-Type") == "application/json");
  REQUIRE(answer->get_header_value_count("Set-Cookie") == 3);
  CHECK(answer->get_header_value("Set-Cookie", 0) == "a=1");
  CHECK(answer->get_header_value("Set-Cookie", 2) == "c=3");
}

TEST_CASE("A store that is down is a page through cpp-httplib, not an exception") {
  auto store = std::make_shared<test::FailingStore>();
  AuthSettings settings = test::a_setting();
  settings.session.store = store;
  test::World world(settings);
  world.sign_in();
  store->stop();
  httplib::Server server;
  server.Get(".*", [&](const httplib::Request& request, httplib::Response& response) {
    if (world.auth.handles(to_request(request))) {
      return write(response, world.auth.handle(to_request(request)));
    }
    const Passage passage = world.auth.middleware(to_request(request));
    if (passage.answer) write(response, *passage.answer);
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { server.listen_after_bind(); });
  httplib::Headers headers;
  for (const Header& header : world.browser.get("/").headers)
    headers.emplace(header.name, header.value);
  httplib::Client client("127.0.0.1", port);
  for (const char* path : {"/claims", "/api/auth/session"}) {
    const auto answer = client.Get(path, headers);
    REQUIRE(answer);
    CHECK(answer->status == 503);
    CHECK_FALSE(answer->has_header("EXCEPTION_WHAT"));
    CHECK_FALSE(answer->body.empty());
  }
  server.stop();
  thread.join();
  CHECK(world.errors.size() == 2);
}

TEST_CASE("write answers without a body") {
  Server server;
  server.to_write = {.status = 302, .headers = {{"Location", "/there"}}, .body = ""};
  httplib::Client client("127.0.0.1", server.port);
  const auto answer = client.Get("/");
  REQUIRE(answer);
  CHECK(answer->status == 302);
  CHECK(answer->get_header_value("Location") == "/there");
  CHECK(answer->body.empty());
}

}  // namespace
}  // namespace daemun::auth
