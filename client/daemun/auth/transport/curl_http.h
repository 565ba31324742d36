// HTTP by libcurl. The blocking transport; curl_task_http.h has the one for coroutines.
#ifndef DAEMUN_AUTH_TRANSPORT_CURL_HTTP_H
#define DAEMUN_AUTH_TRANSPORT_CURL_HTTP_H

#include "daemun/auth/http.h"
#include "net/curl_http.h"

namespace daemun::auth {

using net::Addresses;
using net::CurlHttp;
using net::CurlSettings;
using net::max_shared_requests;
using net::Proxy;

}  // namespace daemun::auth

#endif
