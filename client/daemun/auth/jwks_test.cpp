#include "daemun/auth/jwks.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_provider.h"
#include "jose/jwk.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using Step = JwksCache::Step;
using test::now;
using test::outcome;

FetchedKeys a_key_set(std::optional<Seconds> max_age = std::nullopt) {
  return {.keys = test::a_signer().keys, .max_age = max_age, .etag = "\"1\""};
}

std::string a_document() {
  const auto& key = test::a_signer().key.public_key();
  return json::serialize(jose::to_json(std::vector<jose::Jwk>{
      jose::to_jwk(key, crypto::SignatureAlgorithm::es256)}));
}

Response a_response(std::string cache_control, std::string etag = "") {
  auto response = make_json_response(a_document());
  response.headers.push_back({"Cache-Control", std::move(cache_control)});
  response.headers.push_back({"ETag", std::move(etag)});
  return response;
}

TEST_CASE("make_jwks_request asks whether the keys have changed") {
  const auto first = make_jwks_request(test::a_provider(), "");
  REQUIRE(first);
  CHECK(first->url == "https://id.example/oidc/jwks");
  CHECK(find_header(first->headers, "if-none-match") == nullptr);
  CHECK(first->urgency == Urgency::shared);
  const auto again = make_jwks_request(test::a_provider(), "\"1\"");
  CHECK(*find_header(again->headers, "if-none-match") == "\"1\"");
  CHECK(outcome(make_jwks_request(Provider(), "")) == "not_supported");
}

TEST_CASE("read_jwks_response reads keys, lifetime and ETag") {
  const auto fetched = read_jwks_response(a_response("public, max-age=3600", "W/\"a\""));
  REQUIRE(fetched);
  REQUIRE(*fetched);
  CHECK((*fetched)->keys.keys().size() == 1);
  CHECK((*fetched)->max_age == Seconds(3600));
  CHECK((*fetched)->etag == "W/\"a\"");
  CHECK_FALSE(*read_jwks_response({.status = 304, .headers = {}, .body = ""}));
}

TEST_CASE("read_jwks_response reads Cache-Control") {
  const std::vector<std::pair<std::string, std::optional<Seconds>>> table{
      {"", std::nullopt},
      {"public", std::nullopt},
      {"MAX-AGE=5", Seconds(5)},
      {"max-age=5, no-cache", Seconds(0)},
      {"no-store", Seconds(0)},
      {"max-age=-5", std::nullopt},
      {"max-age=99999999999999999999", std::nullopt},
      {"max-age=", std::nullopt},
      {"max-age=5s", std::nullopt},
      {"s-maxage=5", std::nullopt},
  };
  for (const auto& row : table) {
    CAPTURE(row.first);
    CHECK(read_jwks_response(a_response(row.first)).value()->max_age == row.second);
  }
  CHECK(read_jwks_response(a_response("", "a\r\nb")).value()->etag.empty());
  CHECK(read_jwks_response(a_response("", std::string(257, 'a'))).value()->etag.empty());
}

TEST_CASE("read_jwks_response refuses a set without a key to use") {
  const auto of = [](std::string body) {
    return outcome(read_jwks_response(make_json_response(std::move(body))));
  };
  CHECK(of(a_document()) == "accepted");
  CHECK(of(R"({"keys":[]})") == "no_usable_keys");
  CHECK(of(R"({"keys":[{"kty":"oct","k":"AAAA"}]})") == "no_usable_keys");
  CHECK(of("{}") == "no_usable_keys");
  CHECK(of("[]") == "bad_json");
  CHECK(of(std::string(256 * 1024 + 1, ' ')) == "too_large");
  auto as_key_set = make_json_response(a_document());
  as_key_set.headers = {{"content-type", "application/jwk-set+json"}};
  CHECK(outcome(read_jwks_response(as_key_set)) == "accepted");
}

