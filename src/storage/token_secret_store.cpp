#include "storage/token_secret_store.h"

#include "base/json.h"
#include "crypto/aead.h"
#include "storage/token_secret_store_sql.h"

#include <stdexcept>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = token_secret_store_sql;

constexpr std::size_t key_bytes = 32;
constexpr std::string_view key_place = "key";
constexpr std::string_view tokens_place = "tokens";

TokenSource source_of(const Row& row) {
  if (!row.is_null("target"))
    return SocialTokenSource{
        .connector_id = row.id<ConnectorId>("connector_id"), .target = row.text("target")};
  return SsoTokenSource{
      .connector_id = row.id<SsoConnectorId>("sso_connector_id"), .issuer = row.text("issuer")};
}

TokenSecret secret_of(const Row& row) {
  return TokenSecret{
      .id = row.id<TokenSecretId>("id"),
      .user_id = row.id<UserId>("user_id"),
      .source = source_of(row),
      .identity_id = row.text("identity_id"),
      .scope = row.text("scope"),
      .token_type = row.text("token_type"),
      .has_refresh_token = row.boolean("has_refresh_token"),
      .expires_at = row.optional_time("expires_at"),
      .created_at = row.time("created_at"),
      .updated_at = row.time("updated_at")};
}

std::string name_part(std::string_view part, std::string_view place) {
  return std::string(part) + " " + std::string(place);
}

std::string open_part(const Secret& key, const std::string& sealed, const std::string& place) {
  auto opened = crypto::open(key, sealed, place);
  if (!opened)
    throw std::runtime_error("stored tokens do not open with this vault key, or at this place");
  return *std::move(opened);
}

}  // namespace

// As JSON, for targets and ids of others may have any character.
std::string TokenSecretStore::place_of(const TokenSecret& secret) const {
  json::array place{"secrets", tenant_.value(), secret.id.value(), secret.user_id.value()};
  if (const auto* social = std::get_if<SocialTokenSource>(&secret.source)) {
    place.insert(place.end(), {"social", social->connector_id.value(), social->target});
  } else {
    const auto& sso = std::get<SsoTokenSource>(secret.source);
    place.insert(place.end(), {"sso", sso.connector_id.value(), sso.issuer});
  }
  place.emplace_back(secret.identity_id);
  return json::serialize(place);
}

Secret TokenSecretStore::wrapping_key() const {
  return vault_.derive("keys of token sets");
}

TokenSecretStore::Sealed TokenSecretStore::seal(const TokenSecret& secret, const TokenSet& tokens)
    const {
  const auto place = place_of(secret);
  const Secret key(crypto::random_bytes(random_, key_bytes));
  const auto text = to_text(tokens);
  return {
      .wrapped_key =
          Bytes{crypto::seal(wrapping_key(), key.reveal(), name_part(key_place, place), random_)},
      .ciphertext =
          Bytes{crypto::seal(key, text.reveal(), name_part(tokens_place, place), random_)}};
}

TokenSet TokenSecretStore::open(const TokenSecret& secret, const Row& row) const {
  const auto place = place_of(secret);
  const Secret key(open_part(wrapping_key(), row.bytes("wrapped_key"), name_part(key_place, place))
  );
  return parse_token_set(
      Secret(open_part(key, row.bytes("ciphertext"), name_part(tokens_place, place)))
  );
}

StoredTokens TokenSecretStore::stored_of(const Row& row) const {
  auto secret = secret_of(row);
  auto tokens = open(secret, row);
  return StoredTokens{
      .secret = std::move(secret),
      .tokens = std::move(tokens),
      .generation = row.integer("generation"),
      .leased_until = row.optional_time("leased_until")};
}

Task<std::vector<TokenSecret>> TokenSecretStore::list(UserId user) const {
  Query query{sql::list, {tenant_, std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<TokenSecret> secrets;
  for (const auto& row : rows)
    secrets.push_back(secret_of(row));
  co_return secrets;
}

Task<std::optional<StoredTokens>> TokenSecretStore::find_social(UserId user, std::string target)
    const {
  Query query{sql::find_social, {tenant_, std::move(user), std::move(target)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return stored_of(rows.front());
}

Task<std::optional<StoredTokens>> TokenSecretStore::find_sso(UserId user, SsoConnectorId connector)
    const {
  Query query{sql::find_sso, {tenant_, std::move(user), std::move(connector)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return stored_of(rows.front());
}

Plan TokenSecretStore::put(const TokenSecret& secret, const TokenSet& tokens) const {
  auto sealed = seal(secret, tokens);
  std::vector<SqlValue> parameters{
      tenant_,
      secret.id,
      secret.user_id,
      std::move(sealed.wrapped_key),
      std::move(sealed.ciphertext),
      tokens.scope,
      tokens.token_type,
      !tokens.refresh_token.empty(),
      tokens.expires_at};
  Plan plan;
  if (const auto* social = std::get_if<SocialTokenSource>(&secret.source)) {
    parameters.insert(parameters.end(), {social->connector_id, social->target});
    plan.add(remove_social(secret.user_id, social->target));
  } else {
    const auto& sso = std::get<SsoTokenSource>(secret.source);
    parameters.insert(parameters.end(), {sso.connector_id, sso.issuer});
    plan.add(Statement{sql::remove_sso, {tenant_, secret.user_id, sso.connector_id}});
  }
  parameters.insert(parameters.end(), {secret.identity_id, secret.created_at});
  const bool is_social = std::holds_alternative<SocialTokenSource>(secret.source);
  plan.add(Statement{is_social ? sql::insert_social : sql::insert_sso, std::move(parameters)});
  return plan;
}

Statement TokenSecretStore::remove(const TokenSecretId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

Statement TokenSecretStore::remove(const StoredTokens& stored) const {
  return Statement{
      sql::remove_generation, {tenant_, stored.secret.id, stored.generation}, RowCount::exactly(1)};
}

Statement TokenSecretStore::remove_social(const UserId& user, std::string_view target) const {
  return Statement{sql::remove_social, {tenant_, user, target}};
}

Statement TokenSecretStore::remove_of(const ConnectorId& connector) const {
  return Statement{sql::remove_of_connector, {tenant_, connector}};
}

Statement TokenSecretStore::remove_of(const SsoConnectorId& connector) const {
  return Statement{sql::remove_of_sso_connector, {tenant_, connector}};
}

Statement TokenSecretStore::lease(const StoredTokens& stored, TimePoint now, TimePoint until)
    const {
  return Statement{
      sql::lease, {tenant_, stored.secret.id, stored.generation, now, until}, RowCount::exactly(1)};
}

Statement TokenSecretStore::refresh(
    const StoredTokens& stored, const TokenSet& tokens, TimePoint now
) const {
  auto sealed = seal(stored.secret, tokens);
  return Statement{
      sql::refresh,
      {tenant_,
       stored.secret.id,
       stored.generation,
       std::move(sealed.wrapped_key),
       std::move(sealed.ciphertext),
       tokens.scope,
       tokens.token_type,
       !tokens.refresh_token.empty(),
       tokens.expires_at,
       now},
      RowCount::exactly(1)};
}

Statement TokenSecretStore::release(const StoredTokens& stored, TimePoint until) const {
  return Statement{sql::release, {tenant_, stored.secret.id, stored.generation, until}};
}

}  // namespace daemun::storage
