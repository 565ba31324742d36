// Organizations with all that an administrator keeps of them. Members and their roles are in
// organization_member_store.h, the template of roles and permissions in
// organization_template_store.h, what tokens need in access_store.h.
#ifndef DAEMUN_STORAGE_ORGANIZATION_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_STORE_H

#include "domain/organization.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// Of a row with organization_store.columns.
OrganizationDetails organization_details_of(const Row& row);

// The members that are given change.
struct OrganizationChanges {
  std::optional<std::string> name{};
  bool sets_description = false;
  std::optional<std::string> description{};
  std::optional<std::string> custom_data{};  // JSON object, as the two below
  std::optional<bool> is_mfa_required{};
  std::optional<bool> is_trusted_device_allowed{};
  std::optional<std::string> color{};
  std::optional<std::string> branding{};
  bool sets_custom_css = false;
  std::optional<std::string> custom_css{};
};

class OrganizationStore {
 public:
  OrganizationStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<OrganizationDetails>> find(OrganizationId id) const;
  struct Page {
    std::vector<OrganizationDetails> organizations{};
    std::int64_t total = 0;
  };
  // By creation. A search may name id, name.
  Task<Page> list(Search search, Window window) const;

  struct FeaturedUser {
    UserId id{};
    std::optional<std::string> avatar{};
    std::optional<std::string> name{};
  };
  struct Featured {
    std::int64_t users_count = 0;
    std::vector<FeaturedUser> users{};  // three at most
  };
  // Of each of the organizations, in their order; one round trip.
  Task<std::vector<Featured>> list_featured(std::vector<OrganizationId> organizations) const;

  Statement insert(const OrganizationDetails& organization) const;
  // One row; none when there is no such organization.
  Statement update(const OrganizationId& id, const OrganizationChanges& changes) const;
  Statement remove(const OrganizationId& id) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
