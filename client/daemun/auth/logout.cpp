#include "daemun/auth/logout.h"

#include "base/uri.h"

#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

}  // namespace

Result<std::string, AuthError> make_logout_url(
    const Registration& registration, const LogoutParameters& parameters
) {
  std::string url = registration.provider.metadata.end_session_endpoint;
  if (url.empty()) return refuse(Code::not_supported, "the provider has no sign-out");
  const std::string& back = parameters.post_logout_redirect_uri;
  if (!back.empty() && !parse_uri(back)) {
    return refuse(Code::bad_parameter, "post_logout_redirect_uri is not an absolute URI");
  }
  if (back.empty() && !parameters.state.empty()) {
    return refuse(Code::bad_parameter, "state comes back only with post_logout_redirect_uri");
  }
  Form form;
  form.add("client_id", registration.client.client_id);
  form.add("id_token_hint", parameters.id_token_hint.reveal());
  form.add("post_logout_redirect_uri", back);
  form.add("state", parameters.state);
  form.add("logout_hint", parameters.logout_hint);
  form.add("ui_locales", parameters.ui_locales);
  for (const auto& [name, value] : form.fields()) {
    if (!value.empty()) url = with_query_parameter(std::move(url), name, value);
  }
  return url;
}

Result<void, AuthError> read_logout_callback(const Form& fields, const std::string& state) {
  if (fields.count("state") > 1) {
    return refuse(Code::duplicate_parameter, "state is given twice");
  }
  const auto found = fields.find("state");
  if (!found) return refuse(Code::missing_state, "state is missing");
  // find() gives no empty value, so that no state equals nothing.
  if (!equals_in_constant_time(*found, state)) {
    return refuse(Code::wrong_state, "state is another than was sent");
  }
  return {};
}

}  // namespace daemun::auth
