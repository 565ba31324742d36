#include "crypto/signature_encoding.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include <array>

namespace daemun::crypto {
namespace {

std::string bytes(std::string_view hex) {
  return parse_hex(hex).value();
}

TEST_CASE("to_fixed_signature pads short numbers and drops the sign byte") {
  CHECK(to_hex(*to_fixed_signature(bytes("3006020101020102"), 2)) == "00010002");
  CHECK(to_hex(*to_fixed_signature(bytes("300802020080020200ff"), 1)) == "80ff");
  CHECK(to_hex(*to_fixed_signature(bytes("3008020201020202fffe"), 2)) == "0102fffe");
}

TEST_CASE("to_der_signature writes the shortest positive numbers") {
  CHECK(to_hex(to_der_signature(bytes("00010002"))) == "3006020101020102");
  CHECK(to_hex(to_der_signature(bytes("80ff"))) == "300802020080020200ff");
  CHECK(to_hex(to_der_signature(bytes("0000"))) == "3006020100020100");
}

TEST_CASE("to_der_signature and to_fixed_signature undo each other") {
  for (int fill = 0; fill < 256; ++fill) {
    std::string fixed(96, static_cast<char>(fill));
    fixed[0] = 0;
    CHECK(to_fixed_signature(to_der_signature(fixed), 48) == fixed);
  }
}

TEST_CASE("to_fixed_signature refuses what is not such a sequence") {
  for (const auto* hex :
       {"",
        "30",
        "3006",
        "30060201010201",
        "300602010102010200",
        "3106020101020102",
        "3003020101",
        "3006020101030102",
        "3009020101020102020103",
        "3080",
        "30818102"}) {
    CAPTURE(hex);
    const auto der = parse_hex(hex);
    if (der) CHECK_FALSE(to_fixed_signature(*der, 2));
  }
  CHECK_FALSE(to_fixed_signature(bytes("30080202010202020304"), 1));
}

}  // namespace
}  // namespace daemun::crypto
