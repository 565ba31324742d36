#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "gatewayapi-sms";
constexpr std::string_view config =
    R"({"endpoint": "https://gatewayapi.eu/rest/mtsms", "apiToken": "token", "sender": "App", "templates": [
    {"usageType": "SignIn", "content": "Code {{code}}"}, {"usageType": "Register", "content": "R"},
    {"usageType": "ForgotPassword", "content": "F"}, {"usageType": "Generic", "content": "번호 {{code}}"}]})";

TEST_CASE("gatewayapi sends the text of the use") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "POST https://gatewayapi.eu/rest/mtsms\n"
      "Content-Type: application/json\n"
      "Authorization: Basic dG9rZW46\n"
      "\n"
      R"({"sender":"App","message":"Code 123456","recipients":[{"msisdn":"821012345678"}]})"
  );
}

TEST_CASE("gatewayapi asks for an encoding that has every letter") {
  CHECK(
      make_text(id, config, a_message("821012345678", TemplateType::generic)) ==
      "POST https://gatewayapi.eu/rest/mtsms\n"
      "Content-Type: application/json\n"
      "Authorization: Basic dG9rZW46\n"
      "\n"
      R"({"sender":"App","message":"번호 123456","recipients":[{"msisdn":"821012345678"}],)"
      R"("encoding":"UCS2"})"
  );
}

TEST_CASE("gatewayapi reads the answers of the service") {
  CHECK(read(id, 200, R"({"ids":[1]})") == "");
  CHECK(read(id, 403, R"({"code":"0x0213"})") == R"(general {"message":"HTTP status 403"})");
}

}  // namespace
}  // namespace daemun::connectors
