#include "crypto/p384_signer.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

namespace daemun::crypto {
namespace {

TEST_CASE("OpenSSL verifies what Nettle signs, and nothing else") {
  const auto key = with_fast_p384(PrivateKey::generate(SignatureAlgorithm::es384));
  for (int i = 0; i < 200; ++i) {
    const std::string message = "message " + std::to_string(i);
    const std::string signature = key.sign(message);
    REQUIRE(signature.size() == 96);
    REQUIRE(key.public_key().verify(message, signature));
    REQUIRE_FALSE(key.public_key().verify(message + ".", signature));
    std::string changed = signature;
    changed[static_cast<std::size_t>(i) % changed.size()] ^= 1;
    REQUIRE_FALSE(key.public_key().verify(message, changed));
  }
}

TEST_CASE("no two signatures share their random number") {
  const auto key = with_fast_p384(PrivateKey::generate(SignatureAlgorithm::es384));
  std::set<std::string> firsts;
  for (int i = 0; i < 50; ++i)
    firsts.insert(key.sign("one message").substr(0, 48));
  CHECK(firsts.size() == 50);
}

TEST_CASE("a key signs from several threads") {
  const auto key = with_fast_p384(PrivateKey::generate(SignatureAlgorithm::es384));
  std::vector<std::thread> threads;
  std::vector<int> verified(4);
  for (auto& count : verified) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i)
        count += key.public_key().verify("message", key.sign("message")) ? 1 : 0;
    });
  }
  for (auto& thread : threads)
    thread.join();
  for (const int count : verified)
    CHECK(count == 20);
}

TEST_CASE("the key of a PEM file is the same key after it") {
  const auto made = PrivateKey::generate(SignatureAlgorithm::es384);
  const auto key = with_fast_p384(made);
  CHECK(key.to_pem().reveal() == made.to_pem().reveal());
  CHECK(made.public_key().verify("message", key.sign("message")));
}

TEST_CASE("keys of other algorithms stay as they are") {
  for (const auto algorithm : {SignatureAlgorithm::es256, SignatureAlgorithm::rs256}) {
    const auto key = with_fast_p384(PrivateKey::generate(algorithm));
    CHECK(key.algorithm() == algorithm);
    CHECK(key.public_key().verify("message", key.sign("message")));
  }
}

TEST_CASE("a key takes no signer of another key") {
  class Foreign final : public DigestSigner {
   public:
    std::string sign(const std::string&) const override { return std::string(96, 'x'); }
  };
  const auto key = PrivateKey::generate(SignatureAlgorithm::es384);
  CHECK_THROWS_AS(key.with_signer(std::make_shared<Foreign>()), std::runtime_error);
}

}  // namespace
}  // namespace daemun::crypto
