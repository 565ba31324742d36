#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "whatsapp-short-message-service";
constexpr std::string_view config =
    R"({"accessToken": "token", "phoneNumberId": "42", "templates": [
    {"usageType": "SignIn", "templateName": "sign_in", "language": "ko"}, {"usageType": "Register", "templateName": "r"},
    {"usageType": "ForgotPassword", "templateName": "f"}, {"usageType": "Generic", "templateName": "g"}]})";

TEST_CASE("whatsapp sends the name of a template and the code") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "POST https://graph.facebook.com/v19.0/42/messages\n"
      "Content-Type: application/json\n"
      "Authorization: Bearer token\n"
      "\n"
      R"({"messaging_product":"whatsapp","to":"821012345678","type":"template",)"
      R"("template":{"name":"sign_in","language":{"code":"ko"},"components":[{"type":"body",)"
      R"("parameters":[{"type":"text","text":"123456"}]},{"type":"button","sub_type":"url",)"
      R"("index":"0","parameters":[{"type":"text","text":"123456"}]}]}})"
  );
}

TEST_CASE("whatsapp fills in the language that a template lacks") {
  CHECK(
      make_text(id, config, a_message("821012345678", TemplateType::bind_mfa)) ==
      "POST https://graph.facebook.com/v19.0/42/messages\n"
      "Content-Type: application/json\n"
      "Authorization: Bearer token\n"
      "\n"
      R"({"messaging_product":"whatsapp","to":"821012345678","type":"template",)"
      R"("template":{"name":"g","language":{"code":"en"},"components":[{"type":"body",)"
      R"("parameters":[{"type":"text","text":"123456"}]},{"type":"button","sub_type":"url",)"
      R"("index":"0","parameters":[{"type":"text","text":"123456"}]}]}})"
  );
}

TEST_CASE("whatsapp needs a code") {
  auto message = a_message("821012345678");
  message.payload.erase("code");
  CHECK(make_text(id, config, message) == R"(general {"message":"The message has no code."})");
}

TEST_CASE("whatsapp reads the answers of the service") {
  CHECK(read(id, 200, R"({"messages":[{"id":"m"}]})") == "");
  CHECK(
      read(id, 400, R"({"error":{"message":"(#100) Invalid parameter","code":100}})") ==
      R"(general {"message":"(#100) Invalid parameter"})"
  );
  CHECK(read(id, 500, "x") == R"(general {"message":"x"})");
}

}  // namespace
}  // namespace daemun::connectors
