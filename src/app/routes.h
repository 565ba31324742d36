// Every URL of the server: the rows of this file, and those of the tables of its modules.
#ifndef DAEMUN_APP_ROUTES_H
#define DAEMUN_APP_ROUTES_H

#include "app/console_pages.h"
#include "app/tenant.h"
#include "experience/console_setup.h"
#include "http/router.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace daemun::app {

// The routes that a tenant serves. The handlers refer to `tenant`, which must outlive them.
std::vector<http::Route> tenant_routes(Tenant& tenant);

// Where the users of a tenant come in, by the tenant's id.
using TenantEndpoints = std::map<std::string, std::string>;

// For operators and the console, on the admin listener only.
struct Operations {
  std::function<std::string()> metrics;
  storage::Database& database;
  const Clock& clock;
  TenantEndpoints endpoints;
};
std::vector<http::Route> operation_routes(Operations operations);

// The console, on the admin listener only. The handlers refer to all of it, which must outlive
// them.
struct ConsoleParts {
  ConsolePages& pages;
  experience::ConsoleSetup& setup;
  experience::Pages& previewed;  // the sign-in pages of the apps' users
};
std::vector<http::Route> console_routes(ConsoleParts parts);

}  // namespace daemun::app

#endif
