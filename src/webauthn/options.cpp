#include "webauthn/options.h"

#include "base/encoding.h"

#include <cstdint>
#include <utility>

#include "webauthn/cose_key.h"

namespace daemun::webauthn {

namespace {

constexpr std::string_view credential_type = "public-key";

json::array to_json(const std::vector<CredentialDescriptor>& credentials) {
  json::array list;
  for (const auto& credential : credentials) {
    json::object entry{{"type", credential_type}, {"id", to_base64url(credential.id)}};
    if (!credential.transports.empty()) entry["transports"] = to_json_array(credential.transports);
    list.push_back(std::move(entry));
  }
  return list;
}

json::array to_algorithm_list() {
  json::array list;
  for (const auto algorithm : known_algorithms) {
    list.push_back(json::object{
        {"type", credential_type}, {"alg", static_cast<std::int64_t>(algorithm)}});
  }
  return list;
}

}  // namespace

json::object to_registration_options(const RegistrationRequest& request) {
  json::object options;
  options["rp"] = json::object{{"name", request.rp_name}, {"id", request.rp_id}};
  options["user"] = json::object{
      {"id", to_base64url(request.user.user_handle)},
      {"name", request.user.name},
      {"displayName", request.user.display_name}};
  options["challenge"] = to_base64url(request.challenge);
  options["pubKeyCredParams"] = to_algorithm_list();
  options["timeout"] = ceremony_timeout.count();
  options["excludeCredentials"] = to_json(request.excluded);
  options["authenticatorSelection"] = json::object{
      {"requireResidentKey", true}, {"residentKey", "required"}, {"userVerification", "required"}};
  options["attestation"] = "none";
  options["extensions"] = json::object{{"credProps", true}};
  return options;
}

json::object to_authentication_options(const AuthenticationRequest& request) {
  json::object options;
  options["challenge"] = to_base64url(request.challenge);
  options["timeout"] = ceremony_timeout.count();
  options["rpId"] = request.rp_id;
  options["allowCredentials"] = to_json(request.allowed);
  options["userVerification"] = "required";
  return options;
}

}  // namespace daemun::webauthn
