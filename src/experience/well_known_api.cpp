#include "experience/well_known_api.h"

#include "experience/pages/phrases.h"
#include "experience/public_settings.h"
#include "http/form.h"

#include <utility>

namespace daemun::experience {

WellKnownApi::WellKnownApi(Dependencies dependencies, std::span<const http::StaticFile> files)
    : dependencies_(std::move(dependencies)), files_(files) {}

Task<http::Response> WellKnownApi::show_settings(http::Request) {
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto body = to_public_settings(*settings, dependencies_.tenant);
  auto response = http::json_response(200, json::serialize(body));
  response.set("Cache-Control", "no-cache");
  co_return response;
}

Task<http::Response> WellKnownApi::show_phrases(http::Request request) {
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto query = http::parse_form(request.query);
  const auto tag = query ? query->find("lng").value_or("") : std::string_view();
  const auto language = pick_page_language(tag, request, *settings);
  auto response = http::json_response(200, std::string(phrases_json(files_, language)));
  response.set("Content-Language", to_string(language));
  response.set("Vary", "Accept-Language");
  response.set("Cache-Control", "no-cache");
  co_return response;
}

}  // namespace daemun::experience
