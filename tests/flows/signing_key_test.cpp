// Signing keys: one algorithm an application, and a rotation that no token notices.
#include "jose/jwks.h"
#include "jose/verify.h"
#include "storage/key_rotation.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

jose::KeySet published_keys(Server& server) {
  const auto response = server.send(a_request(http::Method::get, "/oidc/jwks"));
  CHECK(response.status == 200);
  CHECK(header(response, "content-type") == "application/jwk-set+json; charset=utf-8");
  // Private parts never leave the vault.
  for (const char* secret : {"\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"k\""})
    CHECK(response.body.find(secret) == std::string::npos);
  return jose::parse_key_set(to_answer(response).body);
}

bool verifies(Server& server, const std::string& id_token, const std::string& audience) {
  const jose::Expectations expectations{
      .issuer = issuer, .audience = audience, .type = jose::TokenType::id_token};
  return jose::verify(id_token, published_keys(server), expectations, server.clock.now())
      .has_value();
}

std::string algorithm_of(const Answer& tokens) {
  return std::string(find_string(header_of(tokens.text("id_token")), "alg").value_or(""));
}

std::string kid_of(const Answer& tokens) {
  return std::string(find_string(header_of(tokens.text("id_token")), "kid").value_or(""));
}

void rotate(Server& server, Seconds grace) {
  const SigningKey key{
      .id = SigningKeyId("rotated-" + std::to_string(to_unix_ms(server.clock.now()))),
      .algorithm = "ES256",
      .status = SigningKeyStatus::current,
      .private_key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256).to_pem(),
      .created_at = server.clock.now(),
  };
  run_task(storage::rotate_signing_key(*server.database, server.tenants, key, grace));
  server.commit(server.tenants.raise_settings_version());
}

}  // namespace

TEST_CASE("an application chooses the algorithm of its ID tokens") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto old = an_application("old");
    old.custom_client_metadata.id_token_signed_response_alg = "RS256";
    server.insert(old);
    auto odd = an_application("odd");
    odd.custom_client_metadata.id_token_signed_response_alg = "ES384";
    server.insert(odd);
    const auto standard = Client(server, "web").tokens_of("alice");
    CHECK(algorithm_of(standard) == "ES256");
    CHECK(verifies(server, standard.text("id_token"), "web"));
    const auto rsa = Client(server, "old").tokens_of("alice");
    CHECK(algorithm_of(rsa) == "RS256");
    CHECK(verifies(server, rsa.text("id_token"), "old"));
    // There is no such key here: the default serves.
    CHECK(algorithm_of(Client(server, "odd").tokens_of("alice")) == "ES256");
    server.insert_signing_key(crypto::SignatureAlgorithm::es384, SigningKeyStatus::current);
    CHECK(algorithm_of(Client(server, "odd").tokens_of("alice")) == "ES384");
  });
}

TEST_CASE("tokens from before a rotation still verify, new ones come from the new key") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto before = client.tokens_of("alice");
    rotate(server, Seconds(0));
    const auto after = client.tokens_of("alice");
    CHECK(kid_of(before) != kid_of(after));
    CHECK(verifies(server, before.text("id_token"), "web"));
    CHECK(verifies(server, after.text("id_token"), "web"));
    CHECK(get_userinfo(server, before.text("access_token")).status() == 200);
    CHECK(client.refresh(before.text("refresh_token")).status() == 200);
  });
}

TEST_CASE("a key with a grace time is published before it signs") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto keys_before = published_keys(server).keys().size();
    const auto kid = kid_of(client.tokens_of("alice"));
    rotate(server, Seconds(3600));
    CHECK(published_keys(server).keys().size() == keys_before + 1);
    CHECK(kid_of(client.tokens_of("alice")) == kid);
    server.clock.advance(Seconds(3600));
    CHECK(run_task(
        storage::promote_signing_keys(*server.database, server.tenants, server.clock.now())
    ));
    server.commit(server.tenants.raise_settings_version());
    CHECK(kid_of(client.tokens_of("alice")) != kid);
  });
}

TEST_CASE("discovery names the algorithms of the keys, the default first") {
  for_each_engine([](Server& server) {
    const auto discovery =
        to_answer(server.send(a_request(http::Method::get, "/oidc/.well-known/openid-configuration")
        ));
    CHECK(find_strings(discovery.body, "id_token_signing_alg_values_supported").front() == "ES256");
    CHECK(discovery.text("issuer") == issuer);
  });
}

}  // namespace daemun::flows
