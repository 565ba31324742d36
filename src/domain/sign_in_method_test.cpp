#include "domain/sign_in_method.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

SignInMethod by_password(IdentifierType type) {
  return {.identifier = type, .password = true};
}

SignInMethod by_code(IdentifierType type) {
  return {.identifier = type, .password = false, .verification_code = true};
}

User with_identity(std::string target) {
  User user;
  user.identities = "{\"" + std::move(target) + R"(":{"userId":"ann"}})";
  return user;
}

}  // namespace

TEST_CASE("has_sign_in_method counts what the tenant lets people sign in with") {
  using enum IdentifierType;
  SignInExperience names;
  names.methods = {by_password(username)};
  names.document["socialSignInConnectorTargets"] = json::array{"club"};
  SignInExperience codes = names;
  codes.methods = {by_code(email), by_code(phone)};
  SignInExperience mails = names;
  mails.methods = {by_password(email)};
  SignInExperience strict = names;
  strict.forgot_password_methods.emplace();
  User both{.username = "ann", .primary_email = "a@x.example"};
  const struct {
    User user;
    OtherMethods others;
    const SignInExperience& experience;
    bool expected;
  } cases[] = {
      {{}, {.has_password = true}, names, false},
      {{.username = "ann"}, {}, names, false},
      {{.username = "ann"}, {.has_password = true}, names, true},
      {{.username = "ann"}, {.has_password = true}, codes, false},
      {{.username = "ann"}, {.has_enterprise_account = true}, names, true},
      // An address that the tenant does not let people sign in with.
      {{.primary_email = "a@x.example"}, {.has_password = true, .sends_email = true}, names, false},
      {{.primary_email = "a@x.example"}, {.has_password = true}, mails, true},
      // A code can be entered, or a password set, where one can be sent.
      {{.primary_email = "a@x.example"}, {.sends_email = true}, codes, true},
      {{.primary_email = "a@x.example"}, {.sends_texts = true}, codes, false},
      {{.primary_phone = "821012345678"}, {.sends_texts = true}, codes, true},
      {both, {}, names, false},
      {both, {.sends_email = true}, names, true},
      {both, {.sends_email = true}, strict, false},
      // A service that is offered.
      {with_identity("club"), {}, names, true},
      {with_identity("gone"), {}, names, false},
      {{.identities = "no JSON"}, {}, names, false},
  };
  for (const auto& one : cases)
    CHECK(has_sign_in_method(one.user, one.others, one.experience) == one.expected);
}

}  // namespace daemun
