#include "domain/audit_keys.h"

namespace daemun {
namespace {

constexpr std::string_view keys[] = {
    "Console.Setup",
    "ExchangeTokenBy.AuthorizationCode",
    "ExchangeTokenBy.ClientCredentials",
    "ExchangeTokenBy.DeviceCode",
    "ExchangeTokenBy.RefreshToken",
    "ExchangeTokenBy.TokenExchange",
    "ExchangeTokenBy.Unknown",
    "Interaction.Consent.Submit",
    "Interaction.Create",
    "Interaction.End",
    "Interaction.ForgotPassword.Identifier.Submit",
    "Interaction.ForgotPassword.Profile.Update",
    "Interaction.ForgotPassword.Submit",
    "Interaction.ForgotPassword.Update",
    "Interaction.ForgotPassword.Verification.EmailVerificationCode.Create",
    "Interaction.ForgotPassword.Verification.EmailVerificationCode.Submit",
    "Interaction.ForgotPassword.Verification.PhoneVerificationCode.Create",
    "Interaction.ForgotPassword.Verification.PhoneVerificationCode.Submit",
    "Interaction.Register.BindMfa.BackupCode.Submit",
    "Interaction.Register.BindMfa.EmailVerificationCode.Submit",
    "Interaction.Register.BindMfa.PhoneVerificationCode.Submit",
    "Interaction.Register.BindMfa.Totp.Submit",
    "Interaction.Register.BindMfa.WebAuthn.Submit",
    "Interaction.Register.Identifier.Submit",
    "Interaction.Register.Profile.Update",
    "Interaction.Register.SignInPasskey.Submit",
    "Interaction.Register.Submit",
    "Interaction.Register.Update",
    "Interaction.Register.Verification.BackupCode.Create",
    "Interaction.Register.Verification.BackupCode.Submit",
    "Interaction.Register.Verification.EmailVerificationCode.Create",
    "Interaction.Register.Verification.EmailVerificationCode.Submit",
    "Interaction.Register.Verification.NewPasswordIdentity.Submit",
    "Interaction.Register.Verification.PhoneVerificationCode.Create",
    "Interaction.Register.Verification.PhoneVerificationCode.Submit",
    "Interaction.Register.Verification.Totp.Create",
    "Interaction.Register.Verification.Totp.Submit",
    "Interaction.SignIn.BindMfa.BackupCode.Submit",
    "Interaction.SignIn.BindMfa.EmailVerificationCode.Submit",
    "Interaction.SignIn.BindMfa.PhoneVerificationCode.Submit",
    "Interaction.SignIn.BindMfa.Totp.Submit",
    "Interaction.SignIn.BindMfa.WebAuthn.Submit",
    "Interaction.SignIn.Identifier.Submit",
    "Interaction.SignIn.Profile.Update",
    "Interaction.SignIn.SignInPasskey.Submit",
    "Interaction.SignIn.Submit",
    "Interaction.SignIn.Update",
    "Interaction.SignIn.Verification.BackupCode.Create",
    "Interaction.SignIn.Verification.BackupCode.Submit",
    "Interaction.SignIn.Verification.EmailVerificationCode.Create",
    "Interaction.SignIn.Verification.EmailVerificationCode.Submit",
    "Interaction.SignIn.Verification.OneTimeToken.Submit",
    "Interaction.SignIn.Verification.Password.Submit",
    "Interaction.SignIn.Verification.PhoneVerificationCode.Create",
    "Interaction.SignIn.Verification.PhoneVerificationCode.Submit",
    "Interaction.SignIn.Verification.Totp.Create",
    "Interaction.SignIn.Verification.Totp.Submit",
    "Message.Failed",
    "OrganizationInvitation.Accept",
    "OrganizationInvitation.Send",
    "RevokeToken",
    "Session.End",
};

}  // namespace

std::span<const std::string_view> all_audit_keys() {
  return keys;
}

}  // namespace daemun
