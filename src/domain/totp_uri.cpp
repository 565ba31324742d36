#include "domain/totp_uri.h"

#include "base/encoding.h"
#include "base/uri.h"

namespace daemun {

// More fits neither the app nor the QR code.
constexpr std::size_t max_name_bytes = 128;

std::string to_account_name(const User& user) {
  if (user.name && !user.name->empty() && user.name->size() <= max_name_bytes) return *user.name;
  if (user.primary_email) return *user.primary_email;
  if (user.primary_phone) return "+" + *user.primary_phone;
  return user.username.value_or("Unnamed User");
}

TotpAccount to_totp_account(const User& user, const std::string& endpoint) {
  const auto uri = parse_uri(endpoint);
  return {.issuer = uri ? uri->host : endpoint, .name = to_account_name(user)};
}

std::string make_totp_uri(const TotpAccount& account, std::string_view secret) {
  const auto issuer = to_percent_encoded(account.issuer);
  return "otpauth://totp/" + issuer + ":" + to_percent_encoded(account.name) +
         "?secret=" + std::string(secret) + "&period=30&digits=6&algorithm=SHA1&issuer=" + issuer;
}

}  // namespace daemun
