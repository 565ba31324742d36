#include "http/response.h"

#include "http/response_writer.h"
#include "http/test_door.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace daemun::http;
using namespace std::string_literals;

namespace {

std::string write(const Response& response, AnswerContext context = {}) {
  context.request_id = "0123456789abcdef";
  context.date = "today";
  std::string out;
  const std::string_view rest = append_response(out, response, context);
  return out.append(rest);
}

}  // namespace

TEST_CASE("set replaces every header of a name and add appends") {
  Response response;
  response.add("A", "1").add("b", "2").add("a", "3").set("A", "4").set("C", "5");
  REQUIRE(response.headers.size() == 3);
  CHECK(*response.find("a") == "4");
  CHECK(*response.find("c") == "5");
  CHECK(response.find("d") == nullptr);
}

TEST_CASE("redirect_response writes a location that stays one") {
  const Response response = redirect_response(303, "https://a/b?c=\r\nX: y\tz \"<>\x7fé");
  CHECK(response.status == 303);
  CHECK(*response.find("Location") == "https://a/b?c=%0D%0AX:%20y%09z%20%22%3C%3E%7F%C3%A9");
  CHECK(*redirect_response(302, "com.app://cb?a=%20").find("Location") == "com.app://cb?a=%20");
  CHECK_THROWS_AS(redirect_response(307, "/"), std::invalid_argument);
}

TEST_CASE("append_response writes the handler's headers over the default ones") {
  const std::string text = write(text_response(200, "abc").set("x-frame-options", "DENY"));
  CHECK(has_line(text, "x-frame-options: DENY"));
  CHECK(text.find("X-Frame-Options: SAMEORIGIN") == std::string::npos);
  CHECK(has_line(text, "Referrer-Policy: strict-origin-when-cross-origin"));
  CHECK(has_line(text, "Content-Length: 3"));
  CHECK(has_line(text, "Date: today"));
  CHECK(text.find("Strict-Transport") == std::string::npos);
  AnswerContext context;
  context.scheme = "https";
  const std::string secure =
      write(text_response(200, "abc").set("X-Frame-Options", "DENY"), context);
  CHECK(has_line(secure, "Strict-Transport-Security: max-age=15552000; includeSubDomains"));
}

TEST_CASE("append_response leaves a long body where it is") {
  const std::string text(100'000, 'x');
  const Response own = text_response(200, text);
  Response common = text_response(200, "");
  common.shared = SharedBytes{text};
  for (const Response* response : {&own, static_cast<const Response*>(&common)}) {
    std::string out;
    const std::string_view rest = append_response(out, *response, {});
    CHECK(rest.data() == response->text().data());
    CHECK(rest.size() == text.size());
    CHECK(out.size() < 2000);
    CHECK(has_line(out, "Content-Length: 100000"));
    AnswerContext head;
    head.method = Method::head;
    CHECK(append_response(out, *response, head).empty());
  }
}

TEST_CASE("append_response writes every default header once") {
  AnswerContext context;
  context.scheme = "https";
  const std::string text = write(empty_response(200), context);
  for (const std::string_view line :
       {"X-Content-Type-Options: nosniff",
        "X-Frame-Options: SAMEORIGIN",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "Cross-Origin-Resource-Policy: same-origin",
        "Origin-Agent-Cluster: ?1",
        "Strict-Transport-Security: max-age=15552000; includeSubDomains",
        "X-Download-Options: noopen",
        "X-Permitted-Cross-Domain-Policies: none",
        "X-XSS-Protection: 0",
        "Logto-Core-Request-Id: 0123456789abcdef",
        "Content-Length: 0"}) {
    CAPTURE(line);
    CHECK(has_line(text, line));
    CHECK(text.find(line) == text.rfind(line));
  }
}

TEST_CASE("append_response keeps the framing to itself") {
  const std::string text = write(text_response(200, "abc")
                                     .add("Content-Length", "99")
                                     .add("transfer-encoding", "chunked")
                                     .add("Connection", "keep-alive"));
  CHECK(text.find("99") == std::string::npos);
  CHECK(text.find("chunked") == std::string::npos);
  CHECK(text.find("keep-alive") == std::string::npos);
  for (const int status : {204, 304}) {
    const std::string empty = write(text_response(status, "abc"));
    CHECK(empty.find("Content-Length") == std::string::npos);
    CHECK(empty.ends_with("\r\n\r\n"));
  }
}

TEST_CASE("append_response refuses headers that break their line") {
  for (const std::string& value : {"a\r\nb"s, "a\nb"s, "a\rb"s, "a\0b"s, "\x7f"s}) {
    std::string out = "before";
    CHECK_THROWS_AS(
        append_response(out, empty_response(200).add("X-A", value), {}), std::invalid_argument
    );
    CHECK(out == "before");
  }
  for (const std::string_view name : {"", "a b", "a:", "a\r\n"}) {
    CHECK_THROWS_AS(write(empty_response(200).add(name, "a")), std::invalid_argument);
  }
  CHECK_THROWS_AS(write(empty_response(100)), std::invalid_argument);
  CHECK_THROWS_AS(write(empty_response(600)), std::invalid_argument);
}
