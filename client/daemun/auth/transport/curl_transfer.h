// One request on one handle of libcurl, for CurlHttp: the rules that every request keeps to.
#ifndef DAEMUN_AUTH_TRANSPORT_CURL_TRANSFER_H
#define DAEMUN_AUTH_TRANSPORT_CURL_TRANSFER_H

#include "base/clock.h"
#include "base/result.h"
#include "daemun/auth/http.h"
#include "daemun/auth/transport/curl_http.h"

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <optional>

namespace daemun::auth {

// CURL is void.
struct CurlDelete {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CurlDelete>;

CurlHandle make_curl_handle();

// invalid_url, or protocol_error for a method or header that is not a line of its own.
std::optional<HttpError> find_fault(const Request& request);

struct TransferRules {
  const CurlSettings& settings;
  // For all of it; at least one millisecond.
  Milliseconds time;
  // Becomes true when it shall end.
  const std::atomic<bool>& is_stopping;
};

// Of a request without fault, on a handle that is new or has been reset.
Result<Response, HttpError> transfer(
    CURL* handle, const Request& request, const TransferRules& rules
);

}  // namespace daemun::auth

#endif
