// What a page's script sends of the browser's answer: RegistrationResponseJSON and
// AuthenticationResponseJSON (WebAuthn 5.1), or the same with Logto's "type": "WebAuthn".
#ifndef DAEMUN_WEBAUTHN_RESPONSE_H
#define DAEMUN_WEBAUTHN_RESPONSE_H

#include "base/json.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

struct RegistrationResponse {
  std::string id;
  std::string client_data_json;
  std::string attestation_object;
  // Those of the words that the specification has; the browser says so, and nothing signs it.
  std::vector<std::string> transports;
};

struct AssertionResponse {
  std::string id;
  std::string client_data_json;
  std::string authenticator_data;
  std::string signature;
  std::optional<std::string> user_handle;
};

// bad_response: a member is absent, of another type, not base64url, empty or too long;
// wrong_credential_type; id_mismatch: id and rawId differ.
Result<RegistrationResponse, WebauthnError> parse_registration_response(const json::object& answer);
Result<AssertionResponse, WebauthnError> parse_assertion_response(const json::object& answer);

// "usb", "nfc", "ble", "internal", "cable", "hybrid", "smart-card".
bool is_transport(std::string_view word);

}  // namespace daemun::webauthn

#endif
