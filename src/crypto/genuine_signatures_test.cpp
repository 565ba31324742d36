#include "crypto/genuine_signatures.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

TEST_CASE("GenuineSignatures has what was inserted, and nothing else") {
  GenuineSignatures signatures(4);
  CHECK_FALSE(signatures.has("a"));
  signatures.insert("a");
  signatures.insert("a");
  CHECK(signatures.has("a"));
  CHECK_FALSE(signatures.has("b"));
}

TEST_CASE("GenuineSignatures keeps what was used last, within its bound") {
  GenuineSignatures signatures(2);
  for (const char* entry : {"a", "b", "c", "d"})
    signatures.insert(entry);
  CHECK(signatures.has("a"));  // used again before it would go
  for (const char* entry : {"e", "f"})
    signatures.insert(entry);
  CHECK(signatures.has("a"));
  for (const char* entry : {"b", "c"})
    CHECK_FALSE(signatures.has(entry));
  for (const char* entry : {"e", "f"})
    CHECK(signatures.has(entry));
}

}  // namespace
}  // namespace daemun::crypto
