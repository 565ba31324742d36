#include "crypto/cbc_hmac.h"

#include "crypto/handles.h"
#include "crypto/hmac.h"

#include <openssl/err.h>

#include <cstdint>
#include <limits>
#include <stdexcept>

namespace daemun::crypto {

namespace {

constexpr std::size_t block_size = 16;
constexpr std::size_t tag_size = 32;

const EVP_CIPHER* aes_256_cbc() {
  static const EVP_CIPHER* const cipher =
      require(EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr), "AES-256-CBC");
  return cipher;
}

EVP_CIPHER_CTX* thread_context() {
  thread_local const CipherContext context(require(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new"));
  return context.get();
}

// RFC 7518 5.2.2.1: the first half authenticates, the second encrypts.
struct Halves {
  std::string_view mac;
  std::string_view encryption;
};

Halves split(const Secret& key) {
  const std::string_view bytes = key.reveal();
  if (bytes.size() != cbc_hmac_key_size) {
    throw std::invalid_argument("an A256CBC-HS512 key has 64 bytes");
  }
  return {
      .mac = bytes.substr(0, cbc_hmac_key_size / 2),
      .encryption = bytes.substr(cbc_hmac_key_size / 2)};
}

int size_of(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) - block_size) {
    throw std::invalid_argument("the text is too long to seal");
  }
  return static_cast<int>(text.size());
}

// The data's length in bits, in 64 of them (RFC 7518 5.2.2.1 4).
std::string to_length_block(std::string_view data) {
  std::uint64_t bits = std::uint64_t{data.size()} * 8;
  std::string block(8, '\0');
  for (auto byte = block.rbegin(); byte != block.rend(); ++byte) {
    *byte = static_cast<char>(bits & 0xff);
    bits >>= 8;
  }
  return block;
}

std::string compute_tag(
    std::string_view mac_key, const CbcHmacText& text, std::string_view associated_data
) {
  std::string input(associated_data);
  input += text.iv;
  input += text.ciphertext;
  input += to_length_block(associated_data);
  return hmac_sha512(mac_key, input).substr(0, tag_size);
}

}  // namespace

CbcHmacText seal_cbc_hmac(
    const Secret& key, std::string_view plaintext, std::string_view associated_data, Random& random
) {
  const Halves keys = split(key);
  CbcHmacText text{.iv = random_bytes(random, block_size)};
  text.ciphertext.resize(static_cast<std::size_t>(size_of(plaintext)) + block_size);
  auto* context = thread_context();
  require(
      EVP_EncryptInit_ex2(
          context, aes_256_cbc(), bytes_of(keys.encryption), bytes_of(text.iv), nullptr
      ),
      "EVP_EncryptInit_ex2"
  );
  unsigned char* out = bytes_of(text.ciphertext);
  int written = 0;
  int rest = 0;
  require(
      EVP_EncryptUpdate(context, out, &written, bytes_of(plaintext), size_of(plaintext)),
      "EVP_EncryptUpdate"
  );
  require(EVP_EncryptFinal_ex(context, out + written, &rest), "EVP_EncryptFinal_ex");
  text.ciphertext.resize(static_cast<std::size_t>(written + rest));
  text.tag = compute_tag(keys.mac, text, associated_data);
  return text;
}

std::optional<std::string> open_cbc_hmac(
    const Secret& key, const CbcHmacText& sealed, std::string_view associated_data
) {
  const Halves keys = split(key);
  if (sealed.iv.size() != block_size) return std::nullopt;
  const std::string tag = compute_tag(keys.mac, sealed, associated_data);
  if (!equals_in_constant_time(tag, sealed.tag)) return std::nullopt;

  auto* context = thread_context();
  require(
      EVP_DecryptInit_ex2(
          context, aes_256_cbc(), bytes_of(keys.encryption), bytes_of(sealed.iv), nullptr
      ),
      "EVP_DecryptInit_ex2"
  );
  std::string plaintext(sealed.ciphertext.size() + block_size, '\0');
  unsigned char* out = bytes_of(plaintext);
  int written = 0;
  int rest = 0;
  require(
      EVP_DecryptUpdate(
          context, out, &written, bytes_of(sealed.ciphertext), size_of(sealed.ciphertext)
      ),
      "EVP_DecryptUpdate"
  );
  if (EVP_DecryptFinal_ex(context, out + written, &rest) != 1) {
    ERR_clear_error();
    wipe_memory(plaintext.data(), plaintext.size());
    return std::nullopt;
  }
  plaintext.resize(static_cast<std::size_t>(written + rest));
  return plaintext;
}

}  // namespace daemun::crypto
