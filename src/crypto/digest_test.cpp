#include "crypto/digest.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include <array>
#include <thread>

namespace daemun::crypto {
namespace {

struct Vector {
  DigestAlgorithm algorithm;
  std::string_view hex;
};

// "abc" from RFC 1321 A.5 and FIPS 180-4 (examples with intermediate values).
constexpr std::array<Vector, 5> abc{{
    {DigestAlgorithm::md5, "900150983cd24fb0d6963f7d28e17f72"},
    {DigestAlgorithm::sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {DigestAlgorithm::sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {DigestAlgorithm::sha384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134"
     "c825a7"},
    {DigestAlgorithm::sha512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3"
     "feebbd454d4423643ce80e2a9ac94fa54ca49f"},
}};

TEST_CASE("digest has the published values of \"abc\"") {
  for (const auto& vector : abc) {
    CAPTURE(vector.hex);
    CHECK(to_hex(digest(vector.algorithm, "abc")) == vector.hex);
  }
}

TEST_CASE("digest hashes nothing and many bytes") {
  CHECK(to_hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  // FIPS 180-4: one million times "a".
  CHECK(
      to_hex(sha256(std::string(1'000'000, 'a'))) ==
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
  );
}

TEST_CASE("digest may be called from several threads") {
  std::array<std::thread, 4> threads;
  std::array<int, 4> good{};
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i] = std::thread([&good, i] {
      for (int n = 0; n < 200; ++n) {
        for (const auto& [algorithm, hex] : abc)
          good[i] += to_hex(digest(algorithm, "abc")) == hex;
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  CHECK(good == std::array<int, 4>{1000, 1000, 1000, 1000});
}

}  // namespace
}  // namespace daemun::crypto
