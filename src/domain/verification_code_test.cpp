#include "domain/verification_code.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

const TimePoint sent_at = from_unix_ms(1'700'000'000'000);
const Identifier ann{.type = IdentifierType::email, .value = "ann@example.com"};

VerificationCode a_code() {
  return {.id = "code", .scope = "dialogue", .identifier = ann, .created_at = sent_at};
}

std::string_view problem_at(const VerificationCode& code, TimePoint now) {
  return verification_code_problem(code, ann, {}, now);
}

}  // namespace

TEST_CASE("verification_code_problem lets a code be tried until it expires") {
  CHECK(problem_at(a_code(), sent_at).empty());
  CHECK(problem_at(a_code(), sent_at + Milliseconds(599'999)).empty());
  CHECK(problem_at(a_code(), sent_at + Seconds(600)) == "verification_code.expired");
  const VerificationCodePolicy short_one{.lifetime = Seconds(60)};
  CHECK(
      verification_code_problem(a_code(), ann, short_one, sent_at + Seconds(60)) ==
      "verification_code.expired"
  );
}

TEST_CASE("verification_code_problem refuses a code after its tries") {
  auto code = a_code();
  code.tries = 9;
  CHECK(problem_at(code, sent_at).empty());
  code.tries = 10;
  CHECK(problem_at(code, sent_at) == "verification_code.exceed_max_try");
}

TEST_CASE("verification_code_problem refuses a used code and another recipient") {
  auto used = a_code();
  used.consumed_at = sent_at;
  CHECK(problem_at(used, sent_at) == "verification_code.not_found");

  const Identifier bob{.type = IdentifierType::email, .value = "bob@example.com"};
  CHECK(
      verification_code_problem(a_code(), bob, {}, sent_at) == "verification_code.email_mismatch"
  );
  auto sms = a_code();
  sms.identifier = {.type = IdentifierType::phone, .value = "821012345678"};
  CHECK(problem_at(sms, sent_at) == "verification_code.phone_mismatch");
}

TEST_CASE("verification_code_problem names the first of several problems") {
  auto code = a_code();
  code.tries = 10;
  CHECK(problem_at(code, sent_at + Seconds(600)) == "verification_code.expired");
  code.consumed_at = sent_at;
  CHECK(problem_at(code, sent_at + Seconds(600)) == "verification_code.not_found");
}

}  // namespace daemun
