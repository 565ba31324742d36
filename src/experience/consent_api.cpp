#include "experience/consent_api.h"

#include "base/text.h"
#include "domain/application_experience.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_organizations = 100;
constexpr std::string_view organizations_scope = "urn:logto:scope:organizations";

json::value optional_json(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return json::string(*text);
}

json::object to_public_json(const Application& application) {
  json::object object{
      {"id", application.id.value()},
      {"name", application.name},
      {"branding", branding_of(application)}};
  if (const auto& own = application.sign_in_experience) {
    object["displayName"] = optional_json(own->display_name);
    object["termsOfUseUrl"] = optional_json(own->terms_of_use_url);
    object["privacyPolicyUrl"] = optional_json(own->privacy_policy_url);
  }
  return object;
}

json::object to_public_json(const User& user) {
  return {
      {"id", user.id.value()},
      {"name", optional_json(user.name)},
      {"avatar", optional_json(user.avatar)},
      {"username", optional_json(user.username)},
      {"primaryEmail", optional_json(user.primary_email)},
      {"primaryPhone", optional_json(user.primary_phone)},
  };
}

const Scope* find_scope(const Resource& resource, const std::string& name) {
  const auto& scopes = resource.scopes;
  const auto found = std::find_if(scopes.begin(), scopes.end(), [&](const Scope& scope) {
    return scope.name == name;
  });
  return found == scopes.end() ? nullptr : &*found;
}

bool asks_for_organizations(const Interaction& interaction) {
  return contains(interaction.request.scopes, organizations_scope);
}

// Without those that say nothing about the person: every sign-in asks for `openid`, and whether an
// application may come back later is not a piece of data.
std::vector<std::string> telling_scopes(std::vector<std::string> scopes) {
  std::erase_if(scopes, [](const std::string& scope) {
    return scope == "openid" || scope == "offline_access";
  });
  return scopes;
}

}  // namespace

ConsentApi::ConsentApi(Dependencies dependencies)
    : dependencies_(std::move(dependencies)),
      interactions_(dependencies_.database, dependencies_.vault, dependencies_.tenant),
      users_(dependencies_.database, dependencies_.tenant),
      access_(dependencies_.database, dependencies_.tenant),
      logs_(dependencies_.database, dependencies_.tenant) {}

Task<Outcome<Interaction>> ConsentApi::load(http::Request request) {
  auto interaction = co_await load_interaction(dependencies_, std::move(request));
  if (!interaction) co_return interaction.error();
  if (interaction->prompt != InteractionPrompt::consent || !interaction->question) {
    co_return session_not_found();
  }
  co_return std::move(*interaction);
}

Task<http::Response> ConsentApi::show(http::Request request) {
  const auto outcome = co_await describe(request);
  if (!outcome) co_return to_response(outcome.error(), request);
  co_return *outcome;
}

Task<ConsentApi::Answer> ConsentApi::describe(http::Request request) {
  const auto interaction = co_await load(std::move(request));
  if (!interaction) co_return interaction.error();
  const auto application =
      co_await dependencies_.settings.find_application(interaction->request.client_id);
  const auto user = co_await users_.find(interaction->question->user_id);
  if (!application || !user) co_return session_not_found();

  const auto& question = *interaction->question;
  ConsentView view;
  view.application.value = to_public_json(*application);
  view.user.value = to_public_json(*user);
  if (asks_for_organizations(*interaction)) {
    view.organizations =
        co_await describe_organizations(user->id, question.missing_resource_scopes);
  }
  view.missing_oidc_scope = telling_scopes(question.missing_scopes);
  view.missing_resource_scopes = co_await describe_resources(question.missing_resource_scopes);
  // None when a device waits for the answer.
  const auto& redirect_uri = interaction->request.redirect_uri;
  if (!redirect_uri.empty()) view.redirect_uri = redirect_uri;
  co_return answer_json(200, api::to_json(std::move(view)));
}

