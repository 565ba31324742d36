// A person's account at a company's identity provider that has been proven to be theirs, as a
// dialogue keeps it.
#ifndef DAEMUN_EXPERIENCE_ENTERPRISE_ACCOUNT_H
#define DAEMUN_EXPERIENCE_ENTERPRISE_ACCOUNT_H

#include "base/json.h"
#include "connectors/social/social.h"
#include "domain/session_origin.h"
#include "domain/sso_connector.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::experience {

struct EnterpriseAccount {
  SsoConnectorId connector_id{};  // which must still be there and in use at the end
  std::string issuer{};
  std::string id{};
  // A JSON object, Logto's userInfo: id, email, phone, name, avatar, rawData. As a text, for what a
  // provider says may be deep.
  std::string details = "{}";
  // The canonical address that the provider says is the person's, if it is in the connector's
  // domains: of another domain the company knows nothing. Empty: none.
  std::string email{};
  // Whether that counts as proof; else the person proves the address here.
  bool is_email_proven = false;
  // Whether the provider signs in people of any organization, and has not said that this one is of
  // the connector's: then only a proven address in its domains shows that.
  bool may_be_stranger = false;
  // Whether the provider says that the person has shown a second factor there.
  bool has_mfa = false;
  // Of an OpenID provider: its session, and where it signs people out, if the connector wants that.
  std::string sid{};
  std::string logout_url{};
  // What it gave with the sign-in, sealed (kept_tokens.h). Empty: none is kept.
  std::string tokens{};
};

EnterpriseAccount to_account(
    const SsoConnector& connector, std::string issuer, const connectors::SocialUser& user
);

json::object to_json(const EnterpriseAccount& account);
// Throws std::runtime_error on anything that to_json did not make.
EnterpriseAccount parse_enterprise_account(const json::object& object);

// With what a session is begun by it.
SessionOrigin to_origin(const EnterpriseAccount& account);

// A member of the details.
std::optional<std::string> find_detail(const EnterpriseAccount& account, std::string_view name);

// What is kept with the user: the provider's own members, under what they mean.
json::object to_detail(const EnterpriseAccount& account);

}  // namespace daemun::experience

#endif
