#include "connectors/signatures/aws_v4.h"

#include "base/encoding.h"
#include "base/text.h"
#include "base/uri.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"

#include <algorithm>
#include <map>

namespace daemun::connectors {
namespace {

// "20270115T080000Z"
std::string to_basic_time(TimePoint now) {
  std::string text = to_iso_text(now).substr(0, 19);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

}  // namespace

void sign_aws_v4(net::Request& request, const AwsKey& key, TimePoint now) {
  const auto uri = parse_uri(request.url).value();
  const auto time = to_basic_time(now);
  const auto date = time.substr(0, 8);
  request.headers.push_back({"X-Amz-Date", time});
  std::map<std::string, std::string> signed_headers = {{"host", uri.host}};
  for (const auto& header : request.headers)
    signed_headers[to_lower_ascii(header.name)] = header.value;
  std::string lines;
  std::vector<std::string> names;
  for (const auto& [name, value] : signed_headers) {
    lines += name + ":" + value + "\n";
    names.push_back(name);
  }
  const auto canonical = request.method + "\n" + uri.path + "\n\n" + lines + "\n" +
                         join(names, ";") + "\n" + to_hex(crypto::sha256(request.body));
  const auto scope = date + "/" + key.region + "/" + key.service + "/aws4_request";
  const auto to_sign =
      "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + to_hex(crypto::sha256(canonical));
  std::string signing_key = "AWS4" + key.secret;
  for (const auto& part : {date, key.region, key.service, std::string("aws4_request")})
    signing_key = crypto::hmac_sha256(signing_key, part);
  request.headers.push_back(
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=" + key.id + "/" + scope + ", SignedHeaders=" +
           join(names, ";") + ", Signature=" + to_hex(crypto::hmac_sha256(signing_key, to_sign))}
  );
}

}  // namespace daemun::connectors
