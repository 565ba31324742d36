#include "domain/account_dialogue.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

InvitationVisit a_visit() {
  InvitationVisit visit;
  visit.link = {.id = OrganizationInvitationId("inv1"), .token = Secret("t0ken")};
  visit.invitation.invitee = "dora@mail.example";
  visit.invitation.organization_id = OrganizationId("acme");
  return visit;
}

OneTimeToken a_token(json::object context = {}) {
  OneTimeToken token;
  token.email = "dora@mail.example";
  token.value = Secret("s3cret");
  token.context = std::move(context);
  return token;
}

}  // namespace

TEST_CASE("path_of an invitation's link and of a magic link escapes what is in them") {
  CHECK(path_of(a_visit().link) == "/invitation/inv1?token=t0ken");
  CHECK(path_of(a_token()) == "/magic-link?token=s3cret&email=dora%40mail.example");
}

TEST_CASE("first_page of an invitation begins with registration where nobody has the address") {
  auto visit = a_visit();
  CHECK(
      first_page(to_request(visit), "h") ==
      "/register?app_id=account-center&organization_id=acme&login_hint=dora%40mail.example"
      "&interaction=h"
  );
  visit.has_account = true;
  const auto page = first_page(to_request(visit), "h");
  CHECK(page.starts_with("/sign-in?"));
  CHECK(page.find("t0ken") == std::string::npos);
}

TEST_CASE("first_page of a magic link is the one for its kind of dialogue") {
  CHECK(
      first_page(to_request(a_token()), "h") ==
      "/one-time-token?app_id=account-center&one_time_token=s3cret&login_hint=dora%40mail.example"
      "&interaction=h"
  );
  const auto reset = a_token({{"interactionEvent", "ForgotPassword"}});
  CHECK(first_page(to_request(reset), "h").starts_with("/reset-password?"));
}

TEST_CASE("find_invitation_link finds the link of its own dialogue, and of no application's") {
  auto request = to_request(a_visit());
  const auto found = find_invitation_link(request);
  REQUIRE(found);
  CHECK(found->id.value() == "inv1");
  CHECK(found->token.reveal() == "t0ken");
  // An application has a state and a nonce as well.
  request.client_id = ApplicationId("web");
  CHECK_FALSE(find_invitation_link(request));
  CHECK_FALSE(find_invitation_link(to_request(a_token())));
}

TEST_CASE("is_account_dialogue takes no request of the account center for a link of a mail") {
  auto request = to_request(a_visit());
  CHECK(is_account_dialogue(request));
  request.code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  CHECK_FALSE(is_account_dialogue(request));
  CHECK_FALSE(find_invitation_link(request));
}

TEST_CASE("end_of_dialogue is the address that was named, else a page of ours") {
  auto visit = a_visit();
  CHECK(end_of_dialogue(to_request(visit)) == "/invitation/inv1?token=t0ken");
  visit.redirect_url = "https://acme.example/in?a=b";
  CHECK(end_of_dialogue(to_request(visit)) == "https://acme.example/in?a=b");
  visit.redirect_url = "javascript:alert(1)";
  CHECK(end_of_dialogue(to_request(visit)) == "/invitation/inv1?token=t0ken");
  CHECK(end_of_dialogue(to_request(a_token())) == "/signed-in");
  CHECK(
      end_of_dialogue(to_request(a_token({{"redirectUrl", "https://a.example/"}}))) ==
      "https://a.example/"
  );
}

}  // namespace daemun
