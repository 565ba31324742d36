#include "daemun/auth/authorization.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

AuthorizationParameters wishes() {
  return {.redirect_uri = "https://app.example/cb"};
}

Result<PreparedAuthorization, AuthError> prepare(
    const AuthorizationParameters& parameters, const Registration& registration
) {
  crypto::FakeRandom random(1);
  return prepare_authorization(registration, parameters, {test::now, random});
}

std::string form_of(const AuthorizationParameters& parameters, const Registration& registration) {
  const auto prepared = prepare(parameters, registration);
  REQUIRE(prepared);
  Form form;
  for (const auto& [name, value] : prepared->form.fields()) {
    const bool is_random = name == "state" || name == "nonce" || name == "code_challenge";
    form.add(name, is_random ? "*" : value);
  }
  return to_form_text(form);
}

TEST_CASE("to_code_challenge is RFC 7636's example") {
  CHECK(
      to_code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
  );
}

TEST_CASE("prepare_authorization sends state, nonce and PKCE without being asked") {
  CHECK(
      form_of(wishes(), test::a_registration()) ==
      "response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid"
      "&state=*&nonce=*&code_challenge=*&code_challenge_method=S256"
  );
}

TEST_CASE("prepare_authorization sends what the app wishes") {
  auto parameters = wishes();
  parameters.scopes = {"openid", "offline_access"};
  parameters.resources = {"https://a.example/api", "urn:logto:resource:organizations"};
  parameters.prompt = {"login", "consent"};
  parameters.max_age = Seconds(0);
  parameters.login_hint = "a@example.com";
  parameters.response_mode = ResponseMode::form_post;
  parameters.extra = {{"ui_locales", "ko en"}, {"direct_sign_in", "social:google"}};
  CHECK(
      form_of(parameters, test::a_registration()) ==
      "response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb"
      "&scope=openid+offline_access&state=*&nonce=*&code_challenge=*&code_challenge_method=S256"
      "&response_mode=form_post&resource=https%3A%2F%2Fa.example%2Fapi"
      "&resource=urn%3Alogto%3Aresource%3Aorganizations&prompt=login+consent&max_age=0"
      "&login_hint=a%40example.com&ui_locales=ko+en&direct_sign_in=social%3Agoogle"
  );
}

TEST_CASE("prepare_authorization remembers what the callback must fit") {
  auto parameters = wishes();
  parameters.max_age = Seconds(60);
  parameters.return_to = "/orders";
  const auto prepared = prepare(parameters, test::a_registration());
  REQUIRE(prepared);
  const PendingAuthorization& pending = prepared->pending;
  CHECK(pending.provider_id == "logto");
  CHECK(pending.issuer == test::issuer);
  CHECK(pending.client_id == "app");
  CHECK(pending.redirect_uri == "https://app.example/cb");
  CHECK(pending.state == prepared->form.find("state"));
  CHECK(pending.nonce == prepared->form.find("nonce"));
  CHECK(to_code_challenge(pending.code_verifier.reveal()) == prepared->form.find("code_challenge"));
  CHECK(pending.state.size() == 43);
  CHECK(pending.state != pending.nonce);
  CHECK(pending.code_verifier.reveal() != pending.state);
  CHECK(pending.max_age == Seconds(60));
  CHECK(pending.return_to == "/orders");
  CHECK(pending.created_at == test::now);
}

TEST_CASE("prepare_authorization sends no nonce where no ID token will come") {
  auto parameters = wishes();
  parameters.scopes = {"read:user"};
  const auto prepared = prepare(parameters, test::a_registration());
  REQUIRE(prepared);
  CHECK(prepared->form.count("nonce") == 0);
  CHECK(prepared->pending.nonce.empty());
  CHECK(prepared->form.count("code_challenge") == 1);
}

TEST_CASE("prepare_authorization follows the provider's ways") {
  auto registration = test::a_registration();
  registration.provider.quirks = {
      .resource_parameter = "audience",
      .response_mode = ResponseMode::form_post,
      .authorization_parameters = {{"access_type", "offline"}, {"prompt", "consent"}}};
  auto parameters = wishes();
  parameters.resources = {"https://a.example/api"};
  auto form = prepare(parameters, registration)->form;
  CHECK(form.find("audience") == "https://a.example/api");
  CHECK(form.count("resource") == 0);
  CHECK(form.find("response_mode") == "form_post");
  CHECK(form.find("access_type") == "offline");
  CHECK(form.find("prompt") == "consent");

  parameters.prompt = {"login"};
  parameters.extra = {{"access_type", "online"}};
  parameters.response_mode = ResponseMode::query;
  form = prepare(parameters, registration)->form;
  CHECK(form.find_all("prompt") == std::vector<std::string>{"login"});
  CHECK(form.find_all("access_type") == std::vector<std::string>{"online"});
  CHECK(form.count("response_mode") == 0);
}

