// Arbitrary bytes as the attestation object of a registration that is right otherwise.
#include "base/encoding.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "webauthn/registration.h"

namespace {

using namespace daemun::webauthn;

const std::string challenge(challenge_size, 'c');

std::string client_data() {
  return R"({"type":"webauthn.create","challenge":")" + daemun::to_base64url(challenge) +
         R"(","origin":"https://example.org"})";
}

RegistrationExpectations expectations() {
  RegistrationExpectations expected;
  expected.challenge = challenge;
  expected.origins = {"https://example.org"};
  expected.rp_id = "example.org";
  return expected;
}

// The id that the object itself names; what names none is refused before the ids are compared.
std::string id_in(std::string_view bytes) {
  const auto object = parse_attestation_object(bytes);
  if (!object) return "id";
  const auto data = parse_authenticator_data(object->authenticator_data);
  return data && data->credential ? data->credential->id : "id";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  RegistrationResponse response;
  response.id = id_in(bytes);
  response.client_data_json = client_data();
  response.attestation_object = bytes;
  const auto made = verify_registration(response, expectations());
  if (!made) {
    if (to_string(made.error().code).empty()) std::abort();
    return 0;
  }
  // Nobody can sign for an attestation here, and a key that is taken can be read again.
  if (made->attestation != AttestationKind::none || !made->is_user_verified) std::abort();
  if (made->id.empty() || made->id.size() > max_credential_id_bytes) std::abort();
  if (made->is_backed_up && !made->is_backup_eligible) std::abort();
  if (!parse_cose_key(made->public_key)) std::abort();
  return 0;
}
