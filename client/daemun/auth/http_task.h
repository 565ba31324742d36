// The transport for coroutines: the same promises as HttpClient.
#ifndef DAEMUN_AUTH_HTTP_TASK_H
#define DAEMUN_AUTH_HTTP_TASK_H

#include "daemun/auth/http.h"
#include "net/http_task.h"

namespace daemun::auth {

using net::TaskHttpClient;

}  // namespace daemun::auth

#endif
