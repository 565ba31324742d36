#include "oidc/key_ring.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::oidc {

namespace {

using crypto::SignatureAlgorithm;
using test::a_signing_key;

std::vector<std::string> jwks_algorithms(const KeyRing& ring) {
  std::vector<std::string> algorithms;
  const auto document = parse_json_object(ring.jwks_text()).value();
  for (const auto& key : *find_array(document, "keys"))
    algorithms.emplace_back(*find_string(key.as_object(), "alg"));
  return algorithms;
}

}  // namespace

TEST_CASE("KeyRing signs with ES256 by default, else ES384, else RS256") {
  const auto es256 = a_signing_key(SignatureAlgorithm::es256);
  const auto es384 = a_signing_key(SignatureAlgorithm::es384);
  const auto rs256 = a_signing_key(SignatureAlgorithm::rs256);
  CHECK(KeyRing({rs256, es384, es256}).default_signer().algorithm() == SignatureAlgorithm::es256);
  CHECK(KeyRing({rs256, es384}).default_signer().algorithm() == SignatureAlgorithm::es384);
  CHECK(KeyRing({rs256}).default_signer().algorithm() == SignatureAlgorithm::rs256);
  const KeyRing ring({rs256, es256});
  CHECK(ring.algorithms() == std::vector<std::string>{"ES256", "RS256"});
  CHECK(ring.signer("RS256").algorithm() == SignatureAlgorithm::rs256);
  CHECK(ring.signer("ES384").algorithm() == SignatureAlgorithm::es256);
  CHECK(ring.signer("none").algorithm() == SignatureAlgorithm::es256);
  CHECK(ring.signer(std::nullopt).algorithm() == SignatureAlgorithm::es256);
}

TEST_CASE("KeyRing publishes next and previous keys after the current ones") {
  const KeyRing ring({
      a_signing_key(SignatureAlgorithm::es256, SigningKeyStatus::previous),
      a_signing_key(SignatureAlgorithm::es384, SigningKeyStatus::next),
      a_signing_key(SignatureAlgorithm::es384),
      a_signing_key(SignatureAlgorithm::es256),
  });
  CHECK(jwks_algorithms(ring) == std::vector<std::string>{"ES256", "ES384", "ES384", "ES256"});
  CHECK(ring.key_set().keys().size() == 4);
  CHECK(ring.algorithms().size() == 2);
}

TEST_CASE("KeyRing publishes public members only") {
  const KeyRing ring(
      {a_signing_key(SignatureAlgorithm::es256), a_signing_key(SignatureAlgorithm::rs256)}
  );
  const auto document = parse_json_object(ring.jwks_text()).value();
  for (const auto& key : *find_array(document, "keys")) {
    for (const char* name : {"d", "p", "q", "dp", "dq", "qi", "k"})
      CHECK_FALSE(key.as_object().contains(name));
    CHECK(find_string(key.as_object(), "use") == "sig");
    CHECK(find_string(key.as_object(), "kid")->size() == 43);
  }
}

TEST_CASE("KeyRing verifies what its current and previous keys have signed") {
  const auto previous = a_signing_key(SignatureAlgorithm::es256, SigningKeyStatus::previous);
  auto before = previous;
  before.status = SigningKeyStatus::current;
  const KeyRing old_ring({before});
  const KeyRing ring({previous, a_signing_key(SignatureAlgorithm::es256)});
  const auto token = old_ring.default_signer().sign(
      jose::TokenType::id_token, R"({"iss":"i","sub":"s","aud":"a","iat":1,"exp":100})"
  );
  const jose::Expectations expectations{.issuer = "i", .audience = "a"};
  CHECK(jose::verify(token, ring.key_set(), expectations, from_unix_seconds(50)));
}

TEST_CASE("KeyRing refuses to be without a usable current key") {
  CHECK_THROWS_AS(KeyRing({}), std::runtime_error);
  CHECK_THROWS_AS(
      KeyRing({a_signing_key(SignatureAlgorithm::es256, SigningKeyStatus::next)}),
      std::runtime_error
  );
  auto broken = a_signing_key(SignatureAlgorithm::es256);
  broken.private_key = Secret("not a key");
  CHECK_THROWS_AS(KeyRing({broken}), std::runtime_error);
  auto mislabelled = a_signing_key(SignatureAlgorithm::es384);
  mislabelled.algorithm = "ES256";
  CHECK_THROWS_AS(KeyRing({mislabelled}), std::runtime_error);
}

TEST_CASE("KeyRings keeps its ring until the settings' keys change") {
  test::TestTenant tenant;
  const auto first = run_task(tenant.keys->current());
  CHECK(run_task(tenant.keys->current()) == first);
  const storage::TenantStore tenants(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(tenants.insert_signing_key(a_signing_key(SignatureAlgorithm::rs256)));
  const auto second = run_task(tenant.keys->current());
  CHECK(second != first);
  CHECK(second->algorithms() == std::vector<std::string>{"ES256", "RS256"});
}

}  // namespace daemun::oidc
