#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "sendgrid-email-service";
constexpr std::string_view config =
    R"({"apiKey": "key", "fromEmail": "no-reply@app.example", "fromName": "App", "templates": [
    {"usageType": "SignIn", "type": "text/html", "subject": "Code {{code}}", "content": "<b>{{code}}</b>"},
    {"usageType": "Register", "type": "text/html", "subject": "R", "content": "R"}, {"usageType": "ForgotPassword", "type": "text/html", "subject": "F", "content": "F"},
    {"usageType": "Generic", "type": "text/html", "subject": "G", "content": "G {{code}}"}]})";

TEST_CASE("sendgrid sends the template of the use") {
  CHECK(
      make_text(id, config, a_message("ann@user.example")) ==
      "POST https://api.sendgrid.com/v3/mail/send\n"
      "Content-Type: application/json\n"
      "Authorization: Bearer key\n"
      "\n"
      R"({"personalizations":[{"to":[{"email":"ann@user.example"}]}],)"
      R"("from":{"email":"no-reply@app.example","name":"App"},"subject":"Code 123456",)"
      R"("content":[{"type":"text/html","value":"<b>123456</b>"}]})"
  );
}

TEST_CASE("sendgrid sends the tenant's template under its name") {
  CHECK(
      make_text(id, config, a_message_with_template("ann@user.example")) ==
      "POST https://api.sendgrid.com/v3/mail/send\n"
      "Content-Type: application/json\n"
      "Authorization: Bearer key\n"
      "\n"
      R"({"personalizations":[{"to":[{"email":"ann@user.example"}]}],)"
      R"("from":{"email":"no-reply@app.example","name":"Club"},)"
      R"("reply_to":{"email":"help@app.example"},"subject":"Hi <Ann>",)"
      R"("content":[{"type":"text/html","value":"<p>&lt;Ann&gt; 123456</p>"}]})"
  );
}

TEST_CASE("sendgrid reads the answers of the service") {
  CHECK(read(id, 202, "") == "");
  CHECK(
      read(id, 401, R"({"errors":[{"message":"no"}]})") ==
      R"(general {"message":"{\"errors\":[{\"message\":\"no\"}]}"})"
  );
}

}  // namespace
}  // namespace daemun::connectors
