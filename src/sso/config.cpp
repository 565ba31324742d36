#include "sso/config.h"

#include "base/text.h"
#include "connectors/config_check.h"
#include "connectors/provider.h"
#include "connectors/social/service.h"

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "saml/authn_request.h"
#include "saml/metadata.h"

namespace daemun::sso {
namespace {

using connectors::make_issue;
using connectors::text_of;

// A list of connectors/config_check.h.
struct Field {
  std::string_view key;
  std::string_view type;
  bool is_required = false;
};

json::array to_fields(std::initializer_list<Field> fields) {
  json::array list;
  for (const auto& field : fields)
    list.push_back({{"key", field.key}, {"type", field.type}, {"required", field.is_required}});
  return list;
}

// Unknown members are dropped.
json::object take_fields(
    const json::array& fields, const json::object& config, json::array& issues
) {
  json::object known;
  for (const auto& field : fields) {
    const auto& key = field.at("key").as_string();
    if (const auto* member = config.if_contains(key)) known[key] = *member;
  }
  return connectors::check_fields(fields, known, issues);
}

json::object check_oidc(const Provider& provider, const json::object& config, json::array& issues) {
  const bool is_google = provider.name == "GoogleWorkspace";
  auto fields = to_fields(
      {{"clientId", "Text", true},
       {"clientSecret", "Text", true},
       {"scope", "MultilineText"},
       {"trustUnverifiedEmail", "Switch"},
       {"signOutAtProvider", "Switch"}}
  );
  for (auto& more :
       is_google ? to_fields({{"offlineAccess", "Switch"}}) : to_fields({{"issuer", "Text", true}}))
    fields.push_back(std::move(more));
  auto checked = take_fields(fields, config, issues);
  if (!checked.contains("trustUnverifiedEmail")) checked["trustUnverifiedEmail"] = false;
  if (!is_google) connectors::check_endpoints(checked, {"issuer"}, issues);
  // Any organization of the provider's could write any address.
  if (is_for_many_tenants(provider, checked) &&
      connectors::is_true_at(checked, "trustUnverifiedEmail")) {
    issues.push_back(make_issue(
        {"trustUnverifiedEmail"}, "Needs an issuer of one tenant, not common or organizations"
    ));
  }
  return checked;
}

constexpr std::array<std::string_view, 3> mapped_names{"id", "email", "name"};
constexpr std::size_t max_attribute_bytes = 256;

void check_mapping(const json::object& config, json::object& checked, json::array& issues) {
  const auto* value = config.if_contains("attributeMapping");
  if (value == nullptr || value->is_null()) return;
  if (!value->is_object()) {
    issues.push_back(make_issue({"attributeMapping"}, "Expected an object"));
    return;
  }
  json::object mapping;
  for (const auto name : mapped_names) {
    const auto* attribute = value->as_object().if_contains(name);
    if (attribute == nullptr || attribute->is_null()) continue;
    const auto* text = attribute->if_string();
    if (text == nullptr || text->size() > max_attribute_bytes)
      issues.push_back(make_issue({"attributeMapping", name}, "Must be the name of an attribute"));
    else if (!text->empty())
      mapping[name] = *text;
  }
  checked["attributeMapping"] = std::move(mapping);
}

void check_request(const json::object& checked, json::array& issues) {
  const auto algorithm = text_of(checked, "requestSignatureAlgorithm");
  if (!algorithm.empty() && !saml::parse_request_signature_algorithm(algorithm))
    issues.push_back(make_issue({"requestSignatureAlgorithm"}, "Must be RSA-SHA256 or RSA-SHA512"));
}

// Whence the identity provider's keys come. Whether they are keys shows when they are read.
json::array source_fields(const json::object& config) {
  if (!text_of(config, "metadataUrl").empty()) return to_fields({{"metadataUrl", "Text", true}});
  if (!text_of(config, "metadata").empty()) return to_fields({{"metadata", "MultilineText", true}});
  return to_fields(
      {{"entityId", "Text", true},
       {"signInEndpoint", "Text", true},
       {"x509Certificate", "MultilineText", true}}
  );
}

json::object check_saml(const json::object& config, json::array& issues) {
  auto fields = source_fields(config);
  for (auto& more :
       to_fields({{"signAuthnRequest", "Switch"}, {"requestSignatureAlgorithm", "Text"}}))
    fields.push_back(std::move(more));
  auto checked = take_fields(fields, config, issues);
  if (checked.contains("metadataUrl"))
    connectors::check_endpoints(checked, {"metadataUrl"}, issues);
  if (checked.contains("signInEndpoint"))
    connectors::check_endpoints(checked, {"signInEndpoint"}, issues);
  if (text_of(checked, "entityId").size() > saml::max_entity_id_bytes)
    issues.push_back(make_issue({"entityId"}, "Is too long"));
  check_mapping(config, checked, issues);
  check_request(checked, issues);
  return checked;
}

}  // namespace

Result<json::object, connectors::ConnectorError> check_config(
    const Provider& provider, const json::object& config
) {
  json::array issues;
  auto checked = provider.type == Type::oidc ? check_oidc(provider, config, issues)
                                             : check_saml(config, issues);
  if (!issues.empty()) return connectors::invalid_config(std::move(issues));
  return checked;
}

bool is_for_many_tenants(const Provider& provider, const json::object& config) {
  if (provider.name != "AzureAdOidc") return false;
  const auto issuer = to_lower_ascii(text_of(config, "issuer"));
  for (const auto* tenant : {"/common/", "/organizations/", "/consumers/", "{tenantid}"}) {
    if ((issuer + "/").find(tenant) != std::string::npos) return true;
  }
  return false;
}

}  // namespace daemun::sso
