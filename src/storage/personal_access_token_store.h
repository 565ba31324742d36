// Personal access tokens: what a user's scripts exchange for an access token of that user.
#ifndef DAEMUN_STORAGE_PERSONAL_ACCESS_TOKEN_STORE_H
#define DAEMUN_STORAGE_PERSONAL_ACCESS_TOKEN_STORE_H

#include "base/secret.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

struct PersonalAccessToken {
  UserId user_id{};
  std::string name{};  // unique a user
  Secret value{};      // "pat_" and 32 characters
  TimePoint created_at{};
  std::optional<TimePoint> expires_at{};
};

class PersonalAccessTokenStore {
 public:
  PersonalAccessTokenStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // By creation.
  Task<std::vector<PersonalAccessToken>> list(UserId user) const;
  Task<std::optional<PersonalAccessToken>> find(UserId user, std::string name) const;
  // The owner, also of an expired token: the caller compares the time.
  struct Found {
    UserId user_id{};
    std::string name{};
    std::optional<TimePoint> expires_at{};
  };
  Task<std::optional<Found>> find_by_value(Secret value) const;

  // Conflicts: unique when the name is taken, foreign_key when there is no such user.
  Statement insert(const PersonalAccessToken& token) const;
  // One row; none when there is no such token. Conflicts: unique when the new name is taken.
  Statement rename(const UserId& user, std::string_view name, std::string_view new_name) const;
  Statement remove(const UserId& user, std::string_view name) const;

 private:
  std::string place_of(const UserId& user) const;
  PersonalAccessToken token_of(const Row& row, const UserId& user) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
