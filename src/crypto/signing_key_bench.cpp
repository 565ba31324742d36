// The operations that a token request pays for.
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"
#include "crypto/p384_signer.h"
#include "crypto/random.h"
#include "crypto/signing_key.h"

#include <benchmark/benchmark.h>

namespace daemun::crypto {
namespace {

const std::string token(43, 't');
const std::string message(560, 'm');
const Secret key(std::string(32, 'k'));

void sign(benchmark::State& state, SignatureAlgorithm algorithm) {
  const auto private_key = PrivateKey::generate(algorithm);
  for (auto _ : state)
    benchmark::DoNotOptimize(private_key.sign(message));
}

void sign_fast(benchmark::State& state, SignatureAlgorithm algorithm) {
  const auto private_key = with_fast_p384(PrivateKey::generate(algorithm));
  for (auto _ : state)
    benchmark::DoNotOptimize(private_key.sign(message));
}

void verify(benchmark::State& state, SignatureAlgorithm algorithm) {
  const auto private_key = PrivateKey::generate(algorithm);
  const std::string signature = private_key.sign(message);
  for (auto _ : state) {
    benchmark::DoNotOptimize(private_key.public_key().verify(message, signature));
  }
}

void verify_repeated(benchmark::State& state, SignatureAlgorithm algorithm) {
  const auto private_key = PrivateKey::generate(algorithm);
  const std::string signature = private_key.sign(message);
  for (auto _ : state) {
    benchmark::DoNotOptimize(private_key.public_key().verify_repeated(message, signature));
  }
}

BENCHMARK_CAPTURE(sign, es256, SignatureAlgorithm::es256);
BENCHMARK_CAPTURE(sign, es384, SignatureAlgorithm::es384);
BENCHMARK_CAPTURE(sign_fast, es384, SignatureAlgorithm::es384);
BENCHMARK_CAPTURE(sign, rs256, SignatureAlgorithm::rs256);
BENCHMARK_CAPTURE(verify, es256, SignatureAlgorithm::es256);
BENCHMARK_CAPTURE(verify, rs256, SignatureAlgorithm::rs256);
BENCHMARK_CAPTURE(verify_repeated, es256, SignatureAlgorithm::es256);

void sha256_of_a_token(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(sha256(token));
}
BENCHMARK(sha256_of_a_token);

void hmac_sha256_of_a_token(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(hmac_sha256(key.reveal(), token));
}
BENCHMARK(hmac_sha256_of_a_token);

void seal_300_bytes(benchmark::State& state) {
  SystemRandom random;
  const std::string text(300, 'x');
  for (auto _ : state)
    benchmark::DoNotOptimize(seal(key, text, "purpose", random));
}
BENCHMARK(seal_300_bytes);

void system_random_token(benchmark::State& state) {
  SystemRandom random;
  for (auto _ : state)
    benchmark::DoNotOptimize(random_token(random));
}
BENCHMARK(system_random_token);

}  // namespace
}  // namespace daemun::crypto
