#include "storage/seed.h"

#include "app/commands/commands.h"
#include "app/tenant_file/demo.h"
#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <ostream>

namespace daemun::app {
namespace {

// A member of the thing, or null.
json::value member_of(const Item& item, std::string_view name) {
  const auto* value = item.members.if_contains(name);
  return value ? *value : json::value(nullptr);
}

const std::vector<Item>& items_of(const Demo& demo, std::string_view section) {
  static const std::vector<Item> none;
  const auto found = demo.document.items.find(section);
  return found == demo.document.items.end() ? none : found->second;
}

json::array list_applications(const Demo& demo, const storage::SeedReport& basics) {
  json::array list;
  for (const auto& item : items_of(demo, "applications")) {
    json::object application{
        {"id", item.id}, {"name", member_of(item, "name")}, {"type", member_of(item, "type")}};
    if (const auto* secrets = find_array(item.members, "secrets"))
      application["secret"] = secrets->front().at("value");
    application["tenantId"] = storage::default_tenant;
    application["isThirdParty"] = item.members.contains("isThirdParty");
    application["redirectUris"] = json::array();
    if (const auto* metadata = find_object(item.members, "oidcClientMetadata"))
      application["redirectUris"] = to_json_array(find_strings(*metadata, "redirectUris"));
    list.push_back(std::move(application));
  }
  for (const auto& [application, tenant, secret] : basics.applications) {
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

json::array list_users_of(const Demo& demo) {
  json::array list;
  for (const auto& item : items_of(demo, "users")) {
    const auto username = find_string(item.members, "username").value_or("");
    json::object user{
        {"id", item.id},
        {"username", username},
        {"primaryEmail", member_of(item, "primaryEmail")},
        {"primaryPhone", member_of(item, "primaryPhone")},
    };
    const auto password = demo.passwords.find(std::string(username));
    if (password != demo.passwords.end()) user["password"] = password->second;
    user["roles"] = to_json_array(find_strings(item.members, "roles"));
    list.push_back(std::move(user));
  }
  return list;
}

// Those of the demonstration come first, in its order.
json::array list_resources(const Demo& demo, const storage::SeedReport& basics) {
  json::array list;
  const auto add = [&](const Resource& resource) {
    json::array scopes;
    for (const auto& scope : resource.scopes)
      scopes.emplace_back(scope.name);
    list.push_back(json::object{
        {"id", resource.id.value()},
        {"indicator", resource.indicator},
        {"scopes", std::move(scopes)},
    });
  };
  const auto& items = items_of(demo, "resources");
  const auto is_of_demo = [&](const Resource& resource) {
    return std::any_of(items.begin(), items.end(), [&](const Item& item) {
      return item.id == resource.id.value();
    });
  };
  for (const auto& item : items) {
    for (const auto& resource : basics.resources) {
      if (resource.id.value() == item.id) add(resource);
    }
  }
  for (const auto& resource : basics.resources) {
    if (!is_of_demo(resource)) add(resource);
  }
  return list;
}

json::array list_organizations(const Demo& demo) {
  json::array list;
  for (const auto& item : items_of(demo, "organizations"))
    list.push_back(json::object{{"id", item.id}, {"name", member_of(item, "name")}});
  return list;
}

json::object make_report(
    const Demo& demo, const storage::SeedReport& basics, const Config& config
) {
  return {
      {"endpoint", config.endpoint},
      {"adminEndpoint", config.admin_endpoint},
      {"issuer", config.issuer()},
      {"adminIssuer", config.admin_issuer()},
      {"applications", list_applications(demo, basics)},
      {"users", list_users_of(demo)},
      {"resources", list_resources(demo, basics)},
      {"organizations", list_organizations(demo)},
  };
}

std::string text_at(const json::value& object, std::string_view name) {
  return std::string(find_string(object.as_object(), name).value_or(""));
}

void print(const json::object& report, std::ostream& out) {
  const json::value whole = report;
  out << "Issuer        " << text_at(whole, "issuer") << "\n"
      << "Admin issuer  " << text_at(whole, "adminIssuer") << "\n\nApplications\n";
  for (const auto& application : report.at("applications").as_array()) {
    out << "  " << text_at(application, "name") << " (" << text_at(application, "type")
        << ", tenant " << text_at(application, "tenantId") << ")\n    id      "
        << text_at(application, "id") << "\n";
    const auto secret = text_at(application, "secret");
    if (!secret.empty()) out << "    secret  " << secret << "\n";
  }
  const auto& users = report.at("users").as_array();
  if (!users.empty()) out << "\nUsers\n";
  for (const auto& user : users) {
    const auto password = text_at(user, "password");
    out << "  " << text_at(user, "username") << " ("
        << join(find_strings(user.as_object(), "roles"), ", ") << ")\n    password  "
        << (password.empty() ? "set by an earlier run" : password) << "\n";
  }
}

}  // namespace

ExitCode seed(
    Installation& installation, const Config& config, SeedOptions options, Console console
) {
  const auto context = installation.seed_context(config);
  run_task(storage::seed_basics(context));
  const auto demo = options.demo ? apply_demo(installation) : Demo();
  const auto report = make_report(demo, run_task(storage::report_basics(context)), config);
  if (options.format == Format::json) {
    console.out << json::serialize(report) << "\n";
  } else {
    print(report, console.out);
  }
  return ExitCode::ok;
}

}  // namespace daemun::app
