#include "daemun/auth/adapters/beast.h"

#include "daemun/auth/web/test_failing_store.h"
#include "daemun/auth/web/test_world.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/write.hpp>
#include <doctest/doctest.h>

#include <memory>
#include <sstream>
#include <string>

namespace daemun::auth {
namespace {

namespace http = boost::beast::http;

http::request<http::string_body> a_request(http::verb method = http::verb::post) {
  http::request<http::string_body> request(method, "/callback?code=a%20b", 11);
  request.insert("Cookie", "a=1");
  request.insert("cookie", "b=2");
  request.insert("X-Empty", "");
  request.body() = "state=c";
  return request;
}

std::string text_of(const http::response<http::string_body>& response) {
  std::ostringstream text;
  text << response;
  return text.str();
}

TEST_CASE("to_request takes method, target, each header and the body of a Beast request") {
  const auto request = to_request(a_request());
  CHECK(request.method == "POST");
  CHECK(request.url == "/callback?code=a%20b");
  REQUIRE(request.headers.size() == 3);
  CHECK(request.headers[0].value == "a=1");
  CHECK(request.headers[1].name == "cookie");
  CHECK(request.headers[1].value == "b=2");
  CHECK(request.headers[2].name == "X-Empty");
  CHECK(request.body == "state=c");

  http::request<http::empty_body> other(http::verb::unknown, "/", 11);
  other.method_string("PURGE");
  CHECK(to_request(other.base(), "body").method == "PURGE");
  CHECK(to_request(other.base(), "body").body == "body");
}

TEST_CASE("to_beast_response keeps each cookie, and the request's version and keep-alive") {
  const Response from{
      .status = 302,
      .headers =
          {{"Location", "/there"}, {"Set-Cookie", "a=1; Path=/"}, {"Set-Cookie", "b=2; Path=/"}},
      .body = "to there"};
  auto request = a_request();
  CHECK(
      text_of(to_beast_response(from, request)) ==
      "HTTP/1.1 302 Found\r\nLocation: /there\r\nSet-Cookie: a=1; Path=/\r\n"
      "Set-Cookie: b=2; Path=/\r\nContent-Length: 8\r\n\r\nto there"
  );
  request.keep_alive(false);
  CHECK(to_beast_response(from, request).keep_alive() == false);
  const auto to_head = to_beast_response(from, a_request(http::verb::head));
  CHECK(to_head[http::field::content_length] == "8");
  CHECK(to_head.body().empty());
}

TEST_CASE("A store that is down is a page through Beast, not an exception") {
  auto store = std::make_shared<test::FailingStore>();
  AuthSettings settings = test::a_setting();
  settings.session.store = store;
  test::World world(settings);
  world.sign_in();
  store->stop();
  http::request<http::string_body> request(http::verb::get, "/api/auth/session", 11);
  add_headers(request, world.browser.get("/").headers);
  const auto answer = run_task(world.auth.async_handle(to_request(request)));
  CHECK(to_beast_response(answer, request).result_int() == 503);
  CHECK(world.last_error() == "store_unavailable");
}

TEST_CASE("to_beast_response says that an answer is empty") {
  const Response from{.status = 204, .headers = {}, .body = ""};
  CHECK(text_of(to_beast_response(from, a_request())) == "HTTP/1.1 204 No Content\r\n\r\n");
  const Response refused{.status = 401, .headers = {}, .body = ""};
  CHECK(to_beast_response(refused, a_request())[http::field::content_length] == "0");
}

}  // namespace
}  // namespace daemun::auth
