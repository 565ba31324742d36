#include "webauthn/options.h"

#include <doctest/doctest.h>

namespace daemun::webauthn {
namespace {

TEST_CASE("to_registration_options asks for a credential that can be the only one") {
  const RegistrationRequest request{
      .challenge = std::string(32, '\0'),
      .rp_id = "id.example",
      .rp_name = "Example",
      .user = {.user_handle = "user", .name = "ann@example.com", .display_name = "Ann"},
      .excluded = {{.id = "one", .transports = {"usb", "nfc"}}, {.id = "two", .transports = {}}}};
  CHECK(
      json::serialize(to_registration_options(request)) ==
      R"({"rp":{"name":"Example","id":"id.example"},)"
      R"("user":{"id":"dXNlcg","name":"ann@example.com","displayName":"Ann"},)"
      R"("challenge":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",)"
      R"("pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-8},)"
      R"({"type":"public-key","alg":-35},{"type":"public-key","alg":-257}],)"
      R"("timeout":60000,)"
      R"("excludeCredentials":[{"type":"public-key","id":"b25l","transports":["usb","nfc"]},)"
      R"({"type":"public-key","id":"dHdv"}],)"
      R"("authenticatorSelection":{"requireResidentKey":true,"residentKey":"required",)"
      R"("userVerification":"required"},"attestation":"none","extensions":{"credProps":true}})"
  );
}

TEST_CASE("to_authentication_options demands that the person is verified") {
  CHECK(
      json::serialize(to_authentication_options(
          {.challenge = "challenge",
           .rp_id = "id.example",
           .allowed = {{.id = "one", .transports = {"internal"}}}}
      )) == R"({"challenge":"Y2hhbGxlbmdl","timeout":60000,"rpId":"id.example",)"
            R"("allowCredentials":[{"type":"public-key","id":"b25l","transports":["internal"]}],)"
            R"("userVerification":"required"})"
  );
  const auto open =
      to_authentication_options({.challenge = "challenge", .rp_id = "id.example", .allowed = {}});
  CHECK(json::serialize(open.at("allowCredentials")) == "[]");
}

}  // namespace
}  // namespace daemun::webauthn
