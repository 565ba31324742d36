#include "webauthn/attestation.h"

#include "crypto/certificate.h"

#include <string>
#include <utility>

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;
using Kind = CborValue::Kind;

// id-fido-gen-ce-aaguid, WebAuthn 8.2.1.
constexpr const char* aaguid_extension = "1.3.6.1.4.1.45724.1.1.4";
constexpr std::size_t country_code_size = 2;

WebauthnError bad_statement(std::string description) {
  return refuse(Code::bad_attestation_statement, std::move(description));
}

WebauthnError bad_certificate(std::string description) {
  return refuse(Code::bad_attestation_certificate, std::move(description));
}

// The first certificate of a chain; nothing in a statement without one.
Result<std::string_view, WebauthnError> first_certificate(const CborValue& chain) {
  if (chain.kind != Kind::array || chain.items.empty())
    return bad_statement("x5c is not a list of certificates");
  for (const auto& certificate : chain.items) {
    if (certificate.kind != Kind::bytes) return bad_statement("x5c is not a list of certificates");
  }
  return chain.items.front().bytes;
}

// WebAuthn 8.2.1.
Result<void, WebauthnError> check_certificate(
    const crypto::Certificate& certificate, std::string_view aaguid
) {
  if (certificate.version() != 3) return bad_certificate("the certificate is not of version 3");
  const auto country = certificate.subject("C");
  if (!country || country->size() != country_code_size || !certificate.subject("O") ||
      certificate.subject("OU") != "Authenticator Attestation" || !certificate.subject("CN"))
    return bad_certificate("the certificate's subject is not that of an authenticator");
  if (certificate.is_authority() != false)
    return bad_certificate("the certificate may sign others");
  const auto extension = certificate.extension(aaguid_extension);
  if (!extension) return {};
  if (extension->is_critical) return bad_certificate("the model's extension is critical");
  // The extension holds an OCTET STRING in DER.
  if (extension->value != "\x04\x10" + std::string(aaguid))
    return refuse(Code::wrong_aaguid, "the certificate is of another model");
  return {};
}

Result<crypto::PublicKey, WebauthnError> to_attestation_key(
    std::string_view der, std::int64_t algorithm, std::string_view aaguid
) {
  const auto wanted = to_signature_algorithm(algorithm);
  if (!wanted) return wanted.error();
  const auto certificate = crypto::Certificate::parse(der);
  if (!certificate) return bad_certificate(certificate.error().description);
  if (const auto checked = check_certificate(*certificate, aaguid); !checked)
    return checked.error();
  auto key = certificate->public_key();
  if (!key) return bad_certificate(key.error().description);
  if (key->algorithm() != *wanted) {
    return refuse(
        Code::wrong_attestation_algorithm, "the certificate's key is for another algorithm"
    );
  }
  return *std::move(key);
}

// WebAuthn 8.2.
Result<AttestationKind, WebauthnError> verify_packed(const AttestedData& data) {
  const auto& statement = data.object.statement;
  const auto algorithm = find_integer(statement, "alg");
  const auto signature = find_bytes(statement, "sig");
  if (!algorithm || !signature) return bad_statement("alg or sig is missing");
  const auto* chain = find(statement, "x5c");
  if (statement.items.size() != (chain == nullptr ? 4 : 6))
    return bad_statement("the statement has a member that does not belong there");
  std::string message(data.object.authenticator_data);
  message += data.client_data_hash;
  const auto wrong_signature =
      refuse(Code::bad_attestation_signature, "the statement's signature is wrong");
  if (chain == nullptr) {
    if (*algorithm != static_cast<std::int64_t>(data.key.algorithm())) {
      return refuse(
          Code::wrong_attestation_algorithm, "the statement names another algorithm than its key"
      );
    }
    if (!data.key.verify(message, *signature)) return wrong_signature;
    return AttestationKind::self;
  }
  const auto der = first_certificate(*chain);
  if (!der) return der.error();
  const auto key = to_attestation_key(*der, *algorithm, data.credential.aaguid);
  if (!key) return key.error();
  if (!key->verify_der(message, *signature)) return wrong_signature;
  return AttestationKind::certified;
}

}  // namespace

std::string_view to_string(AttestationKind kind) {
  switch (kind) {
    case AttestationKind::none:
      return "none";
    case AttestationKind::self:
      return "self";
    case AttestationKind::certified:
      return "certified";
  }
  return "";
}

Result<AttestationObject, WebauthnError> parse_attestation_object(std::string_view bytes) {
  auto object = parse_cbor(bytes);
  if (!object) return object.error();
  const auto format = find_text(*object, "fmt");
  const auto* statement = find(*object, "attStmt");
  const auto data = find_bytes(*object, "authData");
  if (!format || statement == nullptr || statement->kind != Kind::map || !data) {
    return refuse(
        Code::bad_attestation_object, "fmt, attStmt or authData is missing or of the wrong type"
    );
  }
  return AttestationObject{.format = *format, .statement = *statement, .authenticator_data = *data};
}

Result<AttestationKind, WebauthnError> verify_attestation(
    const AttestedData& data, AttestationRule rule
) {
  if (data.object.format == "packed") return verify_packed(data);
  // WebAuthn 8.7.
  if (data.object.format == "none" && !data.object.statement.items.empty())
    return bad_statement("a statement of the format none is not empty");
  if (rule == AttestationRule::demanded)
    return refuse(Code::attestation_demanded, "the authenticator must say what it is");
  return AttestationKind::none;
}

}  // namespace daemun::webauthn
