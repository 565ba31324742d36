// The decision on an authorization request: refuse it, ask the user something, or issue a code.
// Pure.
#ifndef DAEMUN_OIDC_AUTHORIZATION_DECISION_H
#define DAEMUN_OIDC_AUTHORIZATION_DECISION_H

#include "domain/access.h"
#include "domain/interaction.h"
#include "domain/resource.h"
#include "domain/session.h"
#include "oidc/client.h"
#include "oidc/oauth_error.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daemun::oidc {

struct AuthorizationFacts {
  // Of every requested resource (the default one when none is requested); null where unknown.
  std::vector<std::shared_ptr<const Resource>> resources{};
  // All of the organization template, when its resource is requested.
  std::vector<OrganizationScope> organization_scopes{};

  std::optional<Session> session{};
  // The user has signed in within this very dialogue.
  bool is_fresh_login = false;
  // The access that the client has so far from the session's user.
  std::optional<SessionClient> session_client{};
  // Whether the session's user may use this client at all.
  bool may_use_client = true;

  // The consent page's question and answer, when the dialogue has been there.
  std::optional<ConsentQuestion> question{};
  std::optional<ConsentResult> consent{};
};

struct Refuse {
  OAuthError error;
};

struct Interact {
  InteractionPrompt prompt = InteractionPrompt::login;
  std::optional<ConsentQuestion> question{};
};

struct IssueCode {
  std::vector<std::string> scopes{};
  ResourceScopes resource_scopes{};
};

using AuthorizationDecision = std::variant<Refuse, Interact, IssueCode>;

AuthorizationDecision decide_authorization(
    const AuthorizationRequest& request,
    const Application& client,
    const AuthorizationFacts& facts,
    TimePoint now
);

}  // namespace daemun::oidc

#endif
