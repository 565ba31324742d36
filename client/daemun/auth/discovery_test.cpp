#include "daemun/auth/discovery.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

json::object a_document(const json::object& changes = {}) {
  return test::with(
      {{"issuer", "https://id.example/oidc"},
       {"authorization_endpoint", "https://id.example/oidc/auth"},
       {"token_endpoint", "https://id.example/oidc/token"},
       {"jwks_uri", "https://keys.example/jwks"},
       {"response_types_supported", {"code", "none"}},
       {"id_token_signing_alg_values_supported", {"none", "HS256", "ES384", "RS256"}},
       {"code_challenge_methods_supported", {"plain", "S256"}}},
      changes
  );
}

std::string outcome_of(const json::object& document, DiscoveryRules rules = {}) {
  if (rules.issuer.empty()) rules.issuer = "https://id.example/oidc";
  return outcome(read_discovery_response(make_json_response(json::serialize(document)), rules));
}

TEST_CASE("make_discovery_request appends the well-known path") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"https://id.example/oidc", "https://id.example/oidc/.well-known/openid-configuration"},
      {"https://id.example/", "https://id.example/.well-known/openid-configuration"},
      {"https://id.example", "https://id.example/.well-known/openid-configuration"},
  };
  for (const auto& row : table) {
    const auto request = make_discovery_request({.issuer = row.first});
    REQUIRE(request);
    CHECK(request->method == "GET");
    CHECK(request->url == row.second);
    CHECK(request->max_response_bytes == 64 * 1024);
    CHECK(request->urgency == Urgency::shared);
  }
}

TEST_CASE("make_discovery_request refuses an issuer that is no https URL") {
  const auto refused = [](std::string issuer, Transport transport = Transport::https_only) {
    return outcome(make_discovery_request({.issuer = std::move(issuer), .transport = transport}));
  };
  CHECK(refused("id.example") == "bad_url");
  CHECK(refused("") == "bad_url");
  CHECK(refused("https://id.example/#a") == "bad_url");
  CHECK(refused("https://id.example/?a=b") == "bad_url");
  CHECK(refused("https://user@id.example/") == "bad_url");
  CHECK(refused("ftp://id.example/") == "bad_url");
  CHECK(refused("http://id.example/") == "insecure_url");
  CHECK(refused("http://localhost:3001/oidc") == "insecure_url");
  CHECK(refused("http://localhost:3001/oidc", Transport::loopback_http_allowed) == "accepted");
  CHECK(refused("http://[::1]:3001/oidc", Transport::loopback_http_allowed) == "accepted");
  CHECK(refused("http://id.example/", Transport::loopback_http_allowed) == "insecure_url");
  CHECK(refused("http://localhost.example/", Transport::loopback_http_allowed) == "insecure_url");
}

TEST_CASE("read_discovery_response reads what the document says") {
  const auto document = a_document(
      {{"userinfo_endpoint", "https://id.example/oidc/me"},
       {"end_session_endpoint", "https://id.example/oidc/session/end"},
       {"authorization_response_iss_parameter_supported", true},
       {"require_pushed_authorization_requests", true},
       {"backchannel_logout_supported", true},
       {"scopes_supported", {"openid", "profile"}},
       {"token_endpoint_auth_methods_supported", {"none"}},
       {"something_new", {{"a", 1}}}}
  );
  const auto metadata = read_discovery_response(
      make_json_response(json::serialize(document)), {.issuer = "https://id.example/oidc"}
  );
  REQUIRE(metadata);
  CHECK(metadata->issuer == "https://id.example/oidc");
  CHECK(metadata->authorization_endpoint == "https://id.example/oidc/auth");
  CHECK(metadata->jwks_uri == "https://keys.example/jwks");
  CHECK(metadata->userinfo_endpoint == "https://id.example/oidc/me");
  CHECK(metadata->end_session_endpoint == "https://id.example/oidc/session/end");
  CHECK(metadata->revocation_endpoint.empty());
  CHECK(metadata->sends_issuer);
  CHECK(metadata->requires_pushed_requests);
  CHECK(metadata->sends_logout_tokens);
  CHECK(metadata->scopes == std::vector<std::string>{"openid", "profile"});
  CHECK(metadata->token_endpoint_auth_methods == std::vector<std::string>{"none"});
  CHECK(
      metadata->id_token_algorithms ==
      std::vector{crypto::SignatureAlgorithm::es384, crypto::SignatureAlgorithm::rs256}
  );
}

