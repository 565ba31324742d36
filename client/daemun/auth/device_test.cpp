#include "daemun/auth/device.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

json::object an_answer(const json::object& changes = {}) {
  return test::with(
      {{"device_code", "d"},
       {"user_code", "ABCD-EFGH"},
       {"verification_uri", "https://id.example/device"},
       {"expires_in", 600}},
      changes
  );
}

TEST_CASE("make_device_authorization_request always names the client") {
  crypto::FakeRandom random(1);
  for (const bool is_basic : {true, false}) {
    const auto registration = is_basic ? test::a_registration(ClientSecretBasic{Secret("s")})
                                       : test::a_registration(PublicClient());
    const auto request = make_device_authorization_request(
        registration, {.scopes = {"openid", "profile"}}, {test::now, random}
    );
    REQUIRE(request);
    CHECK(request->url == "https://id.example/oidc/device/auth");
    const auto form = parse_form(request->body).value();
    CHECK(form.find_all("client_id") == std::vector<std::string>{"app"});
    CHECK(form.find("scope") == "openid profile");
  }
  auto without = test::a_registration();
  without.provider.metadata.device_authorization_endpoint.clear();
  CHECK(
      outcome(make_device_authorization_request(without, {}, {test::now, random})) ==
      "not_supported"
  );
}

TEST_CASE("read_device_authorization_response reads what to show") {
  const auto answer = an_answer(
      {{"verification_uri_complete", "https://id.example/device?c=ABCD-EFGH"}, {"interval", 7}}
  );
  const auto authorization =
      read_device_authorization_response(make_json_response(json::serialize(answer)), test::now);
  REQUIRE(authorization);
  CHECK(authorization->device_code.reveal() == "d");
  CHECK(authorization->user_code == "ABCD-EFGH");
  CHECK(authorization->verification_uri == "https://id.example/device");
  CHECK(authorization->verification_uri_complete == "https://id.example/device?c=ABCD-EFGH");
  CHECK(authorization->expires_at == test::now + Seconds(600));
  CHECK(authorization->interval == Seconds(7));
}

TEST_CASE("read_device_authorization_response decides member by member") {
  const std::vector<std::pair<json::object, std::string>> table{
      {{}, "accepted"},
      {{{"device_code", nullptr}}, "missing_member"},
      {{{"user_code", ""}}, "bad_member"},
      {{{"verification_uri", nullptr}}, "missing_member"},
      {{{"verification_uri", nullptr}, {"verification_url", "https://a.example/"}}, "accepted"},
      {{{"verification_uri", "javascript:alert(1)"}}, "bad_url"},
      {{{"verification_uri_complete", "/device"}}, "bad_url"},
      {{{"expires_in", nullptr}}, "bad_member"},
      {{{"expires_in", 0}}, "bad_member"},
      {{{"expires_in", 86'401}}, "bad_member"},
      {{{"interval", 0}}, "bad_member"},
      {{{"interval", "5"}}, "bad_member"},
  };
  for (const auto& row : table) {
    CAPTURE(json::serialize(row.first));
    const auto body = json::serialize(an_answer(row.first));
    CHECK(
        outcome(read_device_authorization_response(make_json_response(body), test::now)) ==
        row.second
    );
  }
}

TEST_CASE("make_device_token_request sends the device code") {
  crypto::FakeRandom random(1);
  const auto request = make_device_token_request(
      test::a_registration(), {.device_code = Secret("d")}, {test::now, random}
  );
  CHECK(
      request.body ==
      "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d"
      "&client_id=app"
  );
}

TEST_CASE("read_device_token_response says where the sign-in stands") {
  const auto state_of = [](const std::string& error) {
    const auto answer = read_device_token_response(
        make_json_response(R"({"error":")" + error + R"("})", 400), Seconds(5), test::now
    );
    REQUIRE(answer);
    return std::pair(answer->state, answer->interval);
  };
  CHECK(
      state_of("authorization_pending") == std::pair(DeviceState::authorization_pending, Seconds(5))
  );
  CHECK(state_of("slow_down") == std::pair(DeviceState::slow_down, Seconds(10)));
  CHECK(state_of("access_denied") == std::pair(DeviceState::access_denied, Seconds(5)));
  CHECK(state_of("expired_token") == std::pair(DeviceState::expired_token, Seconds(5)));

  // GitHub says it with 200.
  const auto pending = read_device_token_response(
      make_json_response(R"({"error":"authorization_pending"})"), Seconds(5), test::now
  );
  REQUIRE(pending);
  CHECK(pending->state == DeviceState::authorization_pending);

  const auto granted = read_device_token_response(
      make_json_response(R"({"access_token":"a","token_type":"Bearer"})"), Seconds(5), test::now
  );
  REQUIRE(granted);
  CHECK(granted->state == DeviceState::granted);
  CHECK(granted->tokens.access_token.reveal() == "a");
}

TEST_CASE("read_device_token_response passes other errors on") {
  const auto of = [](Response response) {
    return outcome(read_device_token_response(response, Seconds(5), test::now));
  };
  CHECK(
      of(make_json_response(R"({"error":"invalid_grant"})", 400)) ==
      "refused_by_provider invalid_grant"
  );
  CHECK(of(make_json_response("", 503)) == "provider_unavailable");
}

}  // namespace
}  // namespace daemun::auth
