// An authenticator in software, with the browser around it: it answers options as JSON with an
// answer as JSON, and can be told to lie in each part of it.
#ifndef DAEMUN_WEBAUTHN_TEST_AUTHENTICATOR_H
#define DAEMUN_WEBAUTHN_TEST_AUTHENTICATOR_H

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "crypto/signature_encoding.h"
#include "crypto/signing_key.h"
#include "crypto/test_certificate.h"
#include "crypto/test_ed25519_signer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "webauthn/cose_key.h"
#include "webauthn/test_cbor.h"

namespace daemun::webauthn::test {

enum class StatementForm { none, self, certified };

// What the answer says; unset members are what the options ask for.
struct Answer {
  std::string origin = "https://id.example";
  std::optional<std::string> ceremony{};   // client data's type
  std::optional<std::string> challenge{};  // as it stands in client data
  std::optional<std::string> rp_id{};
  json::object more_client_data{};
  bool is_user_present = true;
  bool is_user_verified = true;
  bool is_backup_eligible = false;
  bool is_backed_up = false;
  std::optional<std::uint32_t> counter{};
  std::optional<std::string> credential_id{};
  std::optional<std::string> public_key{};  // COSE
  std::string extensions{};                 // CBOR
  std::string behind_authenticator_data{};
  // Of a registration.
  StatementForm form = StatementForm::none;
  std::optional<std::string> statement_name{};  // the format
  std::optional<std::string> statement{};       // CBOR
  std::optional<std::int64_t> statement_algorithm{};
  crypto::test::CertificateText certificate{};
  // Of an assertion; an empty handle is none.
  std::optional<std::string> user_handle{};
  std::optional<std::string> signature{};
};

class Authenticator {
 public:
  explicit Authenticator(CoseAlgorithm algorithm = CoseAlgorithm::es256)
      : algorithm_(algorithm), key_(make_key(algorithm)), id_(crypto::random_bytes(random(), 32)) {}

  const std::string& credential_id() const { return id_; }
  std::uint32_t counter() const { return counter_; }
  // navigator.credentials.create().
  json::object create(const json::object& options, const Answer& answer = {}) {
    rp_id_ = find_string(*find_object(options, "rp"), "id").value();
    user_handle_ =
        parse_base64url(find_string(*find_object(options, "user"), "id").value()).value();
    const auto client_data = make_client_data(options, "webauthn.create", answer);
    const auto data = make_authenticator_data(answer, attested_credential(answer));
    const auto object = cbor_map({
        {cbor_text("fmt"), cbor_text(answer.statement_name.value_or(name_of(answer.form)))},
        {cbor_text("attStmt"),
         answer.statement.value_or(make_statement(answer, data, client_data))},
        {cbor_text("authData"), cbor_bytes(data)},
    });
    return to_answer(
        answer,
        {{"clientDataJSON", to_base64url(client_data)},
         {"attestationObject", to_base64url(object)},
         {"transports", json::array{"internal", "hybrid"}}}
    );
  }

  // navigator.credentials.get().
  json::object get(const json::object& options, const Answer& answer = {}) {
    const auto client_data = make_client_data(options, "webauthn.get", answer);
    const auto data = make_authenticator_data(answer, "");
    const auto signature = sign(data + crypto::sha256(client_data));
    json::object response{
        {"clientDataJSON", to_base64url(client_data)},
        {"authenticatorData", to_base64url(data)},
        {"signature", to_base64url(answer.signature.value_or(signature))}};
    const auto handle = answer.user_handle.value_or(user_handle_);
    if (!handle.empty()) response["userHandle"] = to_base64url(handle);
    return to_answer(answer, std::move(response));
  }

  std::string public_key() const {
    if (const auto* edwards = std::get_if<crypto::test::Ed25519Signer>(&key_)) {
      return cbor_map({
          {cbor_integer(1), cbor_integer(1)},
          {cbor_integer(3), cbor_integer(-8)},
          {cbor_integer(-1), cbor_integer(6)},
          {cbor_integer(-2), cbor_bytes(edwards->public_bytes())},
      });
    }
    const auto& numbers = std::get<crypto::PrivateKey>(key_).public_key().components();
    if (algorithm_ == CoseAlgorithm::rs256) {
      return cbor_map({
          {cbor_integer(1), cbor_integer(3)},
          {cbor_integer(3), cbor_integer(-257)},
          {cbor_integer(-1), cbor_bytes(numbers.n)},
          {cbor_integer(-2), cbor_bytes(numbers.e)},
      });
    }
    return cbor_map({
        {cbor_integer(1), cbor_integer(2)},
        {cbor_integer(3), cbor_integer(static_cast<std::int64_t>(algorithm_))},
        {cbor_integer(-1), cbor_integer(algorithm_ == CoseAlgorithm::es256 ? 1 : 2)},
        {cbor_integer(-2), cbor_bytes(numbers.x)},
        {cbor_integer(-3), cbor_bytes(numbers.y)},
    });
  }

