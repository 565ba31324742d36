// AWS Signature Version 4.
#ifndef DAEMUN_CONNECTORS_SIGNATURES_AWS_V4_H
#define DAEMUN_CONNECTORS_SIGNATURES_AWS_V4_H

#include "base/clock.h"
#include "net/http.h"

#include <string>

namespace daemun::connectors {

struct AwsKey {
  std::string id;
  std::string secret;
  std::string region;
  std::string service;
};

// Adds X-Amz-Date and Authorization to a request without query and with its headers complete; they
// are all signed. Its path has unreserved characters and '/' only.
void sign_aws_v4(net::Request& request, const AwsKey& key, TimePoint now);

}  // namespace daemun::connectors

#endif
