#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "http-email";
constexpr std::string_view config =
    R"({"endpoint": "https://mail.app.example/send?x=1", "authorization": "Bearer abc"})";

TEST_CASE("http_message hands over the message") {
  auto message = a_message("ann@user.example", TemplateType::organization_invitation);
  message.ip = "203.0.113.7";
  CHECK(
      make_text(id, config, message) ==
      "POST https://mail.app.example/send?x=1\n"
      "Content-Type: application/json\n"
      "Authorization: Bearer abc\n"
      "\n"
      R"({"to":"ann@user.example","type":"OrganizationInvitation","payload":{"code":"123456",)"
      R"("locale":"en"},"ip":"203.0.113.7"})"
  );
}

TEST_CASE("http_message leaves out what it does not have") {
  CHECK(
      make_text(
          "http-sms", R"({"endpoint": "http://sms.app.example/"})", a_message("821012345678")
      ) ==
      "POST http://sms.app.example/\n"
      "Content-Type: application/json\n"
      "\n"
      R"({"to":"821012345678","type":"SignIn","payload":{"code":"123456","locale":"en"}})"
  );
}

TEST_CASE("http_message reads the answers of the service") {
  CHECK(read(id, 200, "") == "");
  CHECK(read(id, 204, "") == "");
  CHECK(read(id, 302, "") == R"(general {"message":"HTTP status 302"})");
  // Its address may be inside the operator's network, so its words are not shown.
  CHECK(read(id, 500, "broken") == R"(general {"message":"HTTP status 500"})");
}

}  // namespace
}  // namespace daemun::connectors
