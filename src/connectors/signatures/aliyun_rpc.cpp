#include "connectors/signatures/aliyun_rpc.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/hmac.h"

#include <algorithm>

namespace daemun::connectors {

std::string sign_aliyun_rpc(
    std::string_view method, const Form& parameters, std::string_view secret
) {
  std::vector<std::string> pairs;
  for (const auto& [name, value] : parameters.fields())
    pairs.push_back(to_percent_encoded(name) + "=" + to_percent_encoded(value));
  std::sort(pairs.begin(), pairs.end());
  const auto to_sign = std::string(method) + "&%2F&" + to_percent_encoded(join(pairs, "&"));
  return to_base64(crypto::hmac_sha1(std::string(secret) + "&", to_sign));
}

}  // namespace daemun::connectors
