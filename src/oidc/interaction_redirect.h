// The way into the sign-in dialogue: which page, and the cookies that bind it to this browser.
#ifndef DAEMUN_OIDC_INTERACTION_REDIRECT_H
#define DAEMUN_OIDC_INTERACTION_REDIRECT_H

#include "domain/interaction.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/dependencies.h"

#include <optional>
#include <string>

namespace daemun::oidc {

// "/sign-in?app_id=…&interaction=…", "/register?…", "/consent?app_id=…&interaction=…". The last one
// tells the dialogues of two tabs apart.
std::string page_of(const Interaction& interaction);

// 303 to the page, with the `_interaction` cookie. `finished` is the dialogue that leads to this
// one.
http::Response interaction_redirect(
    const Dependencies& dependencies,
    const http::Request& request,
    const Interaction& interaction,
    const std::optional<Interaction>& finished = std::nullopt
);

// Whether the dialogue is one of this browser's.
bool holds_dialogue(
    const Dependencies& dependencies, const http::Request& request, const InteractionId& id
);

// Forgets a finished dialogue.
void remove_interaction_cookies(
    http::Response& response,
    const Dependencies& dependencies,
    const http::Request& request,
    const InteractionId& id
);

}  // namespace daemun::oidc

#endif
