#include "app/tenant_file/load_document.h"

#include "base/encoding.h"
#include "domain/administration.h"
#include "domain/resource.h"
#include "storage/seed.h"

#include <algorithm>
#include <map>
#include <utility>

namespace daemun::app {
namespace {

std::string text_of(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

// The members of that name; what is null, or an empty list or object, says nothing.
json::object pick(const json::object& from, std::initializer_list<std::string_view> names) {
  json::object picked;
  for (const auto name : names) {
    const auto* value = from.if_contains(name);
    if (value == nullptr || value->is_null()) continue;
    if (value->is_object() && value->get_object().empty()) continue;
    if (value->is_array() && value->get_array().empty()) continue;
    picked[name] = *value;
  }
  return picked;
}

void sort_by(std::vector<Item>& items, std::string_view section) {
  const auto* row = find_section(section);
  std::sort(items.begin(), items.end(), [&](const Item& left, const Item& right) {
    return std::pair(title_of(*row, left.members), left.id) <
           std::pair(title_of(*row, right.members), right.id);
  });
}

json::array sorted(json::array texts) {
  std::sort(texts.begin(), texts.end(), [](const json::value& left, const json::value& right) {
    return left.as_string() < right.as_string();
  });
  return texts;
}

// The names of things in a list of {"name": ...}.
json::array names_in(const json::value& things) {
  json::array names;
  for (const auto& thing : things.as_array())
    names.push_back(thing.at("name"));
  return sorted(std::move(names));
}

// The machines of the Management API are seeded once, with their tenant: without them, scripts
// would be shut out for good.
bool is_seeded_application(std::string_view id) {
  return id == storage::demo_application || id == console_application ||
         id == storage::management_application || id == storage::admin_management_application;
}

class Loader {
 public:
  Loader(LocalApi api, Names& names, Secrets secrets)
      : api_(api), names_(names), secrets_(secrets) {}

  Task<Document> load() {
    co_await load_resources();
    co_await load_roles();
    co_await load_organization_template();
    co_await load_applications();
    co_await load_users();
    co_await load_connectors();
    co_await load_sso_connectors();
    co_await load_organizations();
    co_await load_webhooks();
    co_await load_experience();
    for (auto& [section, items] : document_.items)
      sort_by(items, section);
    co_return std::move(document_);
  }

 private:
  std::vector<Item>& items(std::string_view section) {
    return document_.items[std::string(section)];
  }

  Task<void> load_resources() {
    const auto resources = co_await api_.get("/resources?includeScopes=true");
    for (const auto& value : resources.as_array()) {
      const auto& resource = value.as_object();
      const auto indicator = text_of(resource, "indicator");
      names_.add("resources", indicator, text_of(resource, "id"));
      json::array scopes;
      for (const auto& scope : resource.at("scopes").as_array()) {
        const auto& members = scope.as_object();
        const auto name = text_of(members, "name");
        names_.add("scopes", indicator + " " + name, text_of(members, "id"));
        scopes.push_back(pick(members, {"name", "description"}));
      }
      // The Management API of the tenant is there from the start and cannot be changed.
      if (is_management_api(indicator)) continue;
      auto members = pick(resource, {"indicator", "name", "accessTokenTtl"});
      if (resource.at("isDefault").as_bool()) members["isDefault"] = true;
      if (!scopes.empty()) members["scopes"] = std::move(scopes);
      items("resources").push_back({.id = text_of(resource, "id"), .members = std::move(members)});
    }
  }

  Task<void> load_roles() {
    const auto roles = co_await api_.list("/roles");
    for (const auto& value : roles) {
      const auto& role = value.as_object();
      const auto id = text_of(role, "id");
      names_.add("roles", text_of(role, "name"), id);
      const auto scopes = co_await api_.list("/roles/" + id + "/scopes");
      bool is_of_management = false;
      std::map<std::string, json::array> by_resource;
      for (const auto& scope : scopes) {
        const auto resource = names_.name_of("resources", text_of(scope.as_object(), "resourceId"));
        is_of_management = is_of_management || is_management_api(resource);
        by_resource[resource].push_back(scope.at("name"));
      }
      auto members = pick(role, {"name", "description", "type"});
      if (role.at("isDefault").as_bool()) members["isDefault"] = true;
      if (!by_resource.empty()) members["scopes"] = to_object(std::move(by_resource));
      items("roles").push_back(
          {.id = id, .members = std::move(members), .is_built_in = is_of_management}
      );
    }
  }

  static json::object to_object(std::map<std::string, json::array> by_resource) {
    json::object object;
    for (auto& [resource, scopes] : by_resource)
      object[resource] = sorted(std::move(scopes));
    return object;
  }

  Task<void> load_organization_template() {
    const auto scopes = co_await api_.get("/organization-scopes");
    for (const auto& value : scopes.as_array()) {
      const auto& scope = value.as_object();
      const auto id = text_of(scope, "id");
      names_.add("organizationScopes", text_of(scope, "name"), id);
      items("organizationScopes")
          .push_back({.id = id, .members = pick(scope, {"name", "description"})});
    }
    const auto roles = co_await api_.list("/organization-roles");
    for (const auto& value : roles) {
      const auto& role = value.as_object();
      const auto id = text_of(role, "id");
      names_.add("organizationRoles", text_of(role, "name"), id);
      auto members = pick(role, {"name", "description", "type"});
      const auto names = names_in(role.at("scopes"));
      if (!names.empty()) members["scopes"] = names;
      std::map<std::string, json::array> by_resource;
      for (const auto& scope : role.at("resourceScopes").as_array()) {
        const auto& resource = scope.at("resource").as_object();
        by_resource[names_.name_of("resources", text_of(resource, "id"))].push_back(scope.at("name")
        );
      }
      if (!by_resource.empty()) members["resourceScopes"] = to_object(std::move(by_resource));
      items("organizationRoles").push_back({.id = id, .members = std::move(members)});
    }
  }

  Task<void> load_applications() {
    const auto applications = co_await api_.get("/applications");
    for (const auto& value : applications.as_array()) {
      const auto& application = value.as_object();
      const auto id = text_of(application, "id");
      names_.add(*find_section("applications"), application, id);
      auto members = pick(
          application,
          {"id",
           "name",
           "description",
           "type",
           "oidcClientMetadata",
           "customClientMetadata",
           "customData"}
      );
      if (application.at("isThirdParty").as_bool()) members["isThirdParty"] = true;
      if (members.contains("isThirdParty")) {
        auto scopes = co_await load_consent_scopes(id);
        if (!scopes.empty()) members["userConsentScopes"] = std::move(scopes);
      }
      const auto type = text_of(application, "type");
      if (type == "MachineToMachine") {
        const auto roles = co_await api_.list("/applications/" + id + "/roles");
        if (!roles.empty()) members["roles"] = names_in(roles);
      }
      if (secrets_ == Secrets::shown && type != "SPA" && type != "Native") {
        const auto secrets = co_await api_.get("/applications/" + id + "/secrets");
        json::array list;
        for (const auto& secret : secrets.as_array())
          list.push_back(pick(secret.as_object(), {"name", "value", "expiresAt"}));
        if (!list.empty()) members["secrets"] = std::move(list);
      }
      items("applications")
          .push_back(
              {.id = id, .members = std::move(members), .is_built_in = is_seeded_application(id)}
          );
    }
  }

  Task<json::object> load_consent_scopes(std::string application) {
    const auto answer = co_await api_.get("/applications/" + application + "/user-consent-scopes");
    const auto& scopes = answer.as_object();
    json::object picked;
    const auto put = [&](const char* name, auto list) {
      if (!list.empty()) picked[name] = std::move(list);
    };
    put("user", sorted(scopes.at("userScopes").as_array()));
    put("organization", names_in(scopes.at("organizationScopes")));
    put("resources", scopes_by_resource(scopes.at("resourceScopes").as_array()));
    put("organizationResources",
        scopes_by_resource(scopes.at("organizationResourceScopes").as_array()));
    co_return picked;
  }

  // Of a list of {"resource", "scopes"}.
  static json::object scopes_by_resource(const json::array& groups) {
    std::map<std::string, json::array> by_resource;
    for (const auto& group : groups) {
      const auto indicator = text_of(group.at("resource").as_object(), "indicator");
      by_resource[indicator] = names_in(group.at("scopes"));
    }
    return to_object(std::move(by_resource));
  }

  Task<void> load_users() {
    // From the side of the few roles, not of the many users.
    std::map<std::string, json::array> roles_of_user;
    const auto roles = co_await api_.list("/roles?type=User");
    for (const auto& role : roles) {
      const auto users = co_await api_.list("/roles/" + text_of(role.as_object(), "id") + "/users");
      for (const auto& user : users)
        roles_of_user[text_of(user.as_object(), "id")].push_back(role.at("name"));
    }
    const std::string path =
        secrets_ == Secrets::shown ? "/users?includePasswordHash=true" : "/users";
    const auto users = co_await api_.list(path);
    auto& list = items("users");
    list.reserve(users.size());
    for (const auto& value : users) {
      const auto& user = value.as_object();
      const auto id = text_of(user, "id");
      auto members = pick(
          user,
          {"id",
           "username",
           "primaryEmail",
           "primaryPhone",
           "name",
           "avatar",
           "profile",
           "customData",
           "passwordDigest",
           "passwordAlgorithm"}
      );
      if (user.at("isSuspended").as_bool()) members["isSuspended"] = true;
      if (const auto found = roles_of_user.find(id); found != roles_of_user.end())
        members["roles"] = sorted(found->second);
      names_.add(*find_section("users"), members, id);
      list.push_back({.id = id, .members = std::move(members)});
    }
  }

  // Without its secrets where an export is not to have them.
  Item to_connector(json::object members, std::vector<std::string> secrets) const {
    auto* config = members.if_contains("config");
    if (config != nullptr && secrets_ == Secrets::left_out) {
      for (const auto& name : secrets)
        config->as_object().erase(name);
      if (config->as_object().empty()) members.erase("config");
    }
    auto id = text_of(members, "id");
    return {
        .id = std::move(id), .members = std::move(members), .config_secrets = std::move(secrets)};
  }

  // The form hides what nobody may read.
  static std::vector<std::string> confidential_items(const json::object& connector) {
    std::vector<std::string> keys;
    const auto* items = find_array(connector, "formItems");
    if (items == nullptr) return keys;
    for (const auto& item : *items) {
      if (find_bool(item.as_object(), "isConfidential").value_or(false))
        keys.push_back(text_of(item.as_object(), "key"));
    }
    return keys;
  }

  static void add_switches(
      json::object& members, const json::object& from, std::initializer_list<std::string_view> names
  ) {
    for (const auto name : names) {
      if (find_bool(from, name).value_or(false)) members[name] = true;
    }
  }

  Task<void> load_connectors() {
    const auto connectors = co_await api_.get("/connectors");
    for (const auto& value : connectors.as_array()) {
      const auto& connector = value.as_object();
      auto members = pick(connector, {"id", "connectorId", "config", "metadata"});
      add_switches(members, connector, {"syncProfile", "enableTokenStorage"});
      items("connectors").push_back(to_connector(members, confidential_items(connector)));
    }
  }

  Task<void> load_sso_connectors() {
    const auto connectors = co_await api_.get("/sso-connectors");
    for (const auto& value : connectors.as_array()) {
      const auto& connector = value.as_object();
      auto members =
          pick(connector, {"id", "connectorName", "providerName", "config", "domains", "branding"});
      add_switches(members, connector, {"syncProfile", "enableTokenStorage", "trustsMfa"});
      names_.add(*find_section("ssoConnectors"), members, text_of(connector, "id"));
      items("ssoConnectors").push_back(to_connector(members, {"clientSecret"}));
    }
  }

  Task<json::array> load_jit_connectors(std::string organization) {
    const auto connectors = co_await api_.list(organization + "/jit/sso-connectors");
    json::array names;
    for (const auto& connector : connectors)
      names.push_back(connector.at("connectorName"));
    co_return sorted(std::move(names));
  }

  Task<void> load_organizations() {
    const auto organizations = co_await api_.list("/organizations");
    for (const auto& value : organizations) {
      const auto& organization = value.as_object();
      const auto id = text_of(organization, "id");
      const std::string path = "/organizations/" + id;
      auto members = pick(
          organization,
          {"id", "name", "description", "customData", "branding", "color", "customCss"}
      );
      if (organization.at("isMfaRequired").as_bool()) members["isMfaRequired"] = true;
      const auto users = co_await api_.list(path + "/users");
      add_members(members, "members", "user", "users", users);
      const auto applications = co_await api_.list(path + "/applications");
      add_members(members, "applications", "application", "applications", applications);
      const auto domains = co_await api_.list(path + "/jit/email-domains");
      json::array names;
      for (const auto& domain : domains)
        names.push_back(domain.at("emailDomain"));
      if (!names.empty()) members["jitEmailDomains"] = sorted(std::move(names));
      const auto roles = co_await api_.list(path + "/jit/roles");
      if (!roles.empty()) members["jitRoles"] = names_in(roles);
      auto connectors = co_await load_jit_connectors(path);
      if (!connectors.empty()) members["jitSsoConnectors"] = std::move(connectors);
      items("organizations").push_back({.id = id, .members = std::move(members)});
    }
  }

  // Users or machines of an organization, with their roles there.
  void add_members(
      json::object& organization,
      const char* member,
      const char* name,
      const char* kind,
      const json::array& things
  ) {
    std::map<std::string, json::object> by_name;
    for (const auto& thing : things) {
      const auto title = names_.name_of(kind, text_of(thing.as_object(), "id"));
      json::object entry{{name, title}};
      auto roles = names_in(thing.at("organizationRoles"));
      if (!roles.empty()) entry["roles"] = std::move(roles);
      by_name.emplace(title, std::move(entry));
    }
    json::array list;
    for (auto& [title, entry] : by_name)
      list.push_back(std::move(entry));
    if (!list.empty()) organization[member] = std::move(list);
  }

  Task<void> load_webhooks() {
    const auto hooks = co_await api_.get("/hooks");
    for (const auto& value : hooks.as_array()) {
      const auto& hook = value.as_object();
      auto members = pick(hook, {"name", "events", "config", "enabled"});
      if (secrets_ == Secrets::shown) members["signingKey"] = hook.at("signingKey");
      items("webhooks").push_back({.id = text_of(hook, "id"), .members = std::move(members)});
    }
  }

  Task<void> load_experience() {
    const auto experience = co_await api_.get("/sign-in-exp");
    document_.experience = experience.as_object();
    for (const auto name : {"tenantId", "id"})
      document_.experience.erase(name);
    // Uploaded pages do not travel in the file: a tenant that has some keeps them.
    const auto* pages = document_.experience.if_contains("customUiAssets");
    if (pages != nullptr && !pages->is_null()) document_.experience.erase("customUiAssets");
  }

  LocalApi api_;
  Names& names_;
  Secrets secrets_;
  Document document_;
};

}  // namespace

Task<Document> load_document(LocalApi api, Names& names, Secrets secrets) {
  Loader loader(api, names, secrets);
  co_return co_await loader.load();
}

}  // namespace daemun::app
