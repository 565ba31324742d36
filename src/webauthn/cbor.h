// CBOR (RFC 8949) as authenticators write it, read into a tree whose size, depth and number of
// items are bounded before anything is allocated for them. CTAP2's canonical form knows neither
// lengths left open nor tags, so both are refused; the order of members and the shortest form are
// not demanded, because not all authenticators keep to them.
#ifndef DAEMUN_WEBAUTHN_CBOR_H
#define DAEMUN_WEBAUTHN_CBOR_H

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

// The certificates of a statement are the longest that is sent; those of TPMs reach 6 KiB.
inline constexpr std::size_t max_cbor_bytes = 16 * 1024;
inline constexpr std::size_t max_cbor_items = 256;
inline constexpr int max_cbor_depth = 8;

// Views point into the bytes that were read.
struct CborValue {
  // other: null, undefined, numbers that are no 64-bit integers, and simple values.
  enum class Kind { integer, bytes, text, array, map, boolean, other };
  Kind kind = Kind::other;
  std::int64_t integer = 0;  // also 0 and 1 of a boolean
  std::string_view bytes{};  // of bytes and text
  // Of an array its values; of a map keys (integers or text) and values in turn.
  std::vector<CborValue> items{};
};

struct CborItem {
  CborValue value{};
  std::size_t size = 0;  // in bytes
};

// The first value of the bytes. The errors are those whose names begin with cbor_.
Result<CborItem, WebauthnError> read_cbor(std::string_view bytes);
// As above, and cbor_trailing_bytes when more follows.
Result<CborValue, WebauthnError> parse_cbor(std::string_view bytes);

// A map's member of that key; null in what is no map.
const CborValue* find(const CborValue& map, std::int64_t key);
const CborValue* find(const CborValue& map, std::string_view key);

// The member if it is there and of that type, else nothing.
template <typename Key>
std::optional<std::string_view> find_bytes(const CborValue& map, Key key) {
  const auto* value = find(map, key);
  if (value == nullptr || value->kind != CborValue::Kind::bytes) return std::nullopt;
  return value->bytes;
}
template <typename Key>
std::optional<std::string_view> find_text(const CborValue& map, Key key) {
  const auto* value = find(map, key);
  if (value == nullptr || value->kind != CborValue::Kind::text) return std::nullopt;
  return value->bytes;
}
template <typename Key>
std::optional<std::int64_t> find_integer(const CborValue& map, Key key) {
  const auto* value = find(map, key);
  if (value == nullptr || value->kind != CborValue::Kind::integer) return std::nullopt;
  return value->integer;
}

}  // namespace daemun::webauthn

#endif
