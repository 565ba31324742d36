// The permissions that users of a third-party application may consent to.
#ifndef DAEMUN_STORAGE_APPLICATION_CONSENT_STORE_H
#define DAEMUN_STORAGE_APPLICATION_CONSENT_STORE_H

#include "domain/access.h"
#include "domain/resource.h"
#include "storage/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

enum class ConsentKind { user, resource, organization, organization_resource };

class ApplicationConsentStore {
 public:
  ApplicationConsentStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  struct ConsentScopes {
    std::vector<std::string> user{};
    std::vector<OrganizationScope> organization{};
    // Each resource with those of its scopes that are enabled.
    std::vector<Resource> resource{};
    std::vector<Resource> organization_resource{};
  };
  // By name; what has been deleted since is left out. One round trip.
  Task<ConsentScopes> list(ApplicationId application) const;

  // Those of the ids that exist in the tenant.
  struct KnownScopes {
    std::vector<std::string> organization{};
    struct ResourceScope {
      std::string id{};
      std::string indicator{};  // of its resource
    };
    std::vector<ResourceScope> resource{};
  };
  Task<KnownScopes> find_known(
      std::vector<std::string> organization_scopes, std::vector<std::string> resource_scopes
  ) const;

  // Names of user scopes, or ids. What is enabled already stays so.
  Statement insert(
      const ApplicationId& application, ConsentKind kind, const std::vector<std::string>& scopes
  ) const;
  // One row; none when it is not enabled.
  Statement remove(const ApplicationId& application, ConsentKind kind, std::string_view scope)
      const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
