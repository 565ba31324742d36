#include "account/account_view.h"

#include <doctest/doctest.h>

namespace daemun::account {
namespace {

std::string members(const Caller& caller, const json::object& fields) {
  std::string names;
  for (const auto& member : to_account_view(caller, fields, json::array{}))
    names += (names.empty() ? "" : " ") + std::string(member.key());
  return names;
}

}  // namespace

TEST_CASE("to_account_view shows a member for its scope and its field") {
  const struct {
    std::string scope;
    std::string field;
    std::string more;  // what the scope shows without the field
    std::string members;
  } cases[] = {
      {"email", "email", "", "primaryEmail"},
      {"phone", "phone", "", "primaryPhone"},
      {"custom_data", "customData", "", "customData"},
      {"identities", "social", "ssoIdentities", "identities"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.scope);
    Caller caller;
    const json::object off{{one.field, "Off"}};
    const json::object shown{{one.field, "ReadOnly"}};
    CHECK(members(caller, shown) == "id hasSecurityVerificationMethod");
    caller.scopes = {one.scope};
    CHECK(members(caller, shown).find(one.members) != std::string::npos);
    for (const auto& fields : {off, json::object{}}) {
      const auto rest = one.more.empty() ? "" : " " + one.more;
      CHECK(members(caller, fields) == "id hasSecurityVerificationMethod" + rest);
    }
  }
}

TEST_CASE("to_account_view has nothing secret, and an address only with its scope") {
  Caller caller;
  caller.scopes = {"profile"};
  caller.has_password = true;
  caller.user.profile = R"({"nickname":"al","address":{"country":"KR"}})";
  const json::object fields{{"profile", "ReadOnly"}, {"password", "ReadOnly"}};
  auto view = to_account_view(caller, fields, json::array{});
  CHECK(json::serialize(view.at("profile")) == R"({"nickname":"al"})");
  CHECK(view.at("hasPassword").as_bool());
  CHECK(view.at("hasSecurityVerificationMethod").as_bool());
  caller.scopes = {"profile", "address"};
  view = to_account_view(caller, fields, json::array{});
  CHECK(view.at("profile").as_object().contains("address"));
}

}  // namespace daemun::account
