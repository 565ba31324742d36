#include "jose/jwks.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::jose {

namespace {

constexpr std::size_t max_keys = 100;

}  // namespace

KeySet::KeySet(std::vector<VerificationKey> keys) : keys_(std::move(keys)) {
  for (const auto& key : keys_) {
    if (key.alg != key.key.algorithm()) throw std::invalid_argument("a key has one algorithm");
  }
}

const VerificationKey* KeySet::find(std::string_view kid, crypto::SignatureAlgorithm alg) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const VerificationKey& key) {
    return key.alg == alg && key.kid == kid;
  });
  return found == keys_.end() ? nullptr : &*found;
}

bool KeySet::has_kid(std::string_view kid) const {
  return std::any_of(keys_.begin(), keys_.end(), [&](const VerificationKey& key) {
    return key.kid == kid;
  });
}

const VerificationKey* KeySet::find_only(crypto::SignatureAlgorithm alg) const {
  const VerificationKey* only = nullptr;
  for (const auto& key : keys_) {
    if (key.alg != alg) continue;
    if (only != nullptr) return nullptr;
    only = &key;
  }
  return only;
}

KeySet parse_key_set(const json::object& jwks) {
  std::vector<VerificationKey> keys;
  const auto* array = find_array(jwks, "keys");
  if (array == nullptr) return KeySet();
  for (const auto& element : *array) {
    if (keys.size() == max_keys) break;
    if (!element.is_object()) continue;
    const auto& jwk = element.get_object();
    auto key = parse_jwk(jwk);
    if (!key) continue;
    const auto alg = key->algorithm();
    std::string kid(find_string(jwk, "kid").value_or(""));
    keys.push_back({.kid = std::move(kid), .alg = alg, .key = *std::move(key)});
  }
  return KeySet(std::move(keys));
}

json::object to_json(const std::vector<Jwk>& keys) {
  json::array array;
  array.reserve(keys.size());
  for (const auto& key : keys)
    array.emplace_back(to_json(key));
  return {{"keys", std::move(array)}};
}

}  // namespace daemun::jose
