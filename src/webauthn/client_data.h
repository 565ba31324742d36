// What the browser says that it has done (WebAuthn 5.8.1): the authenticator signs its hash.
#ifndef DAEMUN_WEBAUTHN_CLIENT_DATA_H
#define DAEMUN_WEBAUTHN_CLIENT_DATA_H

#include "base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

inline constexpr std::size_t max_client_data_bytes = 4096;

struct ClientData {
  std::string type;       // "webauthn.create", "webauthn.get"
  std::string challenge;  // base64url, as it stands there
  std::string origin;
  bool is_cross_origin = false;
  std::optional<std::string> top_origin;
};

// Members that are unknown are ignored, as the specification asks. client_data_too_large;
// client_data_not_json; client_data_incomplete: a member is absent or of another type.
Result<ClientData, WebauthnError> parse_client_data(std::string_view json);

}  // namespace daemun::webauthn

#endif
