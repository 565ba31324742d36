// The engine of social sign-in, against a service that does everything wrong in turn.
#include "connectors/social/social.h"

#include "base/encoding.h"
#include "connectors/social/test_service.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace daemun::connectors {
namespace {

using namespace test;

const json::object good_data{{"code", "the-code"}, {"state", "the-state"}};

// "ok ann", or the code of the refusal.
std::string outcome_of(const Result<SocialUser, ConnectorError>& result) {
  if (result) return "ok " + result->id;
  return std::string(to_string(result.error().code));
}

std::string run_with(const std::function<void(TestService&)>& change) {
  TestService service;
  change(service);
  SocialVisit visit("oidc", oidc_config());
  return outcome_of(visit.run(service));
}

std::string run_with_claims(json::object claims) {
  return run_with([&](TestService& service) {
    for (const auto& member : claims)
      service.claims[member.key()] = member.value();
  });
}

std::string run_with_data(json::object data) {
  TestService service;
  SocialVisit visit("oidc", oidc_config());
  service.visit(visit.begin());
  return outcome_of(visit.finish(service, std::move(data)));
}

std::string refusal_of(json::object config) {
  const auto checked = check_config(factory_of("oidc"), config);
  if (checked) return "";
  return json::serialize(checked.error().data.at("issues").at(0).at("path"));
}

TEST_CASE("begin_social sends state, nonce and a code challenge to the configured address") {
  SocialVisit visit("oidc", oidc_config({{"customConfig", {{"hd", "corp.example"}}}}));
  const auto url = visit.begin();
  CHECK(without_query(url) == "https://id.example/auth");
  const auto form = parse_form(query_of(url)).value();
  CHECK(form.find("response_type") == "code");
  CHECK(form.find("client_id") == "app");
  CHECK(form.find("redirect_uri") == "https://auth.example/callback/c1");
  CHECK(form.find("scope") == "openid profile email");
  CHECK(form.find("state") == "the-state");
  CHECK(form.find("nonce")->size() == 43);
  CHECK(form.find("code_challenge")->size() == 43);
  CHECK(form.find("code_challenge_method") == "S256");
  CHECK(form.find("hd") == "corp.example");
  CHECK(url.find("hush") == std::string::npos);
}

TEST_CASE("begin_social keeps the query of an endpoint, and refuses what signs nobody in") {
  SocialVisit visit("oidc", oidc_config({{"authorizationEndpoint", "https://id.example/a?p=1"}}));
  CHECK(visit.begin().starts_with("https://id.example/a?p=1&response_type=code&"));
  crypto::FakeRandom random(1);
  const auto bad = begin_social(factory_of("oidc"), {}, {}, {service_now, random});
  const auto sms = begin_social(*find_factory("vonage-sms"), {}, {}, {service_now, random});
  CHECK(bad.error().code == ConnectorErrorCode::invalid_config);
  CHECK(sms.error().code == ConnectorErrorCode::unexpected_type);
}

TEST_CASE("a code becomes the account of a verified ID token") {
  TestService service;
  service.claims = {
      {"sub", "ann"},
      {"name", "Ann"},
      {"picture", "https://id.example/ann.png"},
      {"email", "Ann@Mail.example"},
      {"email_verified", true}};
  SocialVisit visit("oidc", oidc_config());
  const auto user = visit.run(service).value();
  CHECK(user.id == "ann");
  CHECK(user.name == "Ann");
  CHECK(user.avatar == "https://id.example/ann.png");
  CHECK(user.email == "ann@mail.example");
  CHECK(user.raw.at("sub") == "ann");
  REQUIRE(service.requests.size() == 2);
  const auto& token = service.requests.front();
  CHECK(token.method == "POST");
  CHECK(token.timeout == Milliseconds(5000));
  const auto form = parse_form(token.body).value();
  CHECK(form.find("grant_type") == "authorization_code");
  CHECK(form.find("code") == "the-code");
  CHECK(form.find("redirect_uri") == "https://auth.example/callback/c1");
  CHECK(form.find("client_secret") == "hush");
  CHECK(form.find("code_verifier")->size() == 43);
}

TEST_CASE("an address counts only when the service says that it has verified it") {
  const auto email_of = [](json::object claims, json::object more = {}) {
    TestService service;
    service.claims = {{"sub", "ann"}, {"email", "ann@mail.example"}};
    for (const auto& member : claims)
      service.claims[member.key()] = member.value();
    SocialVisit visit("oidc", oidc_config(std::move(more)));
    return visit.run(service).value().email.value_or("-");
  };
  CHECK(email_of({{"email_verified", true}}) == "ann@mail.example");
  CHECK(email_of({}) == "-");
  CHECK(email_of({{"email_verified", false}}) == "-");
  CHECK(email_of({{"email_verified", "true"}}) == "-");
  CHECK(email_of({{"email_verified", "true"}}, {{"acceptStringTypedBooleanClaims", true}}) != "-");
  CHECK(email_of({{"email_verified", "no"}}, {{"acceptStringTypedBooleanClaims", true}}) == "-");
  CHECK(email_of({}, {{"trustUnverifiedEmail", true}}) == "ann@mail.example");
  CHECK(email_of({{"email_verified", false}}, {{"trustUnverifiedEmail", true}}) == "-");
  CHECK(email_of({{"email", "no address"}, {"email_verified", true}}) == "-");
  CHECK(email_of({{"email", nullptr}, {"email_verified", true}}) == "-");
}

TEST_CASE("an ID token that the service has not issued for this sign-in is refused") {
  const std::string refused = "social_invalid_id_token";
  CHECK(run_with_claims({}) == "ok ann");
  CHECK(run_with_claims({{"iss", "https://evil.example"}}) == refused);
  CHECK(run_with_claims({{"iss", nullptr}}) == refused);
  CHECK(run_with_claims({{"aud", "other"}}) == refused);
  CHECK(run_with_claims({{"aud", json::array{"app", "other"}}}) == refused);
  CHECK(run_with_claims({{"azp", "other"}}) == refused);
  CHECK(run_with_claims({{"nonce", "another"}}) == refused);
  CHECK(run_with_claims({{"nonce", nullptr}}) == refused);
  CHECK(run_with_claims({{"exp", 1'799'999'000}}) == refused);
  CHECK(run_with_claims({{"exp", nullptr}}) == refused);
  CHECK(run_with_claims({{"sub", nullptr}}) == refused);
  CHECK(run_with_claims({{"at_hash", "bm90IHRoZSBoYXNo"}}) == refused);
}

TEST_CASE("an ID token without a good signature is refused") {
  const auto with_token = [](const std::string& token) {
    return run_with([&](TestService& service) {
      service.token_answer =
          to_answer({{"access_token", "at"}, {"token_type", "Bearer"}, {"id_token", token}});
    });
  };
  const std::string refused = "social_invalid_id_token";
  const auto none = to_base64url(R"({"alg":"none"})") + "." +
                    to_base64url(R"({"iss":"https://id.example","aud":"app","sub":"ann"})") + ".";
  CHECK(with_token(none) == refused);
  CHECK(with_token("garbage") == refused);
  CHECK(with_token("a.b.c") == refused);
  CHECK(with_token("") == "invalid_response");
  // Signed with another key under the same key id.
  const auto other = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  CHECK(with_token(jose::sign_jwt(other, "k", "", R"({"sub":"ann"})")) == refused);
  // The client's secret is no key of the service.
  const auto hs = to_base64url(R"({"alg":"HS256","kid":"k"})") + "." + to_base64url("{}") + ".AA";
  CHECK(with_token(hs) == refused);
}

TEST_CASE("a token endpoint that answers anything else is refused in connectors' words") {
  const auto with_answer = [](net::Response answer) {
    return run_with([&](TestService& service) { service.token_answer = std::move(answer); });
  };
  const auto oauth_error = [&](std::string_view error, int status) {
    return with_answer(to_answer({{"error", error}}, status));
  };
  CHECK(oauth_error("invalid_grant", 400) == "social_auth_code_invalid");
  CHECK(oauth_error("bad_verification_code", 200) == "social_auth_code_invalid");
  CHECK(oauth_error("invalid_client", 401) == "general");
  CHECK(with_answer({.status = 503, .headers = {}, .body = ""}) == "general");
  CHECK(with_answer({.status = 302, .headers = {{"Location", "http://10.0.0.1/"}}}) == "general");
  CHECK(with_answer({.status = 200, .headers = {}, .body = "<html>"}) == "invalid_response");
  CHECK(with_answer(to_answer(json::array{1})) == "invalid_response");
  CHECK(with_answer(to_answer({{"access_token", "at"}})) == "invalid_response");
  CHECK(
      with_answer(to_answer({{"access_token", "at"}, {"token_type", "mac"}})) == "invalid_response"
  );
  auto huge = to_answer({{"access_token", std::string(300 * 1024, 'x')}});
  CHECK(with_answer(std::move(huge)) == "invalid_response");
}

TEST_CASE("keys that cannot be read are no keys") {
  const auto with_keys = [](net::Response answer) {
    return run_with([&](TestService& service) {
      service.answers[service_issuer + "/jwks"] = std::move(answer);
    });
  };
  CHECK(with_keys(to_answer({{"keys", json::array()}})) != "ok ann");
  CHECK(with_keys({.status = 500, .headers = {}, .body = ""}) == "general");
  CHECK(with_keys({.status = 304, .headers = {}, .body = ""}) == "invalid_response");
  CHECK(with_keys(to_answer("no object")) == "invalid_response");
}

TEST_CASE("resume_social takes what answers this sign-in and nothing else") {
  CHECK(run_with_data(good_data) == "ok ann");
  // Logto's pages compare the state themselves; nonce and code verifier bind the code.
  CHECK(run_with_data({{"code", "the-code"}}) == "ok ann");
  CHECK(run_with_data({{"code", "the-code"}, {"state", "other"}}) == "general");
  CHECK(run_with_data({{"state", "the-state"}}) == "general");
  CHECK(run_with_data({{"code", "c"}, {"iss", "https://evil.example"}}) == "general");
  CHECK(run_with_data({{"code", "c"}, {"iss", service_issuer}}) == "ok ann");
  const std::string redirect = "https://auth.example/callback/c1";
  CHECK(run_with_data({{"code", "c"}, {"redirectUri", redirect}}) == "ok ann");
  CHECK(run_with_data({{"code", "c"}, {"redirectUri", redirect + "/2"}}) == "general");
  CHECK(run_with_data({{"error", "access_denied"}}) == "authorization_failed");
  CHECK(run_with_data({{"error", "server_error"}}) == "general");
  CHECK(run_with_data({{"code", 5}}) == "general");
  CHECK(run_with_data({{"code", std::string(17 * 1024, 'c')}}) == "general");
  CHECK(run_with_data({{"code", std::string("a\0b", 3)}}) == "general");
  json::object many = good_data;
  for (int i = 0; i < 50; ++i)
    many["f" + std::to_string(i)] = "x";
  CHECK(run_with_data(many) == "general");
}

TEST_CASE("a session is one connector's, one client's and good for a quarter of an hour") {
  TestService service;
  SocialVisit visit("oidc", oidc_config());
  service.visit(visit.begin("c2"));
  // Mix-up: begun with another connector.
  CHECK(outcome_of(visit.finish(service, good_data)) == "general");
  CHECK(service.requests.empty());
  service.visit(visit.begin());
  const auto late = service_now + Seconds(15 * 60);
  CHECK(outcome_of(visit.finish(service, good_data, "c1", late)) == "general");
  visit.config["clientId"] = "another";
  CHECK(outcome_of(visit.finish(service, good_data)) == "general");
  visit.session = Secret("garbage");
  CHECK(outcome_of(visit.finish(service, good_data)) == "general");
  CHECK(service.requests.empty());
}

TEST_CASE("what a service says of a person is cut to what can be kept") {
  TestService service;
  service.claims = {
      {"sub", "ann"},
      {"name", std::string(200, 'n')},
      {"picture", "javascript:alert(1)"},
      {"bio", std::string(9000, 'b')}};
  SocialVisit visit("oidc", oidc_config());
  const auto user = visit.run(service).value();
  CHECK_FALSE(user.name);
  CHECK_FALSE(user.avatar);
  CHECK(user.raw.empty());
  json::value deep = 1;
  for (int i = 0; i < 20; ++i)
    deep = json::array{deep};
  // Deeper than an ID token may be, and than user information is kept.
  CHECK(run_with_claims({{"deep", deep}}) == "social_invalid_id_token");
  service.claims = {{"sub", "ann"}};
  service.token_url = "https://api.line.me/oauth2/v2.1/token";
  service.answers["https://api.line.me/v2/profile"] = to_answer({{"userId", "U1"}, {"deep", deep}});
  SocialVisit other("line-universal", {{"clientId", "app"}, {"clientSecret", "hush"}});
  CHECK(other.run(service).value().raw.empty());
  CHECK(run_with_claims({{"sub", std::string(129, 's')}}) == "invalid_response");
  CHECK(run_with_claims({{"sub", "a\nb"}}) == "invalid_response");
}

TEST_CASE("the generic connector wants endpoints, an issuer and no parameter of the protocol's") {
  CHECK(refusal_of(oidc_config()).empty());
  CHECK(
      refusal_of(oidc_config({{"tokenEndpoint", "http://id.example/t"}})) == R"(["tokenEndpoint"])"
  );
  CHECK(refusal_of(oidc_config({{"tokenEndpoint", "https://u:p@id.example"}})) != "");
  CHECK(refusal_of(oidc_config({{"tokenEndpoint", "http://localhost:1/t"}})).empty());
  const auto rules = [](json::object more) {
    json::object all{{"jwksUri", "https://id.example/jwks"}, {"issuer", "https://id.example"}};
    for (auto& member : more)
      all[member.key()] = std::move(member.value());
    return refusal_of(oidc_config({{"idTokenVerificationConfig", all}}));
  };
  CHECK(rules({{"issuer", ""}}) == R"(["idTokenVerificationConfig","issuer"])");
  CHECK(rules({{"jwksUri", "ftp://id.example"}}) != "");
  CHECK(rules({{"subject", "ann"}}) == R"(["idTokenVerificationConfig","subject"])");
  CHECK(rules({{"algorithms", json::array{"none"}}}) != "");
  CHECK(rules({{"algorithms", json::array{"RS256"}}}).empty());
  CHECK(rules({{"clockTolerance", "1 h"}}) != "");
  CHECK(rules({{"clockTolerance", "5 s"}}).empty());
  CHECK(refusal_of(oidc_config({{"customConfig", {{"redirect_uri", "x"}}}})) != "");
  CHECK(refusal_of(oidc_config({{"customConfig", {{"hd", 1}}}})) != "");
  CHECK(
      refusal_of(oidc_config({{"authRequestOptionalConfig", {{"responseMode", "form_post"}}}})) !=
      ""
  );
}

TEST_CASE("an ID token has to prove the age of the sign-in that was asked for") {
  const json::object config = oidc_config({{"authRequestOptionalConfig", {{"maxAge", "60"}}}});
  const auto run = [&](json::object claims) {
    TestService service;
    service.claims = std::move(claims);
    SocialVisit visit("oidc", config);
    return outcome_of(visit.run(service));
  };
  CHECK(run({{"sub", "ann"}, {"auth_time", 1'799'999'990}}) == "ok ann");
  CHECK(run({{"sub", "ann"}, {"auth_time", 1'799'990'000}}) == "social_invalid_id_token");
  CHECK(run({{"sub", "ann"}}) == "social_invalid_id_token");
}

TEST_CASE("a client proves itself as its configuration says") {
  const auto token_request = [](std::string_view method) {
    TestService service;
    SocialVisit visit("oidc", oidc_config({{"tokenEndpointAuthMethod", method}}));
    CHECK(visit.run(service).has_value());
    return service.requests.front();
  };
  const auto basic = token_request("client_secret_basic");
  CHECK(*net::find_header(basic.headers, "authorization") == "Basic " + to_base64("app:hush"));
  CHECK(basic.body.find("hush") == std::string::npos);
  const auto jwt = token_request("client_secret_jwt");
  CHECK(jwt.body.find("hush") == std::string::npos);
  const auto form = parse_form(jwt.body).value();
  CHECK(form.find("client_id") == "app");
  CHECK(
      form.find("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
  );
  CHECK(form.find("client_assertion")->starts_with(to_base64url(R"({"alg":"HS256","typ":"JWT"})")));
}

}  // namespace
}  // namespace daemun::connectors
