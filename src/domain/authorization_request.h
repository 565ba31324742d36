// A checked authorization request, as it is kept while the user signs in (OpenID Connect
// Core 3.1.2.1).
#ifndef DAEMUN_DOMAIN_AUTHORIZATION_REQUEST_H
#define DAEMUN_DOMAIN_AUTHORIZATION_REQUEST_H

#include "base/clock.h"
#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

enum class ResponseMode { query, fragment, form_post };

std::string_view to_string(ResponseMode mode);
std::optional<ResponseMode> parse_response_mode(std::string_view word);

// Logto's own parameters, which shape the sign-in pages.
struct ExperienceParameters {
  std::optional<std::string> first_screen{};      // "sign_in", "register", "identifier:sign_in" ...
  std::optional<std::string> interaction_mode{};  // legacy: "signIn", "signUp"
  std::optional<std::string> direct_sign_in{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> identifier{};  // space separated
  std::optional<std::string> one_time_token{};
};

struct AuthorizationRequest {
  ApplicationId client_id{};
  std::string redirect_uri{};
  bool redirect_uri_given = true;
  ResponseMode response_mode = ResponseMode::query;
  std::vector<std::string> scopes{};     // all words of `scope`, in order, once each
  std::vector<std::string> resources{};  // indicators, in order, once each
  std::optional<std::string> state{};
  std::optional<std::string> nonce{};
  bool prompt_none = false;
  bool prompt_login = false;
  bool prompt_consent = false;
  std::optional<Seconds> max_age{};
  std::vector<std::string> acr_values{};        // parse_acr_values
  std::optional<std::string> code_challenge{};  // S256
  std::optional<std::string> login_hint{};
  std::optional<std::string> ui_locales{};
  std::optional<std::string> id_token_hint_subject{};  // of a verified id_token_hint
  // A device waits for the answer (RFC 8628): there is no redirect URI.
  std::optional<std::string> device_authorization_id{};
  ExperienceParameters experience{};
};

std::string to_json_text(const AuthorizationRequest& request);
// Throws std::runtime_error on text that to_json_text did not write.
AuthorizationRequest parse_authorization_request(std::string_view text);

}  // namespace daemun

#endif
