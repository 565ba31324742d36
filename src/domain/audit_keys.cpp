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
    "Interaction.Register.Identifier.Submit",
    "Interaction.Register.Profile.Update",
    "Interaction.Register.Submit",
    "Interaction.Register.Update",
    "Interaction.Register.Verification.NewPasswordIdentity.Submit",
    "Interaction.SignIn.Identifier.Submit",
    "Interaction.SignIn.Profile.Update",
    "Interaction.SignIn.Submit",
    "Interaction.SignIn.Update",
    "Interaction.SignIn.Verification.OneTimeToken.Submit",
    "Interaction.SignIn.Verification.Password.Submit",
    "Message.Failed",
    "RevokeToken",
    "Session.End",
};

}  // namespace

std::span<const std::string_view> all_audit_keys() {
  return keys;
}

}  // namespace daemun
