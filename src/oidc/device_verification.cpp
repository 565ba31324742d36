#include "oidc/device_verification.h"

#include "base/encoding.h"
#include "base/uri.h"
#include "crypto/hmac.h"
#include "domain/cookie_names.h"
#include "domain/user_code.h"
#include "http/cookie.h"
#include "oidc/parameters.h"
#include "oidc/session_cookie.h"
#include "storage/device_authorization_store.h"
#include "storage/user_code_lookup.h"

namespace daemun::oidc {
namespace {

// The secret stays with the endpoint; the page has what follows from it and sends that along. A
// cookie that somebody else plants has no token that fits (checklist A3 48, A5 59).
constexpr std::string_view secret_path = "/oidc/device";
constexpr std::string_view page_path = "/device";
constexpr std::size_t secret_length = 43;
constexpr Seconds form_ttl = device_code_ttl;

http::Response go_to(std::string page) {
  auto response = http::redirect_response(303, page);
  response.set("cache-control", "no-store");
  return response;
}

// A word of the page's, and the code if it is worth being shown again.
http::Response go_back(std::string_view error, std::string_view typed) {
  auto page = with_query_parameter(std::string(page_path), "error", error);
  if (const auto code = parse_user_code(typed)) {
    page = with_query_parameter(std::move(page), "input_code", format_user_code(*code));
  }
  return go_to(std::move(page));
}

// Browsers say where a post comes from, in one way or the other: the page's policy hides its Origin
// ("null"), and Sec-Fetch-Site tells what remains to know.
bool is_foreign(const http::Request& request, const std::string& endpoint) {
  const auto origin = request.header("origin");
  if (origin && *origin != "null" && *origin != endpoint) return true;
  const auto site = request.header("sec-fetch-site");
  return site && *site != "same-origin" && *site != "none";
}

}  // namespace

DeviceVerification::DeviceVerification(
    const Dependencies& dependencies, AuthorizationEndpoint& authorization
)
    : dependencies_(dependencies),
      authorization_(authorization),
      xsrf_key_(dependencies.vault.derive("device forms/" + dependencies.tenant.value())) {}

Task<http::Response> DeviceVerification::open(http::Request request) {
  std::string page(page_path);
  if (const auto query = parse_parameters(request)) {
    for (const std::string_view name : {"user_code", "input_code", "error"}) {
      if (const auto value = query->find(name)) page = with_query_parameter(page, name, *value);
    }
  }
  auto response = go_to(std::move(page));
  // A second tab shares the first one's.
  auto secret = http::find_cookie(request, own_name(device_cookie_name)).value_or("");
  if (secret.size() != secret_length) secret = crypto::random_token(dependencies_.random);
  const auto expires_at = dependencies_.clock.now() + form_ttl;
  response.add(
      "set-cookie",
      http::to_set_cookie(http::Cookie{
          .name = own_name(device_cookie_name),
          .value = secret,
          .path = cookie_path(secret_path, dependencies_.endpoint),
          .expires = expires_at,
          .secure = is_secure(dependencies_),
      })
  );
  response.add(
      "set-cookie",
      http::to_set_cookie(http::Cookie{
          .name = own_name(device_form_cookie_name),
          .value = make_xsrf(secret),
          .path = cookie_path(page_path, dependencies_.endpoint),
          .expires = expires_at,
          .http_only = http::HttpOnly::no,
          .secure = is_secure(dependencies_),
      })
  );
  co_return response;
}

Task<http::Response> DeviceVerification::submit(http::Request request) {
  const auto form = parse_parameters(request);
  const auto xsrf = form ? check_form(request, *form) : std::nullopt;
  if (!xsrf)
    co_return go_back("session_not_found", form ? form->find("user_code").value_or("") : "");
  storage::UserCodeAttempt attempt{
      .typed = std::string(form->find("user_code").value_or("")),
      .ip = request.remote_address,
      .browser = *xsrf,
  };
  const auto typed = attempt.typed;
  auto device = co_await storage::look_up_user_code(
      dependencies_.database,
      dependencies_.vault,
      dependencies_.tenant,
      std::move(attempt),
      dependencies_.clock.now()
  );
  if (!device) co_return go_back(to_string(device.error()), typed);
  if (form->find("abort")) co_return co_await deny(std::move(*device));
  // RFC 8628 5.4: whoever was sent a link with a code in it must see what it is for.
  if (!form->find("confirm")) {
    co_return go_to(with_query_parameter(
        std::string(page_path), "user_code", format_user_code(device->user_code)
    ));
  }
  co_return co_await authorization_.begin_device(std::move(request), std::move(*device));
}

Task<http::Response> DeviceVerification::deny(DeviceAuthorization device) {
  const storage::DeviceAuthorizationStore devices(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  storage::Plan plan;
  plan.add(devices.deny(device.id, dependencies_.clock.now()));
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  co_return go_back(committed ? "aborted" : "used", "");
}

std::optional<std::string> DeviceVerification::check_form(
    const http::Request& request, const http::Form& form
) const {
  if (is_foreign(request, dependencies_.endpoint)) return std::nullopt;
  const auto secret = http::find_cookie(request, own_name(device_cookie_name)).value_or("");
  const auto xsrf = form.find("xsrf").value_or("");
  if (secret.size() != secret_length || form.find_duplicate()) return std::nullopt;
  auto expected = make_xsrf(secret);
  if (!equals_in_constant_time(xsrf, expected)) return std::nullopt;
  return expected;
}

std::string DeviceVerification::own_name(std::string_view cookie) const {
  return cookie_name(cookie, dependencies_.tenant, dependencies_.endpoint);
}

std::string DeviceVerification::make_xsrf(std::string_view secret) const {
  return to_base64url(crypto::hmac_sha256(xsrf_key_.reveal(), secret));
}

}  // namespace daemun::oidc
