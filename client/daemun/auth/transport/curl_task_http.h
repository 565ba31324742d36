// HTTP by libcurl for coroutines: a thread that waits, so that event loops do not.
#ifndef DAEMUN_AUTH_TRANSPORT_CURL_TASK_HTTP_H
#define DAEMUN_AUTH_TRANSPORT_CURL_TASK_HTTP_H

#include "daemun/auth/http_task.h"
#include "daemun/auth/transport/curl_http.h"
#include "net/curl_task_http.h"

namespace daemun::auth {

using net::CurlTaskHttp;

}  // namespace daemun::auth

#endif
