// Arbitrary answers of a service that signs people in: no account without an id, none of an ID
// token that nobody has signed, and nothing that could end a header.
#include "connectors/registry.h"
#include "connectors/social/exchange.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

namespace {

using namespace daemun;
using namespace daemun::connectors;

const TimePoint now = from_unix_seconds(1'800'000'000);

json::object config_of(const std::string& id) {
  json::object config{
      {"clientId", "app"},
      {"clientSecret", "hush"},
      {"authorizationEndpoint", "https://id.example/auth"},
      {"tokenEndpoint", "https://id.example/token"},
      {"userInfoEndpoint", "https://id.example/me"},
      {"scope", "openid"},
      {"appId", "app"},
      {"appSecret", "hush"},
      {"corpId", "corp"},
      {"agentId", "1"},
      {"cloudInstance", "https://login.example"},
      {"tenantId", "common"}};
  if (id == "oidc") {
    config["idTokenVerificationConfig"] = {
        {"jwksUri", "https://id.example/jwks"}, {"issuer", "https://id.example"}};
  }
  return config;
}

// False: the service wants a configuration or a callback that is not made here (Alipay's key,
// Apple's ID token).
bool run(const ConnectorFactory& factory, const std::string& answer) {
  crypto::FakeRandom random(1);
  const Attempt attempt{now, random};
  const auto config = config_of(factory.id);
  auto begun = begin_social(factory, config, {"c", "s", "https://a.example/callback/c"}, attempt);
  if (!begun) return false;
  auto exchange = resume_social(
      factory, config, {"c", begun->session, {{"code", "x"}, {"state", "s"}}}, attempt
  );
  if (!exchange) return false;
  int requests = 0;
  while (const auto* request = std::get_if<net::Request>(&exchange->step())) {
    if (++requests > 5) std::abort();
    for (const auto& header : request->headers) {
      if (header.value.find_first_of("\r\n") != std::string::npos) std::abort();
    }
    const net::Response response{
        .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = answer};
    if (!exchange->read(response, now)) return true;
  }
  const auto& user = std::get<SocialUser>(exchange->step());
  const auto service = factory.social->make(config);
  if (user.id.empty() || service.has_id_token()) std::abort();
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string answer(reinterpret_cast<const char*>(data), size);
  int asked = 0;
  for (const auto& factory : factories()) {
    if (factory.social != nullptr && run(factory, answer)) ++asked;
  }
  if (asked < 24) std::abort();
  return 0;
}
