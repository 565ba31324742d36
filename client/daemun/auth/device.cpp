#include "daemun/auth/device.h"

#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/answer.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::int64_t max_expires_in = 24 * 3600;
constexpr std::int64_t max_interval = 600;
constexpr Seconds slow_down_step{5};

Result<std::string, AuthError> read_address(const json::object& answer, std::string_view member) {
  auto text = read_string(answer, member);
  if (!text) return text;
  const auto uri = parse_uri(*text);
  if (!uri || !is_http_scheme(*uri)) {
    return refuse(Code::bad_url, std::string(member) + " is not a URL of http or https");
  }
  return text;
}

Result<std::int64_t, AuthError> read_bounded(
    const json::object& answer, std::string_view member, std::int64_t bound
) {
  const auto value = find_integer(answer, member);
  if (!value || *value <= 0 || *value > bound) {
    return refuse(Code::bad_member, std::string(member) + " is malformed");
  }
  return *value;
}

struct StateName {
  std::string_view error;
  DeviceState state;
};

constexpr std::array<StateName, 4> state_names{{
    {"authorization_pending", DeviceState::authorization_pending},
    {"slow_down", DeviceState::slow_down},
    {"access_denied", DeviceState::access_denied},
    {"expired_token", DeviceState::expired_token},
}};

}  // namespace

Result<Request, AuthError> make_device_authorization_request(
    const Registration& registration,
    const DeviceAuthorizationParameters& parameters,
    const Surroundings& surroundings
) {
  const std::string& url = registration.provider.metadata.device_authorization_endpoint;
  if (url.empty()) return refuse(Code::not_supported, "the provider has no device flow");
  Form form;
  // RFC 8628 3.1: client_id is part of the request, whatever the client proves itself with.
  if (std::holds_alternative<ClientSecretBasic>(registration.client.authentication)) {
    form.add("client_id", registration.client.client_id);
  }
  form.add("scope", join(parameters.scopes));
  if (!parameters.resource.empty()) {
    form.add(registration.provider.quirks.resource_parameter, parameters.resource);
  }
  return make_authenticated_request(url, std::move(form), registration, surroundings);
}

Result<DeviceAuthorization, AuthError> read_device_authorization_response(
    const Response& response, TimePoint now
) {
  const auto answer = read_json_answer(response);
  if (!answer) return answer.error();
  auto device_code = read_string(*answer, "device_code");
  if (!device_code) return device_code.error();
  auto user_code = read_string(*answer, "user_code");
  if (!user_code) return user_code.error();
  const bool is_google =
      !answer->contains("verification_uri") && answer->contains("verification_url");
  auto uri = read_address(*answer, is_google ? "verification_url" : "verification_uri");
  if (!uri) return uri.error();
  const auto expires_in = read_bounded(*answer, "expires_in", max_expires_in);
  if (!expires_in) return expires_in.error();

  DeviceAuthorization authorization{
      .device_code = Secret(*std::move(device_code)),
      .user_code = *std::move(user_code),
      .verification_uri = *std::move(uri),
      .expires_at = now + Seconds(*expires_in),
  };
  if (answer->contains("verification_uri_complete")) {
    auto complete = read_address(*answer, "verification_uri_complete");
    if (!complete) return complete.error();
    authorization.verification_uri_complete = *std::move(complete);
  }
  if (answer->contains("interval")) {
    const auto interval = read_bounded(*answer, "interval", max_interval);
    if (!interval) return interval.error();
    authorization.interval = Seconds(*interval);
  }
  return authorization;
}

Request make_device_token_request(
    const Registration& registration,
    const DeviceAuthorization& authorization,
    const Surroundings& surroundings
) {
  Form form;
  form.add("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
  form.add("device_code", authorization.device_code.reveal());
  return make_authenticated_request(
      registration.provider.metadata.token_endpoint, std::move(form), registration, surroundings
  );
}

Result<DeviceAnswer, AuthError> read_device_token_response(
    const Response& response, Seconds interval, TimePoint now
) {
  auto tokens = read_token_response(response, now);
  if (tokens) {
    return DeviceAnswer{
        .state = DeviceState::granted, .tokens = *std::move(tokens), .interval = interval};
  }
  const AuthError& error = tokens.error();
  if (error.code != Code::refused_by_provider) return error;
  for (const StateName& name : state_names) {
    if (error.oauth_error != name.error) continue;
    if (name.state == DeviceState::slow_down) interval += slow_down_step;
    return DeviceAnswer{.state = name.state, .tokens = {}, .interval = interval};
  }
  return error;
}

}  // namespace daemun::auth
