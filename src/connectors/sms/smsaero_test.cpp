#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "smsaero-short-message-service";
constexpr std::string_view config =
    R"({"email": "me@app.example", "apiKey": "key", "senderName": "App", "templates": [
    {"usageType": "SignIn", "content": "Code {{code}}"}, {"usageType": "Register", "content": "R"},
    {"usageType": "ForgotPassword", "content": "F"}, {"usageType": "Generic", "content": "G {{code}}"}]})";

TEST_CASE("smsaero sends the text of the use") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "POST https://gate.smsaero.ru/v2/sms/send\n"
      "Content-Type: application/json\n"
      "Authorization: Basic bWVAYXBwLmV4YW1wbGU6a2V5\n"
      "\n"
      R"({"number":"821012345678","sign":"App","text":"Code 123456"})"
  );
}

TEST_CASE("smsaero does not fall back to the Generic text") {
  CHECK(
      make_text(id, config, a_message("821012345678", TemplateType::bind_mfa)) ==
      R"(template_not_found {"message":"There is no template of usage type BindMfa."})"
  );
}

TEST_CASE("smsaero reads the answers of the service") {
  CHECK(read(id, 200, R"({"success":true,"data":{}})") == "");
  CHECK(
      read(id, 200, R"({"success":false,"message":"Not enough money"})") ==
      R"(general {"message":"{\"success\":false,\"message\":\"Not enough money\"}"})"
  );
  CHECK(read(id, 401, "no") == R"(general {"message":"no"})");
}

}  // namespace
}  // namespace daemun::connectors
