#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "tencent-short-message-service";
constexpr std::string_view config =
    R"({"accessKeyId": "key-id", "accessKeySecret": "key-secret", "signName": "App", "sdkAppId": "1400006666", "region": "ap-guangzhou", "templates": [
    {"usageType": "SignIn", "templateCode": "S"}, {"usageType": "Register", "templateCode": "R"},
    {"usageType": "ForgotPassword", "templateCode": "F"}, {"usageType": "Generic", "templateCode": "G"}]})";

TEST_CASE("tencent sends a signed request") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "POST https://sms.tencentcloudapi.com/\n"
      "Content-Type: application/json; charset=utf-8\n"
      "Authorization: TC3-HMAC-SHA256 Credential=key-id/2027-01-15/sms/tc3_request,"
      " SignedHeaders=content-type;host, Signature=6563bee591f02a3638f4f84f61b9f0da0cabe539"
      "cc8e14a9ff8eb510091c0ab3\n"
      "X-TC-Action: SendSms\n"
      "X-TC-Timestamp: 1800000000\n"
      "X-TC-Version: 2021-01-11\n"
      "X-TC-Region: ap-guangzhou\n"
      "\n"
      R"({"SmsSdkAppId":"1400006666","SignName":"App","TemplateId":"S",)"
      R"("TemplateParamSet":["123456"],"PhoneNumberSet":["+821012345678"]})"
  );
}

TEST_CASE("tencent does not fall back to the Generic template") {
  CHECK(
      make_text(id, config, a_message("821012345678", TemplateType::bind_mfa)) ==
      R"(template_not_found {"message":"There is no template of usage type BindMfa."})"
  );
}

TEST_CASE("tencent reads the answers of the service") {
  CHECK(
      read(
          id,
          200,
          R"({"Response":{"SendStatusSet":[{"Code":"Ok","Message":"send success"}],"RequestId":"r"}})"
      ) == ""
  );
  CHECK(
      read(
          id,
          200,
          R"({"Response":{"SendStatusSet":[{"Code":"LimitExceeded.PhoneNumberDailyLimit","Message":"too many"}]}})"
      ) == R"(general {"message":"LimitExceeded.PhoneNumberDailyLimit: too many"})"
  );
  CHECK(
      read(
          id,
          200,
          R"({"Response":{"Error":{"Code":"AuthFailure","Message":"key"},"RequestId":"r"}})"
      ) == R"(general {"errorDescription":"key","Code":"AuthFailure"})"
  );
  CHECK(read(id, 500, "x") == R"(general {"message":"x"})");
}

}  // namespace
}  // namespace daemun::connectors
