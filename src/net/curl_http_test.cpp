#include "net/curl_http.h"

#include "net/test_server.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace daemun::net {
namespace {

using test::an_answer;
using test::TestServer;

Request a_request(std::string url, std::string method = "GET") {
  Request request;
  request.method = std::move(method);
  request.url = std::move(url);
  return request;
}

// "200" or the error's name.
std::string outcome(const Result<Response, HttpError>& result) {
  return result ? std::to_string(result->status) : std::string(to_string(result.error().code));
}

std::string outcome_of(const std::string& answer) {
  TestServer server([&](const std::string&) { return answer; });
  CurlHttp http;
  auto request = a_request(server.url());
  request.max_response_bytes = 2000;
  return outcome(http.send(request));
}

// Leaves every request without an answer, and says when the first has come.
struct SilentServer {
  std::latch has_request{1};
  TestServer server{[this](const std::string&) -> std::optional<std::string> {
    has_request.count_down();
    return std::nullopt;
  }};
};

TEST_CASE("send carries method, headers and body, and brings all of the answer") {
  std::string received;
  TestServer server([&](const std::string& request) {
    received = request;
    return an_answer("body", "Set-Cookie: a=1\r\nset-cookie:  b=2 \r\n");
  });
  CurlHttp http;
  auto request = a_request(server.url("/token?a=b"), "POST");
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Empty", ""}};
  request.body = "grant_type=refresh_token";
  const auto response = http.send(request);
  REQUIRE(response);
  CHECK(response->status == 200);
  CHECK(response->body == "body");
  REQUIRE(response->headers.size() == 3);
  CHECK(response->headers[0].value == "a=1");
  CHECK(response->headers[1].name == "set-cookie");
  CHECK(response->headers[1].value == "b=2");
  CHECK(received.starts_with("POST /token?a=b HTTP/1.1\r\n"));
  CHECK(
      received.find("\r\nContent-Type: application/x-www-form-urlencoded\r\n") != std::string::npos
  );
  CHECK(received.find("\r\nX-Empty:\r\n") != std::string::npos);
  CHECK(received.find("\r\nUser-Agent: daemun-auth\r\n") != std::string::npos);
  CHECK(received.find("Expect") == std::string::npos);
  CHECK(received.ends_with("\r\n\r\ngrant_type=refresh_token"));
}

TEST_CASE("send uses each method") {
  std::string received;
  TestServer server([&](const std::string& request) {
    received = request;
    return std::string("HTTP/1.1 204 No Content\r\n\r\n");
  });
  CurlHttp http;
  for (const std::string method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    CHECK(outcome(http.send(a_request(server.url(), method))) == "204");
    CHECK(received.starts_with(method + " / HTTP/1.1\r\n"));
  }
}

TEST_CASE("send uses a connection again") {
  TestServer server([](const std::string&) { return an_answer("ok"); });
  CurlHttp http;
  for (int i = 0; i < 3; ++i)
    CHECK(outcome(http.send(a_request(server.url()))) == "200");
  CHECK(server.requests() == 3);
  CHECK(server.connections() == 1);
}

TEST_CASE("send brings an answer of any status, and follows no redirect") {
  CHECK(outcome_of("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n") == "500");
  TestServer server([](const std::string&) {
    return std::string("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
  });
  CurlHttp http;
  CHECK(outcome(http.send(a_request(server.url()))) == "302");
  CHECK(server.requests() == 1);
}

TEST_CASE("send limits the size of a response, also when Content-Length is wrong or missing") {
  const std::string chunk = "3e8\r\n" + std::string(1000, 'x') + "\r\n";
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk;
  CHECK(outcome_of(an_answer(std::string(2000, 'x'))) == "200");
  CHECK(outcome_of(an_answer(std::string(2001, 'x'))) == "too_large");
  CHECK(outcome_of(chunked + chunk + "0\r\n\r\n") == "200");
  CHECK(outcome_of(chunked + chunk + chunk + "0\r\n\r\n") == "too_large");
  CHECK(
      outcome_of("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(2001, 'x')) ==
      "too_large"
  );
  std::string headers;
  for (int i = 0; i < 70; ++i)
    headers += "X-Header: " + std::string(1000, 'x') + "\r\n";
  CHECK(outcome_of(an_answer("", headers)) == "too_large");
}

TEST_CASE("send cuts an answer when it is told to, and still gives its status") {
  const std::string chunk = "3e8\r\n" + std::string(1000, 'x') + "\r\n";
  for (const std::string& answer :
       {an_answer(std::string(2000, 'x')),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n"}) {
    TestServer server([&](const std::string&) { return answer; });
    CurlHttp http;
    auto request = a_request(server.url());
    request.cuts_response = true;
    for (const std::size_t length : {0UL, 1UL, 1999UL, 2000UL, 2001UL}) {
      request.max_response_bytes = length;
      const auto response = http.send(request);
      REQUIRE(response);
      CHECK(response->status == 200);
      CHECK(response->body.size() == std::min<std::size_t>(length, 2000));
    }
  }
}

TEST_CASE("send refuses what is no HTTP") {
  CHECK(outcome_of("Connection: close") == "protocol_error");
  CHECK(outcome_of("garbage\r\n\r\nConnection: close") == "protocol_error");
  CHECK(
      outcome_of("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\nshort") ==
      "protocol_error"
  );
  CHECK(
      outcome_of("HTTP/1.1 200 OK\r\nContent-Length: x\r\nConnection: close\r\n\r\n") ==
      "protocol_error"
  );
}

TEST_CASE("send gives up at its timeout, also when all connections are taken") {
  SilentServer silent;
  CurlHttp http({.max_concurrent = 1});
  auto request = a_request(silent.server.url());
  request.timeout = Milliseconds(50);
  CHECK(outcome(http.send(request)) == "timed_out");

  SilentServer holding;
  std::thread holder([&] {
    CHECK(outcome(http.send(a_request(holding.server.url()))) == "connect_failed");
  });
  holding.has_request.wait();
  CHECK(outcome(http.send(request)) == "timed_out");
  CHECK(silent.server.requests() == 1);
  CHECK_FALSE(http.send(request).error().was_sent);
  http.stop();
  holder.join();
  CHECK(outcome(http.send(request)) == "connect_failed");
}

TEST_CASE("send says whether anything of a request that failed has left") {
  SilentServer silent;
  CurlHttp http;
  const auto was_sent = [&](std::string url) {
    auto request = a_request(std::move(url), "POST");
    request.timeout = Milliseconds(200);
    const auto sent = http.send(request);
    REQUIRE_FALSE(sent);
    CHECK(outcome(sent) == "timed_out");
    return sent.error().was_sent;
  };
  CHECK(was_sent(silent.server.url()));
  // The server never answers the handshake of TLS, and has not seen the request.
  CHECK_FALSE(was_sent("https://127.0.0.1:" + silent.server.port() + "/"));
}

TEST_CASE("send says when nobody listens") {
  const test::Listener closed;
  closed.stop();
  CurlHttp http;
  CHECK(
      outcome(http.send(a_request("http://127.0.0.1:" + closed.port() + "/"))) == "connect_failed"
  );
}

TEST_CASE("send refuses what it must not send") {
  CurlHttp http;
  for (const std::string url :
       {"",
        "file:///etc/passwd",
        "ftp://a/",
        "gopher://a/",
        "javascript:1",
        "//a/",
        "http:///",
        "http://u:p@a/",
        "http://a\r\nb/"}) {
    CAPTURE(url);
    CHECK(outcome(http.send(a_request(url))) == "invalid_url");
  }
  CHECK(outcome(http.send(a_request("http://127.0.0.1:1/", "GET /"))) == "protocol_error");
  for (const Header& header :
       {Header{"X-A", "a\r\nX-B: b"}, Header{"X A", "a"}, Header{"", "a"}, Header{"X-A", "a\nb"}}) {
    auto request = a_request("http://127.0.0.1:1/");
    request.headers = {header};
    CHECK(outcome(http.send(request)) == "protocol_error");
  }
}

TEST_CASE("send with public addresses only does not reach the machine it runs on") {
  TestServer server([](const std::string&) { return an_answer("ok"); });
  CurlSettings settings;
  settings.addresses = Addresses::public_only;
  CurlHttp http(settings);
  for (const std::string host :
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
    const auto result = outcome(http.send(a_request("http://" + host + ":" + server.port() + "/")));
    CHECK((result == "blocked_address" || result == "invalid_url"));
  }
  CHECK(server.connections() == 0);
}

TEST_CASE("send reaches a host of its own network that is allowed by name and port") {
  TestServer server([](const std::string&) { return an_answer("ok"); });
  CurlSettings settings;
  settings.addresses = Addresses::public_only;
  settings.allowed_hosts = AllowedHosts::parse("127.0.0.1:" + server.port()).value();
  CurlHttp http(settings);
  CHECK(outcome(http.send(a_request("http://127.0.0.1:" + server.port() + "/"))) == "200");
  // Another name of the same machine is not it.
  const auto other = a_request("http://localhost:" + server.port() + "/");
  CHECK(outcome(http.send(other)) == "blocked_address");
}

TEST_CASE("send uses a proxy of the environment only when it is told to") {
  TestServer server([](const std::string&) { return an_answer("ok"); });
  TestServer proxy([](const std::string&) {
    return std::string("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n");
  });
  CurlSettings settings;
  settings.proxy = Proxy::from_environment;
  REQUIRE(setenv("http_proxy", proxy.url().c_str(), 1) == 0);
  CHECK(outcome(CurlHttp().send(a_request(server.url()))) == "200");
  CHECK(outcome(CurlHttp(settings).send(a_request(server.url()))) == "502");
  REQUIRE(unsetenv("http_proxy") == 0);
}

TEST_CASE("CurlHttp refuses settings that cannot be kept") {
  CurlSettings settings;
  settings.max_concurrent = 0;
  CHECK_THROWS_AS(CurlHttp{settings}, std::invalid_argument);
  settings.max_concurrent = 1;
  settings.addresses = Addresses::public_only;
  settings.proxy = Proxy::from_environment;
  CHECK_THROWS_AS(CurlHttp{settings}, std::invalid_argument);
}

}  // namespace
}  // namespace daemun::net
