#include "connectors/signatures/tencent_tc3.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"

namespace daemun::connectors {

std::string sign_tencent_tc3(std::string_view body, const TencentKey& key, TimePoint now) {
  const auto date = to_iso_text(now).substr(0, 10);
  const std::string canonical = "POST\n/\n\ncontent-type:" + std::string(tencent_media_type) +
                                "\nhost:" + key.service + ".tencentcloudapi.com\n\n" +
                                "content-type;host\n" + to_hex(crypto::sha256(body));
  const std::string scope = date + "/" + key.service + "/tc3_request";
  const std::string to_sign = "TC3-HMAC-SHA256\n" + std::to_string(to_unix_seconds(now)) + "\n" +
                              scope + "\n" + to_hex(crypto::sha256(canonical));
  std::string signing_key = "TC3" + key.secret;
  for (const auto& part : {date, key.service, std::string("tc3_request")})
    signing_key = crypto::hmac_sha256(signing_key, part);
  return "TC3-HMAC-SHA256 Credential=" + key.id + "/" + scope +
         ", SignedHeaders=content-type;host, Signature=" +
         to_hex(crypto::hmac_sha256(signing_key, to_sign));
}

}  // namespace daemun::connectors
