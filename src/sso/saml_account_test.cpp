#include "sso/saml_account.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::sso {
namespace {

constexpr auto transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

saml::Assertion an_assertion() {
  return {
      .id = "_1",
      .name_id = {.value = "ann-1", .format = ""},
      .attributes =
          {{"email", {"Ann@Company.example"}},
           {"name", {"Ann"}},
           {"groups", {"a", "b"}},
           {"id", {"not-the-id"}}},
      .session_index = {},
      .session_not_on_or_after = {}};
}

TEST_CASE("to_account takes NameID, email and name unless the configuration maps them") {
  const auto account = to_account({}, an_assertion());
  REQUIRE(account);
  CHECK(account->id == "ann-1");
  CHECK(account->email == "ann@company.example");
  CHECK(account->name == "Ann");
  CHECK(account->raw.at("groups") == json::array{"a", "b"});
  CHECK(account->raw.at("nameID") == "ann-1");
}

TEST_CASE("to_account follows attributeMapping") {
  auto assertion = an_assertion();
  assertion.attributes["employee"] = {"4711"};
  assertion.attributes["mail"] = {"a@company.example"};
  const json::object config{{"attributeMapping", {{"id", "employee"}, {"email", "mail"}}}};
  const auto account = to_account(config, assertion);
  REQUIRE(account);
  CHECK(account->id == "4711");
  CHECK(account->email == "a@company.example");
}

TEST_CASE("to_account reads the claim types of Microsoft where the usual names are absent") {
  auto assertion = an_assertion();
  assertion.attributes = {
      {"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", {"b@company.example"}},
      {"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", {"Bea"}}};
  const auto account = to_account({}, assertion);
  REQUIRE(account);
  CHECK(account->email == "b@company.example");
  CHECK(account->name == "Bea");
  // An administrator who maps it means that attribute.
  const json::object config{{"attributeMapping", {{"email", "mail"}}}};
  CHECK_FALSE(to_account(config, assertion)->email);
}

TEST_CASE("to_account takes no address of two") {
  auto assertion = an_assertion();
  assertion.attributes["email"] = {"a@company.example", "b@company.example"};
  CHECK_FALSE(to_account({}, assertion)->email);
}

TEST_CASE("to_account refuses an assertion without a lasting id") {
  auto assertion = an_assertion();
  assertion.name_id.format = transient;
  CHECK_FALSE(to_account({}, assertion));
  const json::object config{{"attributeMapping", {{"id", "id"}}}};
  CHECK(to_account(config, assertion)->id == "not-the-id");
  CHECK_FALSE(to_account({{"attributeMapping", {{"id", "absent"}}}}, assertion));
  assertion.name_id = {.value = std::string(129, 'a'), .format = ""};
  CHECK_FALSE(to_account({}, assertion));
}

}  // namespace
}  // namespace daemun::sso
