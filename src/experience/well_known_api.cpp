#include "experience/well_known_api.h"

#include "experience/pages/phrases.h"
#include "experience/public_settings.h"
#include "http/form.h"

#include <optional>
#include <string>
#include <utility>

namespace daemun::experience {
namespace {

// A browser asks each time, and is told that nothing has changed by the entity tag.
http::Response answer_public(const json::object& body) {
  auto response = http::json_response(200, json::serialize(body));
  response.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace

WellKnownApi::WellKnownApi(Dependencies dependencies, std::span<const http::StaticFile> files)
    : dependencies_(std::move(dependencies)), files_(files) {}

Task<http::Response> WellKnownApi::show_settings(http::Request request) {
  const auto query = http::parse_form(request.query);
  const auto application = query ? query->find("appId") : std::nullopt;
  const auto organization = query ? query->find("organizationId") : std::nullopt;
  PageAudience audience;
  if (application) audience.application = ApplicationId(std::string(*application));
  if (organization) audience.organization = OrganizationId(std::string(*organization));
  const auto body = co_await load_public_settings(dependencies_, std::move(audience));
  co_return answer_public(body);
}

Task<http::Response> WellKnownApi::show_phrases(http::Request request) {
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto custom = co_await dependencies_.settings.list_custom_phrases();
  const auto query = http::parse_form(request.query);
  const auto tag = query ? query->find("lng").value_or("") : std::string_view();
  const auto language = pick_page_language(tag, request, *custom, *settings);
  auto response = http::json_response(
      200, R"({"translation":)" + phrases_json(files_, language, *custom) + "}"
  );
  response.set("Content-Language", language);
  response.set("Vary", "Accept-Language");
  response.set("Cache-Control", "no-cache");
  co_return response;
}

Task<http::Response> WellKnownApi::show_account_center(http::Request) {
  const auto center = co_await dependencies_.settings.find_account_center();
  json::object body{{"tenantId", dependencies_.tenant.value()}, {"id", "default"}};
  for (const auto& member : *center)
    body[member.key()] = member.value();
  co_return answer_public(body);
}

Task<http::Response> WellKnownApi::show_related_origins(http::Request) {
  const auto center = co_await dependencies_.settings.find_account_center();
  json::array origins;
  for (const auto& origin : find_strings(*center, "webauthnRelatedOrigins"))
    origins.emplace_back(origin);
  co_return answer_public({{"origins", std::move(origins)}});
}

}  // namespace daemun::experience
