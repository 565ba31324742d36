#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "twilio-short-message-service";
constexpr std::string_view config =
    R"({"accountSID": "AC1", "authToken": "token", "fromMessagingServiceSID": "MG1", "templates": [
    {"usageType": "SignIn", "content": "Code {{code}}"}, {"usageType": "Register", "content": "R"},
    {"usageType": "ForgotPassword", "content": "F"}, {"usageType": "Generic", "content": "G {{code}}"}]})";

TEST_CASE("twilio sends a form") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "POST https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "Authorization: Basic QUMxOnRva2Vu\n"
      "\n"
      "To=%2B821012345678&MessagingServiceSid=MG1&Body=Code+123456&RiskCheck=enable"
  );
}

TEST_CASE("twilio reads the answers of the service") {
  CHECK(read(id, 201, R"({"sid":"SM1"})") == "");
  CHECK(
      read(id, 400, R"({"code":21211,"message":"Invalid 'To'"})") ==
      R"(general {"message":"{\"code\":21211,\"message\":\"Invalid 'To'\"}"})"
  );
}

}  // namespace
}  // namespace daemun::connectors
