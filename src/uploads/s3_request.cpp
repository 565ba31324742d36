#include "uploads/s3_request.h"

#include "base/encoding.h"
#include "base/uri.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"

#include <algorithm>
#include <utility>

namespace daemun::uploads {
namespace {

using crypto::hmac_sha256;

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

// "20130524T000000Z"
std::string compact_time(TimePoint now) {
  std::string compact;
  for (const char c : to_iso_text(now).substr(0, 19)) {
    if (c != '-' && c != ':') compact += c;
  }
  return compact + "Z";
}

bool by_name(const S3Header& a, const S3Header& b) {
  return a.name < b.name;
}

std::string names_of(const std::vector<S3Header>& headers) {
  std::string names;
  for (const auto& header : headers)
    names += (names.empty() ? "" : ";") + header.name;
  return names;
}

std::string canonical_request(
    const S3Call& call, const std::vector<S3Header>& headers, const std::string& body_hash
) {
  std::string text = call.method + "\n" + call.path + "\n\n";
  for (const auto& header : headers)
    text += header.name + ":" + header.value + "\n";
  return text + "\n" + names_of(headers) + "\n" + body_hash;
}

std::string signing_key(const S3Settings& settings, std::string_view date) {
  const auto of_date = hmac_sha256("AWS4" + settings.secret_access_key.reveal(), date);
  const auto of_region = hmac_sha256(of_date, settings.region);
  return hmac_sha256(hmac_sha256(of_region, "s3"), "aws4_request");
}

}  // namespace

bool is_bucket_name(std::string_view name) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (name.size() < 3 || name.size() > 63 || name.front() == '-' || name.back() == '-')
    return false;
  return std::all_of(name.begin(), name.end(), is_plain);
}

std::string s3_base_url(const S3Settings& settings) {
  const auto endpoint = settings.endpoint.empty()
                            ? "https://s3." + settings.region + ".amazonaws.com"
                            : settings.endpoint;
  if (settings.path_style == S3PathStyle::path) return endpoint + "/" + settings.bucket;
  const auto host = endpoint.find("://") + 3;
  return endpoint.substr(0, host) + settings.bucket + "." + endpoint.substr(host);
}

S3Call s3_object(const S3Settings& settings, std::string_view key) {
  const auto base = s3_base_url(settings);
  const auto host = base.find("://") + 3;
  const auto path = std::min(base.find('/', host), base.size());
  return {
      .host = base.substr(host, path - host), .path = base.substr(path) + "/" + std::string(key)};
}

std::vector<S3Header> sign_s3_call(const S3Call& call, const S3Settings& settings, TimePoint now) {
  const auto time = compact_time(now);
  const auto date = time.substr(0, 8);
  const auto body_hash = to_hex(crypto::sha256(call.body));
  auto headers = call.headers;
  headers.push_back({"x-amz-content-sha256", body_hash});
  headers.push_back({"x-amz-date", time});
  auto signed_headers = headers;
  signed_headers.push_back({"host", call.host});
  std::sort(signed_headers.begin(), signed_headers.end(), by_name);
  const auto request = canonical_request(call, signed_headers, body_hash);
  const auto scope = date + "/" + settings.region + "/s3/aws4_request";
  const auto to_sign =
      std::string(algorithm) + "\n" + time + "\n" + scope + "\n" + to_hex(crypto::sha256(request));
  const auto signature = to_hex(hmac_sha256(signing_key(settings, date), to_sign));
  headers.push_back(
      {"authorization",
       std::string(algorithm) + " Credential=" + settings.access_key_id + "/" + scope +
           ",SignedHeaders=" + names_of(signed_headers) + ",Signature=" + signature}
  );
  return headers;
}

}  // namespace daemun::uploads
