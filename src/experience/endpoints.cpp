#include "experience/endpoints.h"

#include "experience/method.h"
#include "experience/steps/steps.h"

#include <functional>
#include <string>
#include <utility>

#include "api/openapi.h"
#include "api/settings_shapes.h"

namespace daemun::experience {
namespace {

using api::answered_by;
using api::Endpoint;
using api::parse_shape;
using http::Method;

const std::string event_body = R"({interactionEvent: "SignIn"|"Register"|"ForgotPassword"})";
const std::string start_body =
    R"({interactionEvent: "SignIn"|"Register"|"ForgotPassword", captchaToken?: string})";
const std::string redirect_reply = "{redirectTo: string}";

// Of what a dialogue has gathered so far; no hash and no secret is among it.
std::string dialogue_reply() {
  return R"({interactionEvent: "SignIn"|"Register"|"ForgotPassword", userId?: string, profile: )"
         "{avatar?: string|null, name?: string|null, username?: string|null, primaryEmail?: "
         "string|null, primaryPhone?: string|null, profile?: {familyName?: string, givenName?: "
         "string, middleName?: string, nickname?: string, preferredUsername?: string, profile?: "
         "string, website?: string, gender?: string, birthdate?: string, zoneinfo?: string, "
         "locale?: string, address?: {formatted?: string, streetAddress?: string, locality?: "
         "string, region?: string, postalCode?: string, country?: string}}, customData?: {}}, "
         "verificationRecords: " +
         api::verification_record_shape() +
         "[], mfa: {}, signInContext: {[k]: string}, captcha: {verified: boolean, skipped: "
         "boolean}}";
}

const std::string profile_body =
    R"(({type: "username", value: string} | {type: "password", value: string} | )"
    R"({type: "email", verificationId: string} | {type: "phone", verificationId: string} | )"
    R"({type: "social", verificationId: string} | {type: "extraProfile", values: {[k]: any}}))";

const std::string consent_reply =
    "{application: {id: string, name: string}, user: {id: string}, organizations?: {id: string, "
    "name: string, missingResourceScopes: {}[]}[], missingOIDCScope: string[], "
    "missingResourceScopes: {resource: {id: string, "
    "name: string, indicator: string}, scopes: {id: string, name: string, description: "
    "string|null}[]}[], redirectUri?: string}";

std::vector<api::QueryParameter> text_parameters(std::vector<std::string> names) {
  std::vector<api::QueryParameter> parameters;
  for (auto& name : names)
    parameters.push_back({.name = std::move(name)});
  return parameters;
}

std::function<Task<http::Response>(http::Request)> taken_by(ExperienceApi& api, Step step) {
  return [&api, step](http::Request request) { return api.take(std::move(request), step); };
}

std::vector<Endpoint> beginning(ExperienceApi& experience) {
  return {
      {.method = Method::put,
       .path = "/api/experience",
       .summary = "Start an interaction",
       .status = 204,
       .body = parse_shape(start_body),
       .refusals = {400, 403, 422},
       .handler = taken_by(experience, start)},
      {.method = Method::put,
       .path = "/api/experience/interaction-event",
       .summary = "Change the interaction event",
       .status = 204,
       .body = parse_shape(event_body),
       .refusals = {400, 403, 404},
       .handler = taken_by(experience, change_event)},
      {.method = Method::get,
       .path = "/api/experience/interaction",
       .summary = "Show the interaction's data",
       .reply = parse_shape(dialogue_reply()),
       .refusals = {400, 404},
       .handler = answered_by(experience, &ExperienceApi::show)},
  };
}

std::vector<Endpoint> verifications(ExperienceApi& experience) {
  std::vector<Endpoint> endpoints;
  for (const auto* method : verification_methods()) {
    for (const auto& row : method->endpoints) {
      endpoints.push_back(
          {.method = Method::post,
           .path = "/api/experience/verification/" + row.path,
           .summary = row.summary,
           .body = parse_shape(row.body),
           .reply = parse_shape(row.reply),
           .refusals = row.refusals,
           .handler = taken_by(experience, row.step)}
      );
    }
  }
  return endpoints;
}

std::vector<Endpoint> ending(ExperienceApi& experience) {
  return {
      {.method = Method::post,
       .path = "/api/experience/identification",
       .summary = "Identify the user who signs in or registers",
       .status = 204,
       .body = parse_shape("{verificationId?: string, linkSocialIdentity?: boolean}"),
       .refusals = {400, 401, 403, 404, 409, 422},
       .handler = taken_by(experience, identify)},
      {.method = Method::post,
       .path = "/api/experience/profile",
       .summary = "Add profile data to the account",
       .status = 204,
       .body = parse_shape(profile_body),
       .refusals = {400, 403, 404, 422},
       .handler = taken_by(experience, add_profile)},
      {.method = Method::post,
       .path = "/api/experience/submit",
       .summary = "Submit the interaction; the browser continues at the returned address",
       .reply = parse_shape(redirect_reply),
       .refusals = {400, 403, 404, 422},
       .handler = taken_by(experience, submit)},
  };
}

std::vector<Endpoint> consent_endpoints(ConsentApi& consent) {
  return {
      {.method = Method::get,
       .path = "/api/interaction/consent",
       .summary = "Show the consent that an application requests",
       .reply = parse_shape(consent_reply),
       .refusals = {400},
       .handler = answered_by(consent, &ConsentApi::show)},
      {.method = Method::post,
       .path = "/api/interaction/consent",
       .summary = "Give consent",
       .body = parse_shape("{organizationIds?: string[]}"),
       .reply = parse_shape(redirect_reply),
       .refusals = {400, 403, 422},
       .handler = answered_by(consent, &ConsentApi::grant)},
      {.method = Method::post,
       .path = "/api/interaction/consent/cancel",
       .summary = "Refuse consent",
       .body = parse_shape("{}"),
       .reply = parse_shape(redirect_reply),
       .refusals = {400, 403},
       .handler = answered_by(consent, &ConsentApi::cancel)},
  };
}

std::vector<Endpoint> settings_endpoints(WellKnownApi& well_known) {
  const auto settings = parse_shape(api::public_sign_in_experience_shape());
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
       .reply = parse_shape("{translation: {[k]: any}}"),
       .handler = answered_by(well_known, &WellKnownApi::show_phrases)},
  };
}