 private:
  using SigningKey = std::variant<crypto::PrivateKey, crypto::test::Ed25519Signer>;

  static crypto::Random& random() {
    static crypto::SystemRandom source;
    return source;
  }

  static SigningKey make_key(CoseAlgorithm algorithm) {
    switch (algorithm) {
      case CoseAlgorithm::es256:
        return crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
      case CoseAlgorithm::es384:
        return crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es384);
      case CoseAlgorithm::rs256:
        return crypto::PrivateKey::generate(crypto::SignatureAlgorithm::rs256);
      case CoseAlgorithm::eddsa:
        break;
    }
    return crypto::test::Ed25519Signer();
  }

  static std::string name_of(StatementForm form) {
    return form == StatementForm::none ? "none" : "packed";
  }

  static std::string to_wire(const crypto::PrivateKey& key, std::string_view message) {
    const auto signature = key.sign(message);
    if (key.algorithm() == crypto::SignatureAlgorithm::rs256) return signature;
    return crypto::to_der_signature(signature);
  }

  std::string sign(std::string_view message) const {
    if (const auto* edwards = std::get_if<crypto::test::Ed25519Signer>(&key_))
      return edwards->sign(message);
    return to_wire(std::get<crypto::PrivateKey>(key_), message);
  }

  std::string make_client_data(
      const json::object& options, std::string_view ceremony, const Answer& answer
  ) const {
    json::object data;
    data["type"] = answer.ceremony.value_or(std::string(ceremony));
    data["challenge"] =
        answer.challenge.value_or(std::string(find_string(options, "challenge").value()));
    data["origin"] = answer.origin;
    data["crossOrigin"] = false;
    for (const auto& member : answer.more_client_data)
      data[member.key()] = member.value();
    return json::serialize(data);
  }

  std::string make_authenticator_data(const Answer& answer, const std::string& credential) {
    unsigned flags = 0;
    if (answer.is_user_present) flags |= 0x01U;
    if (answer.is_user_verified) flags |= 0x04U;
    if (answer.is_backup_eligible) flags |= 0x08U;
    if (answer.is_backed_up) flags |= 0x10U;
    if (!credential.empty()) flags |= 0x40U;
    if (!answer.extensions.empty()) flags |= 0x80U;
    counter_ = answer.counter.value_or(counter_ + 1);
    std::string data = crypto::sha256(answer.rp_id.value_or(rp_id_));
    data.push_back(static_cast<char>(flags));
    for (int shift = 24; shift >= 0; shift -= 8)
      data.push_back(static_cast<char>(counter_ >> shift & 0xff));
    return data + credential + answer.extensions + answer.behind_authenticator_data;
  }

  std::string attested_credential(const Answer& answer) const {
    const std::string id = answer.credential_id.value_or(id_);
    std::string credential(16, 'M');  // the model
    credential.push_back(static_cast<char>(id.size() >> 8U & 0xff));
    credential.push_back(static_cast<char>(id.size() & 0xff));
    return credential + id + answer.public_key.value_or(public_key());
  }

  std::string make_statement(
      const Answer& answer, const std::string& data, const std::string& client_data
  ) const {
    if (answer.form == StatementForm::none) return cbor_map({});
    const std::string message = data + crypto::sha256(client_data);
    if (answer.form == StatementForm::self) {
      return cbor_map({
          {cbor_text("alg"),
           cbor_integer(answer.statement_algorithm.value_or(static_cast<std::int64_t>(algorithm_))
           )},
          {cbor_text("sig"), cbor_bytes(answer.signature.value_or(sign(message)))},
      });
    }
    const auto key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
    const auto certificate = crypto::test::make_certificate(key, answer.certificate);
    return cbor_map({
        {cbor_text("alg"), cbor_integer(answer.statement_algorithm.value_or(-7))},
        {cbor_text("sig"), cbor_bytes(answer.signature.value_or(to_wire(key, message)))},
        {cbor_text("x5c"), cbor_array({cbor_bytes(certificate)})},
    });
  }

  json::object to_answer(const Answer& answer, json::object response) const {
    const auto id = to_base64url(answer.credential_id.value_or(id_));
    return {
        {"type", "public-key"},
        {"id", id},
        {"rawId", id},
        {"response", std::move(response)},
        {"clientExtensionResults", json::object{}}};
  }

  CoseAlgorithm algorithm_;
  SigningKey key_;
  std::string id_;
  std::string rp_id_;
  std::string user_handle_;
  std::uint32_t counter_ = 0;
};

}  // namespace daemun::webauthn::test

#endif
