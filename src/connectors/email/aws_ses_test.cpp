#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "aws-ses-mail";
constexpr std::string_view config =
    R"({"accessKeyId": "key-id", "accessKeySecret": "key-secret", "region": "eu-central-1", "emailAddress": "App <no-reply@app.example>", "configurationSetName": "set", "templates": [
    {"usageType": "SignIn", "subject": "Code {{code}}", "content": "<b>{{code}}</b>"},
    {"usageType": "Register", "subject": "R", "content": "R"}, {"usageType": "ForgotPassword", "subject": "F", "content": "F"},
    {"usageType": "Generic", "subject": "G", "content": "G {{code}}"}]})";

TEST_CASE("aws_ses sends a signed request") {
  CHECK(
      make_text(id, config, a_message("ann@user.example")) ==
      "POST https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails\n"
      "Content-Type: application/json\n"
      "X-Amz-Date: 20270115T080000Z\n"
      "Authorization: AWS4-HMAC-SHA256 Credential=key-id/20270115/eu-central-1/ses/aws4_req"
      "uest, SignedHeaders=content-type;host;x-amz-date,"
      " Signature=eeddfb727374e24ade6509cad5bb1df90d7da03f2d0d4213be8288e51a4f4d69\n"
      "\n"
      R"({"FromEmailAddress":"App <no-reply@app.example>",)"
      R"("Destination":{"ToAddresses":["ann@user.example"]},"ConfigurationSetName":"set",)"
      R"("Content":{"Simple":{"Subject":{"Data":"Code 123456","Charset":"UTF-8"},)"
      R"("Body":{"Html":{"Data":"<b>123456</b>","Charset":"UTF-8"}}}}})"
  );
}

TEST_CASE("aws_ses sends the tenant's template with its answer address") {
  CHECK(
      make_text(id, config, a_message_with_template("ann@user.example")) ==
      "POST https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails\n"
      "Content-Type: application/json\n"
      "X-Amz-Date: 20270115T080000Z\n"
      "Authorization: AWS4-HMAC-SHA256 Credential=key-id/20270115/eu-central-1/ses/aws4_req"
      "uest, SignedHeaders=content-type;host;x-amz-date,"
      " Signature=effd9d2a2071d0d43aad127a68d26d3ba302e85b36a226127fa863752f9f1b69\n"
      "\n"
      R"({"FromEmailAddress":"App <no-reply@app.example>",)"
      R"("Destination":{"ToAddresses":["ann@user.example"]},)"
      R"("ReplyToAddresses":["help@app.example"],"ConfigurationSetName":"set",)"
      R"("Content":{"Simple":{"Subject":{"Data":"Hi <Ann>","Charset":"UTF-8"},)"
      R"("Body":{"Html":{"Data":"<p>&lt;Ann&gt; 123456</p>","Charset":"UTF-8"}}}}})"
  );
}

TEST_CASE("aws_ses encodes a sender's name") {
  auto changed = parse_json_object(config).value();
  changed["emailAddress"] = "대문 <no-reply@app.example>";
  const auto text = make_text(id, json::serialize(changed), a_message("ann@user.example"));
  CHECK(
      text.find(R"("FromEmailAddress":"=?utf-8?B?64yA66y4?= <no-reply@app.example>")") !=
      std::string::npos
  );
}

TEST_CASE("aws_ses reads the answers of the service") {
  CHECK(read(id, 200, R"({"MessageId":"m"})") == "");
  CHECK(read(id, 202, "{}") == R"(invalid_response {"message":"{}"})");
  CHECK(
      read(id, 400, R"({"message":"Email address is not verified."})") ==
      R"(invalid_response {"message":"Email address is not verified."})"
  );
  CHECK(read(id, 403, R"({"Message":"no"})") == R"(invalid_response {"message":"no"})");
  CHECK(read(id, 500, "") == R"(invalid_response {"message":"HTTP status 500"})");
}

}  // namespace
}  // namespace daemun::connectors
