// Signing in with an account at another service: a pure beginning, which makes the address of the
// service, and a pure end, which makes an account of what the browser brings back
// (connectors/social/exchange.h). The session in between is the caller's to keep: where nobody else
// can read or replace it, bound to the dialogue.
#ifndef DAEMUN_CONNECTORS_SOCIAL_SOCIAL_H
#define DAEMUN_CONNECTORS_SOCIAL_SOCIAL_H

#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "connectors/connector.h"

#include <optional>
#include <string>

namespace daemun::connectors {

// An account at the service.
struct SocialUser {
  std::string id{};
  // Canonical, and only if the service has verified that the address is the person's.
  std::optional<std::string> email{};
  std::optional<std::string> phone{};
  std::optional<std::string> name{};
  std::optional<std::string> avatar{};
  json::object raw{};  // all that the service says; empty when that is too much to keep
};

// Where a sign-in begins: the state is the page's, which compares it too.
struct SocialStart {
  std::string connector_id{};
  std::string state{};
  std::string redirect_uri{};
  std::string user_agent{};  // of the browser: some services have an app with pages of its own
};

struct SocialBeginning {
  std::string url{};
  Secret session{};
};

// Errors: unexpected_type, invalid_config.
Result<SocialBeginning, ConnectorError> begin_social(
    const ConnectorFactory& factory,
    const json::object& config,
    const SocialStart& start,
    const Attempt& attempt
);

// What the browser brings back, as Logto's pages send it: the query of the callback, and
// `redirectUri`. The session is used up by it, whatever comes out.
struct SocialReturn {
  std::string connector_id{};
  Secret session{};
  json::object data{};
};

// Of a connector with this metadata: its own target, else the factory's. Users' identities are
// stored by it.
std::string target_of(const ConnectorFactory& factory, const json::object& metadata);

// How the fields of the callback are bound to the dialogue apart from `state`: by a nonce or a code
// verifier. Then Logto's pages, which keep the state to themselves, may leave it out.
bool binds_code(const ConnectorFactory& factory, const json::object& config);

}  // namespace daemun::connectors

#endif
