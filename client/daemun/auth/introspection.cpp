#include "daemun/auth/introspection.h"

#include "base/text.h"
#include "daemun/auth/answer.h"
#include "jose/claims.h"

#include <array>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

struct Shape {
  std::string_view member;
  bool is_well_formed;
};

Result<void, AuthError> check_shape(const jose::Claims& claims) {
  const std::array<Shape, 6> shapes{{
      {"iss", claims.iss().has_value()},
      {"sub", claims.sub().has_value()},
      {"client_id", claims.client_id().has_value()},
      {"scope", claims.scope().has_value()},
      {"aud", !claims.aud().empty()},
      {"exp", claims.exp().has_value()},
  }};
  for (const Shape& shape : shapes) {
    if (claims.has(shape.member) && !shape.is_well_formed) {
      return refuse(Code::bad_member, std::string(shape.member) + " is malformed");
    }
  }
  return {};
}

}  // namespace

Result<Request, AuthError> make_introspection_request(
    const Registration& registration,
    const Secret& token,
    std::string_view token_type_hint,
    const Surroundings& surroundings
) {
  const std::string& url = registration.provider.metadata.introspection_endpoint;
  if (url.empty()) return refuse(Code::not_supported, "the provider has no introspection");
  Form form;
  form.add("token", token.reveal());
  if (!token_type_hint.empty()) form.add("token_type_hint", std::string(token_type_hint));
  return make_authenticated_request(url, std::move(form), registration, surroundings);
}

Result<IntrospectedToken, AuthError> read_introspection_response(
    const Response& response, const Provider& provider, TimePoint now
) {
  auto answer = read_json_answer(response);
  if (!answer) return answer.error();
  if (!answer->contains("active")) return refuse(Code::missing_member, "active is missing");
  const auto is_active = find_bool(*answer, "active");
  if (!is_active) return refuse(Code::bad_member, "active is malformed");
  if (!*is_active) return IntrospectedToken();

  const jose::Claims claims(*std::move(answer));
  const auto well_formed = check_shape(claims);
  if (!well_formed) return well_formed.error();
  if (claims.iss() && *claims.iss() != provider.metadata.issuer) {
    return refuse(Code::wrong_issuer, "the token is of another issuer");
  }
  if (claims.exp() && now >= *claims.exp()) return IntrospectedToken();
  return IntrospectedToken{
      .is_active = true,
      .subject = std::string(claims.sub().value_or("")),
      .client_id = std::string(claims.client_id().value_or("")),
      .scopes = split_words(claims.scope().value_or("")),
      .audience = claims.aud(),
      .expires_at = claims.exp(),
      .members = claims.members(),
  };
}

}  // namespace daemun::auth
