#include "webauthn/authenticator_data.h"

#include <doctest/doctest.h>

#include "webauthn/cbor.h"
#include "webauthn/test_cbor.h"

namespace daemun::webauthn {
namespace {

using namespace test;

const std::string rp_id_hash(32, 'h');
const std::string aaguid(16, 'a');
const std::string key = cbor_map({{cbor_integer(1), cbor_integer(2)}});

std::string data_with(unsigned flags, const std::string& rest = "") {
  return rp_id_hash + static_cast<char>(flags) + std::string("\x01\x02\x03\x04", 4) + rest;
}

std::string credential(std::size_t claimed_size, const std::string& id) {
  std::string text = aaguid;
  text.push_back(static_cast<char>(claimed_size >> 8U));
  text.push_back(static_cast<char>(claimed_size & 0xff));
  return text + id + key;
}

std::string_view outcome(std::string_view bytes) {
  const auto data = parse_authenticator_data(bytes);
  return data ? "accepted" : to_string(data.error().code);
}

TEST_CASE("parse_authenticator_data reads the flags, the counter and a new credential") {
  const auto least = parse_authenticator_data(data_with(0));
  REQUIRE(least);
  CHECK(least->rp_id_hash == rp_id_hash);
  CHECK(least->counter == 0x01020304);
  CHECK_FALSE(least->is_user_present);
  CHECK_FALSE(least->is_user_verified);
  CHECK_FALSE(least->is_backup_eligible);
  CHECK_FALSE(least->is_backed_up);
  CHECK_FALSE(least->credential);
  CHECK(parse_authenticator_data(data_with(0x01))->is_user_present);
  CHECK(parse_authenticator_data(data_with(0x04))->is_user_verified);
  CHECK(parse_authenticator_data(data_with(0x08))->is_backup_eligible);
  CHECK(parse_authenticator_data(data_with(0x10))->is_backed_up);

  const auto made = parse_authenticator_data(
      data_with(0xc5, credential(3, "id!") + cbor_map({{cbor_text("credProtect"), "\x02"}}))
  );
  REQUIRE(made);
  REQUIRE(made->credential);
  CHECK(made->credential->aaguid == aaguid);
  CHECK(made->credential->id == "id!");
  CHECK(made->credential->public_key == key);
}

TEST_CASE("parse_authenticator_data ignores the bits that are reserved") {
  CHECK(outcome(data_with(0x23)) == "accepted");
}

TEST_CASE("parse_authenticator_data refuses each way to be wrong by its own name") {
  const std::string whole = data_with(0x41, credential(3, "id!"));
  // Cut off at each byte; within the key it is the CBOR that ends.
  for (std::size_t size = 0; size < whole.size() - key.size(); ++size) {
    CAPTURE(size);
    CHECK(outcome(whole.substr(0, size)) == "authenticator_data_truncated");
  }
  CHECK(outcome(whole.substr(0, whole.size() - key.size())) == "cbor_truncated");
  CHECK(outcome(whole.substr(0, whole.size() - 1)) == "cbor_truncated");
  CHECK(outcome(whole + "x") == "authenticator_data_trailing_bytes");
  CHECK(outcome(data_with(0x01, "x")) == "authenticator_data_trailing_bytes");
  CHECK(outcome(data_with(0x81)) == "cbor_truncated");
  CHECK(outcome(data_with(0x81, "\x01")) == "bad_extensions");
  CHECK(outcome(data_with(0x81, cbor_map({}) + "x")) == "authenticator_data_trailing_bytes");
  CHECK(outcome(data_with(0x41, credential(0, ""))) == "bad_credential_id");
  const std::string longest(max_credential_id_bytes, 'i');
  CHECK(outcome(data_with(0x41, credential(longest.size(), longest))) == "accepted");
  CHECK(
      outcome(data_with(0x41, credential(longest.size() + 1, longest + 'i'))) == "bad_credential_id"
  );
  // It claims more than there is.
  CHECK(outcome(data_with(0x41, credential(0xffff, "id!"))) == "bad_credential_id");
  CHECK(outcome(data_with(0x41, credential(1000, "id!"))) == "authenticator_data_truncated");
}

}  // namespace
}  // namespace daemun::webauthn
