#include "domain/one_time_token.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

using Status = OneTimeTokenStatus;

const TimePoint now = from_unix_seconds(1'800'000'000);

OneTimeToken a_token(Status status = Status::active) {
  OneTimeToken token;
  token.email = "mina@example.com";
  token.status = status;
  token.expires_at = now + Seconds(1);
  return token;
}

}  // namespace

TEST_CASE("status_at calls an active token past its end expired, and no other") {
  CHECK(status_at(a_token(), now) == Status::active);
  CHECK(status_at(a_token(), now + Seconds(1)) == Status::expired);
  CHECK(status_at(a_token(Status::consumed), now + Seconds(1)) == Status::consumed);
  CHECK(status_at(a_token(Status::revoked), now + Seconds(1)) == Status::revoked);
}

TEST_CASE("jit_roles reads the context") {
  auto token = a_token();
  CHECK(jit_roles(token).empty());
  token.context["jitRoleIds"] = {"one", "two"};
  CHECK(jit_roles(token) == std::vector<RoleId>{RoleId("one"), RoleId("two")});
}

TEST_CASE("is_for_event lets a token be used for what it was made for") {
  auto token = a_token();
  CHECK(is_for_event(token, "SignIn"));
  CHECK(is_for_event(token, "Register"));
  token.context["interactionEvent"] = "ForgotPassword";
  CHECK_FALSE(is_for_event(token, "SignIn"));
  CHECK_FALSE(is_for_event(token, "Register"));
  token.context["interactionEvent"] = "Register";
  CHECK_FALSE(is_for_event(token, "SignIn"));
  CHECK(is_for_event(token, "Register"));
}

TEST_CASE("one_time_token_problem names what is wrong, the address first") {
  const std::string email = "mina@example.com";
  CHECK(one_time_token_problem(a_token(), email, now).empty());
  CHECK(
      one_time_token_problem(a_token(Status::consumed), "other@example.com", now) ==
      "one_time_token.email_mismatch"
  );
  CHECK(
      one_time_token_problem(a_token(), email, now + Seconds(1)) == "one_time_token.token_expired"
  );
  CHECK(
      one_time_token_problem(a_token(Status::consumed), email, now) ==
      "one_time_token.token_consumed"
  );
  CHECK(
      one_time_token_problem(a_token(Status::revoked), email, now) == "one_time_token.token_revoked"
  );
}

TEST_CASE("jit_organizations reads the context") {
  auto token = a_token();
  CHECK(jit_organizations(token).empty());
  token.context = {{"jitOrganizationIds", {"acme", "globex"}}};
  CHECK(
      jit_organizations(token) ==
      std::vector<OrganizationId>{OrganizationId("acme"), OrganizationId("globex")}
  );
}

}  // namespace daemun
