#include "account/verification.h"

#include <doctest/doctest.h>

namespace daemun::account {
namespace {

const TimePoint now = from_unix_ms(1'700'000'000'000);

Caller a_caller() {
  Caller caller;
  caller.grant = GrantId("grant");
  caller.user.id = UserId("mina");
  caller.user.primary_email = "mina@example.com";
  caller.user.primary_phone = "821012345678";
  caller.has_password = true;
  caller.password_updated_at = now - Seconds(100);
  return caller;
}

AccountVerification a_record(std::string_view kind, std::string purpose = "") {
  return {
      .id = "record",
      .user_id = UserId("mina"),
      .holder = "grant/grant",
      .kind = std::string(kind),
      .purpose = std::move(purpose),
      .password_updated_at = now - Seconds(100),
      .created_at = now,
      .expires_at = now + account_verification_lifetime,
      .verified_at = now};
}

AccountVerification a_code(std::string_view kind, std::string value) {
  auto record = a_record(kind, "UserPermissionValidation");
  record.data[proven_value] = std::move(value);
  return record;
}

bool counts(const AccountVerification& record, TimePoint time = now) {
  return decide_step_up(record, a_caller(), time).has_value();
}

}  // namespace

TEST_CASE("decide_step_up takes a verified password, and a code to an address of the account") {
  CHECK(counts(a_record(verification_kind::password)));
  const auto by_mail =
      decide_step_up(a_code(verification_kind::email_code, "mina@example.com"), a_caller(), now);
  REQUIRE(by_mail);
  REQUIRE(by_mail->address);
  CHECK(by_mail->address->type == IdentifierType::email);
  CHECK(by_mail->address->value == "mina@example.com");
  CHECK(by_mail->password_updated_at == now - Seconds(100));
  CHECK(counts(a_code(verification_kind::phone_code, "821012345678")));
}

TEST_CASE("decide_step_up refuses a record of another kind, purpose or address") {
  for (const auto kind : {verification_kind::social, verification_kind::web_authn})
    CHECK_FALSE(counts(a_record(kind, "UserPermissionValidation")));
  for (const auto* purpose : {"BindNewIdentifier", "BindMfa", ""}) {
    auto record = a_code(verification_kind::email_code, "mina@example.com");
    record.purpose = purpose;
    CHECK_FALSE(counts(record));
  }
  CHECK_FALSE(counts(a_code(verification_kind::email_code, "before@example.com")));
  CHECK_FALSE(counts(a_code(verification_kind::email_code, "821012345678")));
  CHECK_FALSE(counts(a_record(verification_kind::email_code, "UserPermissionValidation")));
}

TEST_CASE("decide_step_up refuses what is unverified, over, another user's or of another password"
) {
  auto pending = a_record(verification_kind::password);
  pending.verified_at.reset();
  CHECK_FALSE(counts(pending));
  const auto record = a_record(verification_kind::password);
  CHECK(counts(record, now + Seconds(599)));
  CHECK_FALSE(counts(record, now + Seconds(600)));
  auto foreign = record;
  foreign.user_id = UserId("bora");
  CHECK_FALSE(counts(foreign));
  for (const auto* holder : {"", "grant/", "grant/other", "session/app/grant"}) {
    auto lent = record;
    lent.holder = holder;
    CHECK_FALSE(counts(lent));
  }
  auto stale = record;
  stale.password_updated_at = TimePoint{};
  CHECK_FALSE(counts(stale));
}

}  // namespace daemun::account
