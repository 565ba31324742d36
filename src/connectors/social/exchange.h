// From the code that a browser brings back to the account at the service: which request comes next,
// and what its answer means. It never sends: the caller does, as long as step() is a request.
#ifndef DAEMUN_CONNECTORS_SOCIAL_EXCHANGE_H
#define DAEMUN_CONNECTORS_SOCIAL_EXCHANGE_H

#include "base/clock.h"
#include "base/secret.h"
#include "connectors/social/service.h"
#include "connectors/social/tokens.h"
#include "daemun/auth/callback.h"
#include "daemun/auth/id_token.h"
#include "daemun/auth/token.h"

#include <string>
#include <variant>
#include <vector>

namespace daemun::connectors {

class SocialExchange {
 public:
  using Step = SocialStep;

  // At the token endpoint.
  SocialExchange(
      const SocialProvider& provider,
      json::object config,
      auth::ReceivedCode code,
      const Attempt& attempt
  );
  // Of a service whose callback has the ID token: its keys are asked for. Errors: general (no ID
  // token).
  static Result<SocialExchange, ConnectorError> from_callback(
      const SocialProvider& provider,
      json::object config,
      auth::ReceivedCode code,
      const Form& fields
  );
  // Of an ID token that the service's script has in the page: its keys are asked for.
  static Result<SocialExchange, ConnectorError> from_credential(
      const SocialProvider& provider, json::object config, Secret credential
  );
  // Of a service that does not speak OAuth 2. Errors: as read().
  static Result<SocialExchange, ConnectorError> begin_talk(
      const SocialProvider& provider, json::object config, auth::ReceivedCode code, TimePoint now
  );
  // Of a service that is asked nothing.
  SocialExchange(const SocialProvider& provider, SocialUser user);

  const Step& step() const { return step_; }

  // Once step() is an account: what the service gave with it. Empty for a service whose tokens are
  // of no use later.
  const SocialTokens& tokens() const { return tokens_; }

  // Takes the answer to step(), which is a request. Errors: social_auth_code_invalid,
  // social_invalid_access_token (also for another person's user information, OpenID Connect Core
  // 5.3.2), social_invalid_id_token, invalid_response, general.
  Result<void, ConnectorError> read(const net::Response& response, TimePoint now);

 private:
  enum class Stage { token, keys, user, further, talk };

  SocialExchange(const SocialProvider& provider, json::object config, auth::ReceivedCode code);

  Result<void, ConnectorError> read_token(const net::Response& response);
  Result<void, ConnectorError> read_keys(const net::Response& response, TimePoint now);
  Result<void, ConnectorError> read_user(const net::Response& response);
  Result<void, ConnectorError> read_further(const net::Response& response);
  Result<auth::IdToken, auth::AuthError> verify(
      auth::Registration registration, const jose::KeySet& keys, TimePoint now
  ) const;
  Result<void, ConnectorError> read_talk(const net::Response& response, TimePoint now);
  Result<void, ConnectorError> go_on(TimePoint now);
  Result<void, ConnectorError> ask_for_keys();
  Result<void, ConnectorError> ask_for_user();
  Result<void, ConnectorError> ask_for_further();
  Result<void, ConnectorError> finish();
  void ask(Stage stage, net::Request request);

  const SocialProvider* provider_;
  json::object config_;
  SocialService service_;
  auth::ReceivedCode code_;
  Secret access_token_;
  Secret id_token_;
  SocialTokens tokens_;
  json::object id_claims_;
  json::object user_;
  std::vector<json::value> further_;
  std::vector<json::object> answers_;
  Stage stage_ = Stage::token;
  Step step_;
};

// Checks what the browser has brought: that it answers this session of this connector, state, `iss`
// and the redirect URI. Errors: unexpected_type, invalid_config, authorization_failed (the person
// or the service refused), general (anything that does not fit).
Result<SocialExchange, ConnectorError> resume_social(
    const ConnectorFactory& factory,
    const json::object& config,
    SocialReturn returned,
    const Attempt& attempt
);

// Google One Tap: the page's script brings an ID token, where the configuration has it switched on.
// No visit of ours has begun, so nothing here binds it to the browser: the caller compares
// `g_csrf_token` with the cookie of that name first, or a stranger's token could be sent along.
// Errors: unexpected_type, invalid_config, general (not switched on, or no credential).
Result<SocialExchange, ConnectorError> resume_credential(
    const ConnectorFactory& factory, const json::object& config, Secret credential
);

}  // namespace daemun::connectors

#endif
