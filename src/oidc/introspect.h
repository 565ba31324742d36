// The present state of a token that a client asks about (RFC 7662).
#ifndef DAEMUN_OIDC_INTROSPECT_H
#define DAEMUN_OIDC_INTROSPECT_H

#include "domain/application.h"
#include "domain/grant.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/dependencies.h"
#include "oidc/presented_token.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

struct ActiveToken {
  UserId user_id;
  ApplicationId client_id;
  TimePoint issued_at{};
  TimePoint expires_at{};
  std::optional<std::string> sid;
  std::string scope;
  std::optional<std::string> act;  // JSON object (RFC 8693 4.1)
  std::string_view token_type;     // empty for a refresh token, which no resource accepts
};

// Nothing for a token that is expired, revoked or superseded, and for another client's when it is a
// refresh token or a public client asks; to the caller all of these are one (RFC 7662 2.2).
std::optional<ActiveToken> decide_introspection(
    const Application& caller,
    const PresentedToken& token,
    const std::optional<GrantFacts>& facts,
    TimePoint now
);

// {"active":true,"sub",...} in Logto's order, or {"active":false}.
std::string to_introspection_text(const std::optional<ActiveToken>& token, std::string_view issuer);

class Introspection {
 public:
  Introspection(const Dependencies& dependencies, const OpaqueTokens& tokens)
      : dependencies_(dependencies), tokens_(tokens) {}

  // POST.
  Task<http::Response> handle(http::Request request);

 private:
  // `request` is handle's own and outlives the wait: a copy costs 1 % of a request.
  Task<Result<std::string, OAuthError>> answer(const http::Request* request);

  const Dependencies& dependencies_;
  const OpaqueTokens& tokens_;
};

}  // namespace daemun::oidc

#endif
