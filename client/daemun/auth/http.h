// HTTP as plain values, and the interface of a transport. The protocol makes requests and reads
// responses; the app chooses the transport.
#ifndef DAEMUN_AUTH_HTTP_H
#define DAEMUN_AUTH_HTTP_H

#if !defined(_MSC_VER) && __cplusplus < 202002L
#error "daemun-auth needs C++20: compile with -std=c++20 or newer"
#endif

#include "net/http.h"

namespace daemun::auth {

using net::find_header;
using net::Header;
using net::HttpClient;
using net::HttpError;
using net::Request;
using net::Response;
using net::to_string;
using net::Urgency;

}  // namespace daemun::auth

#endif
