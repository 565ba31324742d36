#include "connectors/connector.h"

#include "connectors/config_check.h"
#include "connectors/test_delivery.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace daemun::connectors {
namespace {

using namespace test;

json::object a_config() {
  return {
      {"serverToken", "token"},
      {"fromEmail", "from@app.example"},
      {"templates", find_factory("postmark-mail")->fields.at(2).at("default")},
      {"more", 1},
  };
}

std::string refusal_of(json::object config) {
  const auto checked = check_config(*find_factory("postmark-mail"), config);
  if (checked) return "";
  CHECK(checked.error().code == ConnectorErrorCode::invalid_config);
  CHECK(checked.error().data.at("name") == "ZodError");
  const auto& issue = checked.error().data.at("issues").at(0);
  return json::serialize(issue.at("path")) + " " + std::string(issue.at("message").as_string());
}

TEST_CASE("factories have distinct ids and complete metadata") {
  std::set<std::string> ids;
  for (const auto& factory : factories()) {
    CAPTURE(factory.id);
    CHECK(ids.insert(factory.id).second);
    CHECK(factory.id == factory.provider.id);
    CHECK(find_factory(factory.id) == &factory);
    for (const std::string_view language : {"en", "ko"}) {
      CHECK(!factory.metadata.at("name").at(language).as_string().empty());
      CHECK(!factory.metadata.at("description").at(language).as_string().empty());
    }
    CHECK(factory.metadata.at("logo").as_string().starts_with("data:image/svg+xml;base64,"));
    CHECK(!factory.metadata.at("readme").as_string().empty());
    CHECK(!factory.metadata.at("formItems").as_array().empty());
  }
  CHECK(find_factory("no-such") == nullptr);
}

TEST_CASE("factories come e-mail first and sign-in last, each sort by id") {
  std::vector<std::pair<ConnectorType, std::string>> order;
  for (const auto& factory : factories())
    order.emplace_back(factory.type, factory.id);
  CHECK(order.size() == 49);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("factories fill their form with templates that pass their own check") {
  for (const auto& factory : factories()) {
    for (const auto& item : factory.metadata.at("formItems").as_array()) {
      if (item.at("key") != "templates") continue;
      CAPTURE(factory.id);
      json::array issues;
      const json::object config = {{"templates", item.at("defaultValue")}};
      check_fields(factory.fields, config, issues);
      for (const auto& issue : issues) {
        // Codes are the provider's: only they are left to fill in.
        const auto& path = issue.at("path").as_array();
        CHECK((path.at(0) != "templates" || path.at(path.size() - 1) == "templateCode"));
      }
    }
  }
}

TEST_CASE("factories describe their form") {
  const auto& items = find_factory("postmark-mail")->metadata.at("formItems").as_array();
  CHECK(
      json::serialize(items.at(0)) ==
      R"({"key":"serverToken","type":"Text","label":"Server Token","required":true,"isConfidential":true})"
  );
  CHECK(items.at(2).at("defaultValue").as_array().size() == 9);
  const auto& region = find_factory("aliyun-direct-mail")->metadata.at("formItems").at(2);
  CHECK(region.at("label") == "Region");
  CHECK(region.at("selectItems").at(1).at("value") == "ap-southeast-1");
  CHECK(region.at("defaultValue") == "cn-hangzhou");
  const auto& arn = find_factory("aws-ses-mail")->metadata.at("formItems").at(4);
  CHECK(arn.at("label") == "Email Address Identity ARN");
}

TEST_CASE("check_config takes a configuration with members that it does not know") {
  const auto checked = check_config(*find_factory("postmark-mail"), a_config());
  REQUIRE(checked);
  CHECK(*checked == a_config());
}

TEST_CASE("check_config applies the defaults") {
  const auto& factory = *find_factory("aliyun-short-message-service");
  json::object config = {{"accessKeyId", "a"}, {"accessKeySecret", "b"}, {"signName", "c"}};
  json::array templates;
  for (const auto* type : {"SignIn", "Register", "ForgotPassword", "Generic"})
    templates.push_back({{"usageType", type}, {"templateCode", {{"china", "1"}, {"overseas", "2"}}}}
    );
  config["templates"] = templates;
  const auto checked = check_config(factory, config);
  REQUIRE(checked);
  CHECK(checked->at("templates").at(0).at("type") == 2);
  CHECK(checked->at("strictPhoneRegionNumberCheck") == false);
  config["templates"].at(0).as_object()["type"] = 3;
  CHECK(!check_config(factory, config));
  config["templates"].at(0).as_object()["type"] = 0;
  config["templates"].at(1).as_object()["templateCode"] = {{"china", "1"}};
  CHECK(!check_config(factory, config));
}

TEST_CASE("check_config says which member is wrong") {
  auto config = a_config();
  config.erase("serverToken");
  CHECK(refusal_of(config) == R"(["serverToken"] Required)");
  config["serverToken"] = 1;
  CHECK(refusal_of(config) == R"(["serverToken"] Expected a string)");
  config["serverToken"] = " ";
  CHECK(refusal_of(config) == R"(["serverToken"] Must not be empty)");
  config["serverToken"] = "a\r\nX-Other: b";
  CHECK(refusal_of(config) == R"(["serverToken"] Must be one line)");
  config = a_config();
  config["fromEmail"] = "a@b.example, c@d.example";
  CHECK(refusal_of(config) == R"(["fromEmail"] Invalid email address)");
  config = a_config();
  config["templates"].as_array().erase(config["templates"].as_array().begin());
  CHECK(refusal_of(config) == R"(["templates"] A template of usage type SignIn is missing)");
  config["templates"] = json::object{};
  CHECK(refusal_of(config) == R"(["templates"] Expected an array)");
  config["templates"] = json::array{1};
  CHECK(refusal_of(config) == R"(["templates",0] Expected an object)");
  config["templates"] = {{{"usageType", "SignIn"}}};
  CHECK(refusal_of(config) == R"(["templates",0,"templateAlias"] Required)");
  config["templates"] = {{{"templateAlias", "a"}}};
  CHECK(refusal_of(config) == R"(["templates",0,"usageType"] Invalid usage type)");
}

TEST_CASE("make_delivery refuses recipients that are not one address") {
  const std::string config = json::serialize(a_config());
  for (const std::string_view to :
       {"",
        "ann",
        "a@b.example,c@d.example",
        "a@b.example c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b@c.example",
        "\"a b\"@c.example",
        "Ann <a@b.example>",
        "a@[127.0.0.1]",
        "\xec\x95\x88@b.example",
        "821012345678"}) {
    CAPTURE(to);
    const auto delivery = make("postmark-mail", config, a_message(std::string(to)));
    REQUIRE(!delivery);
    CHECK(delivery.error().code == ConnectorErrorCode::invalid_request_parameters);
  }
}

TEST_CASE("read_access_token takes the token or the refusal") {
  CHECK(read_access_token({200, {}, R"({"access_token":"t"})"}).value().reveal() == "t");
  const auto refused = read_access_token({400, {}, R"({"error":"invalid_grant"})"});
  REQUIRE(!refused);
  CHECK(description_of(refused.error()) == "HTTP status 400, invalid_grant");
  // What else it says may be of a host inside the operator's network.
  const auto other = read_access_token({500, {}, R"({"error":"root:x:0:0"})"});
  REQUIRE(!other);
  CHECK(description_of(other.error()) == "HTTP status 500");
  CHECK(!read_access_token({200, {}, "{}"}));
}

TEST_CASE("to_status follows the table of the APIs") {
  CHECK(to_status(ConnectorErrorCode::general) == 400);
  CHECK(to_status(ConnectorErrorCode::authorization_failed) == 401);
  CHECK(to_status(ConnectorErrorCode::rate_limit_exceeded) == 429);
  CHECK(to_status(ConnectorErrorCode::not_implemented) == 501);
  CHECK(to_string(ConnectorErrorCode::not_implemented) == "not_implemented");
  CHECK(to_string(ConnectorErrorCode::template_not_found) == "template_not_found");
}

}  // namespace
}  // namespace daemun::connectors
