#include "app/doctor_checks.h"

#include "base/encoding.h"
#include "base/http_date.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun::app {
namespace {

constexpr const char* issuer = "https://auth.example.com/oidc";

auth::Response an_answer(int status, std::string type, std::string body) {
  auth::Response response;
  response.status = status;
  response.headers = {{"content-type", std::move(type)}};
  response.body = std::move(body);
  return response;
}

json::object a_discovery() {
  const std::string base = issuer;
  return {
      {"issuer", base},
      {"authorization_endpoint", base + "/auth"},
      {"token_endpoint", base + "/token"},
      {"userinfo_endpoint", base + "/me"},
      {"jwks_uri", base + "/jwks"},
      {"end_session_endpoint", base + "/session/end"},
      {"response_types_supported", {"code"}},
      {"code_challenge_methods_supported", json::array{"S256"}},
      {"scopes_supported", {"openid", "profile"}},
      {"authorization_response_iss_parameter_supported", true},
      {"id_token_signing_alg_values_supported", {"ES256", "RS256"}},
  };
}

json::object an_ec_key() {
  return {
      {"kty", "EC"},
      {"use", "sig"},
      {"kid", "ec"},
      {"alg", "ES256"},
      {"crv", "P-256"},
      {"x", to_base64url(std::string(32, 'x'))},
      {"y", to_base64url(std::string(32, 'y'))},
  };
}

json::object an_rsa_key(std::size_t bytes = 256) {
  return {
      {"kty", "RSA"},
      {"use", "sig"},
      {"kid", "rsa"},
      {"alg", "RS256"},
      {"n", to_base64url(std::string(bytes, 'n'))},
      {"e", "AQAB"},
  };
}

json::object a_key_set(json::object key) {
  return {{"keys", json::array{std::move(key)}}};
}

std::vector<std::string> complaints(const Findings& findings) {
  std::vector<std::string> names;
  for (const auto& finding : findings) {
    CHECK(finding.is_well == finding.hint.empty());
    CHECK_FALSE(finding.explanation.empty());
    if (!finding.is_well) names.push_back(finding.name);
  }
  return names;
}

using Names = std::vector<std::string>;

TEST_CASE("check_issuer wants https, except on this machine") {
  CHECK(complaints(check_issuer(issuer)).empty());
  CHECK(complaints(check_issuer("http://localhost:3001/oidc")).empty());
  CHECK(complaints(check_issuer("http://127.0.0.1:3001/oidc")).empty());
  CHECK(complaints(check_issuer("http://auth.example.com/oidc")) == Names{"transport"});
}

TEST_CASE("check_issuer refuses what no `iss` can be") {
  for (const auto* text :
       {"auth.example.com",
        "https://a.example/oidc/",
        "https://a.example/oidc?x=1",
        "https://a.example/#x",
        "ldap://a.example"}) {
    INFO(text);
    CHECK(complaints(check_issuer(text)) == Names{"issuer"});
  }
}

TEST_CASE("check_document wants 200 and a JSON object") {
  CHECK(complaints(
            check_document("discovery", an_answer(200, "application/json; charset=utf-8", "{}"))
  )
            .empty());
  CHECK(complaints(check_document("jwks", an_answer(200, "application/jwk-set+json", "{}"))).empty()
  );
  const Answer bad[] = {
      an_answer(404, "application/json", "{}"),
      an_answer(200, "text/html", "{}"),
      an_answer(200, "application/json", "[]"),
      an_answer(200, "application/json", "{"),
      auth::HttpError{auth::HttpError::Code::connect_failed, "refused"},
      auth::HttpError{auth::HttpError::Code::tls_failed, "expired"},
  };
  for (const auto& answer : bad) {
    CHECK(complaints(check_document("discovery", answer)) == Names{"discovery"});
    CHECK_FALSE(find_document(answer));
  }
}

TEST_CASE("check_discovery finds nothing wrong with a good document") {
  CHECK(complaints(check_discovery(issuer, a_discovery())).empty());
}

TEST_CASE("check_discovery compares the issuer letter by letter") {
  auto document = a_discovery();
  document["issuer"] = std::string(issuer) + "/";
  CHECK(complaints(check_discovery(issuer, document)) == Names{"issuer"});
}

TEST_CASE("check_discovery wants every endpoint, in full and at the issuer's origin") {
  for (const auto* name :
       {"authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
        "end_session_endpoint"}) {
    INFO(name);
    auto missing = a_discovery();
    missing.erase(name);
    CHECK(complaints(check_discovery(issuer, missing)) == Names{name});
    for (const auto* url :
         {"/oidc/x", "https://other.example.com/oidc/x", "http://auth.example.com/oidc/x"}) {
      auto wrong = a_discovery();
      wrong[name] = url;
      CHECK(complaints(check_discovery(issuer, wrong)) == Names{name});
    }
  }
}

TEST_CASE("check_discovery wants the code flow, PKCE, OpenID and the issuer in answers") {
  for (const auto* name :
       {"response_types_supported",
        "code_challenge_methods_supported",
        "scopes_supported",
        "authorization_response_iss_parameter_supported"}) {
    INFO(name);
    auto document = a_discovery();
    document.erase(name);
    CHECK(complaints(check_discovery(issuer, document)) == Names{name});
  }
}

TEST_CASE("check_keys finds nothing wrong with good keys") {
  const json::object keys{{"keys", json::array{an_ec_key(), an_rsa_key()}}};
  CHECK(complaints(check_keys(a_discovery(), keys)).empty());
}

TEST_CASE("check_keys refuses an empty set and keys without a kid of their own") {
  CHECK(complaints(check_keys(a_discovery(), {})) == Names{"keys"});
  CHECK(complaints(check_keys(a_discovery(), {{"keys", json::array{}}})) == Names{"keys"});
  const json::object twins{{"keys", json::array{an_ec_key(), an_ec_key()}}};
  CHECK(complaints(check_keys(a_discovery(), twins)) == Names{"keys"});
}

TEST_CASE("check_keys refuses keys that are broken, weak or private") {
  const std::pair<const char*, json::value> changes[] = {
      {"use", "enc"},
      {"alg", "ES384"},
      {"crv", "P-192"},
      {"crv", "P-384"},
      {"x", "AA"},
      {"y", nullptr},
      {"kty", "oct"},
      {"d", "AA"},
  };
  for (const auto& change : changes) {
    INFO(change.first);
    auto key = an_ec_key();
    key[change.first] = change.second;
    const auto names = complaints(check_keys(a_discovery(), a_key_set(key)));
    CHECK(std::find(names.begin(), names.end(), "key ec") != names.end());
  }
  CHECK(complaints(check_keys(a_discovery(), a_key_set(an_rsa_key(128)))) == Names{"key rsa"});
}

TEST_CASE("check_keys wants a key of an advertised algorithm") {
  auto discovery = a_discovery();
  discovery["id_token_signing_alg_values_supported"] = json::array{"ES384"};
  CHECK(
      complaints(check_keys(discovery, a_key_set(an_ec_key()))) ==
      Names{"id_token_signing_alg_values_supported"}
  );
}

TEST_CASE("check_unknown_client wants 400 and no redirect") {
  CHECK(complaints(check_unknown_client(an_answer(400, "text/html", "no"))).empty());
  CHECK_FALSE(complaints(check_unknown_client(an_answer(200, "text/html", "hello"))).empty());
  auto redirect = an_answer(302, "text/html", "");
  redirect.headers.push_back({"location", "https://doctor.invalid/callback?error=invalid_client"});
  CHECK_FALSE(complaints(check_unknown_client(redirect)).empty());
}

TEST_CASE("check_token_refusal wants an OAuth error in JSON") {
  const std::string error = R"({"error":"invalid_request"})";
  CHECK(complaints(check_token_refusal(an_answer(400, "application/json", error))).empty());
  CHECK(complaints(check_token_refusal(an_answer(401, "application/json", error))).empty());
  CHECK_FALSE(complaints(check_token_refusal(an_answer(200, "application/json", error))).empty());
  CHECK_FALSE(complaints(check_token_refusal(an_answer(400, "text/html", error))).empty());
  CHECK_FALSE(complaints(check_token_refusal(an_answer(400, "application/json", "{}"))).empty());
}

TEST_CASE("check_clock forgives half a minute") {
  const TimePoint now = from_unix_seconds(1'800'000'000);
  const auto answer_of = [&](Seconds skew) {
    auto answer = an_answer(200, "application/json", "{}");
    answer.headers.push_back({"date", to_http_date(now + skew)});
    return Answer(answer);
  };
  CHECK(complaints(check_clock(answer_of(Seconds(0)), now)).empty());
  CHECK(complaints(check_clock(answer_of(Seconds(30)), now)).empty());
  CHECK(complaints(check_clock(answer_of(Seconds(-31)), now)) == Names{"clock"});
  CHECK(complaints(check_clock(answer_of(Seconds(3600)), now)) == Names{"clock"});
  CHECK(complaints(check_clock(an_answer(200, "application/json", "{}"), now)) == Names{"clock"});
}

}  // namespace
TEST_CASE("check_places names the rules without facts, and how to get them") {
  const auto none = check_places({});
  CHECK(none.is_well);
  CHECK(
      none.explanation ==
      "rules with facts: long_inactivity; rules that are always silent: "
      "new_country, geo_velocity, untrusted_ip"
  );
  CHECK(none.hint.find("set GEOIP_DATABASE") != std::string::npos);
  CHECK(
      check_places({.headers = {.country = "x-c"}}).hint.find("distances need a database of") == 0
  );
  const auto all = check_places(
      {.headers = {.country = "x", .latitude = "x", .longitude = "x", .bot_score = "x"}}
  );
  CHECK(all.explanation.find("silent") == std::string::npos);
  CHECK(all.hint.empty());
  CHECK_FALSE(check_broken_places("GEOIP_DATABASE: no").is_well);
}

TEST_CASE("check_search_index tells how to get the index, whose absence is no fault") {
  CHECK(check_search_index(SearchIndex::present).is_well);
  CHECK(check_search_index(SearchIndex::present).hint.empty());
  const auto missing = check_search_index(SearchIndex::missing);
  CHECK(missing.is_well);
  CHECK(missing.hint.find("create extension pg_trgm") != std::string::npos);
}

}  // namespace daemun::app
