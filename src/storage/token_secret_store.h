// The tokens of other services that belong to users' identities. Each set is sealed with a key of
// its own, which is kept beside it, wrapped by a key of the vault. Sealed text and wrapped key are
// bound to their place: the set, its user and the identity. A set goes with its user, its connector
// and its identity, and when the identity becomes another one.
#ifndef DAEMUN_STORAGE_TOKEN_SECRET_STORE_H
#define DAEMUN_STORAGE_TOKEN_SECRET_STORE_H

#include "crypto/random.h"
#include "domain/token_secret.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

struct StoredTokens {
  TokenSecret secret{};
  TokenSet tokens{};
  std::int64_t generation = 0;
  std::optional<TimePoint> leased_until{};  // a caller refreshes them until then
};

class TokenSecretStore {
 public:
  TokenSecretStore(Database& database, const Vault& vault, crypto::Random& random, TenantId tenant)
      : database_(database), vault_(vault), random_(random), tenant_(std::move(tenant)) {}

  Task<std::vector<TokenSecret>> list(UserId user) const;  // oldest first; opens none
  // Throws std::runtime_error when the vault has another key than when they were sealed.
  Task<std::optional<StoredTokens>> find_social(UserId user, std::string target) const;
  Task<std::optional<StoredTokens>> find_sso(UserId user, SsoConnectorId connector) const;

  // In the place of an earlier set of the identity's target or connector. Scope, expiry and the
  // like are taken from `tokens`. Stores nothing while the connector is not to keep tokens
  // (enable_token_storage). A conflict, foreign_key, when the user does not have the identity: it
  // goes behind what gives the user the identity.
  Plan put(const TokenSecret& secret, const TokenSet& tokens) const;

  // One row; none when there is no such set.
  Statement remove(const TokenSecretId& id) const;
  // Of a social identity that is about to become another one of the same target.
  Statement remove_social(const UserId& user, std::string_view target) const;
  // Before the connector keeps no more tokens.
  Statement remove_of(const ConnectorId& connector) const;
  Statement remove_of(const SsoConnectorId& connector) const;

  // One refresh at a time: one row for the caller who may ask the service until `until`; none when
  // another one may at `now`, or the set has changed since it was read.
  Statement lease(const StoredTokens& stored, TimePoint now, TimePoint until) const;
  // What the service has answered. One row; none when the set has changed since it was read.
  Statement refresh(const StoredTokens& stored, const TokenSet& tokens, TimePoint now) const;
  // The service gave none: the lease ends, unless it was over and is another caller's now.
  Statement release(const StoredTokens& stored, TimePoint until) const;
  // The set as it was read: none when it has changed since.
  Statement remove(const StoredTokens& stored) const;

 private:
  struct Sealed {
    Bytes wrapped_key{};
    Bytes ciphertext{};
  };
  Sealed seal(const TokenSecret& secret, const TokenSet& tokens) const;
  TokenSet open(const TokenSecret& secret, const Row& row) const;
  StoredTokens stored_of(const Row& row) const;
  std::string place_of(const TokenSecret& secret) const;
  Secret wrapping_key() const;

  Database& database_;
  const Vault& vault_;
  crypto::Random& random_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
