#include "oidc/reference.h"

#include "base/encoding.h"
#include "domain/token_id.h"

#include <doctest/doctest.h>

#include <set>

namespace daemun::oidc {
namespace {

const GrantId grant_id(to_base64url(std::string(16, 'g')));
const std::string secret(32, 's');

PresentedCode a_code() {
  return {.grant_id = grant_id, .secret = Secret(secret)};
}

PresentedRefreshToken a_token(std::int64_t generation) {
  return {.grant_id = grant_id, .generation = generation, .secret = Secret(secret)};
}

bool is_same(const PresentedRefreshToken& left, const PresentedRefreshToken& right) {
  return left.grant_id == right.grant_id && left.generation == right.generation &&
         left.secret.reveal() == right.secret.reveal();
}

// Texts that are nearly of the form.
std::vector<std::string> spoilt(const std::string& text) {
  return {
      "",
      text.substr(1),
      text.substr(0, text.size() - 1),
      text + "A",
      text + "=",
      " " + text.substr(1),
      text.substr(0, text.size() - 1) + "\n",
      "+" + text.substr(1),
      "/" + text.substr(1),
      text.substr(0, text.size() - 1) + "=",
      std::string(text.size(), '\0'),
      std::string(text.size() * 100, 'A')};
}

}  // namespace

TEST_CASE("parse_code gives back what to_text wrote") {
  const auto text = to_text(a_code());
  CHECK(text.size() == 64);
  const auto parsed = parse_code(text);
  REQUIRE(parsed);
  CHECK(parsed->grant_id == grant_id);
  CHECK(parsed->secret.reveal() == secret);
}

TEST_CASE("parse_refresh_token gives back what to_text wrote, of every generation") {
  for (const std::int64_t generation :
       {std::int64_t{0},
        std::int64_t{1},
        std::int64_t{255},
        std::int64_t{256},
        std::int64_t{65'536},
        std::int64_t{0x7fffffff},
        std::int64_t{0xffffffff}}) {
    CAPTURE(generation);
    const auto text = to_text(a_token(generation));
    CHECK(text.size() == 70);
    const auto parsed = parse_refresh_token(text);
    REQUIRE(parsed);
    CHECK(is_same(*parsed, a_token(generation)));
  }
}

TEST_CASE("parse_code and parse_refresh_token refuse a text of any other form") {
  const auto code = to_text(a_code());
  const auto token = to_text(a_token(1));
  for (const auto& text : spoilt(code)) {
    CAPTURE(text);
    CHECK_FALSE(parse_code(text));
  }
  for (const auto& text : spoilt(token)) {
    CAPTURE(text);
    CHECK_FALSE(parse_refresh_token(text));
  }
  CHECK_FALSE(parse_code(token));
  CHECK_FALSE(parse_refresh_token(code));
}

TEST_CASE("parse_refresh_token accepts one text for each token") {
  // The last character holds two bits; its other four must be zero.
  const auto text = to_text(a_token(1));
  int accepted = 0;
  for (const char c :
       std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
    auto changed = text;
    changed.back() = c;
    accepted += parse_refresh_token(changed) ? 1 : 0;
  }
  CHECK(accepted == 4);
}

TEST_CASE("parse_refresh_token lets no bit go unnoticed") {
  const auto bytes = *parse_base64url(to_text(a_token(1)));
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto changed = bytes;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto parsed = parse_refresh_token(to_base64url(changed));
    REQUIRE(parsed);
    CHECK_FALSE(is_same(*parsed, a_token(1)));
  }
}

TEST_CASE("make_grant_id and make_reference_secret never repeat themselves") {
  crypto::SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto id = make_grant_id(random);
    CHECK(id.value().size() == 22);
    CHECK(seen.insert(id.value()).second);
    const auto made = make_reference_secret(random);
    CHECK(made.reveal().size() == 32);
    CHECK(seen.insert(made.reveal()).second);
  }
}

TEST_CASE("successor_secret is the same for the same token") {
  const Secret key(std::string(32, 'k'));
  CHECK(successor_secret(key, a_token(1)).reveal() == successor_secret(key, a_token(1)).reveal());
  CHECK(successor_secret(key, a_token(1)).reveal().size() == 32);
}

TEST_CASE("successor_secret differs by key, grant, generation and secret") {
  const Secret key(std::string(32, 'k'));
  auto other_grant = a_token(1);
  other_grant.grant_id = GrantId(to_base64url(std::string(16, 'h')));
  auto other_secret = a_token(1);
  other_secret.secret = Secret(std::string(32, 't'));
  const std::set<std::string> secrets{
      secret,
      successor_secret(key, a_token(1)).reveal(),
      successor_secret(Secret(std::string(32, 'l')), a_token(1)).reveal(),
      successor_secret(key, a_token(2)).reveal(),
      successor_secret(key, other_grant).reveal(),
      successor_secret(key, other_secret).reveal()};
  CHECK(secrets.size() == 6);
}

TEST_CASE("make_token_id names a grant, and keeps its length") {
  crypto::FakeRandom random(1);
  const auto grant = make_grant_id(random);
  const auto jti = make_token_id(random, grant);
  CHECK(jti.size() == 43);
  CHECK(make_token_id(random, grant) != jti);
  CHECK(parse_token_id(jti) == grant);
  const auto alone = make_token_id(random, std::nullopt);
  CHECK(alone.size() == 43);
  CHECK_FALSE(parse_token_id(alone));
}

}  // namespace daemun::oidc
