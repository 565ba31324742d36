// The rows that a new installation starts with. May be called again at any time: what is there
// stays as it is.
#ifndef DAEMUN_STORAGE_SEED_H
#define DAEMUN_STORAGE_SEED_H

#include "base/clock.h"
#include "base/secret.h"
#include "crypto/random.h"
#include "domain/administration.h"
#include "domain/application.h"
#include "domain/resource.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

inline constexpr std::string_view default_tenant = "default";
inline constexpr std::string_view admin_tenant = administration_tenant;
inline constexpr std::string_view demo_application = "demo-app";
// The machine that may call the Management API of the default tenant.
inline constexpr std::string_view management_application = "m-default";
// The machine that may call the Management API of the admin tenant.
inline constexpr std::string_view admin_management_application = "m-admin";
// Logto's, which scripts and infrastructure files name. Installations from before have others.
inline constexpr std::string_view management_resource = "management-api";
inline constexpr std::string_view management_scope = "management-api-all";
inline constexpr std::string_view internal_admin_role = "#internal:admin";
inline constexpr std::string_view internal_admin_role_id = "admin-role";
inline constexpr std::string_view management_indicator = "https://default.logto.app/api";
inline constexpr std::string_view admin_management_indicator = "https://admin.logto.app/api";
// Where administrators look after their own account.
inline constexpr std::string_view me_indicator = "https://admin.logto.app/me";

struct SeedContext {
  Database& database;
  const Vault& vault;
  const Clock& clock;
  crypto::Random& random;
  std::string endpoint;        // of the default tenant
  std::string admin_endpoint;  // of the admin tenant
};

// Both tenants with keys, sign-in experience and configuration; the Management APIs with who may
// call them; the demo-app and the console, whose addresses follow the endpoints. Several processes
// may call it at once. True when something was written.
Task<bool> seed_basics(SeedContext context);

struct SeededApplication {
  Application application;
  TenantId tenant;
  std::optional<Secret> secret;  // of confidential applications
};

struct SeedReport {
  std::vector<SeededApplication> applications;
  std::vector<Resource> resources;
};

// The applications of the basics, and all resources.
Task<SeedReport> report_basics(SeedContext context);

// 16 random characters in groups of four, none of which looks like another.
Secret make_typable_password(crypto::Random& random);

}  // namespace daemun::storage

#endif
