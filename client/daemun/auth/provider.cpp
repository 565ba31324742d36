#include "daemun/auth/provider.h"

#include "base/uri.h"
#include "jose/unverified.h"

#include <algorithm>
#include <cstddef>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::string_view tenant_place = "{tenantid}";

// 8-4-4-4-12 hexadecimal digits, so that nothing else can be put into the issuer.
bool is_tenant_id(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    const bool is_hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen_place ? c != '-' : !is_hex) return false;
  }
  return true;
}

// The claim is not proven yet. It only says which issuer the token must have; the verification that
// follows reads the same bytes and compares `iss` with it.
std::string to_tenant_issuer(std::string_view token, std::string issuer) {
  const std::size_t place = issuer.find(tenant_place);
  if (place == std::string::npos) return issuer;
  const auto claims = jose::find_unverified_claims(token);
  if (!claims) return issuer;
  const auto tenant = find_string(claims->members(), "tid");
  if (!tenant || !is_tenant_id(*tenant)) return issuer;
  return issuer.replace(place, tenant_place.size(), *tenant);
}

}  // namespace

Result<void, AuthError> check_endpoint(std::string_view url, Transport transport) {
  const auto uri = parse_uri(url);
  if (!uri || !uri->has_authority || uri->host.empty() || !is_http_scheme(*uri)) {
    return refuse(Code::bad_url, "an endpoint is not a URL of http or https");
  }
  if (uri->has_fragment || !uri->userinfo.empty()) {
    return refuse(Code::bad_url, "an endpoint has a fragment or user information");
  }
  const bool may_be_plain = transport == Transport::loopback_http_allowed && is_loopback_host(*uri);
  if (uri->scheme != "https" && !may_be_plain) {
    return refuse(Code::insecure_url, "an endpoint is not reached by https");
  }
  return {};
}

Result<jose::Claims, AuthError> verify_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Provider& provider,
    jose::Expectations expectations,
    TimePoint now
) {
  expectations.issuer = provider.quirks.issuer_rule == IssuerRule::entra_tenant
                            ? to_tenant_issuer(token, provider.metadata.issuer)
                            : provider.metadata.issuer;
  auto claims = jose::verify(token, keys, expectations, now);
  if (!claims) return refuse(claims.error());
  return *std::move(claims);
}

}  // namespace daemun::auth
