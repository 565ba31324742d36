// Alibaba Cloud's RPC signature 1.0 (HMAC-SHA1).
#ifndef DAEMUN_CONNECTORS_SIGNATURES_ALIYUN_RPC_H
#define DAEMUN_CONNECTORS_SIGNATURES_ALIYUN_RPC_H

#include "base/form.h"

#include <string>
#include <string_view>

namespace daemun::connectors {

// Of a request to "/" with these parameters. `method` is "GET" or "POST".
std::string sign_aliyun_rpc(
    std::string_view method, const Form& parameters, std::string_view secret
);

}  // namespace daemun::connectors

#endif
