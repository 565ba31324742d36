#include "experience/endpoints.h"

#include "experience/consent_view.h"
#include "experience/interaction_view.h"
#include "experience/method.h"
#include "experience/steps/mfa_steps.h"
#include "experience/steps/steps.h"
#include "experience/verifications/sign_in_passkey.h"

#include <map>
#include <string>
#include <utility>

#include "api/account_center.h"
#include "api/file_form.h"
#include "api/openapi.h"
#include "api/sign_in_experience.h"

namespace daemun::experience {
namespace {

using api::answered_by;
using api::Endpoint;
using api::shape_of;
using http::Method;

struct Phrases {
  std::map<std::string, json::value> translation{};
};
BOOST_DESCRIBE_STRUCT(Phrases, (), (translation))

struct RelatedOrigins {
  std::vector<std::string> origins{};
};
BOOST_DESCRIBE_STRUCT(RelatedOrigins, (), (origins))

std::vector<api::QueryParameter> text_parameters(std::vector<std::string> names) {
  std::vector<api::QueryParameter> parameters;
  for (auto& name : names)
    parameters.push_back({.name = std::move(name)});
  return parameters;
}

// The endpoint of a step, with the body that the step takes.
Endpoint taken_by(ExperienceApi& api, StepRow row, Endpoint endpoint) {
  endpoint.body = std::move(row.body);
  endpoint.handler = [&api, step = std::move(row.step)](http::Request request) {
    return api.take(std::move(request), step);
  };
  return endpoint;
}

std::vector<Endpoint> beginning(ExperienceApi& experience) {
  return {
      taken_by(
          experience,
          start,
          {.method = Method::put,
           .path = "/api/experience",
           .summary = "Start an interaction",
           .status = 204,
           .refusals = {400, 403, 422}}
      ),
      taken_by(
          experience,
          change_event,
          {.method = Method::put,
           .path = "/api/experience/interaction-event",
           .summary = "Change the interaction event",
           .status = 204,
           .refusals = {400, 403, 404}}
      ),
      taken_by(
          experience,
          prepare_passkey_sign_in,
          {.method = Method::post,
           .path = "/api/experience/preflight/sign-in-passkey/authentication",
           .summary = "Prepare to sign in with a passkey",
           .reply = shape_of<PasskeyOptions>(),
           .refusals = {400}}
      ),
      {.method = Method::get,
       .path = "/api/experience/interaction",
       .summary = "Show the interaction's data",
       .reply = shape_of<InteractionView>(),
       .refusals = {400, 404},
       .handler = answered_by(experience, &ExperienceApi::show)},
  };
}

std::vector<Endpoint> verifications(ExperienceApi& experience) {
  std::vector<Endpoint> endpoints;
  for (const auto* method : verification_methods()) {
    for (const auto& row : method->endpoints) {
      endpoints.push_back(taken_by(
          experience,
          row.step,
          {.method = Method::post,
           .path = "/api/experience/verification/" + row.path,
           .summary = row.summary,
           .reply = row.reply,
           .refusals = row.refusals}
      ));
    }
  }
  return endpoints;
}

std::vector<Endpoint> ending(ExperienceApi& experience) {
  return {
      taken_by(
          experience,
          identify,
          {.method = Method::post,
           .path = "/api/experience/identification",
           .summary = "Identify the user who signs in or registers",
           .status = 204,
           .refusals = {400, 401, 403, 404, 409, 422}}
      ),
      taken_by(
          experience,
          add_profile,
          {.method = Method::post,
           .path = "/api/experience/profile",
           .summary = "Add profile data to the account",
           .status = 204,
           .refusals = {400, 403, 404, 422}}
      ),
      taken_by(
          experience,
          reset_password,
          {.method = Method::put,
           .path = "/api/experience/profile/password",
           .summary = "Set the new password of a user who has forgotten it",
           .status = 204,
           .refusals = {400, 401, 403, 404, 422}}
      ),
      taken_by(
          experience,
          submit,
          {.method = Method::post,
           .path = "/api/experience/submit",
           .summary = "Submit the interaction; the browser continues at the returned address",
           .reply = shape_of<Redirect>(),
           .refusals = {400, 401, 403, 404, 422}}
      ),
  };
}

std::vector<Endpoint> link_endpoints(MailLinks& links) {
  return {
      {.method = Method::post,
       .path = "/api/experience/invitation",
       .summary = "Start an interaction that ends in the membership of an invitation",
       .body = shape_of<SentInvitation>(),
       .reply = shape_of<Redirect>(),
       .refusals = {400, 403, 422},
       .handler = answered_by(links, &MailLinks::open_invitation)},
  };
}

std::vector<Endpoint> sso_endpoints(SingleSignOn& sso) {
  return {
      {.method = Method::get,
       .path = "/api/experience/sso-connectors",
       .summary = "List the enterprise connectors of an e-mail address's domain",
       .query = text_parameters({"email"}),
       .reply = shape_of<ConnectorIds>(),
       .refusals = {400},
       .handler = answered_by(sso, &SingleSignOn::list_connectors)},
      {.method = Method::post,
       .path = "/api/authn/single-sign-on/saml/{connectorId}",
       .summary = "Take the response of a SAML identity provider",
       .status = 302,
       .refusals = {400, 404, 422},
       .handler = answered_by(sso, &SingleSignOn::take_response)},
      {.method = Method::post,
       .path = "/api/authn/saml/{connectorId}",
       .summary = "Take the response of the SAML provider of a social connector",
       .status = 302,
       .refusals = {400, 422, 501},
       .handler = answered_by(sso, &SingleSignOn::take_social_response)},
      {.method = Method::get,
       .path = "/api/authn/single-sign-on/saml/{connectorId}/metadata",
       .summary = "Show the metadata of the server as a SAML service provider",
       .reply_type = "application/samlmetadata+xml",
       .refusals = {400, 404},
       .handler = answered_by(sso, &SingleSignOn::show_metadata)},
  };
}

std::vector<Endpoint> logout_endpoints(ProviderLogout& logout) {
  return {
      {.method = Method::post,
       .path = "/api/authn/back-channel-logout/{connectorId}",
       .summary = "Take the word of an OpenID provider that a session has ended there",
       .refusals = {400},
       .handler = answered_by(logout, &ProviderLogout::take)},
  };
}

std::vector<Endpoint> avatar_endpoints(AvatarUpload& avatars) {
  return {
      {.method = Method::post,
       .path = "/api/experience/user-assets/avatar",
       .summary = "Upload a picture for the account that is being registered",
       .body = api::file_form(),
       .reply = shape_of<AvatarUrl>(),
       .refusals = {400, 403, 404, 415},
       .handler = answered_by(avatars, &AvatarUpload::take)},
  };
}

std::vector<Endpoint> second_factors(ExperienceApi& experience) {
  const auto row = [&](const StepRow& step, std::string path, std::string summary) {
    return taken_by(
        experience,
        step,
        {.method = Method::post,
         .path = "/api/experience/profile/mfa" + std::move(path),
         .summary = std::move(summary),
         .status = 204,
         .refusals = {400, 403, 404, 422}}
    );
  };
  return {
      row(bind_factor, "", "Add a second factor to the account"),
      row(enable_mfa, "/mfa-enabled", "Turn the second factor on for the account"),
      row(skip_mfa, "/mfa-skipped", "Skip the set-up of a second factor"),
      row(skip_suggestion, "/mfa-suggestion-skipped", "Skip the suggestion of another second factor"
      ),
      row(trust_device, "/trusted-device", "Trust the browser after the sign-in"),
      row(bind_passkey, "/passkey", "Add a passkey that signs in"),
      row(skip_passkey, "/passkey-skipped", "Skip the prompt to create a passkey"),
  };
}

std::vector<Endpoint> consent_endpoints(ConsentApi& consent) {
  return {
      {.method = Method::get,
       .path = "/api/interaction/consent",
       .summary = "Show the consent that an application requests",
       .reply = shape_of<ConsentView>(),
       .refusals = {400},
       .handler = answered_by(consent, &ConsentApi::show)},
      {.method = Method::post,
       .path = "/api/interaction/consent",
       .summary = "Give consent",
       .body = shape_of<GivenConsent>(),
       .reply = shape_of<Redirect>(),
       .refusals = {400, 403, 422},
       .handler = answered_by(consent, &ConsentApi::grant)},
      {.method = Method::post,
       .path = "/api/interaction/consent/cancel",
       .summary = "Refuse consent",
       .body = shape_of<json::object>(),
       .reply = shape_of<Redirect>(),
       .refusals = {400, 403},
       .handler = answered_by(consent, &ConsentApi::cancel)},
  };
}

std::vector<Endpoint> settings_endpoints(WellKnownApi& well_known) {
  const auto settings = api::public_sign_in_experience_shape();
  return {
      {.method = Method::get,
       .path = "/api/.well-known/sign-in-exp",
       .summary = "Show the settings of the sign-in pages",
       .query = text_parameters({"appId", "organizationId"}),
       .reply = settings,
       .handler = answered_by(well_known, &WellKnownApi::show_settings)},
      {.method = Method::get,
       .path = "/api/.well-known/experience",
       .summary = "Show the settings of the sign-in pages (newer name)",
       .query = text_parameters({"appId", "organizationId"}),
       .reply = settings,
       .handler = answered_by(well_known, &WellKnownApi::show_settings)},
      {.method = Method::get,
       .path = "/api/.well-known/phrases",
       .summary = "Show the phrases of the sign-in pages in a language",
       .query = text_parameters({"lng"}),
       .reply = shape_of<Phrases>(),
       .handler = answered_by(well_known, &WellKnownApi::show_phrases)},
  };
}

std::vector<Endpoint> dialogue_endpoints(const Endpoints::Handlers& handlers) {
  auto& [experience, consent, well_known, links, sso, logout, avatars] = handlers;
  std::vector<Endpoint> all;
  for (auto& part :
       {beginning(experience),
        verifications(experience),
        second_factors(experience),
        ending(experience),
        link_endpoints(links),
        sso_endpoints(sso),
        logout_endpoints(logout),
        avatar_endpoints(avatars),
        consent_endpoints(consent),
        settings_endpoints(well_known)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

std::vector<Endpoint> account_endpoints(WellKnownApi& well_known) {
  return {
      {.method = Method::get,
       .path = "/api/.well-known/account-center",
       .summary = "Show the account center's public settings",
       .reply = shape_of<api::AccountCenterView>(),
       .handler = answered_by(well_known, &WellKnownApi::show_account_center)},
      {.method = Method::get,
       .path = "/.well-known/webauthn",
       .summary = "Show the other origins where the passkeys of this host can be used",
       .reply = shape_of<RelatedOrigins>(),
       .handler = answered_by(well_known, &WellKnownApi::show_related_origins)},
  };
}

constexpr std::string_view document_type = "application/json; charset=utf-8";

}  // namespace

Endpoints::Endpoints(
    Handlers handlers, const std::string& server, std::vector<api::Endpoint> account_api
)
    : dialogue_(dialogue_endpoints(handlers)),
      account_(account_endpoints(handlers.well_known)),
      dialogue_document_(
          std::string(document_type),
          [this,
           title =
               api::OpenApiTitle{
                   .title = "Daemun Experience API",
                   .server = server,
                   .credentials = api::Credentials::none}] {
            return api::make_openapi(title, dialogue_);
          }
      ),
      account_document_(
          std::string(document_type),
          [this,
           title =
               api::OpenApiTitle{
                   .title = "Daemun User API",
                   .server = server,
                   .credentials = api::Credentials::bearer}] {
            return api::make_openapi(title, account_);
          }
      ) {
  for (auto& row : account_api)
    account_.push_back(std::move(row));
}

std::vector<http::Route> Endpoints::routes() {
  std::vector<http::Route> routes;
  for (const auto* rows : {&dialogue_, &account_}) {
    for (const auto& row : *rows) {
      if (row.handler) routes.push_back(api::make_route(row));
    }
  }
  routes.push_back(
      {http::Method::get,
       "/api/.well-known/experience.openapi.json",
       api::answered_by(*this, &Endpoints::show_dialogue_document)}
  );
  routes.push_back(
      {http::Method::get,
       "/api/.well-known/user.openapi.json",
       api::answered_by(*this, &Endpoints::show_account_document)}
  );
  return routes;
}

Task<http::Response> Endpoints::show_dialogue_document(http::Request request) {
  co_return dialogue_document_.answer(request);
}

Task<http::Response> Endpoints::show_account_document(http::Request request) {
  co_return account_document_.answer(request);
}

}  // namespace daemun::experience
