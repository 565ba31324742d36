#include "home.h"

#include "daemun/auth/id_token.h"

#include <httplib.h>

#include "page.h"

namespace cpp_web {

namespace auth = daemun::auth;
namespace json = boost::json;
using daemun::Result;
using daemun::Secret;

namespace {

Answer to_answer(const auth::AuthError& error) {
  return {
      .status = 0,
      .body = json::object{
          {"error", auth::to_string(error.code)}, {"error_description", error.description}}};
}

// The claims of a JWT, for showing them. Whoever acts on a token must verify its signature.
json::value claims_of(const Secret& token) {
  const auto jwt = auth::restore_id_token(token.reveal());
  if (!jwt) return json::object{{"note", "not a JWT: an opaque token"}};
  return jwt->claims.members();
}

Answer to_answer(const Result<Secret, auth::AuthError>& token) {
  if (!token) return to_answer(token.error());
  json::value claims = claims_of(*token);
  const auto* scope = claims.as_object().if_contains("scope");
  return {
      .status = 200,
      .body = json::object{
          {"scope", scope == nullptr ? json::value("") : *scope}, {"claims", std::move(claims)}}};
}

// #region userinfo
Answer ask_user_info(const auth::Auth& auth, auth::Visit& visit) {
  const auto user = auth.fetch_user_info(visit);
  if (!user) return to_answer(user.error());
  return {.status = 200, .body = user->claims};
}
// #endregion

// #region api
Answer ask_api(const std::string& url, const Secret& token) {
  httplib::Client client(url);
  const auto answer = client.Get("/", {{"Authorization", "Bearer " + token.reveal()}});
  if (!answer) return {.status = 0, .body = json::object{{"error", "the API does not answer"}}};
  boost::json::error_code failed;
  json::value body = json::parse(answer->body, failed);
  return {.status = answer->status, .body = failed ? json::value(answer->body) : std::move(body)};
}
// #endregion

std::string first_organization(const Answer& user_info) {
  const auto* claims = user_info.body.if_object();
  const auto* ids = claims == nullptr ? nullptr : claims->if_contains("organizations");
  if (ids == nullptr || !ids->is_array() || ids->get_array().empty()) return "";
  return std::string(ids->get_array().front().as_string());
}

std::string make_sections(const auth::Auth& auth, auth::Visit& visit, const Settings& settings) {
  const auth::Session session = *visit.session();
  std::string text = make_claims(session.user);
  const Answer id_token{.status = 200, .body = claims_of(session.tokens.id_token)};
  text += make_section("id-token", "ID token", "what the sign-in brought", id_token);
  const Answer user_info = ask_user_info(auth, visit);
  text += make_section("userinfo", "User info", "auth.fetch_user_info(visit)", user_info);
  // #region api_token
  if (!settings.resource.empty()) {
    const auto token = auth.access_token(visit, settings.resource);
    const std::string request = "auth.access_token(visit, \"" + settings.resource + "\")";
    text += make_section("api-token", "API resource token", request, to_answer(token));
    if (token && !settings.api_url.empty()) {
      const std::string call = "GET " + settings.api_url;
      text += make_section("api", "The API's answer", call, ask_api(settings.api_url, *token));
    }
  }
  // #endregion
  // #region organization_token
  if (const std::string id = first_organization(user_info); !id.empty()) {
    const auto token = auth.organization_token(visit, id);
    const std::string request = "auth.organization_token(visit, \"" + id + "\")";
    text += make_section("organization-token", "Organization token", request, to_answer(token));
  }
  // #endregion
  return text;
}

std::string greet(const auth::Session& session) {
  for (const char* name : {"name", "email"}) {
    const auto* value = session.user.if_contains(name);
    if (value != nullptr && value->is_string()) {
      return "Signed in as " + std::string(value->get_string());
    }
  }
  return "Signed in as somebody";
}

}  // namespace

// #region home
std::string make_home(const auth::Auth& auth, auth::Visit& visit, const Settings& settings) {
  if (visit.trouble) return make_page("Sessions cannot be read now. Try again shortly.", "", "");
  const std::string csrf_token = auth.csrf_token(visit);
  if (visit.session() == nullptr) {
    const std::string line = "Nobody is signed in. The issuer is " + settings.issuer + ".";
    return make_page(line, make_button("/api/auth/signin/logto", "Sign In", csrf_token), "");
  }
  const std::string line = greet(*visit.session());
  const std::string sections = make_sections(auth, visit, settings);
  return make_page(line, make_button("/api/auth/signout", "Sign Out", csrf_token), sections);
}
// #endregion

std::string make_account(const auth::Session& session) {
  return make_page(greet(session), "", make_claims(session.user));
}

}  // namespace cpp_web
