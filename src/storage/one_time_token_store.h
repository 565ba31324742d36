// One-time tokens: sealed, because the API shows them again, and found by their hash.
#ifndef DAEMUN_STORAGE_ONE_TIME_TOKEN_STORE_H
#define DAEMUN_STORAGE_ONE_TIME_TOKEN_STORE_H

#include "domain/one_time_token.h"
#include "storage/database.h"
#include "storage/search.h"
#include "storage/vault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

class OneTimeTokenStore {
 public:
  OneTimeTokenStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  struct Filter {
    std::optional<std::string> email{};
    std::optional<OneTimeTokenStatus> status{};  // as it is at `now`
    TimePoint now{};
  };
  struct ListPage {
    std::vector<OneTimeToken> tokens{};
    std::int64_t total = 0;
  };
  // Newest first.
  Task<ListPage> list_page(Filter filter, Window window) const;
  Task<std::optional<OneTimeToken>> find(OneTimeTokenId id) const;
  Task<std::optional<OneTimeToken>> find_by_value(Secret value) const;

  Statement insert(const OneTimeToken& token) const;
  // Hits one row when the token is active and has not expired.
  Statement consume(const OneTimeTokenId& id, TimePoint now) const;
  // Hits one row when the stored status is `from`: an answer is not overwritten.
  Statement update_status(const OneTimeTokenId& id, OneTimeTokenStatus from, OneTimeTokenStatus to)
      const;
  Statement remove(const OneTimeTokenId& id) const;

  // Membership in the organizations that a token's context promises, with their default roles. One
  // that has gone is passed over, and so is one that the user belongs to.
  Plan join(const UserId& user, const std::vector<OrganizationId>& organizations) const;
  // The roles that a token's context promises. One that has gone, or is no user's, is passed over.
  Plan give_roles(const UserId& user, const std::vector<RoleId>& roles) const;

 private:
  std::string place_of(const OneTimeTokenId& id) const;
  OneTimeToken token_of(const Row& row) const;
  Task<std::optional<OneTimeToken>> find_one(Query query) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
