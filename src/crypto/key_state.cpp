#include "crypto/key_state.h"

#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <vector>

namespace daemun::crypto {

namespace {

constexpr std::array<AlgorithmTraits, 3> all_traits{{
    {SignatureAlgorithm::es256,
     "ES256",
     DigestAlgorithm::sha256,
     "SHA256",
     "P-256",
     "prime256v1",
     32},
    {SignatureAlgorithm::es384,
     "ES384",
     DigestAlgorithm::sha384,
     "SHA384",
     "P-384",
     "secp384r1",
     48},
    {SignatureAlgorithm::rs256, "RS256", DigestAlgorithm::sha256, "SHA256", "", "", 0},
}};

struct Prepared {
  // Tells when the key is gone; also keeps its address from being used for another key.
  std::weak_ptr<const KeyState> owner;
  const KeyState* state;
  KeyContext context;
};

// More keys than this in one thread means that most are used once (the keys of foreign issuers).
constexpr std::size_t most_prepared = 64;

KeyContext prepare(const KeyState& state) {
  KeyContext context(
      require(EVP_PKEY_CTX_new_from_pkey(nullptr, state.key.get(), nullptr), "EVP_PKEY_CTX_new")
  );
  if (state.use == KeyUse::sign) {
    require(EVP_PKEY_sign_init(context.get()), "EVP_PKEY_sign_init");
  } else {
    require(EVP_PKEY_verify_init(context.get()), "EVP_PKEY_verify_init");
  }
  if (state.algorithm == SignatureAlgorithm::rs256) {
    require(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING), "RSA padding");
  }
  const auto* digest_name = traits_of(state.algorithm).digest_name;
  // Looked up once a context, by name: the fetched object is kept by the context.
  require(
      EVP_PKEY_CTX_set_signature_md(context.get(), EVP_get_digestbyname(digest_name)),
      "EVP_PKEY_CTX_set_signature_md"
  );
  return context;
}

}  // namespace

const AlgorithmTraits& traits_of(SignatureAlgorithm algorithm) {
  return all_traits[static_cast<std::size_t>(algorithm)];
}

const AlgorithmTraits* find_curve(std::string_view crv) {
  for (const auto& traits : all_traits) {
    if (traits.coordinate_size != 0 && traits.crv == crv) return &traits;
  }
  return nullptr;
}

const AlgorithmTraits* find_group(std::string_view group) {
  for (const auto& traits : all_traits) {
    if (traits.coordinate_size != 0 && traits.group == group) return &traits;
  }
  return nullptr;
}

EVP_PKEY_CTX* thread_context(const std::shared_ptr<const KeyState>& state) {
  thread_local std::vector<Prepared> prepared;
  for (const auto& entry : prepared) {
    if (entry.state == state.get()) return entry.context.get();
  }
  // A context holds its key: those of keys that nobody else holds are let go.
  std::erase_if(prepared, [](const Prepared& entry) { return entry.owner.expired(); });
  if (prepared.size() >= most_prepared) prepared.erase(prepared.begin());
  prepared.push_back({state, state.get(), prepare(*state)});
  return prepared.back().context.get();
}

std::string_view to_string(SignatureAlgorithm algorithm) {
  return traits_of(algorithm).name;
}

std::optional<SignatureAlgorithm> parse_signature_algorithm(std::string_view name) {
  for (const auto& traits : all_traits) {
    if (traits.name == name) return traits.algorithm;
  }
  return std::nullopt;
}

}  // namespace daemun::crypto
