// Arbitrary texts as client data, and as the whole answers of both ceremonies.
#include "base/encoding.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "webauthn/ceremony.h"
#include "webauthn/client_data.h"
#include "webauthn/response.h"

namespace {

using namespace daemun::webauthn;

const std::string challenge(challenge_size, 'c');

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto client_data = parse_client_data(text)) {
    Expectations expected;
    expected.challenge = challenge;
    expected.origins = {"https://example.org"};
    expected.rp_id = "example.org";
    const auto checked = check_client_data(*client_data, "webauthn.get", expected);
    // What is accepted has the challenge in it, word for word.
    if (checked && text.find(daemun::to_base64url(challenge)) == text.npos) {
      // Unless JSON's escapes write it otherwise.
      if (text.find('\\') == text.npos) std::abort();
    }
  }
  const auto object = daemun::parse_json_object(text);
  if (!object) return 0;
  if (const auto answer = parse_registration_response(*object)) {
    if (answer->id.empty() || answer->transports.size() > 7) std::abort();
  }
  if (const auto answer = parse_assertion_response(*object)) {
    if (answer->id.empty() || (answer->user_handle && answer->user_handle->size() > 64))
      std::abort();
  }
  return 0;
}