Task<std::vector<ConsentOrganization>> ConsentApi::describe_organizations(
    UserId user, ResourceScopes missing
) {
  const auto organizations = co_await access_.list_organizations(user);
  const auto held = co_await access_.list_user_scopes(user);
  std::vector<ConsentOrganization> list;
  for (const auto& organization : organizations) {
    ResourceScopes given;
    for (const auto& scope : held) {
      const auto asked = missing.find(scope.indicator);
      if (scope.organization_id != organization.id || asked == missing.end()) continue;
      if (!contains(asked->second, scope.name)) continue;
      auto& names = given[scope.indicator];
      if (!contains(names, scope.name)) names.push_back(scope.name);
    }
    const auto resources = co_await describe_resources(std::move(given));
    ConsentOrganization described{.id = organization.id.value(), .name = organization.name};
    for (const auto& resource : resources)
      described.missing_resource_scopes.push_back(api::to_json(resource));
    list.push_back(std::move(described));
  }
  co_return list;
}

Task<std::vector<MissingResourceScopes>> ConsentApi::describe_resources(ResourceScopes missing) {
  std::vector<MissingResourceScopes> list;
  for (const auto& [indicator, names] : missing) {
    const auto resource = co_await dependencies_.settings.find_resource(indicator);
    MissingResourceScopes described{
        .resource = {
            .id = resource ? resource->id.value() : indicator,
            .name = resource ? resource->name : indicator,
            .indicator = indicator}};
    for (const auto& name : names) {
      MissingScope scope{.id = name, .name = name};
      if (const auto* known = resource ? find_scope(*resource, name) : nullptr) {
        scope.id = known->id.value();
        scope.description = known->description;
      }
      described.scopes.push_back(std::move(scope));
    }
    list.push_back(std::move(described));
  }
  co_return list;
}

Task<http::Response> ConsentApi::grant(http::Request request) {
  return answer(std::move(request), ConsentResult::Answer::granted);
}

Task<http::Response> ConsentApi::cancel(http::Request request) {
  return answer(std::move(request), ConsentResult::Answer::denied);
}

Task<http::Response> ConsentApi::answer(http::Request request, ConsentResult::Answer given) {
  RequestError refusal;
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto outcome = co_await take(request, given);
    if (outcome) co_return std::move(*outcome);
    refusal = outcome.error();
    if (!is_conflict(refusal)) break;
  }
  co_return to_response(refusal, request);
}

Task<ConsentApi::Answer> ConsentApi::take(http::Request request, ConsentResult::Answer given) {
  const auto body = parse_body(request, dependencies_.endpoint);
  if (!body) co_return body.error();
  auto interaction = co_await load(request);
  if (!interaction) co_return interaction.error();

  interaction->consent = ConsentResult{.answer = given};
  storage::Plan plan;
  plan.add(interactions_.update(*interaction));
  const bool is_granted = given == ConsentResult::Answer::granted;
  if (is_granted) {
    auto given_consent = api::read<GivenConsent>(*body);
    auto organizations = co_await plan_organizations(
        *interaction, std::move(given_consent.organization_ids).value_or(std::vector<std::string>())
    );
    if (!organizations) co_return organizations.error();
    plan.add(std::move(*organizations));
  }
  auto event = make_audit_event(dependencies_, request, *interaction, "Interaction.Consent.Submit");
  event.user_id = interaction->question->user_id;
  event.is_success = is_granted;
  if (!is_granted) event.error = "oidc.access_denied";
  plan.add(logs_.insert(event));
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) co_return conflict();
  co_return answer_json(200, api::to_json(resume(dependencies_, interaction->id)));
}

Task<Outcome<storage::Plan>> ConsentApi::plan_organizations(
    Interaction interaction, std::vector<std::string> organization_ids
) {
  storage::Plan plan;
  if (organization_ids.empty()) co_return plan;
  if (organization_ids.size() > max_organizations) {
    co_return invalid_input("organizationIds has too many members");
  }
  const UserId& user = interaction.question->user_id;
  const auto held = co_await access_.list_organizations(user);
  for (const auto& id : organization_ids) {
    const bool is_member = std::any_of(held.begin(), held.end(), [&](const auto& organization) {
      return organization.id.value() == id;
    });
    if (!is_member || !asks_for_organizations(interaction)) {
      co_return RequestError{.code = "organization.require_membership", .status = 422};
    }
    plan.add(access_.insert_consented_organization(
        interaction.request.client_id, user, OrganizationId(id)
    ));
  }
  co_return plan;
}

}  // namespace daemun::experience
