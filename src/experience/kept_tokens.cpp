#include "experience/kept_tokens.h"

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/random.h"
#include "storage/token_secret_store.h"

#include <stdexcept>
#include <utility>
#include <variant>

namespace daemun::experience {
namespace {

std::string connector_of(const TokenOwner& owner) {
  return std::visit([](const auto& source) { return source.connector_id.value(); }, owner.source);
}

// As JSON, for the ids of others may have any character.
std::string place_of(const Call& call, const TokenOwner& owner) {
  return json::serialize(json::array{
      "dialogue tokens",
      call.dependencies.tenant.value(),
      call.dialogue.interaction.id.value(),
      owner.source.index(),
      connector_of(owner),
      owner.identity_id});
}

}  // namespace

TokenSet to_token_set(const connectors::SocialTokens& given, TimePoint now) {
  TokenSet tokens{
      .access_token = given.access_token,
      .refresh_token = given.refresh_token,
      .id_token = given.id_token,
      .scope = given.scope,
      .token_type = given.token_type};
  if (given.expires_in) tokens.expires_at = now + *given.expires_in;
  return tokens;
}

TokenOwner token_owner_of(const EnterpriseAccount& account) {
  return {
      .source = SsoTokenSource{.connector_id = account.connector_id, .issuer = account.issuer},
      .identity_id = account.id};
}

std::string seal_tokens(
    const Call& call, const TokenOwner& owner, const connectors::SocialTokens& tokens
) {
  if (tokens.empty()) return "";
  const auto text = to_text(to_token_set(tokens, call.dependencies.clock.now()));
  return to_base64url(call.dependencies.vault.seal(place_of(call, owner), text));
}

storage::Plan plan_tokens(
    const Call& call, const UserId& user, TokenOwner owner, const std::string& sealed
) {
  if (sealed.empty()) return {};
  const Dependencies& dependencies = call.dependencies;
  const auto bytes = parse_base64url(sealed);
  if (!bytes) throw std::runtime_error("the tokens of a stored dialogue are not sealed");
  const auto tokens = parse_token_set(dependencies.vault.open(place_of(call, owner), *bytes));
  const storage::TokenSecretStore secrets(
      dependencies.database, dependencies.vault, dependencies.random, dependencies.tenant
  );
  const TokenSecret secret{
      .id = TokenSecretId(crypto::random_id(dependencies.random, token_secret_id_length)),
      .user_id = user,
      .source = std::move(owner.source),
      .identity_id = std::move(owner.identity_id),
      .created_at = dependencies.clock.now()};
  return secrets.put(secret, tokens);
}

}  // namespace daemun::experience
