#include "connectors/signatures/aliyun_rpc.h"

#include <doctest/doctest.h>

namespace daemun::connectors {
namespace {

TEST_CASE("sign_aliyun_rpc has the value of the example of the RPC documentation") {
  const Form parameters({
      {"Timestamp", "2016-02-23T12:46:24Z"},
      {"Format", "XML"},
      {"AccessKeyId", "testid"},
      {"Action", "DescribeRegions"},
      {"SignatureMethod", "HMAC-SHA1"},
      {"SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"},
      {"Version", "2014-05-26"},
      {"SignatureVersion", "1.0"},
  });
  CHECK(sign_aliyun_rpc("GET", parameters, "testsecret") == "OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
}

TEST_CASE("sign_aliyun_rpc has the value of the example of Direct Mail's documentation") {
  const Form parameters({
      {"AccessKeyId", "testid"},
      {"AccountName", "<a%b'>"},
      {"Action", "SingleSendMail"},
      {"AddressType", "1"},
      {"Format", "XML"},
      {"HtmlBody", "4"},
      {"RegionId", "cn-hangzhou"},
      {"ReplyToAddress", "true"},
      {"SignatureMethod", "HMAC-SHA1"},
      {"SignatureNonce", "c1b2c332-4cfb-4a0f-b8cc-ebe622aa0a5c"},
      {"SignatureVersion", "1.0"},
      {"Subject", "3"},
      {"TagName", "2"},
      {"Timestamp", "2016-10-20T06:27:56Z"},
      {"ToAddress", "1@test.com"},
      {"Version", "2015-11-23"},
  });
  CHECK(sign_aliyun_rpc("POST", parameters, "testsecret") == "llJfXJjBW3OacrVgxxsITgYaYm0=");
}

TEST_CASE("sign_aliyun_rpc has the value of the example of the SMS documentation") {
  const Form parameters({
      {"AccessKeyId", "testId"},
      {"Action", "SendSms"},
      {"Format", "XML"},
      {"OutId", "123"},
      {"PhoneNumbers", "15300000001"},
      {"RegionId", "cn-hangzhou"},
      {"SignName", "阿里云短信测试专用"},
      {"SignatureMethod", "HMAC-SHA1"},
      {"SignatureNonce", "45e25e9b-0a6f-4070-8c85-2956eda1b466"},
      {"SignatureVersion", "1.0"},
      {"TemplateCode", "SMS_71390007"},
      {"TemplateParam", R"({"customer":"test"})"},
      {"Timestamp", "2017-07-12T02:42:19Z"},
      {"Version", "2017-05-25"},
  });
  CHECK(sign_aliyun_rpc("GET", parameters, "testSecret") == "zJDF+Lrzhj/ThnlvIToysFRq6t4=");
}

}  // namespace
}  // namespace daemun::connectors
