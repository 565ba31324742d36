#include "oidc/oauth_error.h"

#include "domain/error_phrases.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using test::a_request;
using test::header;
using test::with_header;

http::Request a_post(std::string query = "") {
  return a_request(http::Method::post, "/oidc/token", std::move(query));
}

std::string phrase(std::string_view key, Language language = Language::en) {
  return std::string(error_phrase(key, language));
}

std::string body_of(const OAuthError& error, const http::Request& request = a_post()) {
  return to_response(error, request).body;
}

}  // namespace

TEST_CASE("status_of follows the error code unless the error says otherwise") {
  struct Row {
    OAuthErrorCode code;
    const char* word;
    int status;
  };
  for (const auto& row : {
           Row{OAuthErrorCode::access_denied, "access_denied", 400},
           Row{OAuthErrorCode::consent_required, "consent_required", 400},
           Row{OAuthErrorCode::insufficient_scope, "insufficient_scope", 403},
           Row{OAuthErrorCode::interaction_required, "interaction_required", 400},
           Row{OAuthErrorCode::invalid_client, "invalid_client", 401},
           Row{OAuthErrorCode::invalid_grant, "invalid_grant", 400},
           Row{OAuthErrorCode::invalid_redirect_uri, "invalid_redirect_uri", 400},
           Row{OAuthErrorCode::invalid_request, "invalid_request", 400},
           Row{OAuthErrorCode::invalid_request_uri, "invalid_request_uri", 400},
           Row{OAuthErrorCode::invalid_scope, "invalid_scope", 400},
           Row{OAuthErrorCode::invalid_target, "invalid_target", 400},
           Row{OAuthErrorCode::invalid_token, "invalid_token", 401},
           Row{OAuthErrorCode::login_required, "login_required", 400},
           Row{OAuthErrorCode::server_error, "server_error", 500},
           Row{OAuthErrorCode::unauthorized_client, "unauthorized_client", 400},
           Row{OAuthErrorCode::unsupported_grant_type, "unsupported_grant_type", 400},
           Row{OAuthErrorCode::unsupported_response_type, "unsupported_response_type", 400},
           Row{OAuthErrorCode::unsupported_token_type, "unsupported_token_type", 400},
       }) {
    CAPTURE(row.word);
    OAuthError error{.code = row.code, .description = ""};
    CHECK(to_string(row.code) == row.word);
    CHECK(status_of(error) == row.status);
    CHECK(to_response(error, a_post()).status == row.status);
    error.status = 403;
    CHECK(status_of(error) == 403);
  }
}

TEST_CASE("to_response writes Logto's members in Logto's order") {
  CHECK(
      body_of(missing_parameter("grant_type")) ==
      R"({"code":"oidc.invalid_request","message":")" + phrase("oidc.invalid_request") +
          R"(","error":"invalid_request",)"
          R"("error_description":"missing required parameter 'grant_type'"})"
  );
  CHECK(
      body_of(invalid_grant("code used twice")) ==
      R"({"code":"oidc.invalid_grant","message":")" + phrase("oidc.invalid_grant") +
          R"(","error_uri":"https://openid.sh/debug/invalid_grant","error":"invalid_grant",)"
          R"("error_description":"grant request is invalid"})"
  );
  CHECK(
      body_of(invalid_target()) ==
      R"({"code":"oidc.invalid_target","message":")" + phrase("oidc.invalid_target") +
          R"(","error":"invalid_target",)"
          R"("error_description":"resource indicator is missing, or unknown"})"
  );
}

TEST_CASE("to_response names scopes, state and issuer after the description") {
  const OAuthError error{
      .code = OAuthErrorCode::invalid_scope, .description = "too much", .scope = "phone"};
  const auto response =
      to_response(error, a_post(), {.state = "s\"t", .issuer = "https://auth.example/oidc"});
  CHECK(
      response.body ==
      R"({"code":"oidc.invalid_scope","message":")" + phrase("oidc.invalid_scope") +
          R"(","error":"invalid_scope","error_description":"too much","scope":"phone",)"
          R"("state":"s\"t","iss":"https://auth.example/oidc"})"
  );
}

TEST_CASE("to_response leaves out Logto's own members for parse_error=false") {
  CHECK(
      body_of(invalid_grant("x"), a_post("parse_error=false")) ==
      R"({"error":"invalid_grant","error_description":"grant request is invalid"})"
  );
  for (const char* query : {"parse_error=true", "parse_error=", "parse_error=0", "%"}) {
    CAPTURE(query);
    CHECK(body_of(invalid_grant("x"), a_post(query)).starts_with(R"({"code":)"));
  }
}

TEST_CASE("to_response speaks the reader's language") {
  const auto english = phrase("oidc.invalid_target");
  const auto korean = phrase("oidc.invalid_target", Language::ko);
  REQUIRE(english != korean);
  const auto message = [](const http::Request& request) {
    const auto body = parse_json_object(body_of(invalid_target(), request));
    return std::string(find_string(*body, "message").value());
  };
  CHECK(message(a_post()) == english);
  CHECK(message(a_post("locale=ko")) == korean);
  CHECK(message(a_post("locale=ko-KR")) == korean);
  CHECK(message(with_header(a_post(), "accept-language", "ko-KR,en;q=0.5")) == korean);
  CHECK(message(with_header(a_post(), "accept-language", "fr,en;q=0.5,ko;q=0.4")) == english);
  CHECK(message(with_header(a_post("locale=en"), "accept-language", "ko")) == english);
  CHECK(message(with_header(a_post("locale=xx"), "accept-language", "ko")) == korean);
}

TEST_CASE("to_response is JSON that nobody stores, whatever the reader accepts") {
  const auto response = to_response(invalid_target(), with_header(a_post(), "accept", "text/html"));
  CHECK(header(response, "content-type") == "application/json; charset=utf-8");
  CHECK(header(response, "cache-control") == "no-store");
}

TEST_CASE("to_response says of a lost dialogue what Logto says") {
  CHECK(body_of(lost_session("any words")).starts_with(R"({"code":"session.not_found",)"));
  CHECK(body_of(invalid_request("interaction session not found"))
            .starts_with(R"({"code":"oidc.invalid_request",)"));
}

TEST_CASE("to_response never shows the detail") {
  CHECK(body_of(invalid_grant("PKCE verification failed")).find("PKCE") == std::string::npos);
}

TEST_CASE("check_single refuses a repeated parameter of the list and no other") {
  constexpr std::string_view names[] = {"a", "b"};
  using Fields = std::vector<std::pair<std::string, std::string>>;
  CHECK(check_single(http::Form(), names));
  CHECK(check_single(http::Form(Fields{{"a", "1"}, {"b", "1"}, {"x", "1"}, {"x", "2"}}), names));
  for (const auto& fields : {Fields{{"a", "1"}, {"a", "2"}}, {{"a", "1"}, {"a", ""}}}) {
    const auto checked = check_single(http::Form(fields), names);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == OAuthErrorCode::invalid_request);
    CHECK(checked.error().description == "'a' parameter must not be provided twice");
  }
}

}  // namespace daemun::oidc
