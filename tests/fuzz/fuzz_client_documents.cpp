// Arbitrary discovery documents, key sets, and answers of the other endpoints.
#include "daemun/auth/device.h"
#include "daemun/auth/discovery.h"
#include "daemun/auth/introspection.h"
#include "daemun/auth/jwks.h"
#include "daemun/auth/token.h"
#include "daemun/auth/userinfo.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace daemun::auth;

const daemun::TimePoint now = daemun::from_unix_seconds(1'800'000'000);

void check_discovery(const Response& response) {
  const auto metadata = read_discovery_response(response, {.issuer = "https://i.example"});
  if (!metadata) return;
  if (metadata->issuer != "https://i.example" || metadata->id_token_algorithms.empty()) {
    std::abort();
  }
  for (const auto& url :
       {metadata->authorization_endpoint, metadata->token_endpoint, metadata->jwks_uri}) {
    if (!check_endpoint(url, Transport::https_only)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Response response;
  response.status = 200;
  response.headers = {{"content-type", "application/json"}};
  response.body.assign(reinterpret_cast<const char*>(data), size);
  const Provider provider{.id = "p", .metadata = {.issuer = "https://i.example"}};

  check_discovery(response);
  const auto keys = read_jwks_response(response);
  if (keys && (!*keys || (*keys)->keys.keys().empty())) std::abort();
  const auto tokens = read_token_response(response, now);
  if (tokens && tokens->access_token.empty()) std::abort();
  const auto user = read_userinfo_response(response, provider, "user");
  if (user && user->subject != "user") std::abort();
  const auto token = read_introspection_response(response, provider, now);
  if (token && token->is_active && token->expires_at && *token->expires_at <= now) std::abort();
  const auto device = read_device_authorization_response(response, now);
  if (device && device->interval <= daemun::Seconds(0)) std::abort();
  response.status = 400;
  const auto answer = read_device_token_response(response, daemun::Seconds(5), now);
  if (answer && answer->state == DeviceState::granted) std::abort();
  return 0;
}
