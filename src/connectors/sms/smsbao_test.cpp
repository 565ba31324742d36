#include "connectors/test_delivery.h"

namespace daemun::connectors {
namespace {

using namespace test;

constexpr std::string_view id = "smsbao-sms";
constexpr std::string_view config =
    R"({"username": "me", "passwordOrApiKey": "key", "goodsId": "7", "templates": [{"usageType": "Generic", "content": "【App】{{code}} & more"}]})";

TEST_CASE("smsbao sends a query") {
  CHECK(
      make_text(id, config, a_message("821012345678")) ==
      "GET https://api.smsbao.com/sms?u=me&p=key&g=7&m=821012345678&"
      "c=%E3%80%90App%E3%80%91123456+%26+more\n"
      "\n"
  );
}

TEST_CASE("smsbao reads the answers of the service") {
  CHECK(read(id, 200, " 0\n") == "");
  CHECK(read(id, 200, "41") == R"(general {"message":"The balance is not sufficient."})");
  CHECK(read(id, 200, "99") == R"(general {"message":"99"})");
  CHECK(read(id, 503, "x") == R"(general {"body":"x"})");
}

}  // namespace
}  // namespace daemun::connectors
