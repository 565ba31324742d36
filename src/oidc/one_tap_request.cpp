#include "oidc/one_tap_request.h"

#include "base/uri.h"
#include "domain/cookie_names.h"
#include "domain/one_tap_credential.h"
#include "domain/redirect_uri.h"
#include "http/cookie.h"
#include "oidc/session_cookie.h"

#include <algorithm>
#include <string_view>

namespace daemun::oidc {
namespace {

constexpr std::string_view parameter = "google_one_tap_credential";
constexpr std::string_view direct_page = "/direct/social/google";

bool is_sent_by(const Application& client, const http::Request& request) {
  const auto page = parse_uri(request.header("referer").value_or(""));
  if (!page || !is_http_scheme(*page)) return false;
  const auto& registered = client.oidc_client_metadata.redirect_uris;
  return std::any_of(registered.begin(), registered.end(), [&](const std::string& one) {
    return matches_origin(one, *page);
  });
}

}  // namespace

std::optional<std::string> find_one_tap_credential(
    const http::Form& form, const http::Request& request, const Application& client
) {
  const auto sent = form.find(parameter);
  if (!sent || !is_one_tap_credential(*sent) || !is_sent_by(client, request)) return std::nullopt;
  return std::string(*sent);
}

void prefer_google(const http::Form& form, AuthorizationRequest& authorization) {
  if (is_one_tap_credential(form.find(parameter).value_or("")))
    authorization.experience.direct_sign_in = "social:google";
}

void add_one_tap_cookie(
    const Dependencies& dependencies, const std::string& credential, http::Response& response
) {
  const auto* target = response.find("location");
  if (target == nullptr || !target->starts_with(direct_page)) return;
  response.add(
      "set-cookie",
      http::to_set_cookie(http::Cookie{
          .name = cookie_name(one_tap_cookie_name, dependencies.tenant, dependencies.endpoint),
          .value = credential,
          .expires = dependencies.clock.now() + one_tap_cookie_lifetime,
          .http_only = http::HttpOnly::no,
          .secure = is_secure(dependencies),
      })
  );
}

}  // namespace daemun::oidc
