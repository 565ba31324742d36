#include "jose/jwt.h"

#include "base/encoding.h"
#include "base/json.h"

#include <utility>

namespace daemun::jose {

namespace {

// Enough for the base64url text of an RSA-4096 signature.
constexpr std::size_t most_signature_text = 684;

std::string encode_header(
    crypto::SignatureAlgorithm alg, std::string_view kid, std::string_view typ
) {
  JsonWriter header;
  header.add("alg", crypto::to_string(alg));
  if (!typ.empty()) header.add("typ", typ);
  header.add("kid", kid);
  return to_base64url(std::move(header).take()) + '.';
}

std::string sign_with_header(
    const crypto::PrivateKey& key, std::string_view header, std::string_view claims_json
) {
  std::string token;
  token.reserve(header.size() + claims_json.size() * 4 / 3 + most_signature_text);
  token += header;
  append_base64url(token, claims_json);
  const std::string signature = key.sign(token);
  token.push_back('.');
  append_base64url(token, signature);
  return token;
}

}  // namespace

std::string_view to_typ(TokenType type) {
  switch (type) {
    case TokenType::access_token:
      return "at+jwt";
    case TokenType::logout_token:
      return "logout+jwt";
    case TokenType::id_token:
      break;
  }
  return {};
}

std::string sign_jwt(
    const crypto::PrivateKey& key,
    std::string_view kid,
    std::string_view typ,
    std::string_view claims_json
) {
  return sign_with_header(key, encode_header(key.algorithm(), kid, typ), claims_json);
}

JwtSigner::JwtSigner(crypto::PrivateKey key, std::string_view kid) : key_(std::move(key)) {
  for (const auto type : {TokenType::id_token, TokenType::access_token, TokenType::logout_token}) {
    headers_[static_cast<std::size_t>(type)] = encode_header(key_.algorithm(), kid, to_typ(type));
  }
}

std::string JwtSigner::sign(TokenType type, std::string_view claims_json) const {
  return sign_with_header(key_, headers_[static_cast<std::size_t>(type)], claims_json);
}

}  // namespace daemun::jose
