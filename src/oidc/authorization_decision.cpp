#include "oidc/authorization_decision.h"

#include "base/text.h"
#include "domain/assurance.h"
#include "domain/open_resources.h"
#include "oidc/application_access.h"
#include "oidc/tables.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

Refuse refuse(OAuthErrorCode code, std::string description) {
  return Refuse{OAuthError{.code = code, .description = std::move(description)}};
}

// OpenID Connect Core 3.1.2.3: when the user has to authenticate (again).
bool needs_login(
    const AuthorizationRequest& request, const AuthorizationFacts& facts, TimePoint now
) {
  if (!facts.session) return true;
  if (facts.is_fresh_login) return false;
  if (request.prompt_login) return true;
  // Once, for a person without a second factor cannot do more; and never where no page may be
  // shown: acr_values are voluntary (OpenID Connect Core 5.5.1.1), and the token says how it was.
  if (!request.prompt_none && !is_assured(facts.session->amr, request.acr_values)) return true;
  // A link from a mail is for the person that it was sent to, whoever is signed in here.
  if (request.experience.one_time_token && request.login_hint) return true;
  if (request.max_age && now - facts.session->signed_in_at > *request.max_age) return true;
  return request.id_token_hint_subject &&
         *request.id_token_hint_subject != facts.session->user_id.value();
}

std::vector<std::string> requested_user_scopes(const AuthorizationRequest& request) {
  std::vector<std::string> scopes;
  std::copy_if(
      request.scopes.begin(),
      request.scopes.end(),
      std::back_inserter(scopes),
      [](const std::string& word) { return is_supported_scope(word); }
  );
  return scopes;
}

using Resources = std::vector<std::shared_ptr<const Resource>>;

// The resources that the request is about. Errors: invalid_target for one that does not exist or is
// not open to the client; the default one, which nobody has named, is then left aside.
Result<Resources, OAuthError> targets_of(
    const AuthorizationRequest& request, const Application& client, const AuthorizationFacts& facts
) {
  if (contains(request.resources, organizations_resource) && !are_organizations_open_to(client)) {
    return invalid_target();
  }
  Resources targets;
  for (const auto& resource : facts.resources) {
    if (resource && is_open_to(client, *resource)) {
      targets.push_back(resource);
    } else if (!resource || !request.resources.empty()) {
      return invalid_target();
    }
  }
  return targets;
}

// The access that the request would give: per resource the requested scopes that it defines and
// that are open to the client. Not what the user holds today: roles decide anew whenever a token is
// made, so a role that is given tomorrow counts tomorrow.
ResourceScopes requested_resource_scopes(
    const AuthorizationRequest& request,
    const Application& client,
    const Resources& targets,
    const AuthorizationFacts& facts
) {
  ResourceScopes resource_scopes;
  for (const auto& resource : targets) {
    resource_scopes[resource->indicator] =
        intersection(request.scopes, grantable_scopes(*resource, client));
  }
  if (contains(request.resources, organizations_resource)) {
    const auto grantable = effective_organization_scopes(facts.organization_scopes, client);
    resource_scopes[std::string(organizations_resource)] = intersection(request.scopes, grantable);
  }
  return resource_scopes;
}

struct Consented {
  bool to_client = false;  // that it may know the user at all
  std::vector<std::string> scopes;
  ResourceScopes resource_scopes;
};

void add_words(std::vector<std::string>& words, const std::vector<std::string>& more) {
  for (const auto& word : difference(more, words))
    words.push_back(word);
}

void add_resource_scopes(ResourceScopes& to, const ResourceScopes& from) {
  for (const auto& [indicator, scopes] : from)
    add_words(to[indicator], scopes);
}

// A client that got something without any scope may have got it unasked.
bool shows_agreement(const SessionClient& given) {
  return !given.scopes.empty() || std::any_of(
                                      given.resource_scopes.begin(),
                                      given.resource_scopes.end(),
                                      [](const auto& entry) { return !entry.second.empty(); }
                                  );
}

