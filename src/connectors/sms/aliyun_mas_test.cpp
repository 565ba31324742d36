#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "aliyun-short-message-auth-service";
constexpr std::string_view config =
    R"({"accessKeyId": "key-id", "accessKeySecret": "key-secret", "signName": "App", "templates": [{"usageType": "SignIn", "templateCode": "100001"}, {"usageType": "Register", "templateCode": "100001"},
    {"usageType": "ForgotPassword", "templateCode": "1"}, {"usageType": "OrganizationInvitation", "templateCode": "1"}, {"usageType": "Generic", "templateCode": "1"},
    {"usageType": "UserPermissionValidation", "templateCode": "1"}, {"usageType": "BindNewIdentifier", "templateCode": "1"},
    {"usageType": "MfaVerification", "templateCode": "1"}, {"usageType": "BindMfa", "templateCode": "1"}]})";

TEST_CASE("aliyun_mas sends a signed form") {
  CHECK(
      make_text(id, config, a_message("8613812345678")) ==
      "POST https://dypnsapi.aliyuncs.com/\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "Action=SendSmsVerifyCode&Version=2017-05-25&RegionId=cn-hangzhou&CountryCode=86&"
      "PhoneNumber=13812345678&SignName=App&TemplateCode=100001&"
      "TemplateParam=%7B%22code%22%3A%22123456%22%2C%22min%22%3A%2210%22%7D&"
      "AccessKeyId=key-id&Format=json&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&"
      "SignatureNonce=c15c0289-ec2d-4a91-a7ec-8e65a18debbe&"
      "Timestamp=2027-01-15T08%3A00%3A00Z&Signature=pb9EQmhpPIxo9NM7%2FlY82NTYbk8%3D"
  );
}

TEST_CASE("aliyun_mas serves mainland China only") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      R"(invalid_request_parameters {"message":"Only numbers of mainland China are served."})"
  );
}

TEST_CASE("aliyun_mas reads the answers of the service") {
  CHECK(read(id, 200, R"({"Code":"OK","Message":"OK","RequestId":"r"})") == "");
  CHECK(
      read(id, 200, R"({"Code":"FREQUENCY_FAIL","Message":"limit","RequestId":"r"})") ==
      R"(rate_limit_exceeded {"errorDescription":"limit","Code":"FREQUENCY_FAIL",)"
      R"("RequestId":"r"})"
  );
  CHECK(
      read(id, 200, R"({"Code":"MOBILE_NUMBER_ILLEGAL","Message":"number","RequestId":"r"})") ==
      R"(invalid_request_parameters {"errorDescription":"number",)"
      R"("Code":"MOBILE_NUMBER_ILLEGAL","RequestId":"r"})"
  );
  CHECK(
      read(id, 200, R"({"Code":"X","Message":"bad","RequestId":"r"})") ==
      R"(general {"errorDescription":"bad","Code":"X","RequestId":"r"})"
  );
}

}  // namespace
}  // namespace daemun::connectors