std::vector<Endpoint> dialogue_endpoints(const Endpoints::Handlers& handlers) {
  auto& [experience, consent, well_known] = handlers;
  std::vector<Endpoint> all;
  for (auto& part :
       {beginning(experience),
        verifications(experience),
        ending(experience),
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
       .reply = parse_shape(api::account_center_shape()),
       .handler = answered_by(well_known, &WellKnownApi::show_account_center)},
  };
}

http::Response answer_document(const std::string& text) {
  auto response = http::json_response(200, text);
  response.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace

Endpoints::Endpoints(Handlers handlers, const std::string& server)
    : dialogue_(dialogue_endpoints(handlers)),
      account_(account_endpoints(handlers.well_known)),
      dialogue_document_(api::make_openapi(
          {.title = "Daemun Experience API",
           .server = server,
           .credentials = api::Credentials::none},
          dialogue_
      )),
      account_document_(api::make_openapi(
          {.title = "Daemun User API", .server = server, .credentials = api::Credentials::none},
          account_
      )) {}

std::vector<http::Route> Endpoints::routes() {
  std::vector<http::Route> routes;
  for (const auto* rows : {&dialogue_, &account_}) {
    for (const auto& row : *rows)
      routes.push_back(api::make_route(row));
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

Task<http::Response> Endpoints::show_dialogue_document(http::Request) {
  co_return answer_document(dialogue_document_);
}

Task<http::Response> Endpoints::show_account_document(http::Request) {
  co_return answer_document(account_document_);
}

}  // namespace daemun::experience
