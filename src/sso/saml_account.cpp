#include "sso/saml_account.h"

#include "connectors/social/account.h"

#include <array>
#include <optional>
#include <utility>

namespace daemun::sso {
namespace {

using connectors::SocialUser;

constexpr std::string_view name_id = "nameID";
constexpr std::string_view default_id_attribute = "id";
constexpr std::string_view transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

struct MappedName {
  std::string_view name;
  std::string_view fallback;  // the attribute of which it is, unless configured
  // As Microsoft's providers call it (WS-Federation 1.2, Identity Metasystem Interoperability 7.5).
  std::string_view claim_type;
};

constexpr std::array<MappedName, 3> mapped_names{{
    {"id", name_id, ""},
    {"email", "email", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"},
    {"name", "name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"},
}};

// The only value of the attribute: of two nobody knows which is meant.
std::optional<std::string> only_value(const saml::Assertion& assertion, std::string_view name) {
  if (name.empty()) return std::nullopt;
  const auto found = assertion.attributes.find(name);
  if (found == assertion.attributes.end() || found->second.size() != 1) return std::nullopt;
  return found->second.front();
}

std::optional<std::string> find_mapped(
    const json::object& config, const saml::Assertion& assertion, const MappedName& mapped
) {
  const auto* mapping = find_object(config, "attributeMapping");
  const auto own = mapping == nullptr ? std::nullopt : find_string(*mapping, mapped.name);
  const auto attribute = own.value_or(mapped.fallback);
  if (attribute == name_id) return assertion.name_id.value;
  auto value = only_value(assertion, attribute);
  if (value || own) return value;
  return only_value(assertion, mapped.claim_type);
}

json::object to_raw(const saml::Assertion& assertion) {
  json::object raw{{name_id, assertion.name_id.value}};
  for (const auto& [name, values] : assertion.attributes) {
    if (raw.contains(name)) continue;
    if (values.size() == 1)
      raw[name] = values.front();
    else
      raw[name] = to_json_array(values);
  }
  return raw;
}

std::optional<std::string> find_in_profile(
    const json::object& config, const saml::Assertion& assertion, std::string_view name
) {
  const auto* map = find_object(config, "profileMap");
  const auto own = map == nullptr ? std::nullopt : find_string(*map, name);
  return only_value(assertion, own.value_or(name));
}

// saml-core 8.3.8: the next one is another, and so would be the account.
connectors::ConnectorError refuse_transient() {
  return connectors::make_error(
      connectors::ConnectorErrorCode::invalid_response, "The NameID is transient."
  );
}

bool takes_name_id(const json::object& config) {
  return attribute_mapping_of(config).at("id").as_string() == name_id;
}

}  // namespace

json::object attribute_mapping_of(const json::object& config) {
  const auto* own = find_object(config, "attributeMapping");
  json::object mapping;
  for (const auto& mapped : mapped_names) {
    const auto configured = own == nullptr ? std::nullopt : find_string(*own, mapped.name);
    mapping[mapped.name] = configured.value_or(mapped.fallback);
  }
  return mapping;
}

Result<SocialUser, connectors::ConnectorError> to_account(
    const json::object& config, const saml::Assertion& assertion
) {
  if (takes_name_id(config) && assertion.name_id.format == transient) return refuse_transient();
  SocialUser user{
      .id = find_mapped(config, assertion, mapped_names[0]).value_or(""),
      .email = find_mapped(config, assertion, mapped_names[1]),
      .name = find_mapped(config, assertion, mapped_names[2]),
      .raw = to_raw(assertion)};
  return connectors::check_user(std::move(user));
}

Result<SocialUser, connectors::ConnectorError> to_social_user(
    const json::object& config, const saml::Assertion& assertion
) {
  const auto find = [&](std::string_view name) { return find_in_profile(config, assertion, name); };
  SocialUser user{
      .id = find("id").value_or(""),
      .name = find("name"),
      .avatar = find("avatar"),
      .raw = to_raw(assertion)};
  const auto* map = find_object(config, "profileMap");
  const bool is_mapped = map != nullptr && find_string(*map, "id").value_or(default_id_attribute) !=
                                               default_id_attribute;
  if (user.id.empty() && !is_mapped) {
    if (assertion.name_id.format == transient) return refuse_transient();
    user.id = assertion.name_id.value;
  }
  if (find_bool(config, "trustUnverifiedEmail").value_or(false)) {
    user.email = find("email");
    user.phone = find("phone");
  }
  return connectors::check_user(std::move(user));
}

std::string entity_id_of(std::string_view endpoint, const SsoConnectorId& connector) {
  return std::string(endpoint) + "/enterprise-sso/" + connector.value();
}

std::string consumer_url_of(std::string_view endpoint, const SsoConnectorId& connector) {
  return std::string(endpoint) + "/api/authn/single-sign-on/saml/" + connector.value();
}

}  // namespace daemun::sso
