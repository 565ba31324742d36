// The tokens that come with an account, and their refresh.
#include "connectors/social/tokens.h"

#include "base/encoding.h"
#include "connectors/social/test_visits.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::connectors {
namespace {

using namespace test;

// What is left of a sign-in beside the account.
SocialTokens tokens_of(std::string_view id, TestService& service, json::object config = client) {
  SocialVisit visit(id, std::move(config));
  service.visit(visit.begin());
  auto exchange = resume_social(
      visit.factory,
      visit.config,
      {.connector_id = "c1",
       .session = visit.session,
       .data = {{"code", "the-code"}, {"state", "the-state"}}},
      {service_now, visit.random}
  );
  while (const auto* request = std::get_if<net::Request>(&exchange.value().step()))
    REQUIRE(exchange->read(service.answer(*request), service_now));
  return exchange->tokens();
}

TestService a_github() {
  return a_service(
      "https://github.com/login/oauth/access_token", "https://api.github.com/user", {{"id", 1}}
  );
}

json::object oauth2_config(json::object more = {}) {
  json::object config = client;
  for (const auto* key : {"authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"})
    config[key] = "https://id.example/token";
  for (auto& member : more)
    config[member.key()] = std::move(member.value());
  return config;
}

Result<net::Request, ConnectorError> refresh_of(std::string_view id, const json::object& config) {
  crypto::FakeRandom random(1);
  return make_refresh_request(factory_of(id), config, Secret("old"), {service_now, random});
}

std::string code_of(const ConnectorError& error) {
  return std::string(to_string(error.code));
}

TEST_CASE("an exchange has the tokens of a service that they are of use for") {
  TestService service;
  const auto tokens = tokens_of("oidc", service, oidc_config());
  CHECK(tokens.access_token.reveal() == "at");
  // Signed anew each time, with the same claims.
  const auto claims = service.id_token();
  CHECK(tokens.id_token.reveal().starts_with(claims.substr(0, claims.rfind('.') + 1)));
  CHECK(tokens.refresh_token.empty());
  CHECK(tokens.token_type == "Bearer");
  CHECK(tokens.expires_in == Seconds(3600));

  auto github = a_github();
  github.token_answer = to_answer(
      {{"access_token", "ghu"},
       {"refresh_token", "ghr"},
       {"scope", "repo"},
       {"token_type", "bearer"},
       {"expires_in", "28800"}}
  );
  const auto its = tokens_of("github-universal", github);
  CHECK(its.access_token.reveal() == "ghu");
  CHECK(its.refresh_token.reveal() == "ghr");
  CHECK(its.scope == "repo");
  CHECK(its.expires_in == Seconds(28800));

  auto line = a_service(
      "https://api.line.me/oauth2/v2.1/token", "https://api.line.me/v2/profile", {{"userId", "U1"}}
  );
  CHECK(tokens_of("line-universal", line).empty());
  for (const auto* id :
       {"google-universal", "github-universal", "facebook-universal", "oauth2", "oidc"})
    CHECK(keeps_tokens(factory_of(id)));
  CHECK_FALSE(keeps_tokens(factory_of("line-universal")));
  CHECK_FALSE(keeps_tokens(*find_factory("vonage-sms")));
}

TEST_CASE("to_social_tokens keeps neither what is too long nor a lifetime that is none") {
  const std::string huge(8 * 1024 + 1, 't');
  for (const auto* name : {"access_token", "refresh_token", "id_token", "scope"}) {
    json::object answer{{"access_token", "at"}};
    answer[name] = huge;
    CHECK(to_social_tokens(answer).empty());
  }
  CHECK(to_social_tokens({}).empty());
  CHECK(to_social_tokens({{"access_token", 7}}).empty());
  for (const json::value& lifetime :
       {json::value(-1), json::value("soon"), json::value(nullptr), json::value(1LL << 60)}) {
    const auto tokens = to_social_tokens({{"access_token", "at"}, {"expires_in", lifetime}});
    CHECK(tokens.access_token.reveal() == "at");
    CHECK_FALSE(tokens.expires_in);
  }
}

TEST_CASE("make_refresh_request proves the client as the sign-in did") {
  const auto form_of = [](const Result<net::Request, ConnectorError>& request) {
    CHECK(request->method == "POST");
    CHECK(request->timeout == Milliseconds(5000));
    CHECK(request->max_response_bytes == 256 * 1024);
    auto form = parse_form(request->body).value();
    CHECK(form.find("grant_type") == "refresh_token");
    CHECK(form.find("refresh_token") == "old");
    CHECK_FALSE(form.find("code"));
    return form;
  };
  const auto google = refresh_of("google-universal", client);
  CHECK(google->url == "https://oauth2.googleapis.com/token");
  CHECK(form_of(google).find("client_secret") == "hush");
  CHECK(form_of(refresh_of("github-universal", client)).find("client_id") == "app");
  const auto basic =
      refresh_of("oauth2", oauth2_config({{"tokenEndpointAuthMethod", "client_secret_basic"}}));
  CHECK_FALSE(form_of(basic).find("client_secret"));
  CHECK(*net::find_header(basic->headers, "authorization") == "Basic " + to_base64("app:hush"));
  const auto jwt =
      refresh_of("oidc", oidc_config({{"tokenEndpointAuthMethod", "client_secret_jwt"}}));
  CHECK(form_of(jwt).find("client_assertion"));

  for (const auto* id : {"facebook-universal", "line-universal", "wechat-web", "vonage-sms"})
    CHECK(code_of(refresh_of(id, client).error()) == "not_implemented");
  CHECK(code_of(refresh_of("google-universal", {}).error()) == "invalid_config");
}

TEST_CASE("read_refresh_response lays the answer over what was kept") {
  const SocialTokens previous{
      .access_token = Secret("at"),
      .refresh_token = Secret("old"),
      .id_token = Secret("id"),
      .scope = "email",
      .expires_in = Seconds(60)};
  const auto read = [&](const net::Response& response) {
    return read_refresh_response(factory_of("google-universal"), client, response, previous);
  };
  const auto kept = read(to_answer({{"access_token", "new"}, {"token_type", "Bearer"}})).value();
  CHECK(kept.access_token.reveal() == "new");
  CHECK(kept.refresh_token.reveal() == "old");
  CHECK(kept.id_token.reveal() == "id");
  CHECK(kept.scope == "email");
  CHECK_FALSE(kept.expires_in);
  const auto rotated =
      read(to_answer({{"access_token", "new"}, {"refresh_token", "newer"}, {"expires_in", 5}}));
  CHECK(rotated->refresh_token.reveal() == "newer");
  CHECK(rotated->expires_in == Seconds(5));

  const auto refusal = [&](const net::Response& response) {
    const auto refused = read(response).error();
    CHECK(json::serialize(refused.data).find("old") == std::string::npos);
    return code_of(refused);
  };
  CHECK(refusal(to_answer({{"error", "invalid_grant"}}, 400)) == "general");
  CHECK(refusal(to_answer({{"error", "bad_refresh_token"}})) == "general");
  CHECK(refusal(to_answer(json::object(), 503)) == "general");
  CHECK(refusal(to_answer(json::object())) == "invalid_response");
  CHECK(refusal(to_answer({{"access_token", "n"}, {"token_type", "mac"}})) == "invalid_response");
  CHECK(refusal(to_answer({{"access_token", std::string(300 * 1024, 'x')}})) == "invalid_response");
  CHECK(refusal({.status = 200, .headers = {}, .body = "<html>"}) == "invalid_response");
  const auto other =
      read_refresh_response(factory_of("line-universal"), client, to_answer("x"), previous);
  CHECK(code_of(other.error()) == "not_implemented");
}

TEST_CASE("read_refresh_response reads an answer as the service's configuration says") {
  const net::Response answer{
      .status = 200,
      .headers = {{"Content-Type", "text/plain"}},
      .body = "access_token=new&expires_in=60&token_type=bearer"};
  const auto tokens = read_refresh_response(factory_of("oauth2"), oauth2_config(), answer, {});
  CHECK(tokens->access_token.reveal() == "new");
  CHECK(tokens->expires_in == Seconds(60));
}

TEST_CASE("google: a refresh token is asked for when the configuration wants it") {
  CHECK_FALSE(authorization_of("google-universal").find("access_type"));
  json::object config = client;
  config["offlineAccess"] = true;
  CHECK(authorization_of("google-universal", config).find("access_type") == "offline");
}

}  // namespace
}  // namespace daemun::connectors
