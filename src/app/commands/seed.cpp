#include "app/commands/commands.h"
#include "base/json.h"
#include "base/text.h"

#include <ostream>

namespace daemun::app {
namespace {

json::value to_json(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::array list_applications_of(const storage::SeedReport& report) {
  json::array list;
  for (const auto& [application, tenant, secret] : report.applications) {
    json::object item{
        {"id", application.id.value()},
        {"name", application.name},
        {"type", to_string(application.type)},
    };
    if (secret) item["secret"] = secret->reveal();
    item["tenantId"] = tenant.value();
    item["isThirdParty"] = application.is_third_party;
    item["redirectUris"] = to_json_array(application.oidc_client_metadata.redirect_uris);
    list.push_back(std::move(item));
  }
  return list;
}

json::array list_users_of(const storage::SeedReport& report) {
  json::array list;
  for (const auto& [user, password, roles] : report.users) {
    json::object item{
        {"id", user.id.value()},
        {"username", to_json(user.username)},
        {"primaryEmail", to_json(user.primary_email)},
        {"primaryPhone", to_json(user.primary_phone)},
    };
    if (password) item["password"] = password->reveal();
    item["roles"] = to_json_array(roles);
    list.push_back(std::move(item));
  }
  return list;
}

json::array list_resources_of(const storage::SeedReport& report) {
  json::array list;
  for (const auto& resource : report.resources) {
    json::array scopes;
    for (const auto& scope : resource.scopes)
      scopes.emplace_back(scope.name);
    list.push_back(json::object{
        {"id", resource.id.value()},
        {"indicator", resource.indicator},
        {"scopes", std::move(scopes)},
    });
  }
  return list;
}

json::array list_organizations_of(const storage::SeedReport& report) {
  json::array list;
  for (const auto& organization : report.organizations) {
    list.push_back(json::object{{"id", organization.id}, {"name", organization.name}});
  }
  return list;
}

json::object to_json(const storage::SeedReport& report, const Config& config) {
  return {
      {"endpoint", config.endpoint},
      {"adminEndpoint", config.admin_endpoint},
      {"issuer", config.issuer()},
      {"adminIssuer", config.admin_issuer()},
      {"applications", list_applications_of(report)},
      {"users", list_users_of(report)},
      {"resources", list_resources_of(report)},
      {"organizations", list_organizations_of(report)},
  };
}

void print(const storage::SeedReport& report, const Config& config, std::ostream& out) {
  out << "Issuer        " << config.issuer() << "\n"
      << "Admin issuer  " << config.admin_issuer() << "\n\nApplications\n";
  for (const auto& [application, tenant, secret] : report.applications) {
    out << "  " << application.name << " (" << to_string(application.type) << ", tenant "
        << tenant.value() << ")\n    id      " << application.id.value() << "\n";
    if (secret) out << "    secret  " << secret->reveal() << "\n";
  }
  if (!report.users.empty()) out << "\nUsers\n";
  for (const auto& [user, password, roles] : report.users) {
    out << "  " << user.username.value_or(user.id.value()) << " (" << join(roles, ", ") << ")\n";
    out << "    password  " << (password ? password->reveal() : "set by an earlier run") << "\n";
  }
}

}  // namespace

ExitCode seed(
    Installation& installation, const Config& config, SeedOptions options, Console console
) {
  const auto context = installation.seed_context(config.endpoint);
  run_task(storage::seed_basics(context));
  const auto report = options.demo ? run_task(storage::seed_demo(context))
                                   : run_task(storage::report_basics(context));
  if (options.format == Format::json) {
    console.out << json::serialize(to_json(report, config)) << "\n";
  } else {
    print(report, config, console.out);
  }
  return ExitCode::ok;
}

}  // namespace daemun::app
