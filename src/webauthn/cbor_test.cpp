#include "webauthn/cbor.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include "webauthn/test_cbor.h"

namespace daemun::webauthn {
namespace {

using namespace test;
using Kind = CborValue::Kind;

std::string_view outcome(std::string_view bytes) {
  const auto value = parse_cbor(bytes);
  return value ? "accepted" : to_string(value.error().code);
}

std::string_view hex_outcome(std::string_view hex) {
  const auto bytes = parse_hex(hex).value();
  return outcome(bytes);
}

TEST_CASE("parse_cbor reads integers, strings, lists, maps and the rest") {
  const auto bytes = cbor_map({
      {cbor_integer(1), cbor_integer(-7)},
      {cbor_integer(-2), cbor_bytes("abc")},
      {cbor_text("list"), cbor_array({cbor_text("\xc3\xa9"), "\xf5", "\xf6"})},
      {cbor_text("large"), cbor_integer(1'000'000'000'000)},
  });
  const auto map = parse_cbor(bytes);
  REQUIRE(map);
  CHECK(find_integer(*map, 1) == -7);
  CHECK(find_bytes(*map, -2) == "abc");
  CHECK(find_integer(*map, "large") == 1'000'000'000'000);
  const auto* list = find(*map, "list");
  REQUIRE(list != nullptr);
  REQUIRE(list->items.size() == 3);
  CHECK(list->items[0].bytes == "\xc3\xa9");
  CHECK(list->items[1].kind == Kind::boolean);
  CHECK(list->items[1].integer == 1);
  CHECK(list->items[2].kind == Kind::other);
  CHECK(find(*map, 2) == nullptr);
  CHECK(find(*list, 1) == nullptr);
  // A member of another type is none.
  CHECK_FALSE(find_text(*map, -2));
  CHECK_FALSE(find_bytes(*map, 1));
  CHECK_FALSE(find_integer(*map, "list"));
}

TEST_CASE("parse_cbor takes no number for another one") {
  // RFC 8949 appendix A: the largest and smallest that 64 bits with a sign hold, and beyond them.
  CHECK(parse_cbor(parse_hex("1b7fffffffffffffff").value())->integer == INT64_MAX);
  CHECK(parse_cbor(parse_hex("3b7fffffffffffffff").value())->integer == INT64_MIN);
  CHECK(parse_cbor(parse_hex("1bffffffffffffffff").value())->kind == Kind::other);
  CHECK(parse_cbor(parse_hex("3bffffffffffffffff").value())->kind == Kind::other);
  CHECK(parse_cbor(parse_hex("fb3ff199999999999a").value())->kind == Kind::other);
}

TEST_CASE("parse_cbor refuses each way to be wrong by its own name") {
  struct Row {
    const char* hex;
    std::string_view error;
  };
  const Row rows[] = {
      {"", "cbor_truncated"},
      {"18", "cbor_truncated"},
      {"43aabb", "cbor_truncated"},
      {"82 01", "cbor_truncated"},
      {"a101", "cbor_truncated"},
      // A length of 2^64 - 1, and one that would overflow with the head.
      {"5bffffffffffffffff00", "cbor_truncated"},
      {"7bfffffffffffffff700", "cbor_truncated"},
      {"9bffffffffffffffff", "cbor_truncated"},
      {"bbffffffffffffffff", "cbor_truncated"},
      {"1c", "cbor_malformed"},
      {"fc", "cbor_malformed"},
      {"5f41aaff", "cbor_indefinite"},
      {"7f6161ff", "cbor_indefinite"},
      {"9f01ff", "cbor_indefinite"},
      {"bf0101ff", "cbor_indefinite"},
      {"ff", "cbor_indefinite"},
      {"c001", "cbor_tagged"},
      {"d9d9f701", "cbor_tagged"},
      {"62c328", "cbor_bad_text"},
      {"a1f501", "cbor_bad_key"},
      {"a1410101", "cbor_bad_key"},
      {"a1a00101", "cbor_bad_key"},
      {"a201010102", "cbor_duplicate_key"},
      {"a2616101616102", "cbor_duplicate_key"},
      // The same number in two lengths is the same key.
      {"a20101180102", "cbor_duplicate_key"},
      {"0101", "cbor_trailing_bytes"},
      {"a000", "cbor_trailing_bytes"},
  };
  for (const auto& row : rows) {
    std::string hex(row.hex);
    std::erase(hex, ' ');
    CAPTURE(hex);
    CHECK(hex_outcome(hex) == row.error);
  }
}

TEST_CASE("parse_cbor refuses what is nested too deeply, in lists and maps") {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '\x81') + '\x01';
  };
  CHECK(outcome(nested(max_cbor_depth - 1)) == "accepted");
  CHECK(outcome(nested(max_cbor_depth)) == "cbor_too_deep");
  CHECK(outcome(nested(15'000)) == "cbor_too_deep");
  std::string maps;
  for (int level = 0; level < 5'000; ++level)
    maps += "\xa1\x01";
  CHECK(outcome(maps + '\x01') == "cbor_too_deep");
}

TEST_CASE("parse_cbor refuses more items and bytes than an authenticator needs") {
  const auto list = [](std::size_t count) {
    return cbor_array(std::vector<std::string>(count, "\x01"));
  };
  CHECK(outcome(list(max_cbor_items - 1)) == "accepted");
  CHECK(outcome(list(max_cbor_items)) == "cbor_too_many_items");
  const auto string = [](std::size_t size) { return cbor_bytes(std::string(size, 'x')); };
  CHECK(outcome(string(max_cbor_bytes - 3)) == "accepted");
  CHECK(outcome(string(max_cbor_bytes - 2)) == "cbor_too_large");
}

TEST_CASE("read_cbor says how many bytes its value has") {
  const auto item = read_cbor("\x82\x01\x02rest");
  REQUIRE(item);
  CHECK(item->size == 3);
}

}  // namespace
}  // namespace daemun::webauthn
