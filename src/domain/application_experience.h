// The pages of one application: the tenant's sign-in experience with what the application shows
// instead.
#ifndef DAEMUN_DOMAIN_APPLICATION_EXPERIENCE_H
#define DAEMUN_DOMAIN_APPLICATION_EXPERIENCE_H

#include "domain/application.h"
#include "domain/sign_in_experience.h"

#include <memory>
#include <string>

namespace daemun {

// Members of `color` and `branding` are overridden one by one, the others as a whole; what the
// application leaves empty stays the tenant's. The same pointer when there is nothing to override;
// `application` may be null.
std::shared_ptr<const SignInExperience> override_experience(
    std::shared_ptr<const SignInExperience> tenant, const Application* application
);

// The name that users see.
std::string display_name_of(const Application& application);
// Its images: those of its sign-in experience, with the client's `logoUri` for want of a logo.
json::object branding_of(const Application& application);

}  // namespace daemun

#endif
