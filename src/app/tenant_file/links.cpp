#include "app/tenant_file/links.h"

#include "base/encoding.h"

#include <algorithm>
#include <utility>

namespace daemun::app {
namespace {

using http::Method;

struct LinkCall {
  LocalApi api;
  const Change& change;
  Names& names;
  std::string path;  // of the thing: "/roles/r1"
  const json::value& wanted;
};

// Made outside of co_await, where g++ 12 cannot make it.
json::object body_of(std::string_view name, json::value value) {
  json::object body;
  body[name] = std::move(value);
  return body;
}

using ApplyLink = Task<void> (*)(LinkCall);

bool has(const json::array& ids, const std::string& id) {
  return std::any_of(ids.begin(), ids.end(), [&](const json::value& one) {
    return one.as_string() == id;
  });
}

Task<void> apply_default(LinkCall call) {
  if (call.change.kind == Change::Kind::create && !call.wanted.as_bool()) co_return;
  co_await call.api.send(
      Method::patch, call.path + "/is-default", body_of("isDefault", call.wanted)
  );
}

// By name: those that are there change their description, others come and go.
Task<void> apply_scopes(LinkCall call) {
  const auto indicator = std::string(call.change.wanted.at("indicator").as_string());
  const auto present = co_await call.api.list(call.path + "/scopes");
  for (const auto& value : call.wanted.as_array()) {
    const auto& scope = value.as_object();
    const auto name = std::string(scope.at("name").as_string());
    const auto found = std::find_if(present.begin(), present.end(), [&](const json::value& one) {
      return one.at("name").as_string() == name;
    });
    if (found == present.end()) {
      const auto made = co_await call.api.send(Method::post, call.path + "/scopes", scope);
      call.names.add("scopes", indicator + " " + name, std::string(made.at("id").as_string()));
    } else {
      const auto id = std::string(found->at("id").as_string());
      co_await call.api.send(Method::patch, call.path + "/scopes/" + id, scope);
    }
  }
  for (const auto& scope : present) {
    const auto& list = call.wanted.as_array();
    const bool is_wanted = std::any_of(list.begin(), list.end(), [&](const json::value& one) {
      return one.at("name") == scope.at("name");
    });
    if (is_wanted) continue;
    const auto id = std::string(scope.at("id").as_string());
    co_await call.api.remove(call.path + "/scopes/" + id);
  }
}

// A list of which POST adds and DELETE removes one.
Task<void> apply_role_scopes(LinkCall call) {
  const auto wanted = call.names.scope_ids_of(call.wanted);
  const auto present = co_await call.api.list(call.path + "/scopes");
  json::array missing = wanted;
  for (const auto& scope : present) {
    const auto id = std::string(scope.at("id").as_string());
    if (has(wanted, id)) {
      missing.erase(std::find(missing.begin(), missing.end(), json::value(id)));
    } else {
      co_await call.api.remove(call.path + "/scopes/" + id);
    }
  }
  if (missing.empty()) co_return;
  co_await call.api.send(Method::post, call.path + "/scopes", body_of("scopeIds", missing));
}

// A list that PUT replaces.
Task<void> replace(LinkCall call, std::string below, std::string member, json::array ids) {
  if (call.change.kind == Change::Kind::create && ids.empty()) co_return;
  co_await call.api.send(Method::put, call.path + below, body_of(member, std::move(ids)));
}

Task<void> apply_template_scopes(LinkCall call) {
  auto ids = call.names.ids_of("organizationScopes", call.wanted);
  co_await replace(call, "/scopes", "organizationScopeIds", std::move(ids));
}

Task<void> apply_template_resource_scopes(LinkCall call) {
  auto ids = call.names.scope_ids_of(call.wanted);
  co_await replace(call, "/resource-scopes", "scopeIds", std::move(ids));
}

Task<void> apply_roles(LinkCall call) {
  auto ids = call.names.ids_of("roles", call.wanted);
  co_await replace(call, "/roles", "roleIds", std::move(ids));
}

Task<void> apply_suspension(LinkCall call) {
  if (call.change.kind == Change::Kind::create && !call.wanted.as_bool()) co_return;
  co_await call.api.send(
      Method::patch, call.path + "/is-suspended", body_of("isSuspended", call.wanted)
  );
}

// Secrets are added; one of the same name is replaced when the file knows another value. The one
// that every new application gets goes when the file names others.
Task<void> apply_secrets(LinkCall call) {
  const auto present = co_await call.api.get(call.path + "/secrets");
  const auto& wanted = call.wanted.as_array();
  const auto find = [](const json::array& list, const json::value& name) {
    return std::find_if(list.begin(), list.end(), [&](const json::value& one) {
      return one.at("name") == name;
    });
  };
  for (const auto& secret : present.as_array()) {
    const auto found = find(wanted, secret.at("name"));
    const bool is_wanted = found != wanted.end();
    const auto* value = is_wanted ? found->as_object().if_contains("value") : nullptr;
    const bool is_other = value != nullptr && *value != secret.at("value");
    const bool is_spare = !is_wanted && call.change.kind == Change::Kind::create;
    if (!is_other && !is_spare) continue;
    const auto name = to_percent_encoded(std::string(secret.at("name").as_string()));
    co_await call.api.remove(call.path + "/secrets/" + name);
  }
  const auto left = co_await call.api.get(call.path + "/secrets");
  for (const auto& secret : wanted) {
    if (find(left.as_array(), secret.at("name")) != left.as_array().end()) continue;
    co_await call.api.send(Method::post, call.path + "/secrets", secret.as_object());
  }
}

struct ConsentKind {
  const char* member;  // in the file
  const char* body;    // of a POST, and of what GET answers
  const char* path;    // of a DELETE
};

constexpr ConsentKind consent_kinds[] = {
    {"user", "userScopes", "user-scopes"},
    {"organization", "organizationScopes", "organization-scopes"},
    {"resources", "resourceScopes", "resource-scopes"},
    {"organizationResources", "organizationResourceScopes", "organization-resource-scopes"},
};

// The ids (of user scopes: the names) of one kind that the file wants.
json::array wanted_consent_ids(const LinkCall& call, const ConsentKind& kind) {
  const auto* names = call.wanted.as_object().if_contains(kind.member);
  if (names == nullptr) return {};
  if (names->is_object()) return call.names.scope_ids_of(*names);
  if (std::string_view(kind.member) == "user") return names->as_array();
  return call.names.ids_of("organizationScopes", *names);
}

// The same of what the application has: names, things with an id, or such things by resource.
json::array present_consent_ids(const json::value& list) {
  json::array ids;
  for (const auto& entry : list.as_array()) {
    if (entry.is_string()) {
      ids.push_back(entry);
    } else if (const auto* scopes = entry.as_object().if_contains("scopes")) {
      for (const auto& scope : scopes->as_array())
        ids.push_back(scope.at("id"));
    } else {
      ids.push_back(entry.at("id"));
    }
  }
  return ids;
}

Task<void> apply_consent_scopes(LinkCall call) {
  const auto path = call.path + "/user-consent-scopes";
  const auto answer = co_await call.api.get(path);
  json::object added;
  for (const auto& kind : consent_kinds) {
    const auto wanted = wanted_consent_ids(call, kind);
    const auto present = present_consent_ids(answer.at(kind.body));
    json::array missing;
    for (const auto& id : wanted) {
      if (!has(present, std::string(id.as_string()))) missing.push_back(id);
    }
    if (!missing.empty()) added[kind.body] = std::move(missing);
    for (const auto& id : present) {
      const auto text = std::string(id.as_string());
      if (has(wanted, text)) continue;
      co_await call.api.remove(path + "/" + kind.path + "/" + to_percent_encoded(text));
    }
  }
  if (!added.empty()) co_await call.api.send(Method::post, path, std::move(added));
}

struct MemberKind {
  const char* name;  // in the file
  const char* kind;
  const char* below;
  const char* body;
};

// Members are replaced as a whole, then the roles of each that has some or had others.
Task<void> apply_members(LinkCall call, MemberKind kind) {
  json::array ids;
  for (const auto& member : call.wanted.as_array())
    ids.emplace_back(call.names.id_of(kind.kind, std::string(member.at(kind.name).as_string())));
  co_await replace(call, kind.below, kind.body, ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto& member = call.wanted.as_array()[i].as_object();
    const auto* roles = member.if_contains("roles");
    if (roles == nullptr) continue;
    json::object body{{"organizationRoleIds", call.names.ids_of("organizationRoles", *roles)}};
    co_await call.api.send(
        Method::put,
        call.path + kind.below + "/" + std::string(ids[i].as_string()) + "/roles",
        std::move(body)
    );
  }
}

Task<void> apply_users(LinkCall call) {
  const MemberKind kind{"user", "users", "/users", "userIds"};
  co_await apply_members(call, kind);
}

Task<void> apply_applications(LinkCall call) {
  const MemberKind kind{"application", "applications", "/applications", "applicationIds"};
  co_await apply_members(call, kind);
}

Task<void> apply_jit_domains(LinkCall call) {
  co_await replace(call, "/jit/email-domains", "emailDomains", call.wanted.as_array());
}

Task<void> apply_jit_roles(LinkCall call) {
  auto ids = call.names.ids_of("organizationRoles", call.wanted);
  co_await replace(call, "/jit/roles", "organizationRoleIds", std::move(ids));
}

Task<void> apply_jit_connectors(LinkCall call) {
  auto ids = call.names.ids_of("ssoConnectors", call.wanted);
  co_await replace(call, "/jit/sso-connectors", "ssoConnectorIds", std::move(ids));
}

struct LinkRow {
  std::string_view section;
  std::string_view link;
  ApplyLink apply;
};

constexpr LinkRow rows[] = {
    {"resources", "isDefault", apply_default},
    {"resources", "scopes", apply_scopes},
    {"roles", "scopes", apply_role_scopes},
    {"organizationRoles", "scopes", apply_template_scopes},
    {"organizationRoles", "resourceScopes", apply_template_resource_scopes},
    {"applications", "secrets", apply_secrets},
    {"applications", "roles", apply_roles},
    {"applications", "userConsentScopes", apply_consent_scopes},
    {"users", "roles", apply_roles},
    {"users", "isSuspended", apply_suspension},
    {"organizations", "members", apply_users},
    {"organizations", "applications", apply_applications},
    {"organizations", "jitEmailDomains", apply_jit_domains},
    {"organizations", "jitRoles", apply_jit_roles},
    {"organizations", "jitSsoConnectors", apply_jit_connectors},
};

}  // namespace

Task<void> apply_link(
    LocalApi api, const Change& change, Names& names, std::string id, std::string link
) {
  for (const auto& row : rows) {
    if (row.section != change.section->name || row.link != link) continue;
    LinkCall call{
        .api = api,
        .change = change,
        .names = names,
        .path = std::string(change.section->path) + "/" + id,
        .wanted = change.wanted.at(link)};
    co_await row.apply(std::move(call));
    co_return;
  }
  throw std::logic_error("no such link: " + link);
}

}  // namespace daemun::app