TEST_CASE("JwksCache fetches once and uses the keys until they are old") {
  JwksCache cache;
  CHECK(cache.next(now) == Step::fetch);
  CHECK(cache.next(now) == Step::wait);
  cache.store(a_key_set(), now);
  CHECK(cache.etag() == "\"1\"");
  CHECK(cache.next(now + Seconds(599)) == Step::use);
  CHECK(cache.next(now + Seconds(600)) == Step::fetch);
  // The others go on with what is there.
  CHECK(cache.next(now + Seconds(600)) == Step::use);
  cache.keep(now + Seconds(601));
  CHECK(cache.next(now + Seconds(1200)) == Step::use);
  CHECK(cache.next(now + Seconds(1201)) == Step::fetch);
}

TEST_CASE("JwksCache keeps the provider's lifetime within bounds") {
  const auto lifetime_for = [](Seconds max_age) {
    JwksCache cache;
    CHECK(cache.next(now) == Step::fetch);
    cache.store(a_key_set(max_age), now);
    Seconds lifetime{0};
    for (const Seconds age : {Seconds(60), Seconds(3600), Seconds(24 * 3600)}) {
      if (cache.next(now + age - Seconds(1)) == Step::use) lifetime = age;
    }
    return lifetime;
  };
  CHECK(lifetime_for(Seconds(0)) == Seconds(60));
  CHECK(lifetime_for(Seconds(3600)) == Seconds(3600));
  CHECK(lifetime_for(Seconds(1'000'000'000)) == Seconds(24 * 3600));
}

TEST_CASE("JwksCache fetches for an unknown key, but not at a stranger's pace") {
  JwksCache cache;
  CHECK(cache.next(now) == Step::fetch);
  CHECK(cache.next_for_unknown_key(now) == Step::wait);
  cache.store(a_key_set(), now);
  CHECK(cache.next_for_unknown_key(now + Seconds(29)) == Step::use);
  CHECK(cache.next_for_unknown_key(now + Seconds(30)) == Step::fetch);
  CHECK(cache.next_for_unknown_key(now + Seconds(30)) == Step::wait);
  cache.store(a_key_set(), now + Seconds(31));
  CHECK(cache.next_for_unknown_key(now + Seconds(59)) == Step::use);
  CHECK(cache.next_for_unknown_key(now + Seconds(60)) == Step::fetch);
}

TEST_CASE("JwksCache goes on with old keys while the provider is away, for a time") {
  JwksCache cache({.stale_if_error = Seconds(3600)});
  CHECK(cache.next(now) == Step::fetch);
  cache.store(a_key_set(), now);
  CHECK(cache.next(now + Seconds(600)) == Step::fetch);
  cache.fail(now + Seconds(610));
  CHECK(cache.next(now + Seconds(639)) == Step::use);
  CHECK(cache.next(now + Seconds(640)) == Step::fetch);
  cache.fail(now + Seconds(640));
  CHECK(cache.next(now + Seconds(4199)) == Step::fetch);
  cache.fail(now + Seconds(4199));
  CHECK(cache.next(now + Seconds(4200)) == Step::unavailable);
  CHECK(cache.next_for_unknown_key(now + Seconds(4200)) == Step::unavailable);
  CHECK(cache.next(now + Seconds(4229)) == Step::fetch);
  CHECK(cache.next(now + Seconds(4229)) == Step::wait);
}

TEST_CASE("JwksCache is unavailable without keys, and tries again after the cool-down") {
  JwksCache cache;
  CHECK(cache.next(now) == Step::fetch);
  cache.fail(now + Seconds(5));
  CHECK(cache.next(now + Seconds(34)) == Step::unavailable);
  CHECK(cache.next(now + Seconds(35)) == Step::fetch);
  // 304 to somebody who has nothing leaves them with nothing.
  cache.keep(now + Seconds(36));
  CHECK(cache.next(now + Seconds(37)) == Step::unavailable);
}

TEST_CASE("JwksCache gives up an attempt whose outcome never comes") {
  JwksCache cache;
  CHECK(cache.next(now) == Step::fetch);
  CHECK(cache.next(now + Seconds(29)) == Step::wait);
  CHECK(cache.next(now + Seconds(30)) == Step::fetch);
}

}  // namespace
}  // namespace daemun::auth
