#include "oidc/end_session.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);
const std::string issuer = "https://auth.example/oidc";

struct Signer {
  KeyRing ring{{test::a_signing_key(crypto::SignatureAlgorithm::es256)}};

  std::string sign(std::string_view claims, jose::TokenType type = jose::TokenType::id_token)
      const {
    return ring.default_signer().sign(type, claims);
  }
};

constexpr std::string_view good_claims =
    R"({"iss":"https://auth.example/oidc","sub":"u","aud":"app1","iat":1700000000,"exp":1700003600})";

LogoutRequest to_uri(std::optional<std::string> uri, std::optional<std::string> state = {}) {
  return LogoutRequest{
      .id_token_hint = {},
      .client_id = {},
      .post_logout_redirect_uri = std::move(uri),
      .state = std::move(state),
      .ui_locales = {},
  };
}

Session a_session() {
  Session session;
  session.user_id = UserId("u");
  return session;
}

}  // namespace

TEST_CASE("parse_logout_request takes its parameters and treats empty ones as absent") {
  http::Form form;
  form.add("client_id", "app1");
  form.add("post_logout_redirect_uri", "https://app.example/bye");
  form.add("state", "");
  form.add("ui_locales", "ko");
  const auto request = parse_logout_request(form);
  CHECK(request.client_id == ApplicationId("app1"));
  CHECK(request.post_logout_redirect_uri == "https://app.example/bye");
  CHECK_FALSE(request.state);
  CHECK_FALSE(request.id_token_hint);
  CHECK(request.ui_locales == "ko");
}

TEST_CASE("verify_id_token_hint accepts our ID tokens, expired ones too") {
  const Signer signer;
  const auto hint =
      verify_id_token_hint(signer.sign(good_claims), signer.ring.key_set(), issuer, now);
  REQUIRE(hint);
  CHECK(hint->client_id == ApplicationId("app1"));
  CHECK(hint->user_id == UserId("u"));
}

TEST_CASE("verify_id_token_hint refuses what is no ID token of ours") {
  const Signer signer;
  const Signer stranger;
  const std::string bad[] = {
      "",
      "a.b.c",
      stranger.sign(good_claims),
      signer.sign(good_claims, jose::TokenType::access_token),
      signer.sign(good_claims, jose::TokenType::logout_token),
      signer.sign(R"({"iss":"https://evil","sub":"u","aud":"app1","iat":1,"exp":2})"),
      signer.sign(R"({"iss":"https://auth.example/oidc","sub":"u","iat":1,"exp":2})"),
      signer.sign(R"({"iss":"https://auth.example/oidc","sub":"u","aud":["a","b"],"iat":1})"),
      signer.sign(R"({"iss":"https://auth.example/oidc","aud":"app1","iat":1,"exp":2})"),
  };
  for (const auto& hint : bad) {
    const auto refused = verify_id_token_hint(hint, signer.ring.key_set(), issuer, now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == OAuthErrorCode::invalid_request);
    CHECK(refused.error().description == "could not validate id_token_hint");
  }
}

TEST_CASE("decide_logout_destination redirects to registered URIs only") {
  auto client = test::an_application("app1");
  client.oidc_client_metadata.post_logout_redirect_uris = {
      "https://app.example/bye", "https://app.example", "io.app:/bye"};
  struct Row {
    const char* uri;
    bool allowed;
  };
  const Row rows[] = {
      {"https://app.example/bye", true},
      {"https://APP.example:443/bye", false},
      {"https://app.example/", true},
      {"io.app:/bye", true},
      {"https://app.example/bye/", false},
      {"https://app.example/bye?x=1", false},
      {"https://app.example/bye#x", false},
      {"https://app.example/bye/../bye2", false},
      {"https://app.example:8443/bye", false},
      {"http://app.example/bye", false},
      {"https://app.example.evil.example/bye", false},
      {"https://app.example@evil.example/bye", false},
      {"//app.example/bye", false},
      {"javascript:alert(1)", false},
      {"*", false},
  };
  for (const Row& row : rows) {
    const auto destination = decide_logout_destination(to_uri(row.uri), &client);
    CHECK_MESSAGE(destination.has_value() == row.allowed, row.uri);
    if (!row.allowed) {
      CHECK(destination.error().code == OAuthErrorCode::invalid_request);
      CHECK(destination.error().description == "post_logout_redirect_uri not registered");
    }
  }
}

TEST_CASE("decide_logout_destination treats a loopback URI like any other") {
  auto client = test::an_application("app1", ApplicationType::native);
  client.oidc_client_metadata.post_logout_redirect_uris = {"http://127.0.0.1:8000/bye"};
  CHECK(decide_logout_destination(to_uri("http://127.0.0.1:8000/bye"), &client));
  CHECK_FALSE(decide_logout_destination(to_uri("http://127.0.0.1:9000/bye"), &client));
}

TEST_CASE("decide_logout_destination hands the state back") {
  const auto client = test::an_application("app1");
  CHECK(
      decide_logout_destination(to_uri("https://app.example/bye", "a b&c"), &client).value() ==
      "https://app.example/bye?state=a+b%26c"
  );
  CHECK(
      decide_logout_destination(to_uri("https://app.example/bye"), &client).value() ==
      "https://app.example/bye"
  );
}

TEST_CASE("decide_logout_destination drops the URI when no client is known") {
  const auto destination = decide_logout_destination(to_uri("https://evil.example/"), nullptr);
  REQUIRE(destination);
  CHECK_FALSE(*destination);
  const auto client = test::an_application("app1");
  CHECK_FALSE(*decide_logout_destination(to_uri(std::nullopt, "s"), &client));
}

TEST_CASE("decide_logout_step asks when the application means another user") {
  const auto client = std::make_shared<const Application>(test::an_application("app1"));
  const auto step = [&](std::optional<Session> session, std::optional<UserId> hinted) {
    return decide_logout_step(
        {.session = std::move(session), .client = client, .hinted_user = std::move(hinted)}
    );
  };
  CHECK(step(std::nullopt, std::nullopt) == LogoutStep::finish);
  CHECK(step(std::nullopt, UserId("u")) == LogoutStep::finish);
  CHECK(step(a_session(), std::nullopt) == LogoutStep::post_automatically);
  CHECK(step(a_session(), UserId("u")) == LogoutStep::post_automatically);
  CHECK(step(a_session(), UserId("somebody else")) == LogoutStep::ask_about_account);
}

TEST_CASE("decide_logout_step asks when no application is named") {
  const LogoutFacts nobody{.session = std::nullopt, .client = nullptr, .hinted_user = std::nullopt};
  CHECK(decide_logout_step(nobody) == LogoutStep::finish);
  const LogoutFacts someone{.session = a_session(), .client = nullptr, .hinted_user = std::nullopt};
  CHECK(decide_logout_step(someone) == LogoutStep::ask);
}

}  // namespace daemun::oidc
