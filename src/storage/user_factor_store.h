// The second factors that people have set up. Secrets of authenticator apps are sealed, backup
// codes are kept as an HMAC by a key of the vault: their alphabet is small.
#ifndef DAEMUN_STORAGE_USER_FACTOR_STORE_H
#define DAEMUN_STORAGE_USER_FACTOR_STORE_H

#include "domain/mfa.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// What a successful verification by a passkey changes.
struct PasskeyUse {
  std::int64_t sign_count_before = 0;  // as it was read
  std::int64_t sign_count = 0;
  bool is_backed_up = false;
  TimePoint now{};
};

inline constexpr std::int64_t max_counted_people = 1000;

class UserFactorStore {
 public:
  UserFactorStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // By creation; used-up backup codes as well.
  Task<std::vector<UserFactor>> list(UserId user) const;
  // The passkey of that credential id, whoever has it.
  Task<std::optional<UserFactor>> find_passkey(std::string credential_id) const;
  Task<bool> has_unused_code(std::string factor_id, std::string hash) const;
  // Of the people with an address of the kind (email_verification_code, phone_verification_code),
  // how many have no factor of the other kinds; backup codes are none, nor are passkeys of another
  // RP id, which browsers do not offer. Counts up to max_counted_people.
  Task<std::int64_t> count_people_without(
      Factor address, std::vector<Factor> others, std::string rp_id
  ) const;

  // An authenticator app or a passkey. Conflicts: check when the person has ten of the kind; unique
  // for a second authenticator app (is_second_of_kind) and for a credential id that the tenant
  // has already; row_count when there is no such user.
  Plan insert(const UserFactor& factor) const;
  // A set of backup codes, by the hashes of hash_backup_code; an earlier set goes.
  Plan replace_backup_codes(const UserFactor& set, const std::vector<std::string>& hashes) const;
  std::string hash_backup_code(std::string_view factor_id, std::string_view code) const;

  // One row; none when a code of this time step or a later one was taken before, or the factor is
  // gone (RFC 6238 5.2).
  Statement use_totp_step(const UserFactor& factor, std::int64_t step, TimePoint now) const;
  // None of the rows when no unused code has the hash.
  Plan use_backup_code(const UserFactor& set, std::string_view hash, TimePoint now) const;
  // One row; none when the passkey was used meanwhile, or is gone.
  Statement use_passkey(const UserFactor& factor, const PasskeyUse& use) const;

  // One row while the person has the factor; changes nothing. Beside what its proof brings about.
  Statement require_factor(const UserId& user, std::string_view id) const;
  Statement remove(const UserId& user, std::string_view id) const;
  Statement remove_all(const UserId& user) const;

 private:
  std::string place_of(const UserId& user, std::string_view id) const;
  UserFactor factor_of(const Row& row) const;
  Statement insert_row(const UserFactor& factor) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

// Whether a unique conflict of insert is about the person's second authenticator app, not about a
// credential id.
bool is_second_of_kind(const Conflict& conflict);

}  // namespace daemun::storage

#endif
