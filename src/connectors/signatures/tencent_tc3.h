// Tencent Cloud's API 3.0 signature, TC3-HMAC-SHA256.
#ifndef DAEMUN_CONNECTORS_SIGNATURES_TENCENT_TC3_H
#define DAEMUN_CONNECTORS_SIGNATURES_TENCENT_TC3_H

#include "base/clock.h"

#include <string>
#include <string_view>

namespace daemun::connectors {

struct TencentKey {
  std::string id;
  std::string secret;
  std::string service;  // "sms", which is also the first label of the host
};

inline constexpr std::string_view tencent_media_type = "application/json; charset=utf-8";

// The Authorization header of a POST of JSON to "/".
std::string sign_tencent_tc3(std::string_view body, const TencentKey& key, TimePoint now);

}  // namespace daemun::connectors

#endif
