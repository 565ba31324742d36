// Which audiences an application may have tokens for.
#ifndef DAEMUN_DOMAIN_OPEN_RESOURCES_H
#define DAEMUN_DOMAIN_OPEN_RESOURCES_H

#include "domain/application.h"
#include "domain/resource.h"

namespace daemun {

// Whether the client may have tokens for the resource at all: a third party only where an
// administrator lets users consent to one of its scopes.
bool is_open_to(const Application& client, const Resource& resource);
// As above for the organization template, which the scope of the user's organizations opens too.
bool are_organizations_open_to(const Application& client);

}  // namespace daemun

#endif
