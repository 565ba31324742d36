#include "daemun/auth/callback.h"

#include "base/text.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::size_t max_fields_size = 64 * 1024;
constexpr Seconds clock_step{60};

constexpr std::array<std::string_view, 5> single_parameters{
    "code", "state", "iss", "error", "error_description"};

std::optional<std::string_view> find_form_body(const Request& request) {
  const std::string* header = find_header(request.headers, "content-type");
  if (header == nullptr) return std::nullopt;
  const std::string_view whole = *header;
  const std::string type = to_lower_ascii(trim(whole.substr(0, whole.find(';'))));
  if (type != "application/x-www-form-urlencoded") return std::nullopt;
  return request.body;
}

std::string_view find_query(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const std::size_t mark = url.find('?');
  return mark == url.npos ? std::string_view() : url.substr(mark + 1);
}

bool is_of(const PendingAuthorization& pending, const Registration& registration) {
  return pending.provider_id == registration.provider.id &&
         pending.issuer == registration.provider.metadata.issuer &&
         pending.client_id == registration.client.client_id;
}

Result<void, AuthError> check_record(
    const PendingAuthorization& pending, const Registration& registration, TimePoint now
) {
  if (!is_of(pending, registration)) {
    return refuse(Code::wrong_provider, "the sign-in was begun at another provider");
  }
  if (now >= pending.created_at + pending_lifetime || now < pending.created_at - clock_step) {
    return refuse(Code::expired_authorization, "the sign-in took too long");
  }
  return {};
}

Result<void, AuthError> check_state(const Form& fields, const PendingAuthorization& pending) {
  const auto state = fields.find("state");
  if (!state) return refuse(Code::missing_state, "state is missing");
  // find() gives no empty value, so that a record without state equals nothing.
  if (!equals_in_constant_time(*state, pending.state)) {
    return refuse(Code::wrong_state, "state is another than was sent");
  }
  return {};
}

Result<void, AuthError> check_issuer(const Form& fields, const Provider& provider) {
  const auto issuer = fields.find("iss");
  if (!issuer) {
    if (!provider.metadata.sends_issuer) return {};
    return refuse(Code::missing_issuer, "iss is missing");
  }
  if (*issuer != provider.metadata.issuer) {
    return refuse(Code::wrong_issuer, "the answer is of another issuer");
  }
  return {};
}

}  // namespace

Result<Form, AuthError> parse_callback(const Request& request) {
  std::optional<std::string_view> text;
  if (request.method == "GET") text = find_query(request.url);
  if (request.method == "POST") text = find_form_body(request);
  if (!text || text->size() > max_fields_size) {
    return refuse(Code::malformed_request, "the callback has neither a query nor a form");
  }
  auto form = parse_form(*text);
  if (!form) return refuse(Code::malformed_request, form.error().description);
  return *std::move(form);
}

Result<ReceivedCode, AuthError> read_callback(
    const Form& fields,
    PendingAuthorization pending,
    const Registration& registration,
    TimePoint now
) {
  const auto ours = check_record(pending, registration, now);
  if (!ours) return ours.error();
  for (const std::string_view name : single_parameters) {
    if (fields.count(name) > 1) {
      return refuse(Code::duplicate_parameter, std::string(name) + " is given twice");
    }
  }
  const auto state = check_state(fields, pending);
  if (!state) return state.error();
  const auto issuer = check_issuer(fields, registration.provider);
  if (!issuer) return issuer.error();
  if (const auto error = fields.find("error")) {
    return refuse_for_provider(*error, fields.find("error_description").value_or(""));
  }
  const auto code = fields.find("code");
  if (!code) return refuse(Code::missing_code, "code is missing");
  return ReceivedCode{.code = Secret(std::string(*code)), .pending = std::move(pending)};
}

}  // namespace daemun::auth
