#include "experience/one_tap.h"

#include "domain/cookie_names.h"
#include "domain/one_tap_credential.h"
#include "domain/social_sign_in.h"
#include "http/cookie.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace daemun::experience {
namespace {

constexpr std::string_view csrf_name = "g_csrf_token";

std::optional<json::object> to_public(const Connector& google) {
  const auto* chosen = find_object(google.config, "oneTap");
  const auto client = find_string(google.config, "clientId");
  if (chosen == nullptr || !client || client->empty()) return std::nullopt;
  json::object shown;
  for (const auto* name : {"isEnabled", "autoSelect", "closeOnTapOutside", "itpSupport"})
    if (const auto given = find_bool(*chosen, name)) shown[name] = *given;
  shown["clientId"] = *client;
  shown["connectorId"] = google.id.value();
  return shown;
}

}  // namespace

Task<std::optional<json::object>> find_one_tap(
    const Dependencies* dependencies, json::object document
) {
  if (!parse_social_sign_in(document).has("google")) co_return std::nullopt;
  const auto all = co_await dependencies->settings.list_connectors();
  const auto google = std::find_if(all->begin(), all->end(), [](const Connector& one) {
    return one.factory_id == "google-universal";
  });
  if (google == all->end()) co_return std::nullopt;
  co_return to_public(*google);
}

bool has_one_tap(const json::object& shown) {
  const auto* one_tap = find_object(shown, "googleOneTap");
  return one_tap != nullptr && find_bool(*one_tap, "isEnabled").value_or(false);
}

Outcome<Secret> take_credential(
    const Dependencies& dependencies, const http::Request& request, const json::object& data
) {
  const auto credential = find_string(data, "credential");
  if (!credential) return invalid_input("credential must be a string");
  if (!data.contains(csrf_name)) {
    const auto name = cookie_name(one_tap_cookie_name, dependencies.tenant, dependencies.endpoint);
    const auto brought = http::find_cookie(request, name).value_or("");
    if (brought.empty() || !equals_in_constant_time(*credential, brought))
      return RequestError{.code = "session.google_one_tap.cookie_mismatch"};
    return Secret(std::string(*credential));
  }
  const auto sent = find_string(data, csrf_name).value_or("");
  const auto kept = http::find_cookie(request, csrf_name).value_or("");
  if (sent.empty() || !equals_in_constant_time(sent, kept))
    return RequestError{.code = "session.csrf_token_mismatch"};
  return Secret(std::string(*credential));
}

}  // namespace daemun::experience
