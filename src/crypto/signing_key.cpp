#include "crypto/signing_key.h"

#include "base/text.h"
#include "crypto/key_state.h"
#include "crypto/signature_encoding.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace daemun::crypto {

namespace {

constexpr int min_rsa_bits = 2048;
constexpr int max_rsa_bits = 8192;
constexpr std::size_t max_exponent_size = 8;
constexpr std::string_view probe = "probe";

KeyError bad_encoding(std::string description) {
  ERR_clear_error();
  return {KeyError::Code::bad_encoding, std::move(description)};
}

KeyError unsupported(std::string description) {
  return {KeyError::Code::unsupported, std::move(description)};
}

KeyError weak(std::string description) {
  return {KeyError::Code::weak, std::move(description)};
}

KeyError inconsistent(std::string description) {
  ERR_clear_error();
  return {KeyError::Code::inconsistent, std::move(description)};
}

std::string_view without_leading_zeros(std::string_view number) {
  while (!number.empty() && number.front() == '\0')
    number.remove_prefix(1);
  return number;
}

BigNumber to_big_number(std::string_view bytes) {
  return BigNumber(
      require(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr), "BN_bin2bn")
  );
}

// In `size` bytes; in as many as needed when that is 0.
std::string number_of(const EVP_PKEY* key, const char* name, std::size_t size) {
  BIGNUM* raw = nullptr;
  require(EVP_PKEY_get_bn_param(key, name, &raw), name);
  const SecretNumber number(raw);
  if (size == 0) size = static_cast<std::size_t>(BN_num_bytes(raw));
  std::string bytes(size, '\0');
  if (BN_bn2binpad(raw, bytes_of(bytes), static_cast<int>(size)) < 0) throw_openssl_error(name);
  return bytes;
}

// Null when OpenSSL refuses the numbers.
Key make_public_key(const char* type, OSSL_PARAM* params) {
  const KeyContext context(
      require(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), "EVP_PKEY_CTX_new_from_name")
  );
  require(EVP_PKEY_fromdata_init(context.get()), "EVP_PKEY_fromdata_init");
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1) return nullptr;
  return Key(key);
}

// The algorithm that the key is for, if this server knows one.
Result<SignatureAlgorithm, KeyError> algorithm_of(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") == 1) {
    const int bits = EVP_PKEY_get_bits(key);
    if (bits < min_rsa_bits) return weak("an RSA key needs at least 2048 bits");
    if (bits > max_rsa_bits) return unsupported("an RSA key may have at most 8192 bits");
    return SignatureAlgorithm::rs256;
  }
  if (EVP_PKEY_is_a(key, "EC") != 1) return unsupported("the key is neither EC nor RSA");
  std::array<char, 64> group{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1) {
    ERR_clear_error();
    return unsupported("the curve has no name");
  }
  const auto* traits = find_group({group.data(), size});
  if (traits == nullptr) return unsupported("the curve is neither P-256 nor P-384");
  return traits->algorithm;
}

Result<PublicKey, KeyError> public_half(const EVP_PKEY* key, SignatureAlgorithm algorithm) {
  if (algorithm == SignatureAlgorithm::rs256) {
    return PublicKey::from_rsa(
        number_of(key, OSSL_PKEY_PARAM_RSA_N, 0), number_of(key, OSSL_PKEY_PARAM_RSA_E, 0)
    );
  }
  const auto& traits = traits_of(algorithm);
  return PublicKey::from_ec(
      traits.crv,
      number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, traits.coordinate_size),
      number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, traits.coordinate_size)
  );
}

// Without it, OpenSSL would ask for a password on the terminal.
int refuse_password(char*, int, int, void*) {
  return -1;
}

}  // namespace

