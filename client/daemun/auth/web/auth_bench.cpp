// The cost of knowing who sends a request.
#include "daemun/auth/session/keyring.h"
#include "daemun/auth/session/test_session.h"
#include "daemun/auth/web/auth.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>

namespace daemun::auth {

namespace {

AuthSettings a_setting() {
  AuthSettings settings;
  AuthProvider provider;
  provider.id = "logto";
  provider.issuer = test::issuer;
  provider.client_id = "app";
  settings.providers.push_back(std::move(provider));
  settings.secrets = {Secret(std::string(32, 's'))};
  settings.url = "https://app.example";
  return settings;
}

// A session as the guide's sign-in makes it: an ID token, an opaque access token, a refresh token.
Request a_request(crypto::Random& random) {
  Session session = test::a_session();
  session.user = {
      {"id", "q1w2e3r4t5y6"},
      {"name", "Mina Kim"},
      {"email", "mina@example.com"},
      {"image", nullptr}};
  session.tokens.access_token = Secret(std::string(96, 'a'));
  session.tokens.refresh_token = Secret(std::string(96, 'r'));
  const auto keyring = std::make_shared<const Keyring>(a_setting().secrets);
  const SessionKeeper keeper(SessionSettings(), keyring, Scheme::https, random);
  Request request;
  std::string cookies = "theme=dark";
  const Kept kept = keeper.insert(session, {}, test::now).value();
  for (const SetCookie& cookie : kept.cookies)
    cookies += "; " + cookie.name + '=' + cookie.value;
  request.headers = {{"Host", "app.example"}, {"Cookie", cookies}};
  return request;
}

void auth_of_a_cookie_session(benchmark::State& state) {
  AuthParts parts;
  parts.clock = std::make_shared<FakeClock>(test::now);
  const Auth auth(a_setting(), parts);
  crypto::FakeRandom random(1);
  const Request request = a_request(random);
  if (!auth(request)) state.SkipWithError("the session is not found");
  for (auto _ : state) {
    auto session = auth(request);
    benchmark::DoNotOptimize(session);
  }
  state.SetLabel(std::to_string(request.headers[1].value.size()) + " bytes of cookies");
}
BENCHMARK(auth_of_a_cookie_session);

void auth_of_nobody(benchmark::State& state) {
  const Auth auth(a_setting());
  Request request;
  request.headers = {{"Host", "app.example"}, {"Cookie", "theme=dark"}};
  for (auto _ : state) {
    auto session = auth(request);
    benchmark::DoNotOptimize(session);
  }
}
BENCHMARK(auth_of_nobody);

}  // namespace

}  // namespace daemun::auth
