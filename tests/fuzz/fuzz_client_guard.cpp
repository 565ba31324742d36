// Arbitrary texts at an API's guard: as the Authorization header, as what the provider says of a
// token, and inside a challenge.
#include "base/text.h"
#include "daemun/auth/fake_http.h"
#include "daemun/auth/web/bearer_token.h"
#include "daemun/auth/web/challenge.h"
#include "daemun/auth/web/guard.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace daemun::auth;

const std::string api = "a";
const std::string endpoint = "https://i.example/introspect";

// The result is one word, and stands in the header as it is.
void check_header(const std::string& text) {
  Request request;
  request.headers = {{"authorization", text}};
  const auto token = read_bearer_token(request);
  if (!token) return;
  const std::string& word = token->reveal();
  if (word.empty() || word.find_first_of(" ,\t\r\n\"") != std::string::npos) std::abort();
  if (text.find(word) == std::string::npos) std::abort();
}

// Only an active token for this API comes in.
void check_introspection(const std::string& text) {
  FakeHttp fake;
  FakeTaskHttp http(fake);
  const daemun::FakeClock clock;
  daemun::crypto::FakeRandom random(1);
  ProviderSettings settings;
  settings.metadata.introspection_endpoint = endpoint;
  settings.client.client_id = "api";
  ProviderConnection connection(settings, http, clock, random);
  Guard guard({.audience = api, .format = TokenFormat::opaque}, connection, clock);
  fake.answer(endpoint, make_json_response(text));
  Request request;
  request.headers = {{"Authorization", "Bearer t"}};
  const auto token = guard.check(request);
  if (!token) return;
  if (daemun::find_bool(token->claims.members(), "active") != true) std::abort();
  if (!daemun::contains(token->claims.aud(), api)) std::abort();
  if (!token->organization_id.empty() || token->expires_at <= clock.now()) std::abort();
}

// Four attributes, and nothing but printable characters between their quotes.
void check_challenge(const std::string& text) {
  Challenge challenge;
  challenge.code = Challenge::Code::insufficient_scope;
  challenge.realm = "r" + text;
  challenge.description = text;
  challenge.scopes = {text, text};
  const auto response = to_response(challenge);
  const std::string& header = *find_header(response.headers, "www-authenticate");
  if (std::count(header.begin(), header.end(), '"') != 8) std::abort();
  if (header.find('\\') != std::string::npos) std::abort();
  if (!std::all_of(header.begin(), header.end(), [](char c) { return c >= ' ' && c <= '~'; })) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_header(text);
  check_introspection(text);
  check_challenge(text);
  return 0;
}
