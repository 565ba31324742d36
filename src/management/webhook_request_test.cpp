#include "management/webhook_request.h"

#include "management/hook_config.h"

#include <doctest/doctest.h>

namespace daemun::management {
namespace {

std::string header(const net::Request& request, std::string_view name) {
  std::string value;
  for (const auto& one : request.headers) {
    if (one.name == name) value += "[" + one.value + "]";
  }
  return value;
}

HookConfig a_config(const char* text) {
  return parse_hook_config(json::parse(text).as_object());
}

}  // namespace

TEST_CASE("make_webhook_request signs the body as `openssl dgst -sha256 -hmac` does") {
  const std::string body = R"({"hookId":"hook1","event":"PostSignIn","user":{"name":"김철수"}})";
  const auto request = make_webhook_request(
      a_config(R"({"url":"https://a.example/hook"})"),
      Secret("LBCOmNIvCz0rfbGy7MKGcdqRYYLHPtT4"),
      body
  );
  CHECK(request.method == "POST");
  CHECK(request.url == "https://a.example/hook");
  CHECK(request.body == body);
  CHECK(request.timeout == std::chrono::seconds(10));
  CHECK(header(request, "content-type") == "[application/json]");
  CHECK(header(request, "user-agent") == "[Logto (https://logto.io/)]");
  CHECK(
      header(request, "logto-signature-sha-256") ==
      "[d88cf1524864258ed1132321f6759822559c9e00cf5be2e3795f4e8381040feb]"
  );
}

TEST_CASE("make_webhook_request lets custom headers replace the defaults") {
  const auto request = make_webhook_request(
      a_config(
          R"({"url":"https://a.example","headers":{"User-Agent":"me","Authorization":"Bearer x"}})"
      ),
      Secret("key"),
      "{}"
  );
  CHECK(header(request, "user-agent") == "[me]");
  CHECK(header(request, "authorization") == "[Bearer x]");
  CHECK(header(request, "content-type") == "[application/json]");
}

TEST_CASE("is_accepted takes 2xx alone") {
  const auto is_status_accepted = [](int status) {
    net::Response response;
    response.status = status;
    return is_accepted(response);
  };
  CHECK(is_status_accepted(200));
  CHECK(is_status_accepted(204));
  for (const int status : {100, 199, 300, 302, 404, 500})
    CHECK_FALSE(is_status_accepted(status));
  CHECK_FALSE(is_accepted(net::HttpError{net::HttpError::Code::timed_out, "timed out"}));
}

TEST_CASE("find_hook_config_fault refuses what would break the request or its receiver") {
  const auto fault = [](json::object config) {
    return find_hook_config_fault(config).value_or("none");
  };
  const auto with_header = [&](const std::string& name, const std::string& value) {
    return fault({{"url", "https://a.example"}, {"headers", {{name, value}}}});
  };
  CHECK(fault({{"url", "https://a.example:8443/x?y=z"}, {"retries", 0}}) == "none");
  CHECK(with_header("X-Api-Key", "secret; \"1\"") == "none");
  CHECK(fault({{"url", "https://me:secret@a.example"}}) == "config.url must not hold credentials");
  CHECK(
      fault({{"url", "https://a.example/" + std::string(2048, 'a')}}) == "config.url is too long"
  );
  for (const char* name :
       {"Host",
        "content-length",
        "Transfer-Encoding",
        "connection",
        "LOGTO-signature-sha-256",
        "Proxy-Authorization",
        "Upgrade"}) {
    CAPTURE(name);
    CHECK(with_header(name, "x").starts_with("config.headers must not set "));
  }
  for (const char* name : {"", "a b", "a:", "a\r\nb", "\xc3\xa4"})
    CHECK(with_header(name, "x") == "config.headers has a name that is none");
  for (const char* value : {"a\r\nx: y", "a\nb", "\x01", "a\x7f"})
    CHECK(with_header("x", value) == "config.headers has a value that is none");
  CHECK(with_header("x", std::string(9000, 'a')) == "config.headers is too large");
  json::object many;
  for (int i = 0; i < 33; ++i)
    many["x" + std::to_string(i)] = "y";
  CHECK(
      fault({{"url", "https://a.example"}, {"headers", many}}) ==
      "config.headers has too many headers"
  );
}

}  // namespace daemun::management
