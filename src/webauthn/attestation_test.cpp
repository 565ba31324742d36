#include "webauthn/attestation.h"

#include <doctest/doctest.h>

#include "webauthn/test_ceremony.h"

namespace daemun::webauthn {
namespace {

using namespace test;

constexpr const char* model_extension = "1.3.6.1.4.1.45724.1.1.4";

Result<Credential, WebauthnError> made(
    const Answer& answer, AttestationRule rule = AttestationRule::not_demanded
) {
  Authenticator authenticator;
  auto expected = registration_expectations();
  expected.attestation = rule;
  return verify_created(authenticator.create(registration_options(), answer), expected);
}

std::string_view outcome(const Answer& answer) {
  return outcome_of(made(answer));
}

// Of a certificate that says something else.
std::string_view outcome(crypto::test::CertificateText text) {
  return outcome(Answer{.form = StatementForm::certified, .certificate = std::move(text)});
}

TEST_CASE("verify_attestation verifies none, and packed with the credential's key or a certificate"
) {
  CHECK(made({})->attestation == AttestationKind::none);
  CHECK(made({.form = StatementForm::certified})->attestation == AttestationKind::certified);
  for (const auto algorithm : known_algorithms) {
    Authenticator authenticator(algorithm);
    const auto credential =
        verify_created(authenticator.create(registration_options(), {.form = StatementForm::self}));
    REQUIRE(credential);
    CHECK(credential->attestation == AttestationKind::self);
  }
}

TEST_CASE("verify_attestation takes other formats for none, unless a statement is demanded") {
  const Answer tpm{
      .statement_name = "tpm", .statement = cbor_map({{cbor_text("ver"), cbor_text("2.0")}})};
  CHECK(made(tpm)->attestation == AttestationKind::none);
  const auto demanded = AttestationRule::demanded;
  CHECK(outcome_of(made(tpm, demanded)) == "attestation_demanded");
  CHECK(outcome_of(made({}, demanded)) == "attestation_demanded");
  CHECK(outcome_of(made({.form = StatementForm::self}, demanded)) == "accepted");
  CHECK(outcome_of(made({.form = StatementForm::certified}, demanded)) == "accepted");
}

TEST_CASE("verify_attestation refuses a statement that is not one") {
  CHECK(
      outcome({.statement = cbor_map({{cbor_text("alg"), cbor_integer(-7)}})}) ==
      "bad_attestation_statement"
  );
  const auto packed = [](const std::vector<std::pair<std::string, std::string>>& members) {
    return outcome(Answer{.statement_name = "packed", .statement = cbor_map(members)});
  };
  const std::pair alg{cbor_text("alg"), cbor_integer(-7)};
  const std::pair sig{cbor_text("sig"), cbor_bytes("signature")};
  const auto x5c = [](const std::string& value) { return std::pair{cbor_text("x5c"), value}; };
  CHECK(packed({}) == "bad_attestation_statement");
  CHECK(packed({alg}) == "bad_attestation_statement");
  CHECK(packed({sig}) == "bad_attestation_statement");
  CHECK(packed({{cbor_text("alg"), cbor_text("ES256")}, sig}) == "bad_attestation_statement");
  CHECK(packed({alg, {cbor_text("sig"), cbor_text("signature")}}) == "bad_attestation_statement");
  CHECK(packed({alg, sig, x5c(cbor_bytes("der"))}) == "bad_attestation_statement");
  CHECK(packed({alg, sig, x5c(cbor_array({}))}) == "bad_attestation_statement");
  CHECK(packed({alg, sig, x5c(cbor_array({cbor_text("der")}))}) == "bad_attestation_statement");
  CHECK(
      packed({alg, sig, {cbor_text("ecdaaKeyId"), cbor_bytes("id")}}) == "bad_attestation_statement"
  );
  CHECK(packed({alg, sig, x5c(cbor_array({cbor_bytes("der")}))}) == "bad_attestation_certificate");
}

TEST_CASE("verify_attestation refuses another algorithm than the key's") {
  CHECK(
      outcome({.form = StatementForm::self, .statement_algorithm = -257}) ==
      "wrong_attestation_algorithm"
  );
  for (const std::int64_t algorithm : {-257, -35, -8, -47, 0}) {
    CHECK(
        outcome({.form = StatementForm::certified, .statement_algorithm = algorithm}) ==
        "wrong_attestation_algorithm"
    );
  }
}

TEST_CASE("verify_attestation refuses a wrong signature") {
  CHECK(outcome({.form = StatementForm::self, .signature = "0"}) == "bad_attestation_signature");
  CHECK(
      outcome({.form = StatementForm::certified, .signature = "0"}) == "bad_attestation_signature"
  );
}

TEST_CASE("verify_attestation refuses a certificate that is not an authenticator's") {
  const std::string_view wrong = "bad_attestation_certificate";
  CHECK(outcome(crypto::test::CertificateText{}) == "accepted");
  CHECK(outcome(crypto::test::CertificateText{.version = 1}) == wrong);
  CHECK(outcome(crypto::test::CertificateText{.is_authority = true}) == wrong);
  CHECK(outcome(crypto::test::CertificateText{.is_authority = std::nullopt}) == wrong);
  const auto subject = [](std::vector<std::pair<std::string, std::string>> attributes) {
    return outcome(crypto::test::CertificateText{.subject = std::move(attributes)});
  };
  const std::pair<std::string, std::string> country{"C", "SE"};
  const std::pair<std::string, std::string> organization{"O", "Example"};
  const std::pair<std::string, std::string> unit{"OU", "Authenticator Attestation"};
  const std::pair<std::string, std::string> name{"CN", "Key"};
  CHECK(subject({country, organization, unit, name}) == "accepted");
  CHECK(subject({organization, unit, name}) == wrong);
  CHECK(subject({country, unit, name}) == wrong);
  CHECK(subject({country, organization, name}) == wrong);
  CHECK(subject({country, organization, unit}) == wrong);
  CHECK(subject({country, organization, {"OU", "Web Server"}, name}) == wrong);
}

TEST_CASE("verify_attestation refuses a certificate of another model") {
  const auto of_model = [](const std::string& model, bool is_critical) {
    return outcome(crypto::test::CertificateText{
        .oid = model_extension, .extension = "\x04\x10" + model, .is_critical = is_critical});
  };
  CHECK(of_model(std::string(16, 'M'), false) == "accepted");
  CHECK(of_model(std::string(16, 'N'), false) == "wrong_aaguid");
  CHECK(of_model(std::string(15, 'M'), false) == "wrong_aaguid");
  CHECK(of_model(std::string(16, 'M'), true) == "bad_attestation_certificate");
}

TEST_CASE("parse_attestation_object refuses what lacks a member, and CBOR of another kind") {
  const auto parsed = [](const std::string& bytes) {
    return outcome_of(parse_attestation_object(bytes));
  };
  const std::pair fmt{cbor_text("fmt"), cbor_text("none")};
  const std::pair statement{cbor_text("attStmt"), cbor_map({})};
  const std::pair data{cbor_text("authData"), cbor_bytes("data")};
  CHECK(parsed(cbor_map({fmt, statement, data})) == "accepted");
  CHECK(parsed(cbor_map({fmt, statement})) == "bad_attestation_object");
  CHECK(parsed(cbor_map({fmt, data})) == "bad_attestation_object");
  CHECK(parsed(cbor_map({statement, data})) == "bad_attestation_object");
  CHECK(
      parsed(cbor_map({fmt, {cbor_text("attStmt"), cbor_array({})}, data})) ==
      "bad_attestation_object"
  );
  CHECK(
      parsed(cbor_map({{cbor_text("fmt"), cbor_bytes("none")}, statement, data})) ==
      "bad_attestation_object"
  );
  CHECK(parsed(cbor_array({})) == "bad_attestation_object");
  CHECK(parsed(cbor_map({fmt, statement, data, data})) == "cbor_duplicate_key");
  CHECK(parsed(cbor_map({fmt, statement, data}) + "x") == "cbor_trailing_bytes");
  CHECK(parsed("") == "cbor_truncated");
}

}  // namespace
}  // namespace daemun::webauthn
