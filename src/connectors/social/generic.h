// What the two generic connectors, oauth2 and oidc, have in common: endpoints that an administrator
// types.
#ifndef DAEMUN_CONNECTORS_SOCIAL_GENERIC_H
#define DAEMUN_CONNECTORS_SOCIAL_GENERIC_H

#include "connectors/social/service.h"

namespace daemun::connectors {

// With the client's proof and the further parameters of the configuration.
SocialService make_generic(const json::object& config, auth::ProviderMetadata metadata);

}  // namespace daemun::connectors

#endif
