#include "account/checks.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::account {
namespace {

using enum Check::MissingScope;

Caller a_caller() {
  Caller caller;
  caller.scopes = {"openid", "profile"};
  caller.is_first_party = true;
  caller.has_password = true;
  caller.proof = storage::ProvenAccount{};
  return caller;
}

json::object fields() {
  return {{"name", "Edit"}, {"email", "ReadOnly"}, {"phone", "Off"}, {"mfa", "Edit"}};
}

std::string decide(
    const Checks& checks, const Caller& caller = a_caller(), const json::object& body = {}
) {
  const auto sent = fields();
  const auto refusal = find_refusal(checks, {.caller = caller, .fields = sent, .body = body});
  return refusal ? std::to_string(refusal->status) + " " + refusal->code : "";
}

}  // namespace

TEST_CASE("find_refusal looks at a field's setting, and takes none for Off") {
  const std::string not_editable = "400 account_center.field_not_editable";
  const std::string not_enabled = "400 account_center.field_not_enabled";
  const struct {
    Check check;
    std::string expected;
  } cases[] = {
      {editable("name"), ""},
      {editable("email"), not_editable},
      {editable("phone"), not_editable},
      {editable("session"), not_editable},
      {visible("name"), ""},
      {visible("email"), ""},
      {visible("phone"), not_enabled},
      {visible("session"), not_enabled},
      {editable("passkey", "mfa"), ""},
      {editable("passkey", "email"), not_editable},
      {editable("phone", "mfa"), not_editable},
      {visible("passkey", "phone"), not_enabled},
  };
  for (const auto& one : cases) {
    CAPTURE(one.check.name);
    CHECK(decide({one.check}) == one.expected);
  }
}

TEST_CASE("find_refusal answers a missing scope as its row says") {
  CHECK(decide({scope("profile", forbidden)}).empty());
  CHECK(decide({scope("email", bad_request)}) == "400 auth.unauthorized");
  CHECK(decide({scope("email", unauthorized)}) == "401 auth.unauthorized");
  CHECK(decide({scope("email", forbidden)}) == "403 auth.forbidden");
}

TEST_CASE("find_refusal wants a first-party application where the row says so") {
  auto caller = a_caller();
  CHECK(decide({first_party}, caller).empty());
  caller.is_first_party = false;
  CHECK(decide({first_party}, caller) == "403 auth.third_party_application_forbidden");
}

TEST_CASE("find_refusal takes a fresh sign-in for a step-up that is impossible, in some rows") {
  const std::string denied = "401 verification_record.permission_denied";
  auto caller = a_caller();
  CHECK(decide({step_up}, caller).empty());
  CHECK(decide({step_up_if_possible}, caller).empty());
  caller.proof.reset();
  CHECK(decide({step_up}, caller) == denied);
  CHECK(decide({step_up_if_possible}, caller) == denied);
  caller.has_password = false;
  CHECK(decide({step_up_if_possible}, caller) == denied);
  caller.has_just_signed_in = true;
  CHECK(decide({step_up}, caller) == denied);
  CHECK(decide({step_up_if_possible}, caller).empty());
  caller.user.primary_email = "a@x.example";
  CHECK(decide({step_up_if_possible}, caller) == denied);
  caller.user.primary_email.reset();
  caller.user.primary_phone = "821012345678";
  CHECK(decide({step_up_if_possible}, caller) == denied);
}

TEST_CASE("find_refusal wants the permission of an organization, which only its tokens have") {
  const Checks checks{organization_permission("member:read"), first_party};
  auto caller = a_caller();
  CHECK(decide(checks, caller) == "403 auth.forbidden");
  caller.scopes = {"member:remove", "member:read"};
  CHECK(decide(checks, caller).empty());
  CHECK(takes_organization_token(checks));
  CHECK_FALSE(takes_organization_token({first_party, scope("member:read", forbidden)}));
}

TEST_CASE("find_refusal looks at a check only for bodies with its member and its word") {
  const auto caller = a_caller();
  const Checks member{editable("phone").when("phone")};
  CHECK(decide(member, caller, {{"name", "x"}}).empty());
  CHECK_FALSE(decide(member, caller, {{"phone", nullptr}}).empty());
  const Checks word{editable("phone").when("type", "WebAuthn")};
  CHECK(decide(word, caller, {}).empty());
  CHECK(decide(word, caller, {{"type", "Totp"}}).empty());
  CHECK(decide(word, caller, {{"type", 1}}).empty());
  CHECK_FALSE(decide(word, caller, {{"type", "WebAuthn"}}).empty());
}

TEST_CASE("find_refusal gives the first refusal of the row's order") {
  Caller nobody;
  CHECK(
      decide({step_up, editable("phone"), first_party}, nobody) ==
      "401 verification_record.permission_denied"
  );
  CHECK(
      decide({editable("phone"), step_up, first_party}, nobody) ==
      "400 account_center.field_not_editable"
  );
  CHECK(
      decide({editable("name"), first_party, step_up}, nobody) ==
      "403 auth.third_party_application_forbidden"
  );
  CHECK(decide({}, nobody).empty());
}

}  // namespace daemun::account
