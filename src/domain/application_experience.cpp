#include "domain/application_experience.h"

#include <string_view>
#include <utility>

namespace daemun {
namespace {

json::object stored_object(const std::string& text) {
  auto parsed = parse_json_object(text);
  return parsed ? std::move(*parsed) : json::object{};
}

// Members that say nothing: null and the empty string.
bool is_blank(const json::value& value) {
  const auto* text = value.if_string();
  return value.is_null() || (text != nullptr && text->empty());
}

void override_members(json::object& document, std::string_view name, const std::string& members) {
  const auto* current = find_object(document, name);
  json::object merged = current != nullptr ? *current : json::object{};
  for (const auto& member : stored_object(members)) {
    if (!is_blank(member.value())) merged[member.key()] = member.value();
  }
  document[name] = std::move(merged);
}

void override_text(
    json::object& document, std::string_view name, const std::optional<std::string>& text
) {
  if (text && !text->empty()) document[name] = *text;
}

}  // namespace

std::shared_ptr<const SignInExperience> override_experience(
    std::shared_ptr<const SignInExperience> tenant, const Application* application
) {
  if (application == nullptr || !application->sign_in_experience) return tenant;
  const ApplicationExperience& own = *application->sign_in_experience;
  SignInExperience merged = *tenant;
  override_members(merged.document, "color", own.color);
  override_members(merged.document, "branding", own.branding);
  override_text(merged.document, "customCss", own.custom_css);
  override_text(merged.document, "termsOfUseUrl", own.terms_of_use_url);
  override_text(merged.document, "privacyPolicyUrl", own.privacy_policy_url);
  override_text(merged.document, "displayName", own.display_name);
  return std::make_shared<const SignInExperience>(std::move(merged));
}

std::string display_name_of(const Application& application) {
  const auto& own = application.sign_in_experience;
  const bool has_name = own && own->display_name && !own->display_name->empty();
  return has_name ? *own->display_name : application.name;
}

json::object branding_of(const Application& application) {
  json::object branding;
  if (const auto& logo = application.oidc_client_metadata.logo_uri) branding["logoUrl"] = *logo;
  if (!application.sign_in_experience) return branding;
  for (const auto& member : stored_object(application.sign_in_experience->branding)) {
    if (!is_blank(member.value())) branding[member.key()] = member.value();
  }
  return branding;
}

}  // namespace daemun
