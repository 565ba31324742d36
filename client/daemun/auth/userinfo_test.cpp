#include "daemun/auth/userinfo.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>

namespace daemun::auth {
namespace {

using test::outcome;

TEST_CASE("make_userinfo_request carries the token in its header") {
  const auto request = make_userinfo_request(test::a_provider(), Secret("at"));
  REQUIRE(request);
  CHECK(request->method == "GET");
  CHECK(request->url == "https://id.example/oidc/me");
  CHECK(*find_header(request->headers, "authorization") == "Bearer at");
  CHECK(outcome(make_userinfo_request(Provider(), Secret("at"))) == "not_supported");
}

TEST_CASE("read_userinfo_response takes the ID token's user and no other") {
  const auto of = [](std::string body, int status = 200) {
    return outcome(read_userinfo_response(
        make_json_response(std::move(body), status), test::a_provider(), "user"
    ));
  };
  CHECK(of(R"({"sub":"user","custom_data":{}})") == "accepted");
  CHECK(of(R"({"sub":"other"})") == "wrong_subject");
  CHECK(of(R"({"sub":"USER"})") == "wrong_subject");
  CHECK(of(R"({"name":"user"})") == "missing_member");
  CHECK(of(R"({"sub":null})") == "bad_member");
  CHECK(of("eyJhbGciOiJub25lIn0.e30.") == "bad_json");
  CHECK(of("{}", 401) == "refused_by_provider invalid_token");
  CHECK(of("{}", 403) == "unexpected_status");
  CHECK(of("{}", 500) == "provider_unavailable");
}

TEST_CASE("read_userinfo_response takes the subject from where the provider has it") {
  auto provider = test::a_provider();
  provider.quirks.subject_member = "id";
  const auto user = read_userinfo_response(
      make_json_response(R"({"id":583231,"login":"octocat"})"), provider, std::nullopt
  );
  REQUIRE(user);
  CHECK(user->subject == "583231");
  CHECK(find_string(user->claims, "login") == "octocat");
}

}  // namespace
}  // namespace daemun::auth