TEST_CASE("read_discovery_response refuses a document that breaks a rule") {
  const std::vector<std::pair<json::object, std::string>> table{
      {{}, "accepted"},
      {{{"issuer", nullptr}}, "missing_member"},
      {{{"issuer", 1}}, "bad_member"},
      {{{"issuer", "https://evil.example"}}, "wrong_issuer"},
      {{{"issuer", "https://id.example/oidc/"}}, "wrong_issuer"},
      {{{"issuer", "https://ID.example/oidc"}}, "wrong_issuer"},
      {{{"authorization_endpoint", nullptr}}, "missing_member"},
      {{{"token_endpoint", nullptr}}, "missing_member"},
      {{{"jwks_uri", nullptr}}, "missing_member"},
      {{{"jwks_uri", ""}}, "bad_member"},
      {{{"jwks_uri", "/jwks"}}, "bad_url"},
      {{{"token_endpoint", "http://id.example/token"}}, "insecure_url"},
      {{{"token_endpoint", "javascript:alert(1)"}}, "bad_url"},
      {{{"userinfo_endpoint", "https://id.example/me#a"}}, "bad_url"},
      {{{"userinfo_endpoint", 7}}, "bad_member"},
      {{{"response_types_supported", nullptr}}, "missing_member"},
      {{{"response_types_supported", "code"}}, "bad_member"},
      {{{"response_types_supported", {"id_token"}}}, "not_supported"},
      {{{"id_token_signing_alg_values_supported", nullptr}}, "missing_member"},
      {{{"id_token_signing_alg_values_supported", {1}}}, "bad_member"},
      {{{"id_token_signing_alg_values_supported", {"none", "HS256"}}}, "not_supported"},
      {{{"code_challenge_methods_supported", nullptr}}, "accepted"},
      {{{"code_challenge_methods_supported", {"plain"}}}, "not_supported"},
      {{{"scopes_supported", "openid"}}, "bad_member"},
      {{{"authorization_response_iss_parameter_supported", "true"}}, "bad_member"},
  };
  for (const auto& row : table) {
    CAPTURE(json::serialize(row.first));
    CHECK(outcome_of(a_document(row.first)) == row.second);
  }
}

TEST_CASE("read_discovery_response takes plain http on the machine itself when told so") {
  const auto document = a_document({{"token_endpoint", "http://127.0.0.1:3001/oidc/token"}});
  CHECK(outcome_of(document) == "insecure_url");
  CHECK(outcome_of(document, {.transport = Transport::loopback_http_allowed}) == "accepted");
}

TEST_CASE("read_discovery_response knows Entra's place for a tenant") {
  const auto template_document =
      a_document({{"issuer", "https://login.microsoftonline.com/{tenantid}/v2.0"}});
  const auto outcome_for = [&](std::string configured, IssuerRule rule) {
    return outcome_of(template_document, {.issuer = std::move(configured), .issuer_rule = rule});
  };
  const std::string base = "https://login.microsoftonline.com/";
  CHECK(outcome_for(base + "common/v2.0", IssuerRule::entra_tenant) == "accepted");
  CHECK(outcome_for(base + "organizations/v2.0", IssuerRule::entra_tenant) == "accepted");
  CHECK(outcome_for(base + "common/v2.0", IssuerRule::exact) == "wrong_issuer");
  CHECK(outcome_for(base + "contoso.example/v2.0", IssuerRule::entra_tenant) == "wrong_issuer");
  CHECK(
      outcome_for("https://evil.example/common/v2.0", IssuerRule::entra_tenant) == "wrong_issuer"
  );
}

TEST_CASE("read_discovery_response refuses what is no good answer") {
  const DiscoveryRules rules{.issuer = "https://id.example/oidc"};
  const std::string good = json::serialize(a_document());
  const auto of = [&](const Response& response) {
    return outcome(read_discovery_response(response, rules));
  };
  CHECK(of(make_json_response(good)) == "accepted");
  CHECK(
      of({.status = 200,
          .headers = {{"content-type", "Application/JSON; charset=utf-8"}},
          .body = good}) == "accepted"
  );
  CHECK(
      of({.status = 200, .headers = {{"content-type", "text/html"}}, .body = good}) ==
      "unexpected_content_type"
  );
  CHECK(of({.status = 200, .headers = {}, .body = good}) == "unexpected_content_type");
  CHECK(of(make_json_response(good, 500)) == "provider_unavailable");
  CHECK(of(make_json_response(good, 503)) == "provider_unavailable");
  CHECK(of(make_json_response(good, 429)) == "rate_limited");
  CHECK(of(make_json_response(good, 404)) == "unexpected_status");
  CHECK(of(make_json_response(good, 302)) == "unexpected_status");
  CHECK(of(make_json_response(good, 201)) == "unexpected_status");
  CHECK(of(make_json_response("")) == "bad_json");
  CHECK(of(make_json_response("[]")) == "bad_json");
  CHECK(of(make_json_response(R"({"issuer":"a","issuer":"b"})")) == "bad_json");
  CHECK(
      of(make_json_response(R"({"a":)" + std::string(30, '[') + std::string(30, ']') + "}")) ==
      "bad_json"
  );
  CHECK(of(make_json_response(good + std::string(64 * 1024, ' '))) == "too_large");
  CHECK(
      of(make_json_response(R"({"error":"invalid_request"})", 400)) ==
      "refused_by_provider invalid_request"
  );
}

}  // namespace
}  // namespace daemun::auth
