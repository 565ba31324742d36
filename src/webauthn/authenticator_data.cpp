#include "webauthn/authenticator_data.h"

#include <utility>

#include "webauthn/cbor.h"

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;

constexpr std::size_t hash_size = 32;
constexpr std::size_t aaguid_size = 16;

enum Flag : unsigned {
  user_present = 0x01,
  user_verified = 0x04,
  backup_eligible = 0x08,
  backed_up = 0x10,
  has_credential = 0x40,
  has_extensions = 0x80
};

// Takes bytes off the front; the answer is shorter when there are too few.
std::string_view take(std::string_view& bytes, std::size_t size) {
  const auto taken = bytes.substr(0, size);
  bytes.remove_prefix(taken.size());
  return taken;
}

std::uint32_t to_number(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes)
    number = number << 8U | static_cast<unsigned char>(byte);
  return number;
}

WebauthnError truncated() {
  return refuse(Code::authenticator_data_truncated, "the authenticator data ends early");
}

// WebAuthn 6.5.1.
Result<AttestedCredential, WebauthnError> take_credential(std::string_view& rest) {
  AttestedCredential credential;
  credential.aaguid = take(rest, aaguid_size);
  const auto size = take(rest, 2);
  if (size.size() != 2) return truncated();
  const auto id_size = to_number(size);
  if (id_size == 0 || id_size > max_credential_id_bytes)
    return refuse(Code::bad_credential_id, "the credential id is empty or too long");
  credential.id = take(rest, id_size);
  if (credential.id.size() != id_size) return truncated();
  const auto key = read_cbor(rest);
  if (!key) return key.error();
  credential.public_key = take(rest, key->size);
  return credential;
}

}  // namespace

Result<AuthenticatorData, WebauthnError> parse_authenticator_data(std::string_view bytes) {
  auto rest = bytes;
  AuthenticatorData data;
  data.rp_id_hash = take(rest, hash_size);
  const auto flag_byte = take(rest, 1);
  const auto counter = take(rest, 4);
  if (counter.size() != 4) return truncated();
  const auto flags = to_number(flag_byte);
  data.is_user_present = (flags & user_present) != 0;
  data.is_user_verified = (flags & user_verified) != 0;
  data.is_backup_eligible = (flags & backup_eligible) != 0;
  data.is_backed_up = (flags & backed_up) != 0;
  data.counter = to_number(counter);
  if ((flags & has_credential) != 0) {
    auto credential = take_credential(rest);
    if (!credential) return credential.error();
    data.credential = *std::move(credential);
  }
  if ((flags & has_extensions) != 0) {
    const auto extensions = read_cbor(rest);
    if (!extensions) return extensions.error();
    if (extensions->value.kind != CborValue::Kind::map)
      return refuse(Code::bad_extensions, "the extensions are not a map");
    rest.remove_prefix(extensions->size);
  }
  if (!rest.empty()) {
    return refuse(Code::authenticator_data_trailing_bytes, "bytes follow the authenticator data");
  }
  return data;
}

}  // namespace daemun::webauthn
