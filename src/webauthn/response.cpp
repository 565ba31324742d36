#include "webauthn/response.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "webauthn/authenticator_data.h"
#include "webauthn/cbor.h"
#include "webauthn/client_data.h"

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;

// Of 8192-bit RSA.
constexpr std::size_t max_signature_bytes = 1024;
// WebAuthn 4, "User Handle".
constexpr std::size_t max_user_handle_bytes = 64;

WebauthnError bad_member(std::string_view name) {
  return refuse(Code::bad_response, std::string(name) + " is missing, too long or not base64url");
}

struct Member {
  std::string_view name;
  std::size_t max_bytes;
};

Result<std::string, WebauthnError> parse_bytes(const json::object& object, const Member& member) {
  const auto text = find_string(object, member.name);
  if (!text || text->empty() || text->size() > (member.max_bytes * 4 + 2) / 3)
    return bad_member(member.name);
  auto bytes = parse_base64url(*text);
  if (!bytes) return bad_member(member.name);
  return *std::move(bytes);
}

// The bytes of several members, in their order.
template <std::size_t count>
Result<std::array<std::string, count>, WebauthnError> parse_members(
    const json::object& object, const std::array<Member, count>& members
) {
  std::array<std::string, count> parsed;
  for (std::size_t index = 0; index < count; ++index) {
    auto bytes = parse_bytes(object, members[index]);
    if (!bytes) return bytes.error();
    parsed[index] = *std::move(bytes);
  }
  return parsed;
}

Result<std::string, WebauthnError> parse_credential_id(const json::object& answer) {
  const auto type = find_string(answer, "type");
  if (type != "public-key" && type != "WebAuthn")
    return refuse(Code::wrong_credential_type, "the answer is not of a public key's credential");
  auto id = parse_bytes(answer, {"id", max_credential_id_bytes});
  if (!id) return id.error();
  if (find_string(answer, "rawId") != find_string(answer, "id"))
    return refuse(Code::id_mismatch, "id and rawId differ");
  return *std::move(id);
}

std::vector<std::string> known_transports(const json::object& response) {
  std::vector<std::string> known;
  for (auto& word : find_strings(response, "transports")) {
    if (is_transport(word) && !contains(known, word)) known.push_back(std::move(word));
  }
  return known;
}

}  // namespace

Result<RegistrationResponse, WebauthnError> parse_registration_response(const json::object& answer
) {
  auto id = parse_credential_id(answer);
  if (!id) return id.error();
  const auto* response = find_object(answer, "response");
  if (response == nullptr) return bad_member("response");
  constexpr std::array<Member, 2> members{
      {{"clientDataJSON", max_client_data_bytes}, {"attestationObject", max_cbor_bytes}}};
  auto bytes = parse_members(*response, members);
  if (!bytes) return bytes.error();
  return RegistrationResponse{
      .id = *std::move(id),
      .client_data_json = std::move((*bytes)[0]),
      .attestation_object = std::move((*bytes)[1]),
      .transports = known_transports(*response)};
}

Result<AssertionResponse, WebauthnError> parse_assertion_response(const json::object& answer) {
  auto id = parse_credential_id(answer);
  if (!id) return id.error();
  const auto* response = find_object(answer, "response");
  if (response == nullptr) return bad_member("response");
  constexpr std::array<Member, 3> members{
      {{"clientDataJSON", max_client_data_bytes},
       {"authenticatorData", max_cbor_bytes},
       {"signature", max_signature_bytes}}};
  auto bytes = parse_members(*response, members);
  if (!bytes) return bytes.error();
  AssertionResponse parsed{
      .id = *std::move(id),
      .client_data_json = std::move((*bytes)[0]),
      .authenticator_data = std::move((*bytes)[1]),
      .signature = std::move((*bytes)[2]),
      .user_handle = std::nullopt};
  // Browsers write null for a credential that keeps none.
  if (const auto* handle = response->if_contains("userHandle"); handle && !handle->is_null()) {
    auto user_handle = parse_bytes(*response, {"userHandle", max_user_handle_bytes});
    if (!user_handle) return user_handle.error();
    parsed.user_handle = *std::move(user_handle);
  }
  return parsed;
}

bool is_transport(std::string_view word) {
  constexpr std::array<std::string_view, 7> words{
      "usb", "nfc", "ble", "internal", "cable", "hybrid", "smart-card"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace daemun::webauthn
