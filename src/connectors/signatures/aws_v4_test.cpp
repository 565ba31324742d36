#include "connectors/signatures/aws_v4.h"

#include <doctest/doctest.h>

namespace daemun::connectors {
namespace {

// Of AWS's test suite for Signature Version 4: key, time and results.
const AwsKey key{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service"};
const TimePoint now = from_unix_seconds(1'440'938'160);  // 2015-08-30T12:36:00Z

std::string authorization_of(net::Request request) {
  request.url = "https://example.amazonaws.com/";
  sign_aws_v4(request, key, now);
  CHECK(request.headers.at(request.headers.size() - 2).value == "20150830T123600Z");
  return request.headers.back().value;
}

TEST_CASE("sign_aws_v4 has the value of get-vanilla") {
  CHECK(
      authorization_of({}) ==
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
      "SignedHeaders=host;x-amz-date, "
      "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
  );
}

TEST_CASE("sign_aws_v4 has the value of post-vanilla") {
  net::Request request;
  request.method = "POST";
  CHECK(authorization_of(request).ends_with(
      "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
  ));
}

TEST_CASE("sign_aws_v4 has the value of post-x-www-form-urlencoded") {
  net::Request request;
  request.method = "POST";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "Param1=value1";
  CHECK(authorization_of(request).ends_with(
      "SignedHeaders=content-type;host;x-amz-date, "
      "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
  ));
}

}  // namespace
}  // namespace daemun::connectors
