#include "domain/organization_invitation.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

OrganizationInvitation an_invitation() {
  OrganizationInvitation invitation;
  invitation.invitee = "bob@example.com";
  invitation.expires_at = now + Seconds(1);
  return invitation;
}

User bob() {
  User user;
  user.primary_email = "bob@example.com";
  return user;
}

}  // namespace

TEST_CASE("an invitation is pending until the moment at which it expires") {
  const auto invitation = an_invitation();
  CHECK(status_at(invitation, now) == InvitationStatus::pending);
  CHECK(status_at(invitation, now + Seconds(1)) == InvitationStatus::expired);
}

TEST_CASE("an invitation that came to another end does not expire") {
  auto invitation = an_invitation();
  for (const auto status : {InvitationStatus::accepted, InvitationStatus::revoked}) {
    invitation.status = status;
    CHECK(status_at(invitation, now + Seconds(9)) == status);
  }
}

TEST_CASE("an invitation is for the user with its address alone") {
  const auto invitation = an_invitation();
  CHECK_FALSE(find_refusal(invitation, bob(), now));
  User other;
  CHECK(find_refusal(invitation, other, now) == InvitationRefusal::other_address);
  other.primary_email = "bob@example.com.evil.example";
  other.username = "bob@example.com";
  CHECK(find_refusal(invitation, other, now) == InvitationRefusal::other_address);
}

TEST_CASE("an invitation cannot be taken up after its end") {
  auto invitation = an_invitation();
  CHECK(find_refusal(invitation, bob(), now + Seconds(1)) == InvitationRefusal::ended);
  for (const auto status :
       {InvitationStatus::accepted, InvitationStatus::revoked, InvitationStatus::expired}) {
    invitation.status = status;
    CHECK(find_refusal(invitation, bob(), now) == InvitationRefusal::ended);
  }
}

TEST_CASE("an invitation without its backing has ended for the invitee, and is pending still") {
  auto invitation = an_invitation();
  CHECK(status_for_invitee(invitation, now) == InvitationStatus::pending);
  invitation.is_backed = false;
  CHECK(status_at(invitation, now) == InvitationStatus::pending);
  CHECK(status_for_invitee(invitation, now) == InvitationStatus::revoked);
  CHECK(find_refusal(invitation, bob(), now) == InvitationRefusal::ended);
  CHECK(status_for_invitee(invitation, now + Seconds(1)) == InvitationStatus::expired);
}

TEST_CASE("the words for the status of an invitation are Logto's") {
  for (const char* word : {"Pending", "Accepted", "Expired", "Revoked"}) {
    const auto status = parse_invitation_status(word);
    REQUIRE(status);
    CHECK(to_string(*status) == word);
  }
  CHECK_FALSE(parse_invitation_status("pending"));
}

}  // namespace daemun
