// Options and answers of WebAuthn as the APIs describe them: an answer's "type" is Logto's word, or
// the one that browsers write. What they say is webauthn/'s to read and write.
#ifndef DAEMUN_API_WEBAUTHN_BODIES_H
#define DAEMUN_API_WEBAUTHN_BODIES_H

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

#include "api/described.h"

namespace daemun::api {

using AuthenticatorTransport =
    Word<"usb", "nfc", "ble", "internal", "cable", "hybrid", "smart-card">;
using AuthenticatorAttachment = Word<"cross-platform", "platform">;

struct CredentialReference {
  Word<"public-key"> type{};
  std::string id{};
  std::optional<std::vector<AuthenticatorTransport>> transports{};
};
BOOST_DESCRIBE_STRUCT(CredentialReference, (), (type, id, transports))

struct WebauthnExtensions {
  std::optional<std::string> appid{};
  std::optional<bool> cred_props{};
  std::optional<bool> hmac_create_secret{};
};
BOOST_DESCRIBE_STRUCT(WebauthnExtensions, (), (appid, cred_props, hmac_create_secret))

struct RelyingPartyView {
  std::string name{};
  std::optional<std::string> id{};
};
BOOST_DESCRIBE_STRUCT(RelyingPartyView, (), (name, id))

struct WebauthnUserView {
  std::string id{};
  std::string name{};
  std::string display_name{};
};
BOOST_DESCRIBE_STRUCT(WebauthnUserView, (), (id, name, display_name))

struct CredentialParameter {
  Word<"public-key"> type{};
  Number<> alg{};
};
BOOST_DESCRIBE_STRUCT(CredentialParameter, (), (type, alg))

struct AuthenticatorSelection {
  std::optional<AuthenticatorAttachment> authenticator_attachment{};
  std::optional<bool> require_resident_key{};
  std::optional<Word<"discouraged", "preferred", "required">> resident_key{};
  std::optional<Word<"required", "preferred", "discouraged">> user_verification{};
};
BOOST_DESCRIBE_STRUCT(
    AuthenticatorSelection,
    (),
    (authenticator_attachment, require_resident_key, resident_key, user_verification)
)

// PublicKeyCredentialCreationOptionsJSON.
struct RegistrationOptions {
  RelyingPartyView rp{};
  WebauthnUserView user{};
  std::string challenge{};
  std::vector<CredentialParameter> pub_key_cred_params{};
  std::optional<Number<>> timeout{};
  std::optional<std::vector<CredentialReference>> exclude_credentials{};
  std::optional<AuthenticatorSelection> authenticator_selection{};
  std::optional<Word<"none", "indirect", "direct", "enterprise">> attestation{};
  std::optional<WebauthnExtensions> extensions{};
};
BOOST_DESCRIBE_STRUCT(
    RegistrationOptions,
    (),
    (rp,
     user,
     challenge,
     pub_key_cred_params,
     timeout,
     exclude_credentials,
     authenticator_selection,
     attestation,
     extensions)
)

// PublicKeyCredentialRequestOptionsJSON.
struct AuthenticationOptions {
  std::string challenge{};
  std::optional<Number<>> timeout{};
  std::optional<std::string> rp_id{};
  std::optional<std::vector<CredentialReference>> allow_credentials{};
  std::optional<Word<"required", "preferred", "discouraged">> user_verification{};
  std::optional<WebauthnExtensions> extensions{};
};
BOOST_DESCRIBE_STRUCT(
    AuthenticationOptions,
    (),
    (challenge, timeout, rp_id, allow_credentials, user_verification, extensions)
)

struct CredentialProperties {
  std::optional<bool> rk{};
};
BOOST_DESCRIBE_STRUCT(CredentialProperties, (), (rk))

// "crepProps" is how Logto has it; browsers send "credProps", which nothing here asks for.
struct ExtensionResults {
  std::optional<bool> appid{};
  std::optional<CredentialProperties> crep_props{};
  std::optional<bool> hmac_create_secret{};
};
BOOST_DESCRIBE_STRUCT(ExtensionResults, (), (appid, crep_props, hmac_create_secret))

struct AttestationAnswer {
  std::string client_data_json{};
  std::string attestation_object{};
  std::optional<std::string> authenticator_data{};
  // Browsers learn new words; those that are unknown here are not kept.
  std::optional<std::vector<std::string>> transports{};
  std::optional<Number<>> public_key_algorithm{};
  std::optional<std::string> public_key{};
};
BOOST_DESCRIBE_STRUCT(
    AttestationAnswer,
    (),
    (client_data_json,
     attestation_object,
     authenticator_data,
     transports,
     public_key_algorithm,
     public_key)
)
template <>
inline constexpr std::string_view renamed<&AttestationAnswer::client_data_json> = "clientDataJSON";

struct AssertionAnswer {
  std::string client_data_json{};
  std::string authenticator_data{};
  std::string signature{};
  std::optional<std::string> user_handle{};
};
BOOST_DESCRIBE_STRUCT(
    AssertionAnswer, (), (client_data_json, authenticator_data, signature, user_handle)
)
template <>
inline constexpr std::string_view renamed<&AssertionAnswer::client_data_json> = "clientDataJSON";

// RegistrationResponseJSON.
struct RegistrationAnswer {
  Word<"WebAuthn", "public-key"> type{};
  std::string id{};
  std::string raw_id{};
  AttestationAnswer response{};
  std::optional<AuthenticatorAttachment> authenticator_attachment{};
  ExtensionResults client_extension_results{};
};
BOOST_DESCRIBE_STRUCT(
    RegistrationAnswer,
    (),
    (type, id, raw_id, response, authenticator_attachment, client_extension_results)
)

// AuthenticationResponseJSON.
struct AuthenticationAnswer {
  Word<"WebAuthn", "public-key"> type{};
  std::string id{};
  std::string raw_id{};
  std::optional<AuthenticatorAttachment> authenticator_attachment{};
  ExtensionResults client_extension_results{};
  AssertionAnswer response{};
};
BOOST_DESCRIBE_STRUCT(
    AuthenticationAnswer,
    (),
    (type, id, raw_id, authenticator_attachment, client_extension_results, response)
)

}  // namespace daemun::api

#endif
