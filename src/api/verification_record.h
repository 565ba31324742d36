// A proof that a user gave in a sign-in dialogue, as the APIs describe it.
#ifndef DAEMUN_API_VERIFICATION_RECORD_H
#define DAEMUN_API_VERIFICATION_RECORD_H

#include "base/json.h"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/described.h"
#include "api/identifiers.h"

namespace daemun::api {

using DialogueEvent = Word<"SignIn", "Register", "ForgotPassword">;

struct RecordWithId {
  std::string id{};
};
BOOST_DESCRIBE_STRUCT(RecordWithId, (), (id))

template <typename Type>
struct RecordIdentifier {
  Type type{};
  std::string value{};
  BOOST_DESCRIBE_CLASS(RecordIdentifier, (), (type, value), (), ())
};

struct PasswordRecord : RecordWithId {
  Word<"Password"> type{};
  RecordIdentifier<Word<"username", "email", "phone", "userId">> identifier{};
  bool verified = false;
};
BOOST_DESCRIBE_STRUCT(PasswordRecord, (RecordWithId), (type, identifier, verified))

// A proof by code, sent to an address of that kind.
template <Literal word, Literal kind>
struct CodeRecord : RecordWithId {
  Word<
      "SignIn",
      "Register",
      "ForgotPassword",
      "OrganizationInvitation",
      "Generic",
      "UserPermissionValidation",
      "BindNewIdentifier",
      "MfaVerification",
      "BindMfa">
      template_type{};
  bool verified = false;
  Word<word> type{};
  RecordIdentifier<Word<kind>> identifier{};
  BOOST_DESCRIBE_CLASS(
      CodeRecord, (RecordWithId), (template_type, verified, type, identifier), (), ()
  )
};

// An account at another service.
struct ForeignUser {
  using Leaf = Nullable<std::variant<std::string, Number<>, bool, std::string, json::object>>;

  std::string id{};
  std::optional<std::string> email{};
  std::optional<std::string> phone{};
  std::optional<std::string> name{};
  std::optional<std::string> avatar{};
  std::optional<
      Raw<Nullable<std::variant<json::object, std::vector<Leaf>, std::string, Number<>, bool>>>>
      raw_data{};
};
BOOST_DESCRIBE_STRUCT(ForeignUser, (), (id, email, phone, name, avatar, raw_data))

struct SocialRecord : RecordWithId {
  std::string connector_id{};
  Word<"Social"> type{};
  std::optional<ForeignUser> social_user_info{};
};
BOOST_DESCRIBE_STRUCT(SocialRecord, (RecordWithId), (connector_id, type, social_user_info))

struct EnterpriseSsoRecord : RecordWithId {
  std::string connector_id{};
  Word<"EnterpriseSso"> type{};
  std::optional<ForeignUser> enterprise_sso_user_info{};
  std::optional<std::string> issuer{};
};
BOOST_DESCRIBE_STRUCT(
    EnterpriseSsoRecord, (RecordWithId), (connector_id, type, enterprise_sso_user_info, issuer)
)

struct TotpRecord : RecordWithId {
  Word<"Totp"> type{};
  std::string user_id{};
  bool verified = false;
};
BOOST_DESCRIBE_STRUCT(TotpRecord, (RecordWithId), (type, user_id, verified))

struct BackupCodeRecord : RecordWithId {
  Word<"BackupCode"> type{};
  std::string user_id{};
  std::optional<std::string> code{};
};
BOOST_DESCRIBE_STRUCT(BackupCodeRecord, (RecordWithId), (type, user_id, code))

template <Literal word, typename UserId>
struct PasskeyRecord : RecordWithId {
  bool verified = false;
  std::optional<std::string> registration_rp_id{};
  Word<word> type{};
  UserId user_id{};
  BOOST_DESCRIBE_CLASS(
      PasskeyRecord, (RecordWithId), (verified, registration_rp_id, type, user_id), (), ()
  )
};

struct OneTimeTokenContext {
  std::optional<std::vector<std::string>> jit_organization_ids{};
  std::optional<DialogueEvent> interaction_event{};
};
BOOST_DESCRIBE_STRUCT(OneTimeTokenContext, (), (jit_organization_ids, interaction_event))

struct OneTimeTokenRecord : RecordWithId {
  Word<"OneTimeToken"> type{};
  bool verified = false;
  RecordIdentifier<Word<"email">> identifier{};
  std::optional<OneTimeTokenContext> one_time_token_context{};
};
BOOST_DESCRIBE_STRUCT(
    OneTimeTokenRecord, (RecordWithId), (type, verified, identifier, one_time_token_context)
)

struct NewPasswordIdentityRecord : RecordWithId {
  Word<"NewPasswordIdentity"> type{};
  RecordIdentifier<IdentifierType> identifier{};
};
BOOST_DESCRIBE_STRUCT(NewPasswordIdentityRecord, (RecordWithId), (type, identifier))

using VerificationRecord = std::variant<
    PasswordRecord,
    CodeRecord<"EmailVerificationCode", "email">,
    CodeRecord<"PhoneVerificationCode", "phone">,
    CodeRecord<"MfaEmailVerificationCode", "email">,
    CodeRecord<"MfaPhoneVerificationCode", "phone">,
    SocialRecord,
    EnterpriseSsoRecord,
    TotpRecord,
    BackupCodeRecord,
    PasskeyRecord<"WebAuthn", std::string>,
    PasskeyRecord<"SignInPasskey", std::optional<std::string>>,
    OneTimeTokenRecord,
    NewPasswordIdentityRecord>;

}  // namespace daemun::api

#endif