Result<PublicKey, KeyError> PublicKey::from_ec(
    std::string_view crv, std::string_view x, std::string_view y
) {
  const auto* traits = find_curve(crv);
  if (traits == nullptr) return unsupported("the curve is neither P-256 nor P-384");
  // RFC 7518 6.2.1.2: the full size of a coordinate, leading zeros included.
  if (x.size() != traits->coordinate_size || y.size() != traits->coordinate_size) {
    return bad_encoding("a coordinate does not have the length of the curve");
  }
  std::string point = "\x04";
  point.append(x).append(y);
  const ParamBuilder builder(require(OSSL_PARAM_BLD_new(), "OSSL_PARAM_BLD_new"));
  require(
      OSSL_PARAM_BLD_push_utf8_string(
          builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, traits->group.data(), traits->group.size()
      ),
      "OSSL_PARAM_BLD_push"
  );
  require(
      OSSL_PARAM_BLD_push_octet_string(
          builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()
      ),
      "OSSL_PARAM_BLD_push"
  );
  const Params params(require(OSSL_PARAM_BLD_to_param(builder.get()), "OSSL_PARAM_BLD_to_param"));
  auto key = make_public_key("EC", params.get());
  // OpenSSL checks that the point is on the curve; both curves have no other subgroup.
  if (!key) return inconsistent("the point is not on the curve");
  auto state = std::make_shared<KeyState>(std::move(key), traits->algorithm, KeyUse::verify);
  state->components = {
      .kty = "EC",
      .crv = std::string(crv),
      .x = std::string(x),
      .y = std::string(y),
      .n = {},
      .e = {},
  };
  return PublicKey(std::move(state));
}

Result<PublicKey, KeyError> PublicKey::from_rsa(std::string_view n, std::string_view e) {
  n = without_leading_zeros(n);
  e = without_leading_zeros(e);
  if (n.size() > max_rsa_bits / 8) return unsupported("an RSA key may have at most 8192 bits");
  const auto modulus = to_big_number(n);
  if (BN_num_bits(modulus.get()) < min_rsa_bits) {
    return weak("an RSA key needs at least 2048 bits");
  }
  if (BN_is_odd(modulus.get()) != 1) return weak("the RSA modulus is even");
  if (e.size() > max_exponent_size) return unsupported("the RSA exponent is too large");
  const auto exponent = to_big_number(e);
  if (BN_is_odd(exponent.get()) != 1 || BN_is_one(exponent.get()) == 1) {
    return weak("the RSA exponent is even or 1");
  }
  const ParamBuilder builder(require(OSSL_PARAM_BLD_new(), "OSSL_PARAM_BLD_new"));
  require(
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()),
      "OSSL_PARAM_BLD_push"
  );
  require(
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()),
      "OSSL_PARAM_BLD_push"
  );
  const Params params(require(OSSL_PARAM_BLD_to_param(builder.get()), "OSSL_PARAM_BLD_to_param"));
  auto key = make_public_key("RSA", params.get());
  if (!key) return bad_encoding("the RSA numbers are not a key");
  auto state =
      std::make_shared<KeyState>(std::move(key), SignatureAlgorithm::rs256, KeyUse::verify);
  state->components = {
      .kty = "RSA",
      .crv = {},
      .x = {},
      .y = {},
      .n = std::string(n),
      .e = std::string(e),
  };
  return PublicKey(std::move(state));
}

Result<PublicKey, KeyError> PublicKey::from_spki(std::string_view der) {
  const unsigned char* position = bytes_of(der);
  const Key key(d2i_PUBKEY(nullptr, &position, static_cast<long>(der.size())));
  if (!key || position != bytes_of(der) + der.size())
    return bad_encoding("the key is not a SubjectPublicKeyInfo");
  const auto algorithm = algorithm_of(key.get());
  if (!algorithm) return algorithm.error();
  return public_half(key.get(), *algorithm);
}

SignatureAlgorithm PublicKey::algorithm() const {
  return state_->algorithm;
}

const PublicKeyComponents& PublicKey::components() const {
  return state_->components;
}

bool PublicKey::verify(std::string_view message, std::string_view signature) const {
  return verify_hash(digest(traits_of(state_->algorithm).digest, message), signature);
}

bool PublicKey::verify_der(std::string_view message, std::string_view signature) const {
  const auto& traits = traits_of(state_->algorithm);
  if (traits.coordinate_size == 0) return verify(message, signature);
  const auto fixed = to_fixed_signature(signature, traits.coordinate_size);
  return fixed && verify(message, *fixed);
}

bool PublicKey::verify_repeated(std::string_view message, std::string_view signature) const {
  const std::string hash = digest(traits_of(state_->algorithm).digest, message);
  // The hash has one length for a key, so no other message and signature join to the same text.
  std::string entry = sha256(hash + std::string(signature));
  if (state_->genuine.has(entry)) return true;
  if (!verify_hash(hash, signature)) return false;
  state_->genuine.insert(std::move(entry));
  return true;
}

