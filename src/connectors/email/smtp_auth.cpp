#include "connectors/email/smtp_auth.h"

#include "base/text.h"
#include "base/uri.h"
#include "connectors/config_check.h"
#include "connectors/provider.h"
#include "crypto/signing_key.h"
#include "jose/jwt.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

constexpr std::string_view google_token_url = "https://oauth2.googleapis.com/token";
// Of tokens that work for mail of Google, the only provider with service accounts of this kind.
constexpr std::string_view google_mail_scope = "https://mail.google.com/";
// A token that expires sooner may not live until it is used.
constexpr Milliseconds token_reserve{60'000};

bool is_oauth(const json::object& auth) {
  return equals_ignoring_ascii_case(find_string(auth, "type").value_or(""), "oauth2");
}

// The key itself, or {key, passphrase}.
std::string private_key_of(const json::object& auth) {
  const auto* parts = find_object(auth, "privateKey");
  return parts == nullptr ? text_of(auth, "privateKey") : text_of(*parts, "key");
}

std::string token_url_of(const json::object& auth) {
  return std::string(find_string(auth, "accessUrl").value_or(google_token_url));
}

json::array check_password(const json::object& auth) {
  json::array issues;
  for (const auto& [name, value] : auth) {
    const bool is_known = name == "user" || name == "pass" || name == "type";
    if (!is_known || !value.is_string())
      issues.push_back(make_issue({"auth", name}, "Not a member of a password login"));
  }
  const auto type = text_of(auth, "type");
  if (!type.empty() && !equals_ignoring_ascii_case(type, "login"))
    issues.push_back(make_issue({"auth", "type"}, "Invalid option"));
  return issues;
}

json::array check_service_account(const json::object& auth) {
  json::array issues;
  if (text_of(auth, "serviceClient").empty())
    issues.push_back(make_issue({"auth", "serviceClient"}, "Required"));
  const auto* parts = find_object(auth, "privateKey");
  if (parts != nullptr && !text_of(*parts, "passphrase").empty()) {
    issues.push_back(make_issue({"auth", "privateKey"}, "An encrypted key cannot be used"));
    return issues;
  }
  const auto key = crypto::PrivateKey::parse_pem(Secret(private_key_of(auth)));
  if (!key || key->algorithm() != crypto::SignatureAlgorithm::rs256)
    issues.push_back(make_issue({"auth", "privateKey"}, "Must be an RSA key in PKCS #8"));
  return issues;
}

bool is_token_url(const json::object& auth) {
  const auto* url = auth.if_contains("accessUrl");
  if (url == nullptr) return true;
  const auto uri = url->is_string() ? parse_uri(url->get_string()) : std::nullopt;
  return uri && uri->scheme == "https" && !uri->host.empty() && uri->userinfo.empty();
}

// RFC 7523 2.1, with a life as short as a request.
std::string make_assertion(const json::object& auth, TimePoint now) {
  const auto key = crypto::PrivateKey::parse_pem(Secret(private_key_of(auth))).value();
  const auto claims = std::move(JsonWriter()
                                    .add("iss", text_of(auth, "serviceClient"))
                                    .add("scope", google_mail_scope)
                                    .add("sub", text_of(auth, "user"))
                                    .add("aud", token_url_of(auth))
                                    .add("iat", to_unix_seconds(now))
                                    .add("exp", to_unix_seconds(now) + 300))
                          .take();
  return jose::sign_jwt(key, "", "JWT", claims);
}

net::Request make_token_request(const json::object& auth, TimePoint now) {
  Form form;
  if (auth.contains("privateKey")) {
    form.add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    form.add("assertion", make_assertion(auth, now));
  } else {
    form.add("client_id", text_of(auth, "clientId"));
    form.add("client_secret", text_of(auth, "clientSecret"));
    form.add("refresh_token", text_of(auth, "refreshToken"));
    form.add("grant_type", "refresh_token");
  }
  return form_request(token_url_of(auth), form);
}

bool has_live_token(const json::object& auth, TimePoint now) {
  if (text_of(auth, "accessToken").empty()) return false;
  const auto expires = find_integer(auth, "expires");
  return !expires || now + token_reserve < from_unix_ms(*expires);
}

}  // namespace

json::array check_smtp_auth(const json::object& auth) {
  if (!is_oauth(auth)) return check_password(auth);
  json::array issues;
  if (text_of(auth, "user").empty()) issues.push_back(make_issue({"auth", "user"}, "Required"));
  if (!is_token_url(auth)) issues.push_back(make_issue({"auth", "accessUrl"}, "Invalid URL"));
  if (!issues.empty()) return issues;
  if (auth.contains("privateKey")) return check_service_account(auth);
  if (text_of(auth, "accessToken").empty() && text_of(auth, "refreshToken").empty())
    issues.push_back(make_issue({"auth"}, "Needs accessToken, refreshToken or privateKey"));
  return issues;
}

void add_smtp_auth(MailDelivery& delivery, const json::object& auth, TimePoint now) {
  auto& server = delivery.mail.server;
  server.user = text_of(auth, "user");
  if (!is_oauth(auth)) {
    server.password = Secret(text_of(auth, "pass"));
  } else if (has_live_token(auth, now)) {
    server.access_token = Secret(text_of(auth, "accessToken"));
  } else if (auth.contains("privateKey") || auth.contains("refreshToken")) {
    delivery.token_request = make_token_request(auth, now);
  } else {
    // It has expired and nothing renews it: the server will say so.
    server.access_token = Secret(text_of(auth, "accessToken"));
  }
}

}  // namespace daemun::connectors
