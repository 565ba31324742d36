#include "crypto/aead.h"

#include "crypto/handles.h"

#include <openssl/err.h>

#include <limits>
#include <span>
#include <stdexcept>

namespace daemun::crypto {

namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const cipher =
      require(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), "AES-256-GCM");
  return cipher;
}

EVP_CIPHER_CTX* thread_context() {
  thread_local const CipherContext context(require(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new"));
  return context.get();
}

void require_key(const Secret& key) {
  if (key.reveal().size() != key_size) throw std::invalid_argument("an AEAD key has 32 bytes");
}

int size_of(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw std::invalid_argument("the text is too long to seal");
  }
  return static_cast<int>(text.size());
}

}  // namespace

std::string seal(
    const Secret& key, std::string_view plaintext, std::string_view associated_data, Random& random
) {
  require_key(key);
  std::string sealed(nonce_size + plaintext.size() + tag_size, '\0');
  random.fill(std::as_writable_bytes(std::span(sealed).first(nonce_size)));

  auto* context = thread_context();
  unsigned char* out = bytes_of(sealed);
  int written = 0;
  require(
      EVP_EncryptInit_ex2(context, aes_256_gcm(), bytes_of(key.reveal()), out, nullptr),
      "EVP_EncryptInit_ex2"
  );
  require(
      EVP_EncryptUpdate(
          context, nullptr, &written, bytes_of(associated_data), size_of(associated_data)
      ),
      "EVP_EncryptUpdate"
  );
  out += nonce_size;
  require(
      EVP_EncryptUpdate(context, out, &written, bytes_of(plaintext), size_of(plaintext)),
      "EVP_EncryptUpdate"
  );
  out += plaintext.size();
  require(EVP_EncryptFinal_ex(context, out, &written), "EVP_EncryptFinal_ex");
  require(
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_size, out), "EVP_CTRL_AEAD_GET_TAG"
  );
  return sealed;
}

std::optional<std::string> open(
    const Secret& key, std::string_view sealed, std::string_view associated_data
) {
  require_key(key);
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const std::string_view nonce = sealed.substr(0, nonce_size);
  const std::string_view ciphertext =
      sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size));

  auto* context = thread_context();
  std::string plaintext(ciphertext.size(), '\0');
  unsigned char* out = bytes_of(plaintext);
  int written = 0;
  require(
      EVP_DecryptInit_ex2(context, aes_256_gcm(), bytes_of(key.reveal()), bytes_of(nonce), nullptr),
      "EVP_DecryptInit_ex2"
  );
  require(
      EVP_DecryptUpdate(
          context, nullptr, &written, bytes_of(associated_data), size_of(associated_data)
      ),
      "EVP_DecryptUpdate"
  );
  require(
      EVP_DecryptUpdate(context, out, &written, bytes_of(ciphertext), size_of(ciphertext)),
      "EVP_DecryptUpdate"
  );
  require(
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()),
      "EVP_CTRL_AEAD_SET_TAG"
  );
  if (EVP_DecryptFinal_ex(context, out + plaintext.size(), &written) != 1) {
    ERR_clear_error();
    wipe_memory(plaintext.data(), plaintext.size());
    return std::nullopt;
  }
  return plaintext;
}

}  // namespace daemun::crypto
