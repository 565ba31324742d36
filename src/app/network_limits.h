// How fast strangers of one network may make the server write: dialogues, pushed requests, device
// codes, attempts to sign in, and the log lines of each. A bound for each network (an IPv4 address,
// an IPv6 /64), since whoever asks is not known yet.
#ifndef DAEMUN_APP_NETWORK_LIMITS_H
#define DAEMUN_APP_NETWORK_LIMITS_H

#include "base/clock.h"
#include "base/rate_table.h"
#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

#include <atomic>
#include <string>

namespace daemun::app {

class NetworkLimits {
 public:
  // `per_minute`: 0 is no limit.
  NetworkLimits(const Clock& clock, int per_minute);

  // How a request was admitted.
  struct Admission {
    std::string network{};         // empty: it is not counted
    bool has_credentials = false;  // of a client, not checked yet
  };
  // 429 with Retry-After when the network has used up its share.
  Result<Admission, http::Response> admit(const http::Request& request);
  // A client that has proven who it is is no stranger: the request is not counted after all.
  void settle(const Admission& admission, const http::Response& response);

 private:
  void log_refusal(const std::string& network, TimePoint now);

  const Clock& clock_;
  RateTable table_;
  std::atomic<std::int64_t> next_log_ms_ = 0;
};

}  // namespace daemun::app

#endif
