#include "crypto/rsa_signature.h"

#include "crypto/handles.h"

#include <openssl/pem.h>

#include <stdexcept>

namespace daemun::crypto {

namespace {

const EVP_MD* digest_of(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::sha256:
      return EVP_sha256();
    case DigestAlgorithm::sha384:
      return EVP_sha384();
    case DigestAlgorithm::sha512:
      return EVP_sha512();
    case DigestAlgorithm::md5:
    case DigestAlgorithm::sha1:
      break;
  }
  throw std::invalid_argument("nothing is signed with a broken digest");
}

}  // namespace

std::optional<std::string> sign_rsa(
    const PrivateKey& key, DigestAlgorithm algorithm, std::string_view message
) {
  const EVP_MD* md = digest_of(algorithm);
  if (key.algorithm() != SignatureAlgorithm::rs256) return std::nullopt;
  const Secret pem = key.to_pem();
  const Bio bio(require(
      BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.reveal().size())), "BIO_new_mem_buf"
  ));
  const Key handle(
      require(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), "private key")
  );
  const DigestContext context(require(EVP_MD_CTX_new(), "EVP_MD_CTX_new"));
  require(
      EVP_DigestSignInit(context.get(), nullptr, md, nullptr, handle.get()), "EVP_DigestSignInit"
  );
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(handle.get())), '\0');
  std::size_t size = signature.size();
  require(
      EVP_DigestSign(context.get(), bytes_of(signature), &size, bytes_of(message), message.size()),
      "EVP_DigestSign"
  );
  signature.resize(size);
  return signature;
}

}  // namespace daemun::crypto
