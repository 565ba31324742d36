#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "aliyun-short-message-service";
constexpr std::string_view config =
    R"({"accessKeyId": "key-id", "accessKeySecret": "key-secret", "signName": "App", "templates": [
    {"usageType": "SignIn", "templateCode": {"china": "C", "overseas": "O"}}, {"usageType": "Register", "templateCode": "R"},
    {"usageType": "ForgotPassword", "templateCode": "F"}, {"usageType": "Generic", "templateCode": "G"}]})";

TEST_CASE("aliyun_sms sends a signed form") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "POST https://dysmsapi.aliyuncs.com/\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "Action=SendSms&Version=2017-05-25&RegionId=cn-hangzhou&PhoneNumbers=821012345678&"
      "SignName=App&TemplateCode=O&TemplateParam=%7B%22code%22%3A%22123456%22%7D&"
      "AccessKeyId=key-id&Format=json&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&"
      "SignatureNonce=c15c0289-ec2d-4a91-a7ec-8e65a18debbe&"
      "Timestamp=2027-01-15T08%3A00%3A00Z&Signature=qr6YSEryZXXqFwTxN8GDeBxswTQ%3D"
  );
}

TEST_CASE("aliyun_sms has templates for mainland China") {
  CHECK(
      make_text(id, config, a_message("8613812345678")) ==
      "POST https://dysmsapi.aliyuncs.com/\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "Action=SendSms&Version=2017-05-25&RegionId=cn-hangzhou&PhoneNumbers=8613812345678&"
      "SignName=App&TemplateCode=C&TemplateParam=%7B%22code%22%3A%22123456%22%7D&"
      "AccessKeyId=key-id&Format=json&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&"
      "SignatureNonce=c15c0289-ec2d-4a91-a7ec-8e65a18debbe&"
      "Timestamp=2027-01-15T08%3A00%3A00Z&Signature=pcqGZJNU4ytEgNlNrvQbp9POG1U%3D"
  );
}

TEST_CASE("aliyun_sms sends the Generic template for other uses") {
  CHECK(
      make_text(id, config, a_message("821012345678", TemplateType::bind_mfa)) ==
      "POST https://dysmsapi.aliyuncs.com/\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "Action=SendSms&Version=2017-05-25&RegionId=cn-hangzhou&PhoneNumbers=821012345678&"
      "SignName=App&TemplateCode=G&TemplateParam=%7B%22code%22%3A%22123456%22%7D&"
      "AccessKeyId=key-id&Format=json&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&"
      "SignatureNonce=c15c0289-ec2d-4a91-a7ec-8e65a18debbe&"
      "Timestamp=2027-01-15T08%3A00%3A00Z&Signature=Ow6CTcFbjJMyFbn5UA9%2FwbZYqK0%3D"
  );
}

TEST_CASE("aliyun_sms reads the answers of the service") {
  CHECK(read(id, 200, R"({"Code":"OK","Message":"OK","RequestId":"r","BizId":"b"})") == "");
  CHECK(
      read(id, 200, R"({"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"limit","RequestId":"r"})") ==
      R"(rate_limit_exceeded {"errorDescription":"limit","Code":"isv.BUSINESS_LIMIT_CONTROL",)"
      R"("RequestId":"r"})"
  );
  CHECK(
      read(id, 200, R"({"Code":"isv.X","Message":"bad","RequestId":"r"})") ==
      R"(general {"errorDescription":"bad","Code":"isv.X","RequestId":"r"})"
  );
  CHECK(read(id, 200, "{}") == R"(invalid_response {"message":"{}"})");
  CHECK(
      read(id, 400, R"({"Code":"InvalidAccessKeyId.NotFound","Message":"key"})") ==
      R"(general {"errorDescription":"key","Code":"InvalidAccessKeyId.NotFound"})"
  );
}

}  // namespace
}  // namespace daemun::connectors
