#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "yunpian-sms";
constexpr std::string_view config = R"({"apikey": "key", "templates": [
    {"usageType": "SignIn", "content": "Code {{code}}"}, {"usageType": "Register", "content": "R"},
    {"usageType": "ForgotPassword", "content": "F"}, {"usageType": "Generic", "content": "G {{code}}"}]})";

TEST_CASE("yunpian sends a form to a number of mainland China") {
  CHECK(
      make_text(id, config, a_message("8613812345678")) ==
      "POST https://sms.yunpian.com/v2/sms/single_send.json\n"
      "Content-Type: application/x-www-form-urlencoded\n"
      "\n"
      "apikey=key&mobile=13812345678&text=Code+123456"
  );
}

TEST_CASE("yunpian refuses other countries unless they are enabled") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      R"(general {"message":"Phone numbers of this country are not supported."})"
  );
}

TEST_CASE("yunpian reads the answers of the service") {
  CHECK(read(id, 200, R"({"code":0,"msg":"ok"})") == "");
  CHECK(read(id, 200, R"({"code":3,"msg":"balance"})") == R"(general {"message":"balance"})");
  CHECK(
      read(id, 400, R"({"http_status_code":400,"code":2,"msg":"bad mobile"})") ==
      R"(general {"message":"bad mobile"})"
  );
  CHECK(read(id, 500, "x") == R"(general {"message":"x"})");
}

}  // namespace
}  // namespace daemun::connectors
