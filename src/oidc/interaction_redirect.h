// The way into the sign-in dialogue: which page, and the cookies that bind it to this browser.
#ifndef DAEMUN_OIDC_INTERACTION_REDIRECT_H
#define DAEMUN_OIDC_INTERACTION_REDIRECT_H

#include "domain/interaction.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/dependencies.h"

#include <string>

namespace daemun::oidc {

// "/sign-in?app_id=…", "/register?…", "/consent?app_id=…"
std::string page_of(const Interaction& interaction);

// 303 to the page, with the `_interaction` and `_interaction_resume` cookies.
http::Response interaction_redirect(
    const Dependencies& dependencies, const http::Request& request, const Interaction& interaction
);

// The uid of the resume cookie, empty when there is none. The cookie is bound to the uid's path.
std::string resume_cookie_value(const http::Request& request);

// Forgets a finished dialogue.
void remove_interaction_cookies(
    http::Response& response,
    const Dependencies& dependencies,
    const http::Request& request,
    const InteractionId& id
);

}  // namespace daemun::oidc

#endif
