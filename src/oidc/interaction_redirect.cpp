#include "oidc/interaction_redirect.h"

#include "base/encoding.h"
#include "base/uri.h"
#include "domain/cookie_names.h"
#include "domain/interaction_cookie.h"
#include "http/cookie.h"
#include "oidc/session_cookie.h"
#include "storage/interaction_store.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

struct ScreenRow {
  std::string_view first_screen;
  std::string_view route;
};

constexpr ScreenRow screens[] = {
    {"sign_in", "/sign-in"},
    {"signIn", "/sign-in"},
    {"register", "/register"},
    {"identifier:sign_in", "/identifier-sign-in"},
    {"identifier:register", "/identifier-register"},
    {"reset_password", "/reset-password"},
    {"single_sign_on", "/single-sign-on"},
};

std::string_view login_route(const ExperienceParameters& parameters) {
  if (parameters.first_screen) {
    for (const auto& row : screens) {
      if (row.first_screen == *parameters.first_screen) return row.route;
    }
    return "/sign-in";
  }
  return parameters.interaction_mode == "signUp" ? "/register" : "/sign-in";
}

// "social:github" is /direct/social/github, which falls back to the screen of the request. The
// parameters have been checked: it is one of the two methods.
std::string first_page(const ExperienceParameters& parameters) {
  const auto route = login_route(parameters);
  // No `?:` of a text and a literal: that would be a temporary.
  std::string_view direct;
  if (parameters.direct_sign_in) direct = *parameters.direct_sign_in;
  const auto colon = direct.find(':');
  const auto target = colon == std::string_view::npos ? "" : direct.substr(colon + 1);
  if (target.empty()) return std::string(route);
  const std::string method = direct.starts_with("sso:") ? "sso" : "social";
  auto page = "/direct/" + method + "/" + to_percent_encoded(target);
  return with_query_parameter(std::move(page), "fallback", route.substr(1));
}

std::string name_of_cookie(const Dependencies& dependencies) {
  return cookie_name(interaction_cookie_name, dependencies.tenant, dependencies.endpoint);
}

InteractionCookie interaction_cookie_of(
    const Dependencies& dependencies, const http::Request& request
) {
  const auto value = http::find_cookie(request, name_of_cookie(dependencies));
  return InteractionCookie::parse(value.value_or(""));
}

std::string to_interaction_cookie(
    const Dependencies& dependencies, const InteractionCookie& cookie, TimePoint expires_at
) {
  return http::to_set_cookie(http::Cookie{
      .name = name_of_cookie(dependencies),
      .value = cookie.to_value(),
      .expires = expires_at,
      .secure = is_secure(dependencies),
  });
}

}  // namespace

std::string page_of(const Interaction& interaction) {
  const auto& request = interaction.request;
  const auto& app_id = request.client_id.value();
  const auto handle = storage::interaction_handle(interaction.id);
  if (interaction.prompt == InteractionPrompt::consent) {
    auto page = with_query_parameter("/consent", "app_id", app_id);
    return with_query_parameter(std::move(page), "interaction", handle);
  }
  auto page = first_page(request.experience);
  page = with_query_parameter(std::move(page), "app_id", app_id);
  const std::pair<std::string_view, const std::optional<std::string>&> parameters[] = {
      {"organization_id", request.experience.organization_id},
      {"ui_locales", request.ui_locales},
      {"one_time_token", request.experience.one_time_token},
      {"login_hint", request.login_hint},
      {"identifier", request.experience.identifier},
  };
  for (const auto& [name, value] : parameters) {
    if (value) page = with_query_parameter(std::move(page), name, *value);
  }
  return with_query_parameter(std::move(page), "interaction", handle);
}

http::Response interaction_redirect(
    const Dependencies& dependencies,
    const http::Request& request,
    const Interaction& interaction,
    const std::optional<Interaction>& finished
) {
  auto response = http::redirect_response(303, page_of(interaction));
  response.set("cache-control", "no-store");
  auto cookie = interaction_cookie_of(dependencies, request);
  if (finished) cookie.remove(finished->id);
  cookie.set(interaction.request.client_id, interaction.id);
  response.add("set-cookie", to_interaction_cookie(dependencies, cookie, interaction.expires_at));
  return response;
}

bool holds_dialogue(
    const Dependencies& dependencies, const http::Request& request, const InteractionId& id
) {
  const auto held = interaction_cookie_of(dependencies, request).list();
  return std::find(held.begin(), held.end(), id) != held.end();
}

void remove_interaction_cookies(
    http::Response& response,
    const Dependencies& dependencies,
    const http::Request& request,
    const InteractionId& id
) {
  auto cookie = interaction_cookie_of(dependencies, request);
  cookie.remove(id);
  if (cookie.empty()) {
    const auto name = name_of_cookie(dependencies);
    response.add("set-cookie", http::to_removed_cookie(name, "/", is_secure(dependencies)));
  } else {
    const auto expires_at = dependencies.clock.now() + std::chrono::hours(1);
    response.add("set-cookie", to_interaction_cookie(dependencies, cookie, expires_at));
  }
}

}  // namespace daemun::oidc