bool PublicKey::verify_hash(const std::string& hash, std::string_view signature) const {
  const auto& traits = traits_of(state_->algorithm);
  std::string der;
  if (traits.coordinate_size != 0) {
    if (signature.size() != 2 * traits.coordinate_size) return false;
    der = to_der_signature(signature);
    signature = der;
  } else if (signature.size() != state_->components.n.size()) {
    return false;
  }
  const int verified = EVP_PKEY_verify(
      thread_context(state_), bytes_of(signature), signature.size(), bytes_of(hash), hash.size()
  );
  if (verified != 1) ERR_clear_error();
  return verified == 1;
}

PrivateKey PrivateKey::generate(SignatureAlgorithm algorithm) {
  const auto& traits = traits_of(algorithm);
  Key key(
      traits.coordinate_size != 0 ? EVP_EC_gen(std::string(traits.group).c_str())
                                  : EVP_RSA_gen(min_rsa_bits)
  );
  require(key.get(), "key generation");
  auto made = from_state(std::make_shared<KeyState>(std::move(key), algorithm, KeyUse::sign));
  if (!made) throw std::runtime_error("a generated key is refused: " + made.error().description);
  return *std::move(made);
}

Result<PrivateKey, KeyError> PrivateKey::parse_pem(const Secret& pem) {
  const std::string& text = pem.reveal();
  // Neither the older forms nor what stands before a PEM block.
  if (!trim(text).starts_with("-----BEGIN PRIVATE KEY-----")) {
    return bad_encoding("the key is not a PKCS #8 PEM block");
  }
  const Bio bio(
      require(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), "BIO_new_mem_buf")
  );
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, refuse_password, nullptr));
  if (!key) return bad_encoding("the PEM block does not hold a private key");
  const auto algorithm = algorithm_of(key.get());
  if (!algorithm) return algorithm.error();
  return from_state(std::make_shared<KeyState>(std::move(key), *algorithm, KeyUse::sign));
}

Result<PrivateKey, KeyError> PrivateKey::from_state(std::shared_ptr<const KeyState> state) {
  auto public_key = public_half(state->key.get(), state->algorithm);
  if (!public_key) return std::move(public_key).error();
  PrivateKey key(std::move(state), *std::move(public_key));
  // A file with the public half of another key would sign tokens that nobody can verify.
  if (!key.public_key_.verify(probe, key.sign(probe))) {
    return inconsistent("the public half belongs to another key");
  }
  return key;
}

Secret PrivateKey::to_pem() const {
  // The secure memory BIO clears what it frees.
  const Bio bio(require(BIO_new(BIO_s_secmem()), "BIO_new"));
  require(
      PEM_write_bio_PKCS8PrivateKey(
          bio.get(), state_->key.get(), nullptr, nullptr, 0, nullptr, nullptr
      ),
      "PEM_write_bio_PKCS8PrivateKey"
  );
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return Secret(std::string(text, static_cast<std::size_t>(size)));
}

SignatureAlgorithm PrivateKey::algorithm() const {
  return state_->algorithm;
}

std::string PrivateKey::sign(std::string_view message) const {
  const auto& traits = traits_of(state_->algorithm);
  const std::string hash = digest(traits.digest, message);
  if (signer_) return signer_->sign(hash);
  std::array<unsigned char, max_rsa_bits / 8> out;
  std::size_t size = out.size();
  require(
      EVP_PKEY_sign(thread_context(state_), out.data(), &size, bytes_of(hash), hash.size()),
      "EVP_PKEY_sign"
  );
  const std::string_view signature(reinterpret_cast<const char*>(out.data()), size);
  if (traits.coordinate_size == 0) return std::string(signature);
  auto fixed = to_fixed_signature(signature, traits.coordinate_size);
  if (!fixed) throw std::logic_error("OpenSSL wrote an ECDSA signature that is not DER");
  return *std::move(fixed);
}

PrivateKey PrivateKey::with_signer(std::shared_ptr<const DigestSigner> signer) const {
  PrivateKey key = *this;
  key.signer_ = std::move(signer);
  if (!key.public_key_.verify(probe, key.sign(probe)))
    throw std::runtime_error("a signer of another key");
  return key;
}

Secret PrivateKey::secret_number() const {
  return Secret(number_of(
      state_->key.get(), OSSL_PKEY_PARAM_PRIV_KEY, traits_of(state_->algorithm).coordinate_size
  ));
}

}  // namespace daemun::crypto
