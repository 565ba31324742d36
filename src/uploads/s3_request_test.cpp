#include "uploads/s3_request.h"

#include <doctest/doctest.h>

namespace daemun::uploads {
namespace {

// The example of Amazon's documentation.
S3Settings example() {
  return {
      .bucket = "examplebucket",
      .access_key_id = "AKIAIOSFODNN7EXAMPLE",
      .secret_access_key = Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};
}
const TimePoint then = from_unix_seconds(1'369'353'600);  // 2013-05-24T00:00:00Z

std::string authorization_of(const S3Call& call) {
  for (const auto& header : sign_s3_call(call, example(), then)) {
    if (header.name == "authorization") return header.value;
  }
  return "";
}

const std::string credential =
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,";

}  // namespace

TEST_CASE("sign_s3_call signs as the examples of Amazon's documentation") {
  const S3Call get{
      .method = "GET",
      .host = "examplebucket.s3.amazonaws.com",
      .path = "/test.txt",
      .headers = {{"range", "bytes=0-9"}}};
  CHECK(
      authorization_of(get) ==
      credential +
          "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature="
          "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
  );
  const S3Call put{
      .method = "PUT",
      .host = "examplebucket.s3.amazonaws.com",
      .path = "/test%24file.text",
      .headers =
          {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
           {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
      .body = "Welcome to Amazon S3."};
  CHECK(
      authorization_of(put) ==
      credential +
          "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
          "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
  );
}

TEST_CASE("sign_s3_call signs the body, the path and each header") {
  const S3Call call{
      .method = "PUT", .host = "h", .path = "/a", .headers = {{"x", "1"}}, .body = "b"};
  const auto signature = authorization_of(call);
  auto other = call;
  other.body = "c";
  CHECK(authorization_of(other) != signature);
  other = call;
  other.path = "/b";
  CHECK(authorization_of(other) != signature);
  other = call;
  other.headers.front().value = "2";
  CHECK(authorization_of(other) != signature);
  other = call;
  other.host = "i";
  CHECK(authorization_of(other) != signature);
}

TEST_CASE("s3_object puts the bucket into the host, or into the path") {
  auto settings = example();
  settings.region = "eu-west-1";
  CHECK(s3_base_url(settings) == "https://examplebucket.s3.eu-west-1.amazonaws.com");
  CHECK(s3_object(settings, "default/a.png").host == "examplebucket.s3.eu-west-1.amazonaws.com");
  CHECK(s3_object(settings, "default/a.png").path == "/default/a.png");
  settings.endpoint = "http://minio:9000";
  CHECK(s3_base_url(settings) == "http://examplebucket.minio:9000");
  settings.path_style = S3PathStyle::path;
  CHECK(s3_base_url(settings) == "http://minio:9000/examplebucket");
  CHECK(s3_object(settings, "default/a.png").host == "minio:9000");
  CHECK(s3_object(settings, "default/a.png").path == "/examplebucket/default/a.png");
}

TEST_CASE("is_bucket_name takes what can stand in a host and in a path") {
  CHECK(is_bucket_name("my-bucket-1"));
  for (const auto* name : {"", "ab", "-abc", "abc-", "a.bc", "a/bc", "A-BC", "a b c"})
    CHECK_FALSE(is_bucket_name(name));
  CHECK_FALSE(is_bucket_name(std::string(64, 'a')));
}

}  // namespace daemun::uploads
