// The tokens of a service that are kept for a user, as the API shows them: never the tokens.
#ifndef DAEMUN_MANAGEMENT_TOKEN_SECRET_VIEW_H
#define DAEMUN_MANAGEMENT_TOKEN_SECRET_VIEW_H

#include "domain/token_secret.h"
#include "management/members.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::management {

struct TokenSetMetadata {
  std::optional<std::string> scope{};
  std::optional<Number<>> expires_at{};  // seconds
  std::optional<std::string> token_type{};
  bool has_refresh_token = false;
};
BOOST_DESCRIBE_STRUCT(TokenSetMetadata, (), (scope, expires_at, token_type, has_refresh_token))

struct TokenSecretView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 21> user_id{};
  Word<"federated_token_set"> type{};
  TokenSetMetadata metadata{};
  Number<> created_at{};
  Number<> updated_at{};
};
BOOST_DESCRIBE_STRUCT(
    TokenSecretView, (), (tenant_id, id, user_id, type, metadata, created_at, updated_at)
)

struct SocialTokenSecret : TokenSecretView {
  std::string connector_id{};
  std::string identity_id{};
  std::string target{};
};
BOOST_DESCRIBE_STRUCT(SocialTokenSecret, (TokenSecretView), (connector_id, identity_id, target))

struct SsoTokenSecret : TokenSecretView {
  std::string sso_connector_id{};
  std::string issuer{};
  std::string identity_id{};
};
BOOST_DESCRIBE_STRUCT(SsoTokenSecret, (TokenSecretView), (sso_connector_id, issuer, identity_id))

// Of all that are kept for a user, those of the social identity of a target, or of the account at a
// company's provider.
std::optional<SocialTokenSecret> find_social_tokens(
    const std::vector<TokenSecret>& secrets, const TenantId& tenant, std::string_view target
);
std::optional<SsoTokenSecret> find_sso_tokens(
    const std::vector<TokenSecret>& secrets, const TenantId& tenant, const SsoConnectorId& connector
);

}  // namespace daemun::management

#endif
