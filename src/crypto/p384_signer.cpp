#include "crypto/p384_signer.h"

#include "crypto/handles.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <gmp.h>
#include <nettle/dsa.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecdsa.h>
#include <stdexcept>
#include <utility>

namespace daemun::crypto {
namespace {

constexpr std::size_t number_size = 48;

class Number {
 public:
  Number() { mpz_init(value_); }
  explicit Number(const std::string& bytes) : Number() {
    mpz_import(value_, bytes.size(), 1, 1, 1, 0, bytes.data());
  }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  ~Number() {
    OPENSSL_cleanse(value_->_mp_d, static_cast<std::size_t>(value_->_mp_alloc) * sizeof(mp_limb_t));
    mpz_clear(value_);
  }

  const mpz_t& get() const { return value_; }

 private:
  mpz_t value_;
};

class Scalar {
 public:
  explicit Scalar(const Secret& number) {
    ecc_scalar_init(&scalar_, nettle_get_secp_384r1());
    if (ecc_scalar_set(&scalar_, Number(number.reveal()).get()) != 1) {
      ecc_scalar_clear(&scalar_);
      throw std::runtime_error("a secret number outside the curve's range");
    }
  }
  Scalar(const Scalar&) = delete;
  Scalar& operator=(const Scalar&) = delete;
  ~Scalar() {
    OPENSSL_cleanse(scalar_.p, number_size);
    ecc_scalar_clear(&scalar_);
  }

  const ecc_scalar* get() const { return &scalar_; }

 private:
  ecc_scalar scalar_{};
};

class Signature {
 public:
  Signature() { dsa_signature_init(&numbers_); }
  Signature(const Signature&) = delete;
  Signature& operator=(const Signature&) = delete;
  ~Signature() { dsa_signature_clear(&numbers_); }

  dsa_signature* get() { return &numbers_; }
  std::string text() const {
    std::string bytes(2 * number_size, '\0');
    put(numbers_.r, bytes.data());
    put(numbers_.s, bytes.data() + number_size);
    return bytes;
  }

 private:
  static void put(const mpz_t& number, char* out) {
    const std::size_t size = (mpz_sizeinbase(number, 2) + 7) / 8;
    mpz_export(out + number_size - size, nullptr, 1, 1, 1, 0, number);
  }

  dsa_signature numbers_{};
};

// A predictable random number in a signature reveals the key, so without good ones the process
// ends. An exception could not cross Nettle's frames.
void fill_with_random(void*, std::size_t size, std::uint8_t* bytes) {
  if (RAND_priv_bytes(bytes, static_cast<int>(size)) != 1) std::terminate();
}

class P384Signer final : public DigestSigner {
 public:
  explicit P384Signer(const Secret& number) : scalar_(number) {}

  std::string sign(const std::string& digest) const override {
    Signature signature;
    ecdsa_sign(
        scalar_.get(), nullptr, fill_with_random, digest.size(), bytes_of(digest), signature.get()
    );
    return signature.text();
  }

 private:
  const Scalar scalar_;
};

}  // namespace

PrivateKey with_fast_p384(PrivateKey key) {
  if (key.algorithm() != SignatureAlgorithm::es384) return key;
  return key.with_signer(std::make_shared<const P384Signer>(key.secret_number()));
}

}  // namespace daemun::crypto
