// A request to a provider, with the transport's failures as errors of the protocol.
#ifndef DAEMUN_AUTH_TRANSPORT_SEND_H
#define DAEMUN_AUTH_TRANSPORT_SEND_H

#include "base/result.h"
#include "base/task.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http_task.h"

namespace daemun::auth {

// `http` must outlive the task. Errors: not_reachable, bad_url, too_large.
Task<Result<Response, AuthError>> send(TaskHttpClient& http, Request request);

}  // namespace daemun::auth

#endif
