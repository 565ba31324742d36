#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "mailjunky-email-service";
constexpr std::string_view config =
    R"({"apiKey": "key", "fromEmail": "no-reply@app.example", "fromName": "App", "templates": [
    {"usageType": "SignIn", "subject": "Code {{code}}", "content": "<b>{{code}}</b>"},
    {"usageType": "Register", "subject": "R", "content": "R"}, {"usageType": "ForgotPassword", "subject": "F", "content": "F"},
    {"usageType": "Generic", "subject": "G", "content": "G {{code}}"}]})";

TEST_CASE("mailjunky sends HTML with its plain text") {
  CHECK(
      make_text(id, config, a_message("ann@user.example")) ==
      "POST https://mailjunky.ai/api/v1/emails/send\n"
      "Content-Type: application/json\n"
      "Authorization: Bearer key\n"
      "\n"
      R"({"from":"App <no-reply@app.example>","to":"ann@user.example",)"
      R"("subject":"Code 123456","html":"<b>123456</b>","text":"123456"})"
  );
}

TEST_CASE("mailjunky sends the tenant's template from its sender") {
  CHECK(
      make_text(id, config, a_message_with_template("ann@user.example")) ==
      "POST https://mailjunky.ai/api/v1/emails/send\n"
      "Content-Type: application/json\n"
      "Authorization: Bearer key\n"
      "\n"
      R"({"from":"Club <club@app.example>","to":"ann@user.example","subject":"Hi <Ann>",)"
      R"("html":"<p>&lt;Ann&gt; 123456</p>","text":"Ann 123456"})"
  );
}

TEST_CASE("mailjunky reads the answers of the service") {
  CHECK(read(id, 200, "{}") == "");
  CHECK(
      read(id, 422, R"({"error":"secret"})") ==
      R"(general {"message":"MailJunky answered with status 422."})"
  );
}

}  // namespace
}  // namespace daemun::connectors
