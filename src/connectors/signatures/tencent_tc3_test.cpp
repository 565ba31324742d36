#include "connectors/signatures/tencent_tc3.h"

#include <doctest/doctest.h>

namespace daemun::connectors {
namespace {

TEST_CASE("sign_tencent_tc3 has the value of the example of Tencent's documentation") {
  const TencentKey key{
      "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "cvm"};
  constexpr std::string_view body =
      R"({"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]})";
  CHECK(
      sign_tencent_tc3(body, key, from_unix_seconds(1'551'113'065)) ==
      "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, "
      "SignedHeaders=content-type;host, "
      "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
  );
}

}  // namespace
}  // namespace daemun::connectors
