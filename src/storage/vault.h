// Seals what must be kept secret at rest and yet be read again: private keys, application secrets.
// The vault key is not in the database: SECRET_VAULT_KEK, or a file in the data directory.
#ifndef DAEMUN_STORAGE_VAULT_H
#define DAEMUN_STORAGE_VAULT_H

#include "base/secret.h"
#include "crypto/random.h"

#include <string>
#include <string_view>

namespace daemun::storage {

class Vault {
 public:
  // `key` is 32 bytes.
  Vault(Secret key, crypto::Random& random);

  // `place` names where the sealed text belongs ("signing_keys/<tenant>/<id>"): moved to another
  // place it does not open.
  std::string seal(std::string_view place, const Secret& plaintext) const;
  // Throws std::runtime_error when the text was sealed by another key or for another place.
  Secret open(std::string_view place, std::string_view sealed) const;

  // A key for one purpose, derived from the vault key (RFC 5869): tokens, refresh successors ...
  Secret derive(std::string_view purpose) const;

 private:
  Secret root_;
  Secret sealing_key_;
  crypto::Random& random_;
};

}  // namespace daemun::storage

#endif
