// What a page gives to navigator.credentials.create() and get(): the options as JSON
// (WebAuthn 5.1.8 and 5.1.9), with the members that Logto sends, in its order.
#ifndef DAEMUN_WEBAUTHN_OPTIONS_H
#define DAEMUN_WEBAUTHN_OPTIONS_H

#include "base/json.h"

#include <chrono>
#include <string>
#include <vector>

namespace daemun::webauthn {

inline constexpr std::chrono::milliseconds ceremony_timeout{60'000};

// A credential that the browser is told of.
struct CredentialDescriptor {
  std::string id;  // bytes
  std::vector<std::string> transports;
};

struct RegistrationSubject {
  std::string user_handle;  // bytes, at most 64, that say nothing of the person
  std::string name;         // that tells the person's accounts apart
  std::string display_name;
};

struct RegistrationRequest {
  std::string challenge;  // bytes
  std::string rp_id;
  std::string rp_name;
  RegistrationSubject user;
  std::vector<CredentialDescriptor> excluded;  // that the person has already
};

// A credential that the authenticator can find by itself, and a person who is verified: one that is
// made here may be the only thing that the person needs.
json::object to_registration_options(const RegistrationRequest& request);

struct AuthenticationRequest {
  std::string challenge;  // bytes
  std::string rp_id;
  std::vector<CredentialDescriptor> allowed;  // none: any that the authenticator finds
};

json::object to_authentication_options(const AuthenticationRequest& request);

}  // namespace daemun::webauthn

#endif