// Everything that the user has agreed to: before, in this session, and on the consent page just
// now.
Consented consented_of(const AuthorizationFacts& facts) {
  Consented consented;
  if (facts.session_client) {
    consented.to_client = shows_agreement(*facts.session_client);
    consented.scopes = facts.session_client->scopes;
    consented.resource_scopes = facts.session_client->resource_scopes;
  }
  if (facts.consent && facts.question && facts.session &&
      facts.question->user_id == facts.session->user_id) {
    consented.to_client = true;
    add_words(consented.scopes, facts.question->missing_scopes);
    add_resource_scopes(consented.resource_scopes, facts.question->missing_resource_scopes);
  }
  return consented;
}

// The access that a third-party client still has to ask for; nothing when all has been agreed to.
// The client itself and each audience are asked about even when no scope goes with them: a token
// for an API says who the user is.
std::optional<ConsentQuestion> question_of(
    const AuthorizationRequest& request, const IssueCode& wanted, const AuthorizationFacts& facts
) {
  ConsentQuestion question{.user_id = facts.session->user_id};
  // prompt=consent asks for everything again, once.
  const bool asks_anew = request.prompt_consent && !facts.consent;
  const auto consented = asks_anew ? Consented{} : consented_of(facts);
  question.missing_scopes = difference(wanted.scopes, consented.scopes);
  for (const auto& [indicator, scopes] : wanted.resource_scopes) {
    const auto known = consented.resource_scopes.find(indicator);
    if (known == consented.resource_scopes.end()) {
      question.missing_resource_scopes[indicator] = scopes;
    } else if (auto missing = difference(scopes, known->second); !missing.empty()) {
      question.missing_resource_scopes[indicator] = std::move(missing);
    }
  }
  const bool is_complete =
      question.missing_scopes.empty() && question.missing_resource_scopes.empty();
  if (is_complete && consented.to_client) return std::nullopt;
  return question;
}

AuthorizationDecision decide_consent(
    const AuthorizationRequest& request,
    const Application& client,
    const AuthorizationFacts& facts,
    IssueCode wanted
) {
  if (!client.is_third_party) {
    // RFC 8252 8.6: a native client is not who it says it is; nothing is issued without a page.
    if (request.prompt_none && client.type == ApplicationType::native) {
      return refuse(
          OAuthErrorCode::interaction_required, "native clients require End-User interaction"
      );
    }
    return wanted;
  }
  if (facts.consent && facts.consent->answer == ConsentResult::Answer::denied) {
    return refuse(OAuthErrorCode::access_denied, "End-User aborted interaction");
  }
  auto question = question_of(request, wanted, facts);
  if (!question) return wanted;
  if (request.prompt_none) {
    return refuse(OAuthErrorCode::consent_required, "requested scopes not granted");
  }
  return Interact{.prompt = InteractionPrompt::consent, .question = std::move(question)};
}

}  // namespace

AuthorizationDecision decide_authorization(
    const AuthorizationRequest& request,
    const Application& client,
    const AuthorizationFacts& facts,
    TimePoint now
) {
  const auto targets = targets_of(request, client, facts);
  if (!targets) return Refuse{targets.error()};
  if (needs_login(request, facts, now)) {
    if (request.prompt_none) {
      return refuse(OAuthErrorCode::login_required, "End-User authentication is required");
    }
    return Interact{.prompt = InteractionPrompt::login, .question = std::nullopt};
  }
  if (request.id_token_hint_subject &&
      *request.id_token_hint_subject != facts.session->user_id.value()) {
    return refuse(
        OAuthErrorCode::login_required, "id_token_hint and authenticated subject do not match"
    );
  }
  // Before the consent page: agreeing would be for nothing.
  if (!facts.may_use_client) return Refuse{not_admitted()};
  IssueCode wanted{
      .scopes = requested_user_scopes(request),
      .resource_scopes = requested_resource_scopes(request, client, *targets, facts),
  };
  return decide_consent(request, client, facts, std::move(wanted));
}

}  // namespace daemun::oidc
