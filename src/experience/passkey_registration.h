// The registration of a passkey, from wherever it is begun: a dialogue, or a call with an access
// token.
#ifndef DAEMUN_EXPERIENCE_PASSKEY_REGISTRATION_H
#define DAEMUN_EXPERIENCE_PASSKEY_REGISTRATION_H

#include "base/json.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/mfa.h"
#include "domain/user.h"
#include "experience/dependencies.h"
#include "experience/passkey_challenge.h"
#include "http/request.h"

#include <string>
#include <vector>

#include "webauthn/webauthn_error.h"

namespace daemun::experience {

// Whose passkey it becomes, and the factors that are theirs already.
struct PasskeyOwner {
  UserId id{};
  User user{};
  std::vector<UserFactor> factors{};
};

// PublicKeyCredentialCreationOptionsJSON.
json::object make_registration_options(
    const Dependencies& dependencies, const PasskeyChallenge& challenge, const PasskeyOwner& owner
);

struct RegistrationAttempt {
  json::object payload{};  // RegistrationResponseJSON
  PasskeyChallenge challenge{};
  std::vector<std::string> origins{};  // beside the tenant's own
  std::string agent{};                 // agent_of the request
};
// A passkey that nobody has yet (WebAuthn 7.1). `dependencies` outlives the task.
Task<Result<Passkey, webauthn::WebauthnError>> verify_new_passkey(
    const Dependencies* dependencies, RegistrationAttempt attempt
);

// What the list of passkeys shows of the browser.
std::string agent_of(const http::Request& request);

}  // namespace daemun::experience

#endif
