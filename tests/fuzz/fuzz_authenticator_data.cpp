// Arbitrary bytes as authenticator data, as CBOR and as a key.
#include "crypto/digest.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "webauthn/assertion.h"
#include "webauthn/authenticator_data.h"
#include "webauthn/cbor.h"
#include "webauthn/cose_key.h"

namespace {

using namespace daemun::webauthn;

std::size_t count_items(const CborValue& value) {
  std::size_t count = 1;
  for (const auto& item : value.items)
    count += count_items(item);
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto item = read_cbor(bytes)) {
    if (item->size == 0 || item->size > size) std::abort();
    if (count_items(item->value) > max_cbor_items) std::abort();
    // The value alone is read as it was with bytes behind it.
    if (!parse_cbor(bytes.substr(0, item->size))) std::abort();
  }
  if (const auto key = parse_cose_key(bytes)) {
    // A signature cannot be guessed.
    if (key->verify("message", bytes)) std::abort();
  }
  const auto parsed = parse_authenticator_data(bytes);
  if (!parsed) return 0;
  if (parsed->rp_id_hash.size() != 32) std::abort();
  if (parsed->credential &&
      (parsed->credential->id.empty() || parsed->credential->public_key.empty()))
    std::abort();
  return 0;
}
