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

TEST_CASE("to_social_user takes the attributes of profileMap, and the NameID without an id") {
  auto assertion = an_assertion();
  CHECK(to_social_user({}, assertion)->id == "not-the-id");
  assertion.attributes.erase("id");
  const auto user = to_social_user({}, assertion);
  REQUIRE(user);
  CHECK(user->id == "ann-1");
  CHECK(user->name == "Ann");
  CHECK(user->raw.at("groups") == json::array{"a", "b"});
  assertion.attributes["employee"] = {"4711"};
  const json::object config{{"profileMap", {{"id", "employee"}, {"name", "none"}}}};
  CHECK(to_social_user(config, assertion)->id == "4711");
  CHECK_FALSE(to_social_user(config, assertion)->name);
  // An administrator who maps the id means that attribute, and of two nobody knows which.
  assertion.attributes["employee"] = {"4711", "4712"};
  CHECK_FALSE(to_social_user(config, assertion));
}

TEST_CASE("to_social_user takes addresses of a trusted service alone") {
  auto assertion = an_assertion();
  assertion.attributes["phone"] = {"821012345678"};
  CHECK_FALSE(to_social_user({}, assertion)->email);
  CHECK_FALSE(to_social_user({}, assertion)->phone);
  const auto trusted = to_social_user({{"trustUnverifiedEmail", true}}, assertion);
  REQUIRE(trusted);
  CHECK(trusted->email == "ann@company.example");
  CHECK(trusted->phone == "821012345678");
}

TEST_CASE("to_social_user takes no NameID that is another one each time") {
  auto assertion = an_assertion();
  assertion.name_id.format = transient;
  CHECK(to_social_user({}, assertion));
  assertion.attributes.erase("id");
  CHECK_FALSE(to_social_user({}, assertion));
}

}  // namespace
}  // namespace daemun::sso
