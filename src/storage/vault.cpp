#include "storage/vault.h"

#include "crypto/aead.h"
#include "crypto/key_derivation.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr std::size_t key_bytes = 32;

}  // namespace

Vault::Vault(Secret key, crypto::Random& random) : root_(std::move(key)), random_(random) {
  if (root_.reveal().size() != key_bytes)
    throw std::runtime_error("the vault key must be 32 bytes");
  sealing_key_ = derive("vault sealing");
}

std::string Vault::seal(std::string_view place, const Secret& plaintext) const {
  return crypto::seal(sealing_key_, plaintext.reveal(), place, random_);
}

Secret Vault::open(std::string_view place, std::string_view sealed) const {
  auto opened = crypto::open(sealing_key_, sealed, place);
  if (!opened) {
    throw std::runtime_error(
        "a stored secret does not open with this vault key: is SECRET_VAULT_KEK, or vault.key in "
        "the "
        "data directory, the one that the database was set up with?"
    );
  }
  return Secret(std::move(*opened));
}

Secret Vault::derive(std::string_view purpose) const {
  return Secret(crypto::derive_key(root_, purpose, key_bytes));
}

}  // namespace daemun::storage
