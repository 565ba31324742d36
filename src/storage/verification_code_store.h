// Codes that were sent by e-mail or SMS. The row has an HMAC of the code by a key of the vault: a
// code is short enough to be guessed from a plain hash.
#ifndef DAEMUN_STORAGE_VERIFICATION_CODE_STORE_H
#define DAEMUN_STORAGE_VERIFICATION_CODE_STORE_H

#include "base/secret.h"
#include "domain/verification_code.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <cstdint>
#include <optional>
#include <string>

namespace daemun::storage {

// What a person enters as the code.
struct CodeAttempt {
  Identifier recipient{};
  Secret value;
  VerificationCodePolicy policy{};
  TimePoint now{};
};

class VerificationCodeStore {
 public:
  VerificationCodeStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // The newest one of the scope; expired and used ones as well, for the caller says why it refuses.
  Task<std::optional<VerificationCode>> find(std::string scope, IdentifierType type) const;

  // Takes the place of an earlier one of the same scope and type. Its hash is made here.
  Statement put(const VerificationCode& code, const Secret& value) const;
  // Compares the code, in constant time, once a try is taken for it durably: parallel attempts
  // share the tries that there are. Empty when it is right; else why not: those of
  // verification_code_problem, and verification_code.code_mismatch.
  Task<std::string> compare(VerificationCode code, CodeAttempt attempt) const;
  // One row; none when the code was replaced or used.
  Statement consume(const VerificationCode& code, TimePoint now) const;
  // Codes that no policy lets live at that time; at most 1,000.
  static Statement remove_expired(const TenantId& tenant, TimePoint now);

 private:
  // One row; none when the code was replaced or used, or when parallel attempts have taken the last
  // try.
  Statement take_try(const VerificationCode& code, std::int64_t max_tries) const;
  std::string hash(const std::string& id, const Secret& value) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
