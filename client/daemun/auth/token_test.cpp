#include "daemun/auth/token.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

crypto::FakeRandom fake_random(1);
const Surroundings surroundings{test::now, fake_random};

TEST_CASE("make_code_request sends the code with its verifier and redirect URI") {
  const auto request = make_code_request(test::a_registration(), test::a_code(), surroundings);
  CHECK(request.url == "https://id.example/oidc/token");
  CHECK(
      request.body ==
      "grant_type=authorization_code&code=the-code"
      "&redirect_uri=https%3A%2F%2Fapp.example%2Fapi%2Fauth%2Fcallback%2Flogto"
      "&code_verifier=the-verifier&client_id=app"
  );
}

TEST_CASE("make_refresh_request asks for an API or an organization") {
  const auto registration = test::a_registration(ClientSecretBasic{Secret("s")});
  CHECK(
      make_refresh_request(registration, {.refresh_token = Secret("r")}, surroundings).body ==
      "grant_type=refresh_token&refresh_token=r"
  );
  CHECK(
      make_refresh_request(
          registration,
          {.refresh_token = Secret("r"),
           .resource = "https://a.example/api",
           .organization_id = "o",
           .scopes = {"read", "write"}},
          surroundings
      )
          .body ==
      "grant_type=refresh_token&refresh_token=r&resource=https%3A%2F%2Fa.example%2Fapi"
      "&organization_id=o&scope=read+write"
  );
}

TEST_CASE("make_client_credentials_request names the API by the provider's parameter") {
  auto registration = test::a_registration(ClientSecretPost{Secret("s")});
  registration.provider.quirks.resource_parameter = "audience";
  CHECK(
      make_client_credentials_request(
          registration, {.resource = "https://a.example/api", .scopes = {"all"}}, surroundings
      )
          .body ==
      "grant_type=client_credentials&audience=https%3A%2F%2Fa.example%2Fapi&scope=all"
      "&client_id=app&client_secret=s"
  );
}

TEST_CASE("make_token_exchange_request sends subject and actor") {
  const auto registration = test::a_registration();
  TokenExchangeParameters parameters{
      .subject_token = Secret("sub"), .resource = "https://a.example/api"};
  CHECK(
      make_token_exchange_request(registration, parameters, surroundings)->body ==
      "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=sub"
      "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token"
      "&resource=https%3A%2F%2Fa.example%2Fapi&client_id=app"
  );
  parameters.actor_token = Secret("act");
  CHECK(
      outcome(make_token_exchange_request(registration, parameters, surroundings)) ==
      "bad_parameter"
  );
  parameters.actor_token_type = "urn:ietf:params:oauth:token-type:id_token";
  const auto request = make_token_exchange_request(registration, parameters, surroundings);
  REQUIRE(request);
  CHECK(parse_form(request->body)->find("actor_token") == "act");
}

TEST_CASE("read_token_response reads the tokens") {
  const auto tokens = read_token_response(
      make_json_response(
          R"({"access_token":"a","token_type":"bearer","expires_in":3600,"refresh_token":"r",)"
          R"("id_token":"i","scope":"openid  profile","extra":[1]})"
      ),
      test::now
  );
  REQUIRE(tokens);
  CHECK(tokens->access_token.reveal() == "a");
  CHECK(tokens->refresh_token.reveal() == "r");
  CHECK(tokens->id_token.reveal() == "i");
  CHECK(tokens->expires_at == test::now + Seconds(3600));
  CHECK(tokens->expires_in == Seconds(3600));
  CHECK(tokens->scopes == std::vector<std::string>{"openid", "profile"});

  const auto least = read_token_response(
      make_json_response(R"({"access_token":"a","token_type":"Bearer","id_token":null})"), test::now
  );
  REQUIRE(least);
  CHECK_FALSE(least->expires_at);
  CHECK_FALSE(least->expires_in);
  CHECK_FALSE(least->scopes);
  CHECK(least->id_token.empty());
}

