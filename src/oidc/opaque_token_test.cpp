#include "oidc/opaque_token.h"

#include "base/encoding.h"
#include "crypto/aead.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::oidc {

namespace {

const TimePoint issued_at = from_unix_seconds(1'800'000'000);

struct Bench {
  crypto::FakeRandom random{7};
  storage::Vault vault{Secret(std::string(32, 'k')), random};
  OpaqueTokens tokens{vault, TenantId("default"), random};
};

OpaqueToken a_token() {
  return OpaqueToken{
      .grant_id = GrantId(to_base64url("0123456789abcdef")),
      .issued_at = issued_at,
      .expires_at = issued_at + Seconds(3600),
      .narrowed_scopes = std::nullopt,
  };
}

}  // namespace

TEST_CASE("OpaqueTokens opens what it has sealed") {
  Bench bench;
  const auto opened = bench.tokens.open(bench.tokens.seal(a_token()));
  REQUIRE(opened);
  CHECK(opened->grant_id == a_token().grant_id);
  CHECK(opened->issued_at == issued_at);
  CHECK(opened->expires_at == issued_at + Seconds(3600));
  CHECK_FALSE(opened->narrowed_scopes);
}

TEST_CASE("OpaqueTokens keeps narrowed scopes, also when there are none left") {
  Bench bench;
  auto token = a_token();
  token.narrowed_scopes = {"openid", "profile"};
  auto opened = bench.tokens.open(bench.tokens.seal(token));
  REQUIRE(opened);
  CHECK(opened->narrowed_scopes == token.narrowed_scopes);

  token.narrowed_scopes = std::vector<std::string>();
  opened = bench.tokens.open(bench.tokens.seal(token));
  REQUIRE(opened);
  CHECK(opened->narrowed_scopes == std::vector<std::string>());
}

TEST_CASE("OpaqueTokens seals into base64url without dots, each time anew") {
  Bench bench;
  const auto first = bench.tokens.seal(a_token());
  CHECK(first.find('.') == std::string::npos);
  CHECK(parse_base64url(first));
  CHECK(first.size() < 100);
  CHECK(first != bench.tokens.seal(a_token()));
}

TEST_CASE("OpaqueTokens refuses a token with any bit flipped") {
  Bench bench;
  auto token = a_token();
  token.narrowed_scopes = {"openid"};
  const auto bytes = parse_base64url(bench.tokens.seal(token)).value();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto broken = bytes;
    broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ (1 << (bit % 8)));
    CHECK_FALSE(bench.tokens.open(to_base64url(broken)));
  }
}

TEST_CASE("OpaqueTokens refuses every shortened and lengthened token") {
  Bench bench;
  const auto text = bench.tokens.seal(a_token());
  for (std::size_t length = 0; length < text.size(); ++length) {
    CHECK_FALSE(bench.tokens.open(text.substr(0, length)));
  }
  CHECK_FALSE(bench.tokens.open(text + "A"));
  CHECK_FALSE(bench.tokens.open(text + "AAAA"));
  CHECK_FALSE(bench.tokens.open(std::string(2000, 'A')));
}

TEST_CASE("OpaqueTokens refuses the token of another tenant or vault key") {
  Bench bench;
  const auto text = bench.tokens.seal(a_token());
  const OpaqueTokens other_tenant(bench.vault, TenantId("admin"), bench.random);
  CHECK_FALSE(other_tenant.open(text));
  const storage::Vault other_vault(Secret(std::string(32, 'x')), bench.random);
  const OpaqueTokens other_key(other_vault, TenantId("default"), bench.random);
  CHECK_FALSE(other_key.open(text));
}

TEST_CASE("OpaqueTokens refuses contents of another version or length, though sealed by its key") {
  Bench bench;
  const auto key = bench.vault.derive("opaque tokens/default");
  const auto open = [&](const std::string& contents) {
    return bench.tokens.open(
        to_base64url(crypto::seal(key, contents, "opaque access token/default", bench.random))
    );
  };
  const std::string good = std::string(1, 1) + std::string(16, 'g') + std::string(16, '\0');
  CHECK(open(good));
  CHECK_FALSE(open(std::string(1, 2) + good.substr(1)));
  CHECK_FALSE(open(good.substr(0, good.size() - 1)));
  CHECK_FALSE(open(good + std::string(1, 2)));
  CHECK_FALSE(open(""));
  CHECK_FALSE(open(std::string(1, 1) + std::string(16, 'g') + std::string(16, '\x7f')));
}

TEST_CASE("OpaqueTokens seals only for a grant id, and not more than it would open") {
  Bench bench;
  auto token = a_token();
  token.grant_id = GrantId("short");
  CHECK_THROWS_AS(bench.tokens.seal(token), std::invalid_argument);
  token = a_token();
  token.narrowed_scopes = {std::string(2000, 's')};
  CHECK_THROWS_AS(bench.tokens.seal(token), std::length_error);
}

}  // namespace daemun::oidc
