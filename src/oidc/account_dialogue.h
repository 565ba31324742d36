// The end of a dialogue that a link of ours began (domain/account_dialogue.h): a session for the
// person, and the way on. There is no application, so no code, grant or consent.
#ifndef DAEMUN_OIDC_ACCOUNT_DIALOGUE_H
#define DAEMUN_OIDC_ACCOUNT_DIALOGUE_H

#include "base/task.h"
#include "domain/interaction.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/dependencies.h"

namespace daemun::oidc {

// For a browser that holds the dialogue. One that is not answered goes on with its page. Errors:
// session.not_found when it has just ended, or the proven password was changed.
Task<http::Response> resume_account_dialogue(
    const Dependencies& dependencies, http::Request request, Interaction interaction
);

}  // namespace daemun::oidc

#endif