TEST_CASE("read_token_response decides member by member") {
  const json::object good{{"access_token", "a"}, {"token_type", "Bearer"}, {"expires_in", 60}};
  const std::vector<std::pair<json::object, std::string>> table{
      {{}, "accepted"},
      {{{"access_token", nullptr}}, "missing_member"},
      {{{"access_token", ""}}, "bad_member"},
      {{{"access_token", 1}}, "bad_member"},
      {{{"token_type", nullptr}}, "missing_member"},
      {{{"token_type", "DPoP"}}, "unsupported_token_type"},
      {{{"token_type", "N_A"}}, "unsupported_token_type"},
      {{{"token_type", "mac"}}, "unsupported_token_type"},
      {{{"expires_in", "3600"}}, "accepted"},
      {{{"expires_in", 3599.5}}, "accepted"},
      {{{"expires_in", "soon"}}, "bad_member"},
      {{{"expires_in", ""}}, "bad_member"},
      {{{"expires_in", -1}}, "bad_member"},
      {{{"expires_in", 1e300}}, "bad_member"},
      {{{"expires_in", std::int64_t{1} << 62}}, "bad_member"},
      {{{"expires_in", true}}, "bad_member"},
      {{{"refresh_token", 1}}, "bad_member"},
      {{{"id_token", json::object()}}, "bad_member"},
      {{{"scope", {"openid"}}}, "bad_member"},
  };
  for (const auto& row : table) {
    CAPTURE(json::serialize(row.first));
    const auto body = json::serialize(test::with(good, row.first));
    CHECK(outcome(read_token_response(make_json_response(body), test::now)) == row.second);
  }
}

TEST_CASE("read_token_response knows a refusal, also one that says 200") {
  const std::string body = R"({"error":"invalid_grant","error_description":"spent"})";
  for (const int status : {200, 400, 401, 403}) {
    const auto refused = read_token_response(make_json_response(body, status), test::now);
    REQUIRE_FALSE(refused);
    CHECK(is_invalid_grant(refused.error()));
    CHECK(refused.error().detail == "spent");
  }
  // A gateway's answer is not the provider's.
  CHECK(
      outcome(read_token_response(make_json_response(body, 502), test::now)) ==
      "provider_unavailable"
  );
  CHECK(
      outcome(read_token_response({.status = 400, .headers = {}, .body = body}, test::now)) ==
      "unexpected_status"
  );
  CHECK(
      outcome(read_token_response(make_json_response(R"({"error":1})", 400), test::now)) ==
      "bad_member"
  );
  CHECK(
      outcome(read_token_response(make_json_response("<html>", 400), test::now)) ==
      "unexpected_status"
  );
  CHECK(
      outcome(read_token_response(make_json_response(std::string(300'000, ' ')), test::now)) ==
      "too_large"
  );
}

TEST_CASE("read_code_response misses an ID token that was asked for") {
  const auto response = make_json_response(R"({"access_token":"a","token_type":"Bearer"})");
  CHECK(outcome(read_code_response(response, test::a_code(), test::now)) == "missing_id_token");
  auto without = test::a_code();
  without.pending.scopes = {"read:user"};
  CHECK(outcome(read_code_response(response, without, test::now)) == "accepted");
}

TEST_CASE("read_token_exchange_response wants the issued type") {
  const auto of = [](std::string body) {
    return outcome(read_token_exchange_response(make_json_response(std::move(body)), test::now));
  };
  CHECK(of(R"({"access_token":"a","token_type":"N_A","issued_token_type":"urn:x"})") == "accepted");
  CHECK(
      of(R"({"access_token":"a","token_type":"Bearer","issued_token_type":"urn:x"})") == "accepted"
  );
  CHECK(of(R"({"access_token":"a","token_type":"Bearer"})") == "missing_member");
  CHECK(
      of(R"({"access_token":"a","token_type":"DPoP","issued_token_type":"urn:x"})") ==
      "unsupported_token_type"
  );
}

TEST_CASE("to_refreshed keeps what the provider does not send again") {
  const TokenSet previous{
      .access_token = Secret("a1"), .refresh_token = Secret("r1"), .id_token = Secret("i1")};
  auto kept = to_refreshed(previous, {.access_token = Secret("a2")});
  CHECK(kept.access_token.reveal() == "a2");
  CHECK(kept.refresh_token.reveal() == "r1");
  CHECK(kept.id_token.reveal() == "i1");
  kept = to_refreshed(previous, {.access_token = Secret("a2"), .refresh_token = Secret("r2")});
  CHECK(kept.refresh_token.reveal() == "r2");
}

TEST_CASE("a transport carries request and answer, blocking or in a coroutine") {
  FakeHttp http;
  const auto request = make_code_request(test::a_registration(), test::a_code(), surroundings);
  http.answer(request.url, make_json_response(R"({"access_token":"a","token_type":"Bearer"})"));
  http.fail(request.url, {HttpError::Code::timed_out, "too slow"});
  const auto response = http.send(request);
  REQUIRE(response);
  CHECK(outcome(read_token_response(*response, test::now)) == "accepted");

  FakeTaskHttp task_http(http);
  const auto failed = run_task(task_http.send(request));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == HttpError::Code::timed_out);
  const auto unprepared = http.send(request);
  REQUIRE_FALSE(unprepared);
  CHECK(unprepared.error().code == HttpError::Code::connect_failed);
  CHECK(http.requests().size() == 3);
}

}  // namespace
}  // namespace daemun::auth
