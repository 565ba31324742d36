#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "smtp2go-email-service";
constexpr std::string_view config =
    R"({"apiKey": "key", "sender": "no-reply@app.example", "senderName": "App", "templates": [
    {"usageType": "SignIn", "type": "text/plain", "subject": "Code {{code}}", "content": "{{code}}"},
    {"usageType": "Register", "type": "text/plain", "subject": "R", "content": "R"}, {"usageType": "ForgotPassword", "type": "text/plain", "subject": "F", "content": "F"},
    {"usageType": "Generic", "type": "text/plain", "subject": "G", "content": "G {{code}}"}]})";

TEST_CASE("smtp2go sends the template of the use") {
  CHECK(
      make_text(id, config, a_message("ann@user.example")) ==
      "POST https://api.smtp2go.com/v3/email/send\n"
      "Content-Type: application/json\n"
      "\n"
      R"({"api_key":"key","to":["ann@user.example"],"sender":"App <no-reply@app.example>",)"
      R"("subject":"Code 123456","text_body":"123456"})"
  );
}

TEST_CASE("smtp2go sends the tenant's template from its sender") {
  CHECK(
      make_text(id, config, a_message_with_template("ann@user.example")) ==
      "POST https://api.smtp2go.com/v3/email/send\n"
      "Content-Type: application/json\n"
      "\n"
      R"({"api_key":"key","to":["ann@user.example"],"sender":"Club <club@app.example>",)"
      R"("subject":"Hi <Ann>","html_body":"<p>&lt;Ann&gt; 123456</p>",)"
      R"("custom_headers":[{"header":"Reply-To","value":"help@app.example"}]})"
  );
}

TEST_CASE("smtp2go reads the answers of the service") {
  CHECK(read(id, 200, R"({"data":{"succeeded":1,"failed":0}})") == "");
  CHECK(
      read(id, 200, R"({"data":{"succeeded":0,"failed":1}})") ==
      R"(general {"statusCode":200,"body":"{\"data\":{\"succeeded\":0,\"failed\":1}}"})"
  );
  CHECK(read(id, 400, "{}") == R"(general {"statusCode":400,"body":"{}"})");
}

}  // namespace
}  // namespace daemun::connectors
