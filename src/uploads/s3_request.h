// Requests to stores that speak Amazon S3's protocol, signed as AWS Signature Version 4 says
// (docs.aws.amazon.com, "Authenticating Requests: Using the Authorization Header").
#ifndef DAEMUN_UPLOADS_S3_REQUEST_H
#define DAEMUN_UPLOADS_S3_REQUEST_H

#include "base/clock.h"
#include "base/secret.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::uploads {

enum class S3PathStyle { host, path };  // where the name of the bucket stands

struct S3Settings {
  std::string endpoint{};  // "https://s3.example.com"; empty: Amazon's of the region
  std::string region = "us-east-1";
  std::string bucket{};
  std::string access_key_id{};
  Secret secret_access_key{};
  std::string public_url{};  // without a slash at its end; empty: that of the objects
  S3PathStyle path_style = S3PathStyle::host;
};

struct S3Header {
  std::string name{};  // lower case
  std::string value{};
};

struct S3Call {
  std::string method{};  // "PUT"
  std::string host{};    // with its port, unless it is the scheme's
  std::string path{};    // of unreserved characters and slashes
  std::vector<S3Header> headers{};
  std::string body{};
};

// "my-bucket": names that can stand in a host.
bool is_bucket_name(std::string_view name);

// "https://my-bucket.s3.eu-west-1.amazonaws.com", or with the bucket as its path.
std::string s3_base_url(const S3Settings& settings);
// The host and path of an object, in a call without method, headers and body.
S3Call s3_object(const S3Settings& settings, std::string_view key);

// All headers but Host: those of the call, x-amz-date, x-amz-content-sha256 and authorization. All
// of them are signed.
std::vector<S3Header> sign_s3_call(const S3Call& call, const S3Settings& settings, TimePoint now);

}  // namespace daemun::uploads

#endif
