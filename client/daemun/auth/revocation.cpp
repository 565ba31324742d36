#include "daemun/auth/revocation.h"

#include "daemun/auth/answer.h"

#include <string>
#include <utility>

namespace daemun::auth {

Result<Request, AuthError> make_revocation_request(
    const Registration& registration,
    const Secret& token,
    std::string_view token_type_hint,
    const Surroundings& surroundings
) {
  const std::string& url = registration.provider.metadata.revocation_endpoint;
  if (url.empty()) {
    return refuse(AuthError::Code::not_supported, "the provider has no revocation");
  }
  Form form;
  form.add("token", token.reveal());
  if (!token_type_hint.empty()) form.add("token_type_hint", std::string(token_type_hint));
  return make_authenticated_request(url, std::move(form), registration, surroundings);
}

Result<void, AuthError> read_revocation_response(const Response& response) {
  if (auto refusal = find_refusal(response)) return *std::move(refusal);
  return {};
}

}  // namespace daemun::auth
