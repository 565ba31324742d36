// Google One Tap: a script of Google's on the first pages posts an ID token of the person, without
// a visit that has begun here.
#ifndef DAEMUN_EXPERIENCE_ONE_TAP_H
#define DAEMUN_EXPERIENCE_ONE_TAP_H

#include "base/json.h"
#include "base/secret.h"
#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"
#include "http/request.h"

#include <optional>

namespace daemun::experience {

// The public setting `googleOneTap`: the connector's members of `oneTap` with its ID and client,
// where Google is among the services that the pages offer. `document`: the settings.
Task<std::optional<json::object>> find_one_tap(
    const Dependencies* dependencies, json::object document
);

// Whether the pages load Google's script. `shown`: the public settings.
bool has_one_tap(const json::object& shown);

// The credential that the page has brought, if the browser had the script on a page of ours, or has
// come with it from an application (domain/one_tap_credential.h): a stranger's could be sent along
// otherwise. Errors: 400 session.csrf_token_mismatch, session.google_one_tap.cookie_mismatch,
// guard.invalid_input.
Outcome<Secret> take_credential(
    const Dependencies& dependencies, const http::Request& request, const json::object& data
);

}  // namespace daemun::experience

#endif
