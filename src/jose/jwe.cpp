#include "jose/jwe.h"

#include "base/encoding.h"
#include "base/json.h"
#include "jose/parts.h"

#include <array>
#include <utility>

namespace daemun::jose {

namespace {

using Code = JoseError::Code;

constexpr std::string_view direct = "dir";
constexpr std::string_view encryption = "A256CBC-HS512";

JoseError refuse(Code code, std::string_view description) {
  return {code, std::string(description)};
}

// Header, encrypted key, initialisation vector, ciphertext, tag. Looks for a fifth dot and no
// further.
std::optional<std::array<std::string_view, 5>> split(std::string_view text) {
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    parts[i] = text.substr(0, dot);
    text.remove_prefix(dot + 1);
  }
  if (text.find('.') != std::string_view::npos) return std::nullopt;
  parts.back() = text;
  return parts;
}

Result<void, JoseError> check_parameters(const json::object& header) {
  const auto alg = find_string(header, "alg");
  if (!alg) return refuse(Code::alg_missing, "the text names no algorithm");
  if (alg != direct || find_string(header, "enc") != encryption) {
    return refuse(Code::alg_not_allowed, "the text's algorithm is not allowed");
  }
  // RFC 7516 4.1.13: no extension is understood here, so none may be critical.
  if (header.contains("crit")) {
    return refuse(Code::crit_not_understood, "the text demands an unknown extension");
  }
  // RFC 7516 4.1.3: a short text could become a huge one.
  if (header.contains("zip")) {
    return refuse(Code::parameter_not_allowed, "the text is compressed");
  }
  return {};
}

}  // namespace

Result<Jwe, JoseError> parse_jwe(std::string_view text) {
  if (text.size() > max_token_size) return refuse(Code::too_large, "the text is too large");
  const auto parts = split(text);
  if (!parts) return refuse(Code::not_five_parts, "the text does not have five parts");
  const auto& [encoded_header, encrypted_key, iv, ciphertext, tag] = *parts;

  const auto header = parse_token_part(encoded_header);
  if (!header) {
    return header.error() == PartError::bad_base64
               ? refuse(Code::bad_base64, "a part of the text is not base64url")
               : refuse(Code::bad_json, "the text's header is not a JSON object");
  }
  const auto allowed = check_parameters(*header);
  if (!allowed) return allowed.error();
  // RFC 7516 5.2 step 10
  if (!encrypted_key.empty()) {
    return refuse(Code::parameter_not_allowed, "the text has an encrypted key");
  }
  auto iv_bytes = parse_base64url(iv);
  auto ciphertext_bytes = parse_base64url(ciphertext);
  auto tag_bytes = parse_base64url(tag);
  if (!iv_bytes || !ciphertext_bytes || !tag_bytes) {
    return refuse(Code::bad_base64, "a part of the text is not base64url");
  }
  Jwe jwe{
      .encoded_header = std::string(encoded_header),
      .content =
          {.iv = *std::move(iv_bytes),
           .ciphertext = *std::move(ciphertext_bytes),
           .tag = *std::move(tag_bytes)},
  };
  if (header->contains("kid")) {
    // One that is no string names no key that we have.
    jwe.kid = find_string(*header, "kid").value_or("");
  }
  return jwe;
}

Result<std::string, JoseError> decrypt(const Jwe& jwe, const Secret& key) {
  auto plaintext = crypto::open_cbc_hmac(key, jwe.content, jwe.encoded_header);
  if (!plaintext) return refuse(Code::not_decrypted, "the text was made with another key");
  return *std::move(plaintext);
}

std::string encrypt_jwe(
    const Secret& key, std::string_view kid, std::string_view plaintext, crypto::Random& random
) {
  JsonWriter header;
  header.add("alg", direct).add("enc", encryption).add("kid", kid);
  std::string text = to_base64url(std::move(header).take());
  const auto sealed = crypto::seal_cbc_hmac(key, plaintext, text, random);
  text += "..";
  append_base64url(text, sealed.iv);
  text += '.';
  append_base64url(text, sealed.ciphertext);
  text += '.';
  append_base64url(text, sealed.tag);
  return text;
}

}  // namespace daemun::jose
