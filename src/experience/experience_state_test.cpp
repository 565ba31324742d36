#include "experience/experience_state.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

Verification a_verification(std::string id) {
  Verification verification;
  verification.id = std::move(id);
  verification.type = "Password";
  verification.identifier = {.type = IdentifierType::username, .value = "ann"};
  verification.user_id = UserId("user00000001");
  verification.expires_at = from_unix_seconds(1'800'000'600);
  return verification;
}

}  // namespace

TEST_CASE("parse_experience_state reads what to_json_text wrote") {
  ExperienceState state;
  state.event = InteractionEvent::register_;
  state.add(a_verification("v1"));
  auto identity = a_verification("v2");
  identity.type = "NewPasswordIdentity";
  identity.user_id = UserId();
  identity.data["password_hash"] = "$argon2id$x";
  state.add(identity);
  auto link = a_verification("v4");
  link.type = "OneTimeToken";
  put_ids(link.data, "organizations", std::vector{OrganizationId("acme")});
  state.add(link);
  auto invitation = link;
  invitation.id = "v5";
  invitation.user_id = UserId();
  put_ids(invitation.data, "roles", std::vector{RoleId("role1")});
  state.add(invitation);
  state.user_id = UserId("user00000001");
  state.is_new_user_identified = true;
  state.organizations = {OrganizationId("acme")};
  state.roles = {RoleId("role1")};
  state.amr = {"otp"};
  state.proven = storage::ProvenAccount{
      .password_updated_at = from_unix_ms(1'700'000'000'123),
      .address = Identifier{.type = IdentifierType::phone, .value = "821012345678"}};
  state.profile.email = "ann@example.com";
  state.profile.username = "ann";
  state.profile.name = "Ann";
  state.profile.profile["nickname"] = "A";
  state.passkey_id = "passkey1";
  state.passkey_challenge = PasskeyChallenge{
      .bytes = std::string(32, '\xff'), .expires_at = from_unix_ms(1'800'000'000'123)};
  state.new_user_id = UserId("user00000002");
  const EnterpriseAccount account{
      .connector_id = SsoConnectorId("acme"),
      .issuer = "https://id.example",
      .id = "ann",
      .details = R"({"id":"ann","rawData":{"a":[1]}})",
      .email = "ann@acme.example",
      .is_email_proven = true,
      .has_mfa = true};
  state.enterprise = account;
  state.profile.enterprise = account;
  const auto text = to_json_text(state);
  const auto again = parse_experience_state(text);
  CHECK(to_json_text(again) == text);
  CHECK(again.find("v2")->data == identity.data);
  CHECK(again.find("v1")->expires_at == from_unix_seconds(1'800'000'600));
  CHECK(again.find("v3") == nullptr);
  CHECK(again.find("v4")->user_id == UserId("user00000001"));
  CHECK(again.find("v4")->data == link.data);
  CHECK(again.find("v5")->user_id.empty());
  CHECK(again.organizations == state.organizations);
  CHECK(again.roles == state.roles);
  CHECK(again.find("v5")->data == invitation.data);
  CHECK(again.amr == state.amr);
  REQUIRE(again.proven);
  CHECK(again.proven->password_updated_at == state.proven->password_updated_at);
  CHECK(again.proven->address == state.proven->address);
  CHECK(again.profile.email == "ann@example.com");
  REQUIRE(again.passkey_challenge);
  CHECK(again.passkey_challenge->bytes == state.passkey_challenge->bytes);
  CHECK(again.passkey_challenge->expires_at == state.passkey_challenge->expires_at);
  CHECK(again.passkey_id == "passkey1");
  CHECK(again.new_user_id == state.new_user_id);
  REQUIRE(again.enterprise);
  CHECK(to_json(*again.enterprise) == to_json(account));
  REQUIRE(again.profile.enterprise);
  CHECK(to_json(*again.profile.enterprise) == to_json(account));
  const auto anew = without_identity(state);
  CHECK_FALSE(anew.is_by_enterprise());
}

TEST_CASE("parse_experience_state takes an empty object for a new dialogue") {
  const auto state = parse_experience_state("{}");
  CHECK_FALSE(state.event.has_value());
  CHECK(to_json_text(state) == "{}");
}

TEST_CASE("parse_experience_state throws on what it did not write") {
  for (const auto* text :
       {"",
        "[]",
        R"({"event":"Sign"})",
        R"({"passkey_challenge":{"bytes":"A"}})",
        R"({"verifications":[1]})",
        R"({"verifications":[{"id":"v","type":"Password"}]})"}) {
    CHECK_THROWS(parse_experience_state(text));
  }
}

TEST_CASE("ExperienceState keeps the ten newest verifications") {
  ExperienceState state;
  for (int i = 0; i < 12; ++i)
    state.add(a_verification("v" + std::to_string(i)));
  CHECK(state.verifications.size() == 10);
  CHECK(state.find("v1") == nullptr);
  CHECK(state.find("v11") != nullptr);
}

}  // namespace daemun::experience
