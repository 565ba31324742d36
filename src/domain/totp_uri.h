// The address by which an authenticator app takes a secret, as a link or in a QR code
// (github.com/google/google-authenticator, "Key Uri Format").
#ifndef DAEMUN_DOMAIN_TOTP_URI_H
#define DAEMUN_DOMAIN_TOTP_URI_H

#include "domain/user.h"

#include <string>
#include <string_view>

namespace daemun {

struct TotpAccount {
  std::string issuer{};  // the server's host name
  std::string name{};    // of the person's account, as the app shows it
};
// The name, the e-mail address, the phone number or the user name; "Unnamed User" without any.
std::string to_account_name(const User& user);

// `endpoint`: the tenant's, whose host is the issuer.
TotpAccount to_totp_account(const User& user, const std::string& endpoint);

// `secret` is base32.
std::string make_totp_uri(const TotpAccount& account, std::string_view secret);

}  // namespace daemun

#endif
