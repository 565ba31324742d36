#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "aliyun-direct-mail";
constexpr std::string_view config =
    R"({"accessKeyId": "key-id", "accessKeySecret": "key-secret", "accountName": "no-reply@app.example", "fromAlias": "App", "templates": [
    {"usageType": "SignIn", "subject": "Code {{code}}", "content": "<b>{{code}}</b>"},
    {"usageType": "Register", "subject": "R", "content": "R"}, {"usageType": "ForgotPassword", "subject": "F", "content": "F"},
    {"usageType": "Generic", "subject": "G", "content": "G {{code}}"}]})";

TEST_CASE("aliyun_dm sends a signed form") {
  CHECK(
      make_text(id, config, a_message("ann@user.example")) ==
      "POST https://dm.aliyuncs.com/\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "Action=SingleSendMail&Version=2015-11-23&AccountName=no-reply%40app.example&"
      "ReplyToAddress=false&AddressType=1&ToAddress=ann%40user.example&FromAlias=App&"
      "Subject=Code+123456&HtmlBody=%3Cb%3E123456%3C%2Fb%3E&RegionId=cn-hangzhou&"
      "AccessKeyId=key-id&Format=json&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&"
      "SignatureNonce=c15c0289-ec2d-4a91-a7ec-8e65a18debbe&"
      "Timestamp=2027-01-15T08%3A00%3A00Z&Signature=EcadItZEWgxSzUAq2fgno%2Bc5spo%3D"
  );
}

TEST_CASE("aliyun_dm sends the tenant's template as it is") {
  CHECK(
      make_text(id, config, a_message_with_template("ann@user.example")) ==
      "POST https://dm.aliyuncs.com/\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "Action=SingleSendMail&Version=2015-11-23&AccountName=no-reply%40app.example&"
      "ReplyToAddress=false&AddressType=1&ToAddress=ann%40user.example&FromAlias=Club&"
      "Subject=Hi+%3CAnn%3E&HtmlBody=%3Cp%3E%26lt%3BAnn%26gt%3B+123456%3C%2Fp%3E&"
      "RegionId=cn-hangzhou&AccessKeyId=key-id&Format=json&SignatureMethod=HMAC-SHA1&"
      "SignatureVersion=1.0&SignatureNonce=c15c0289-ec2d-4a91-a7ec-8e65a18debbe&"
      "Timestamp=2027-01-15T08%3A00%3A00Z&Signature=1VxMuszMyzC3O2SRrjruteUr5bM%3D"
  );
}

TEST_CASE("aliyun_dm reads the answers of the service") {
  CHECK(read(id, 200, R"({"EnvId":"e","RequestId":"r"})") == "");
  CHECK(read(id, 200, "{}") == R"(invalid_response {"message":"{}"})");
  CHECK(
      read(
          id, 400, R"({"Code":"InvalidToAddress","Message":"bad","RequestId":"r","HostId":"h"})"
      ) == R"(general {"errorDescription":"bad","Code":"InvalidToAddress","RequestId":"r",)"
           R"("HostId":"h"})"
  );
  CHECK(read(id, 502, "<html>") == R"(invalid_response {"message":"<html>"})");
}

}  // namespace
}  // namespace daemun::connectors
