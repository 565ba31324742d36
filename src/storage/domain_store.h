// A tenant's own domains.
#ifndef DAEMUN_STORAGE_DOMAIN_STORE_H
#define DAEMUN_STORAGE_DOMAIN_STORE_H

#include "domain/custom_domain.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

class DomainStore {
 public:
  DomainStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // The oldest first.
  Task<std::vector<CustomDomain>> list() const;
  Task<std::optional<CustomDomain>> find(DomainId id) const;
  // JSON object; nothing when there is no such domain.
  Task<std::optional<std::string>> find_verification_files(DomainId id) const;

  // Conflict: unique, for a domain that any tenant has.
  Statement insert(const CustomDomain& domain) const;
  // One row, both.
  Statement remove(const DomainId& id) const;
  Statement update_verification_files(const DomainId& id, std::string_view files, TimePoint now)
      const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
