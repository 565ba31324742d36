// The question of the consent page, as far as it is documented.
#ifndef DAEMUN_EXPERIENCE_CONSENT_VIEW_H
#define DAEMUN_EXPERIENCE_CONSENT_VIEW_H

#include "base/json.h"

#include <optional>
#include <string>
#include <vector>

#include "api/described.h"

namespace daemun::experience {

struct ConsentApplication {
  std::string id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(ConsentApplication, (), (id, name))

struct ConsentUser {
  std::string id{};
};
BOOST_DESCRIBE_STRUCT(ConsentUser, (), (id))

struct MissingScope {
  std::string id{};
  std::string name{};
  api::Nullable<std::string> description{};
};
BOOST_DESCRIBE_STRUCT(MissingScope, (), (id, name, description))

struct ConsentResource {
  std::string id{};
  std::string name{};
  std::string indicator{};
};
BOOST_DESCRIBE_STRUCT(ConsentResource, (), (id, name, indicator))

struct MissingResourceScopes {
  ConsentResource resource{};
  std::vector<MissingScope> scopes{};
};
BOOST_DESCRIBE_STRUCT(MissingResourceScopes, (), (resource, scopes))

struct ConsentOrganization {
  std::string id{};
  std::string name{};
  std::vector<json::object> missing_resource_scopes{};  // each a MissingResourceScopes
};
BOOST_DESCRIBE_STRUCT(ConsentOrganization, (), (id, name, missing_resource_scopes))

struct ConsentView {
  api::Raw<ConsentApplication> application{};
  api::Raw<ConsentUser> user{};
  std::optional<std::vector<ConsentOrganization>> organizations{};
  std::vector<std::string> missing_oidc_scope{};
  std::vector<MissingResourceScopes> missing_resource_scopes{};
  std::optional<std::string> redirect_uri{};
};
BOOST_DESCRIBE_STRUCT(
    ConsentView,
    (),
    (application, user, organizations, missing_oidc_scope, missing_resource_scopes, redirect_uri)
)

struct GivenConsent {
  std::optional<std::vector<std::string>> organization_ids{};
};
BOOST_DESCRIBE_STRUCT(GivenConsent, (), (organization_ids))

}  // namespace daemun::experience

template <>
inline constexpr std::string_view
    daemun::api::renamed<&daemun::experience::ConsentView::missing_oidc_scope> = "missingOIDCScope";

#endif
