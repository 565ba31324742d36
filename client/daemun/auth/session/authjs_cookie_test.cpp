#include "daemun/auth/session/authjs_cookie.h"

#include "base/encoding.h"
#include "crypto/cbc_hmac.h"
#include "crypto/key_derivation.h"
#include "jose/jwe.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace daemun::auth {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);
const std::string name = "__Secure-authjs.session-token";
const Secret secret("an AUTH_SECRET for tests");

AuthjsSettings settings_with(std::vector<Secret> secrets) {
  return {.secrets = std::move(secrets)};
}

const AuthjsCookie authjs(settings_with({secret}));

// Made by `encode` of @auth/core 0.41.3.
const std::string genuine =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIiwia2lkIjoibU1mLVQtMFVhVnBZd3lVN3MyZWt5"
    "QktzMC1QSG54S1pxaU4zdEN2M040cW1haEFBQm1FQTRiQmpmRFlUUW9vSzgyNXo5aEkwRUZPaDRNazQ0ME51"
    "TUEifQ..yTFVepB4_auvFMkMYr2fog.F5OUHSphq0OJnPc4lyaMWAAI5SmP3GmSqUqifyKvm-gDuOVvq-zev"
    "RRGuTh36xlgejqjPx6WLcQubLfYTWZIMM5bogI_qy-3mWwZAqbw1fu28Uxnoc-hrmVTgzb0CDHqlIoZgPQV3"
    "PwohMrutfKtT6ANYw_JXlBm7U36g_dR5RMHsUpmXQq2ElqhmYA11SRb.A_qjAun5MFmzfy3Ol_SDAPxyIAfz"
    "FcohFG2nvriL2wA";
