// Applications, their secrets and the look of their pages. Changes end in a settings version.
#ifndef DAEMUN_STORAGE_APPLICATION_STORE_H
#define DAEMUN_STORAGE_APPLICATION_STORE_H

#include "domain/application.h"
#include "storage/database.h"
#include "storage/search.h"
#include "storage/vault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// The columns of an application with its metadata as the API writes and shows it, so that members
// which mean nothing to this server are kept as well.
struct ApplicationRecord {
  ApplicationId id{};
  std::string name{};
  std::optional<std::string> description{};
  ApplicationType type = ApplicationType::traditional;
  std::string oidc_client_metadata = R"({"redirectUris":[],"postLogoutRedirectUris":[]})";
  std::string custom_client_metadata = "{}";
  std::string custom_data = "{}";
  bool is_third_party = false;
  bool app_level_access_control_enabled = false;
  TimePoint created_at{};
};

// The members that are given change.
struct ApplicationChanges {
  std::optional<std::string> name{};
  bool sets_description = false;
  std::optional<std::string> description{};
  std::optional<std::string> oidc_client_metadata{};    // JSON object
  std::optional<std::string> custom_client_metadata{};  // JSON object
  std::optional<std::string> custom_data{};             // JSON object
  std::optional<bool> app_level_access_control_enabled{};
};

struct ApplicationFilter {
  std::vector<std::string> types{};  // none: all
  std::optional<RoleId> with_role{};
  std::optional<RoleId> without_role{};
  std::optional<OrganizationId> outside_organization{};
  std::optional<OrganizationId> inside_organization{};
  std::optional<bool> is_third_party{};
};

// The members that are given change; the rest stays, or is empty in a new row.
struct ExperienceChanges {
  std::optional<std::string> color{};     // JSON object
  std::optional<std::string> branding{};  // JSON object
  struct Text {
    bool is_set = false;
    std::optional<std::string> value{};
  };
  Text custom_css{};
  Text terms_of_use_url{};
  Text privacy_policy_url{};
  Text display_name{};
};

class ApplicationStore {
 public:
  ApplicationStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // With its secrets' hashes, consent scopes and pages; one round trip.
  Task<std::optional<Application>> find(ApplicationId id) const;
  Task<std::vector<Application>> list() const;  // without those three, by creation
  Task<std::optional<ApplicationRecord>> find_record(ApplicationId id) const;
  struct RecordPage {
    std::vector<ApplicationRecord> records{};
    std::int64_t total = 0;
  };
  // The newest first. A search may name id, name, description.
  Task<RecordPage> list_page(ApplicationFilter filter, Search search, Window window) const;
  Task<std::optional<ApplicationExperience>> find_experience(ApplicationId id) const;

  struct StoredSecret {
    std::string name;
    Secret value;
    TimePoint created_at{};
    std::optional<TimePoint> expires_at;
  };
  Task<std::vector<StoredSecret>> list_secrets(ApplicationId id) const;

  Statement insert(const Application& application) const;
  Statement insert(const ApplicationRecord& record) const;
  // One row; none when there is no such application.
  Statement update(const ApplicationId& id, const ApplicationChanges& changes) const;
  Statement remove(const ApplicationId& id) const;
  // One row if the custom data are still `known`.
  Statement replace_custom_data(
      const ApplicationId& id, std::string_view known, std::string_view custom_data
  ) const;
  // Writes the row as it is: whoever replaces a set that hangs on the application does this first,
  // so that two who do it at once follow each other.
  Statement lock(const ApplicationId& id) const;

  // Conflicts: unique when the name is taken.
  Statement insert_secret(const ApplicationId& id, const StoredSecret& secret) const;
  Statement rename_secret(
      const ApplicationId& id, const StoredSecret& secret, std::string_view new_name
  ) const;
  Statement remove_secret(const ApplicationId& id, std::string_view name) const;

  Statement upsert_experience(const ApplicationId& id, const ExperienceChanges& changes) const;

  Statement insert_consent_scope(
      const ApplicationId& id, std::string_view kind, std::string_view scope
  ) const;
  Statement assign_role(const ApplicationId& id, const RoleId& role) const;
  // A role for machines that holds the scope `all` of the API with this indicator, and as little
  // else as there is: one row, none when there is no such role.
  Statement assign_administration(const ApplicationId& id, std::string_view indicator) const;
  // Every role that holds it.
  Statement remove_administration(const ApplicationId& id, std::string_view indicator) const;

 private:
  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
