#include "http/client_curl.h"

#include "http/client_all.h"
#include "http/test_door.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <vector>

using namespace std::chrono_literals;
using namespace daemun;
using namespace daemun::http;

namespace {

Task<Response> answer(Request request) {
  if (request.path == "/redirect") co_return redirect_response(302, "http://127.0.0.1:1/");
  if (request.path == "/large") co_return text_response(200, std::string(2000, 'x'));
  std::string text(to_string(request.method));
  for (const Header& header : request.headers)
    text += "|" + header.name + "=" + header.value;
  text += "|" + request.body;
  co_return text_response(request.path == "/missing" ? 404 : 200, std::move(text)).add("X-A", "b");
}

std::string to_url(const TestDoor& door, std::string_view path) {
  return "http://127.0.0.1:" + std::to_string(door.server.port(Listener::user)) + std::string(path);
}

Result<ClientResponse, ClientError> send(HttpClient& client, ClientRequest request) {
  return run_task(client.send(std::move(request)));
}

Result<ClientResponse, ClientError> fetch(HttpClient& client, std::string url) {
  ClientRequest request;
  request.url = std::move(url);
  return send(client, std::move(request));
}

}  // namespace

TEST_CASE("send returns status, headers and body") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::allowed);
  ClientRequest request;
  request.method = Method::post;
  request.url = to_url(door, "/missing");
  request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}};
  request.body = "{}";
  const auto response = send(client, std::move(request));
  REQUIRE(response);
  CHECK(response->status == 404);
  REQUIRE(response->find("x-a") != nullptr);
  CHECK(*response->find("x-a") == "b");
  CHECK(response->body.starts_with("POST|"));
  CHECK(response->body.find("|content-type=application/json|") != std::string::npos);
  CHECK(response->body.find("|x-empty=|") != std::string::npos);
  CHECK(response->body.find("expect=") == std::string::npos);
  CHECK(response->body.ends_with("|{}"));
}

TEST_CASE("send uses each method") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::allowed);
  for (const Method method :
       {Method::get, Method::put, Method::patch, Method::delete_, Method::options, Method::post}) {
    ClientRequest request;
    request.method = method;
    request.url = to_url(door, "/");
    const auto response = send(client, std::move(request));
    REQUIRE(response);
    CHECK(response->body.starts_with(std::string(to_string(method)) + "|"));
  }
  ClientRequest head;
  head.method = Method::head;
  head.url = to_url(door, "/");
  const auto response = send(client, std::move(head));
  REQUIRE(response);
  CHECK(response->body.empty());
}

TEST_CASE("send does not reach the machine it runs on") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::blocked);
  const std::string port = ":" + std::to_string(door.server.port(Listener::user)) + "/";
  for (const std::string_view host :
       {"127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]"}) {
    CAPTURE(host);
    const auto response = fetch(client, "http://" + std::string(host) + port);
    REQUIRE(!response);
    CHECK(
        (response.error().code == ClientErrorCode::blocked_address ||
         response.error().code == ClientErrorCode::invalid_url)
    );
  }
  CHECK(door.server.statistics().requests == 0);
}

TEST_CASE("send refuses other schemes and URLs with credentials") {
  CurlClient client(PrivateNetworks::allowed);
  for (const std::string_view url :
       {"",
        "file:///etc/passwd",
        "ftp://a/",
        "gopher://a/",
        "//a/",
        "http:///",
        "http://u:p@a/",
        "http://a\r\nb/",
        "javascript:1"}) {
    CAPTURE(url);
    const auto response = fetch(client, std::string(url));
    REQUIRE(!response);
    CHECK(response.error().code == ClientErrorCode::invalid_url);
  }
}

TEST_CASE("send does not follow redirects") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::allowed);
  const auto response = fetch(client, to_url(door, "/redirect"));
  REQUIRE(response);
  CHECK(response->status == 302);
}