TEST_CASE("prepare_authorization refuses parameters that break a rule") {
  using Change = std::function<void(AuthorizationParameters&)>;
  const std::vector<std::pair<std::string, Change>> table{
      {"relative redirect URI", [](auto& p) { p.redirect_uri = "/cb"; }},
      {"fragment in it", [](auto& p) { p.redirect_uri = "https://app.example/cb#a"; }},
      {"no scope", [](auto& p) { p.scopes = {}; }},
      {"two scopes in one", [](auto& p) { p.scopes = {"openid email"}; }},
      {"empty scope", [](auto& p) { p.scopes = {""}; }},
      {"relative resource", [](auto& p) { p.resources = {"api"}; }},
      {"resource with fragment", [](auto& p) { p.resources = {"https://a.example/#b"}; }},
      {"none and login",
       [](auto& p) {
         p.prompt = {"none", "login"};
       }},
      {"negative max_age", [](auto& p) { p.max_age = Seconds(-1); }},
      {"state",
       [](auto& p) {
         p.extra = {{"state", "mine"}};
       }},
      {"nonce",
       [](auto& p) {
         p.extra = {{"nonce", "mine"}};
       }},
      {"challenge",
       [](auto& p) {
         p.extra = {{"code_challenge_method", "plain"}};
       }},
      {"redirect_uri",
       [](auto& p) {
         p.extra = {{"redirect_uri", "https://evil.example"}};
       }},
      {"request_uri",
       [](auto& p) {
         p.extra = {{"request_uri", "urn:a"}};
       }},
  };
  for (const auto& row : table) {
    CAPTURE(row.first);
    auto parameters = wishes();
    row.second(parameters);
    CHECK(outcome(prepare(parameters, test::a_registration())) == "bad_parameter");
  }
}

TEST_CASE("make_authorization_url keeps the endpoint's own query") {
  auto registration = test::a_registration();
  registration.provider.metadata.authorization_endpoint = "https://id.example/auth?tenant=a";
  const auto prepared = prepare(wishes(), registration);
  const auto url = make_authorization_url(registration, *prepared);
  REQUIRE(url);
  CHECK(url->starts_with("https://id.example/auth?tenant=a&response_type=code&client_id=app&"));
}

TEST_CASE("make_authorization_url refuses what the provider does not take") {
  auto registration = test::a_registration();
  const auto prepared = prepare(wishes(), registration);
  registration.provider.metadata.requires_pushed_requests = true;
  CHECK(outcome(make_authorization_url(registration, *prepared)) == "not_supported");
  registration.provider.metadata = {};
  CHECK(outcome(make_authorization_url(registration, *prepared)) == "not_supported");
}

TEST_CASE("make_pushed_authorization_request sends the parameters to the provider directly") {
  crypto::FakeRandom random(1);
  for (const bool is_basic : {true, false}) {
    const auto registration = is_basic ? test::a_registration(ClientSecretBasic{Secret("s")})
                                       : test::a_registration(ClientSecretPost{Secret("s")});
    const auto prepared = prepare(wishes(), registration);
    const auto request =
        make_pushed_authorization_request(registration, *prepared, {test::now, random});
    REQUIRE(request);
    CHECK(request->url == "https://id.example/oidc/request");
    const auto form = parse_form(request->body).value();
    CHECK(form.count("client_id") == 1);
    CHECK(form.find("code_challenge") == prepared->form.find("code_challenge"));
    CHECK(form.find("redirect_uri") == "https://app.example/cb");
    CHECK((find_header(request->headers, "authorization") != nullptr) == is_basic);
  }
  auto without = test::a_registration();
  without.provider.metadata.pushed_authorization_request_endpoint.clear();
  const auto prepared = prepare(wishes(), without);
  CHECK(
      outcome(make_pushed_authorization_request(without, *prepared, {test::now, random})) ==
      "not_supported"
  );
}

TEST_CASE("read_pushed_authorization_response decides") {
  const std::vector<std::pair<Response, std::string>> table{
      {make_json_response(R"({"request_uri":"urn:a","expires_in":60})", 201), "accepted"},
      {make_json_response(R"({"request_uri":"urn:a","expires_in":60})", 200), "unexpected_status"},
      {make_json_response(R"({"expires_in":60})", 201), "missing_member"},
      {make_json_response(R"({"request_uri":"urn:a"})", 201), "bad_member"},
      {make_json_response(R"({"request_uri":"urn:a","expires_in":0})", 201), "bad_member"},
      {make_json_response(R"({"error":"invalid_client"})", 401),
       "refused_by_provider invalid_client"},
  };
  for (const auto& row : table) {
    CAPTURE(row.first.body);
    CHECK(outcome(read_pushed_authorization_response(row.first, test::now)) == row.second);
  }
  const auto pushed = read_pushed_authorization_response(table[0].first, test::now);
  CHECK(pushed->expires_at == test::now + Seconds(60));
  CHECK(
      make_pushed_authorization_url(test::a_registration(), *pushed) ==
      "https://id.example/oidc/auth?client_id=app&request_uri=urn%3Aa"
  );
}

TEST_CASE("parse_pending_authorization reads what to_text writes") {
  auto pending = test::a_pending();
  pending.max_age = Seconds(60);
  const auto again = parse_pending_authorization(to_text(pending).reveal());
  REQUIRE(again);
  CHECK(to_text(*again).reveal() == to_text(pending).reveal());
  CHECK(again->code_verifier.reveal() == "the-verifier");
  CHECK(again->created_at == test::now);
  CHECK(again->max_age == Seconds(60));
}

TEST_CASE("parse_pending_authorization takes nothing else") {
  const auto whole = parse_json_object(to_text(test::a_pending()).reveal()).value();
  for (const auto& member : whole) {
    auto broken = whole;
    broken.erase(member.key());
    CHECK_FALSE(parse_pending_authorization(json::serialize(broken)));
    broken[member.key()] = nullptr;
    CHECK_FALSE(parse_pending_authorization(json::serialize(broken)));
  }
  auto broken = whole;
  broken["max_age"] = -1;
  CHECK_FALSE(parse_pending_authorization(json::serialize(broken)));
  broken["max_age"] = std::int64_t{1} << 62;
  CHECK_FALSE(parse_pending_authorization(json::serialize(broken)));
  CHECK_FALSE(parse_pending_authorization(""));
}

}  // namespace
}  // namespace daemun::auth