const TimePoint genuine_end = from_unix_seconds(2'110'934'697);

Secret key_of_secret() {
  return Secret(
      crypto::derive_salted_key(secret, name, "Auth.js Generated Encryption Key (" + name + ")", 64)
  );
}

// A text under that key, with claims that write() would not make.
std::string encrypted(std::string_view claims) {
  crypto::FakeRandom random(1);
  return jose::encrypt_jwe(key_of_secret(), jose::parse_jwe(genuine)->kid.value(), claims, random);
}

std::string_view outcome(const AuthjsCookie& cookie, const std::string& value, TimePoint at = now) {
  const auto claims = cookie.read({{name, value}}, at);
  if (claims) return "read";
  if (claims.error().jose_error) return jose::to_string(*claims.error().jose_error);
  return to_string(claims.error().code);
}

std::vector<SetCookie> write(
    const AuthjsCookie& cookie, json::object claims, const Cookies& present = {}
) {
  crypto::FakeRandom random(1);
  return cookie.write(std::move(claims), present, {now, random});
}

// The cookies that the browser sends after these.
Cookies browser_after(const std::vector<SetCookie>& set) {
  Cookies cookies;
  for (const SetCookie& cookie : set) {
    if (cookie.max_age != Seconds(0)) cookies.emplace_back(cookie.name, cookie.value);
  }
  return cookies;
}

TEST_CASE("AuthjsCookie reads what Auth.js wrote") {
  const auto claims = authjs.read({{"other", "x"}, {name, genuine}}, now);
  REQUIRE(claims);
  CHECK(find_string(*claims, "name") == "Ada");
  CHECK(find_string(*claims, "email") == "ada@example.com");
  CHECK(find_string(*claims, "sub") == "ada");
}

TEST_CASE("AuthjsCookie reads its own, with new times and an id") {
  const auto set = write(authjs, {{"sub", "ada"}, {"exp", 1}, {"n", {{"a", nullptr}}}});
  REQUIRE(set.size() == 1);
  CHECK(set[0].name == name);
  CHECK(set[0].max_age == Seconds(30 * 24 * 3600));
  CHECK(set[0].scheme == Scheme::https);
  CHECK(set[0].same_site == SameSite::lax);
  const auto claims = authjs.read(browser_after(set), now);
  REQUIRE(claims);
  CHECK(find_string(*claims, "sub") == "ada");
  CHECK(find_integer(*claims, "iat") == 1'800'000'000);
  CHECK(find_integer(*claims, "exp") == 1'800'000'000 + 30 * 24 * 3600);
  CHECK(find_string(*claims, "jti")->size() == 43);
  CHECK(*find_object(*claims, "n") == json::object{{"a", nullptr}});
}

TEST_CASE("AuthjsCookie cuts long claims into pieces and takes old pieces away") {
  const auto long_set = write(authjs, {{"picture", std::string(8000, 'p')}});
  REQUIRE(long_set.size() == 3);
  CHECK(long_set[0].name == name + ".0");
  CHECK(long_set[0].value.size() == 3936);
  const Cookies browser = browser_after(long_set);
  const auto claims = authjs.read(browser, now);
  REQUIRE(claims);
  CHECK(find_string(*claims, "picture")->size() == 8000);

  const auto short_set = write(authjs, {{"sub", "ada"}}, browser);
  CHECK(short_set.size() == 4);
  CHECK(browser_after(short_set).size() == 1);
  const auto removed = authjs.remove(browser);
  CHECK(removed.size() == 3);
  CHECK(browser_after(removed).empty());
}

TEST_CASE("AuthjsCookie throws for claims that could not be read again") {
  CHECK_NOTHROW(write(authjs, {{"picture", std::string(11'500, 'p')}}));
  CHECK_THROWS_AS((void)write(authjs, {{"picture", std::string(13'000, 'p')}}), std::length_error);
}

TEST_CASE("AuthjsCookie writes with the first secret and reads with all") {
  const AuthjsCookie rotated(settings_with({Secret("the next one"), secret}));
  const AuthjsCookie next(settings_with({Secret("the next one")}));
  CHECK(outcome(rotated, genuine) == "read");
  const auto written = write(rotated, {{"sub", "ada"}}).front().value;
  CHECK(outcome(next, written) == "read");
  CHECK(outcome(next, genuine) == "unknown_key");
  CHECK(outcome(authjs, written) == "unknown_key");
}

TEST_CASE("AuthjsCookie tries all secrets on a text that names no key") {
  const AuthjsCookie rotated(settings_with({Secret("the next one"), secret}));
  crypto::FakeRandom random(1);
  const Secret key = key_of_secret();
  const std::string header = to_base64url(R"({"alg":"dir","enc":"A256CBC-HS512"})");
  const auto sealed = crypto::seal_cbc_hmac(key, R"({"exp":1800000001})", header, random);
  const std::string text = header + ".." + to_base64url(sealed.iv) + '.' +
                           to_base64url(sealed.ciphertext) + '.' + to_base64url(sealed.tag);
  CHECK(outcome(rotated, text) == "read");
  CHECK(outcome(AuthjsCookie(settings_with({Secret("another")})), text) == "not_decrypted");
  const auto misnamed = jose::encrypt_jwe(key, "another", R"({"exp":1800000001})", random);
  CHECK(outcome(rotated, misnamed) == "unknown_key");
}

TEST_CASE("AuthjsCookie has other keys under another name") {
  const AuthjsCookie plain({.secrets = {secret}, .scheme = Scheme::http});
  const AuthjsCookie named({.secrets = {secret}, .cookie_name = "sid"});
  CHECK(write(plain, {}).front().name == "authjs.session-token");
  CHECK(write(plain, {}).front().scheme == Scheme::http);
  CHECK(write(named, {}).front().name == "sid");
  CHECK_FALSE(plain.read({{"authjs.session-token", genuine}}, now));
  CHECK_FALSE(named.read({{"sid", genuine}}, now));
}

TEST_CASE("AuthjsCookie refuses what is absent, changed or of another kind") {
  CHECK(outcome(authjs, "") == "missing_member");
  CHECK_FALSE(authjs.read({}, now));
  CHECK(outcome(authjs, "x") == "not_five_parts");
  std::string changed = genuine;
  changed[changed.size() - 5] = changed[changed.size() - 5] == 'A' ? 'B' : 'A';
  CHECK(outcome(authjs, changed) == "not_decrypted");
  CHECK(outcome(authjs, encrypted("[]")) == "bad_json");
  CHECK(outcome(authjs, encrypted("{")) == "bad_json");
}

TEST_CASE("AuthjsCookie decides by the times, with fifteen seconds for clocks that differ") {
  struct Row {
    std::string claims;
    std::string_view outcome;
  };
  const std::vector<Row> rows{
      {R"({"exp":1800000000})", "read"},
      {R"({"exp":1799999986})", "read"},
      {R"({"exp":1799999985})", "expired"},
      {R"({"exp":0})", "expired"},
      {R"({})", "missing_claim"},
      {R"({"exp":null})", "bad_claim"},
      {R"({"exp":"1900000000"})", "bad_claim"},
      {R"({"exp":1e300})", "bad_claim"},
      {R"({"exp":1900000000,"nbf":1800000015})", "read"},
      {R"({"exp":1900000000,"nbf":1800000016})", "not_yet_valid"},
      {R"({"exp":1900000000,"nbf":"x"})", "bad_claim"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.claims);
    CHECK(outcome(authjs, encrypted(row.claims)) == row.outcome);
  }
  CHECK(outcome(authjs, genuine, genuine_end + Seconds(14)) == "read");
  CHECK(outcome(authjs, genuine, genuine_end + Seconds(15)) == "expired");
}

TEST_CASE("AuthjsCookie cannot be made without a secret") {
  CHECK_THROWS_AS(AuthjsCookie({}), std::invalid_argument);
  CHECK_THROWS_AS(AuthjsCookie(settings_with({secret, Secret()})), std::invalid_argument);
}

}  // namespace
}  // namespace daemun::auth
