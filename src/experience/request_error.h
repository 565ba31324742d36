// The refusals of the sign-in dialogue: api/request_error.h under the names of this module.
#ifndef DAEMUN_EXPERIENCE_REQUEST_ERROR_H
#define DAEMUN_EXPERIENCE_REQUEST_ERROR_H

#include "api/json_body.h"
#include "api/request_error.h"

namespace daemun::experience {

using api::answer_json;
using api::answer_nothing;
using api::conflict;
using api::invalid_input;
using api::is_conflict;
using api::language_of;
using api::Outcome;
using api::RequestError;
using api::to_response;

// 400 session.not_found, as when the dialogue's cookie is missing or has expired.
inline RequestError session_not_found() {
  RequestError error{.code = "session.not_found"};
  error.oauth_error = "invalid_request";
  error.oauth_description = "interaction session not found";
  return error;
}

}  // namespace daemun::experience

#endif