TEST_CASE("send bounds the answer") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::allowed);
  ClientRequest request;
  request.url = to_url(door, "/large");
  request.max_response_bytes = 1999;
  auto refused = send(client, request);
  REQUIRE(!refused);
  CHECK(refused.error().code == ClientErrorCode::too_large);
  request.max_response_bytes = 2000;
  CHECK(send(client, request).has_value());
}

TEST_CASE("send cuts an answer when it is told to, and still gives its status") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::allowed);
  ClientRequest request;
  request.url = to_url(door, "/large");
  request.cuts_response = true;
  for (const std::size_t length : {0UL, 1UL, 1999UL, 2000UL, 2001UL}) {
    request.max_response_bytes = length;
    const auto response = send(client, request);
    REQUIRE(response);
    CHECK(response->status == 200);
    CHECK(response->body.size() == std::min<std::size_t>(length, 2000));
  }
}

TEST_CASE("send_all gives the answers in the order of its requests, errors among them") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::allowed);
  std::vector<ClientRequest> requests;
  for (const auto& url : {to_url(door, "/missing"), std::string("nonsense"), to_url(door, "/")}) {
    ClientRequest request;
    request.url = url;
    requests.push_back(std::move(request));
  }
  const auto answers = run_task(send_all(client, std::move(requests)));
  REQUIRE(answers.size() == 3);
  CHECK(answers[0]->status == 404);
  CHECK(answers[1].error().code == ClientErrorCode::invalid_url);
  CHECK(answers[2]->status == 200);
  CHECK(run_task(send_all(client, {})).empty());
}

TEST_CASE("send gives up at its timeout") {
  // Accepts into its backlog and never answers.
  boost::asio::io_context loop(1);
  boost::asio::ip::tcp::acceptor silent(loop, {boost::asio::ip::address_v4::loopback(), 0});
  CurlClient client(PrivateNetworks::allowed);
  ClientRequest request;
  request.url = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/";
  request.timeout = 50ms;
  const auto response = send(client, std::move(request));
  REQUIRE(!response);
  CHECK(response.error().code == ClientErrorCode::timed_out);
}

TEST_CASE("send says when nobody listens") {
  std::uint16_t port = 0;
  {
    boost::asio::io_context loop(1);
    boost::asio::ip::tcp::acceptor gone(loop, {boost::asio::ip::address_v4::loopback(), 0});
    port = gone.local_endpoint().port();
  }
  CurlClient client(PrivateNetworks::allowed);
  const auto response = fetch(client, "http://127.0.0.1:" + std::to_string(port) + "/");
  REQUIRE(!response);
  CHECK(response.error().code == ClientErrorCode::connect_failed);
}

TEST_CASE("send ignores proxies of the environment") {
  TestDoor door(one_loop(), answer);
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  CurlClient client(PrivateNetworks::allowed);
  const bool sent = fetch(client, to_url(door, "/")).has_value();
  unsetenv("http_proxy");
  CHECK(sent);
}

TEST_CASE("send refuses headers that break their line") {
  CurlClient client(PrivateNetworks::allowed);
  ClientRequest request;
  request.url = "http://127.0.0.1:1/";
  request.headers = {{"X-A", "1\r\nX-B: 2"}};
  CHECK_THROWS_AS(static_cast<void>(send(client, std::move(request))), std::invalid_argument);
}

TEST_CASE("send queues more requests than it makes at once") {
  TestDoor door(one_loop(), answer);
  CurlClient client(PrivateNetworks::allowed);
  boost::asio::io_context loop(1);
  int answered = 0;
  for (int i = 0; i < 50; ++i) {
    ClientRequest request;
    request.url = to_url(door, "/");
    boost::asio::co_spawn(
        loop.get_executor(),
        to_optional_task(client.send(std::move(request))),
        [&](std::exception_ptr failure,
            std::optional<Result<ClientResponse, ClientError>> response) {
          if (!failure && response->has_value()) ++answered;
        }
    );
  }
  loop.run();
  CHECK(answered == 50);
}
