// Logto's shape of what somebody proved at a sign-in, in the notation of shape.h.
#ifndef DAEMUN_MANAGEMENT_SUBMISSION_SHAPE_H
#define DAEMUN_MANAGEMENT_SUBMISSION_SHAPE_H

#include <string>

namespace daemun::management {

// A proof by code, sent to an address of that kind.
inline std::string code_record_shape(const std::string& type, const std::string& identifier) {
  return R"({id: string, templateType: "SignIn"|"Register"|"ForgotPassword"|)"
         R"("OrganizationInvitation"|"Generic"|"UserPermissionValidation"|"BindNewIdentifier"|)"
         R"("MfaVerification"|"BindMfa", verified: boolean, type: ")" +
         type + R"(", identifier: {type: ")" + identifier + R"(", value: string}})";
}

// Who somebody is at another service.
inline const std::string foreign_user_shape =
    "{id: string, email?: string, phone?: string, name?: string, avatar?: string, rawData?: ({} | "
    "(string | number | boolean | string|null | {})[] | string | number | boolean)|null}";

inline const std::string verification_record_shape =
    R"(({id: string, type: "Password", identifier: {type: ("username"|"email"|"phone" | )"
    R"("userId"), value: string}, verified: boolean} | )" +
    code_record_shape("EmailVerificationCode", "email") + " | " +
    code_record_shape("PhoneVerificationCode", "phone") + " | " +
    code_record_shape("MfaEmailVerificationCode", "email") + " | " +
    code_record_shape("MfaPhoneVerificationCode", "phone") +
    R"( | {id: string, connectorId: string, type: "Social", socialUserInfo?: )" +
    foreign_user_shape +
    R"(} | {id: string, connectorId: string, type: "EnterpriseSso", enterpriseSsoUserInfo?: )" +
    foreign_user_shape +
    R"(, issuer?: string} | {id: string, type: "Totp", userId: string, verified: boolean} | )"
    R"({id: string, type: "BackupCode", userId: string, code?: string} | )"
    R"({id: string, verified: boolean, registrationRpId?: string, type: "WebAuthn", userId: )"
    R"(string} | {id: string, verified: boolean, registrationRpId?: string, type: )"
    R"("SignInPasskey", userId?: string} | {id: string, type: "OneTimeToken", verified: boolean, )"
    R"(identifier: {type: "email", value: string}, oneTimeTokenContext?: {jitOrganizationIds?: )"
    R"(string[], interactionEvent?: "SignIn"|"Register"|"ForgotPassword"}} | {id: string, type: )"
    R"("NewPasswordIdentity", identifier: {type: "username"|"email"|"phone", value: string}}))";

inline const std::string submission_shape =
    R"({interactionEvent: "SignIn"|"Register"|"ForgotPassword", userId: string, )"
    "verificationRecords: " +
    verification_record_shape + "[], signInContext?: {[k]: string}}";

}  // namespace daemun::management

#endif
