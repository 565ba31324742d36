#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "postmark-mail";
constexpr std::string_view config = R"({
  "serverToken": "token", "fromEmail": "from@app.example", "templates": [
    {"usageType": "SignIn", "templateAlias": "sign-in"}, {"usageType": "Register", "templateAlias": "register"},
    {"usageType": "ForgotPassword", "templateAlias": "forgot"}, {"usageType": "Generic", "templateAlias": "generic"}]
})";

TEST_CASE("postmark sends the name of a template and the payload") {
  CHECK(
      make_text(id, config, a_message("ann@user.example")) ==
      "POST https://api.postmarkapp.com/email/withTemplate\n"
      "Content-Type: application/json\n"
      "Accept: application/json\n"
      "X-Postmark-Server-Token: token\n"
      "\n"
      R"({"From":"from@app.example","TemplateAlias":"sign-in","To":"ann@user.example",)"
      R"("TemplateModel":{"code":"123456","locale":"en"}})"
  );
}

TEST_CASE("postmark falls back to the Generic template") {
  const auto text = make_text(id, config, a_message("ann@user.example", TemplateType::bind_mfa));
  CHECK(text.find(R"("TemplateAlias":"generic")") != std::string::npos);
}

TEST_CASE("postmark refuses what Postmark refuses") {
  CHECK(read(id, 200, R"({"To":"ann@user.example","ErrorCode":0,"Message":"OK"})") == "");
  CHECK(
      read(id, 422, R"({"ErrorCode":406,"Message":"Inactive recipient"})") ==
      R"(general {"message":"Inactive recipient"})"
  );
  CHECK(
      read(id, 200, R"({"ErrorCode":300,"Message":"Invalid"})") ==
      R"(general {"message":"Invalid"})"
  );
  CHECK(read(id, 500, "broken") == R"(general {"message":"broken"})");
}

}  // namespace
}  // namespace daemun::connectors
