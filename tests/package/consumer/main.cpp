// Uses what crosses the library's border: values, exceptions, coroutines on the app's own loop,
// threads of the library.
#include "base/clock.h"
#include "daemun/auth/session/authjs_cookie.h"
#include "daemun/auth/session/redis_store.h"
#include "daemun/auth/session/sqlite_store.h"
#include "daemun/auth/transport/curl_task_http.h"
#include "daemun/auth/web/auth.h"
#include "daemun/base/task.h"
#include "daemun/crypto/random.h"

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace {

using namespace daemun;

void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

void use_cookie() {
  const auth::AuthjsCookie authjs({.secrets = {Secret("secret")}});
  crypto::SystemRandom random;
  const TimePoint now = SystemClock().now();
  const auto set = authjs.write({{"sub", "ada"}}, {}, {now, random});
  const auto claims = authjs.read({{set.at(0).name, set.at(0).value}}, now);
  require(claims && find_string(*claims, "sub") == "ada", "a cookie is read again");
  require(!authjs.read({}, now), "no cookie is a refusal");
}

void use_stores(const std::string& path) {
  const TimePoint now = SystemClock().now();
  auth::SqliteStore store({.path = path});
  const auth::StoredSession session{.sealed = "s", .expires_at = now + Seconds(60)};
  require(store.insert("a", session, now) == auth::SessionStore::Write::done, "insert");
  require(store.find("a", now).has_value(), "find");
  auth::RedisStore nowhere({.address = {.unix_socket = path + ".nobody"}});
  try {
    (void)nowhere.find("a", now);
    require(false, "nobody answers");
  } catch (const std::runtime_error&) {
  }
}

void use_network() {
  auth::CurlTaskHttp http;
  const auto answer = run_task(http.send({.url = "http://127.0.0.1:1/"}));
  require(!answer && answer.error().code == auth::HttpError::Code::connect_failed, "a closed port");
}

void use_sign_in() {
  const auth::Auth auth(
      {.providers = {{.id = "daemun", .issuer = "https://id.example/oidc", .client_id = "app"}},
       .secrets = {Secret(std::string(32, 's'))},
       .url = "https://app.example"}
  );
  const auth::Request request{.url = "https://app.example/api/auth/session"};
  require(auth.handles(request), "its own path");
  require(run_task(auth.async_handle(request)).status == 200, "nobody is signed in");
  require(!auth(request), "nobody");
}

}  // namespace

int main(int, char** arguments) {
  try {
    require(read_own_clock() == 42, "the app's own header");
    use_cookie();
    use_stores(arguments[1]);
    use_network();
    use_sign_in();
  } catch (const std::exception& error) {
    std::cerr << "consumer: " << error.what() << '\n';
    return 1;
  }
}
