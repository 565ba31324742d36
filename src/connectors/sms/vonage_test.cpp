#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "vonage-sms";
constexpr std::string_view config =
    R"({"apiKey": "key", "apiSecret": "secret", "brandName": "App", "templates": [
    {"usageType": "SignIn", "content": "Code {{code}}"}, {"usageType": "Register", "content": "R"},
    {"usageType": "ForgotPassword", "content": "F"}, {"usageType": "Generic", "content": "번호 {{code}}"}]})";

TEST_CASE("vonage sends a form") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "POST https://rest.nexmo.com/sms/json\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "api_key=key&api_secret=secret&from=App&to=821012345678&text=Code+123456"
  );
}

TEST_CASE("vonage says that a text has letters of its own") {
  CHECK(
      make_text(id, config, a_message("821012345678", TemplateType::generic)) ==
      "POST https://rest.nexmo.com/sms/json\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "api_key=key&api_secret=secret&from=App&to=821012345678&"
      "text=%EB%B2%88%ED%98%B8+123456&type=unicode"
  );
}

TEST_CASE("vonage reads the answers of the service") {
  CHECK(
      read(id, 200, R"({"message-count":"1","messages":[{"to":"821012345678","status":"0"}]})") ==
      ""
  );
  CHECK(
      read(
          id, 200, R"({"messages":[{"status":"0"},{"status":"4","error-text":"Bad Credentials"}]})"
      ) == R"(general {"message":"Bad Credentials"})"
  );
  CHECK(read(id, 200, R"({"messages":[]})") == R"(general {"message":"{\"messages\":[]}"})");
  CHECK(read(id, 500, "x") == R"(general {"message":"x"})");
}

}  // namespace
}  // namespace daemun::connectors
