#include "domain/application_experience.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

std::shared_ptr<const SignInExperience> a_tenant() {
  auto document = make_default_sign_in_experience();
  document["color"] = {{"primaryColor", "#111111"}, {"darkPrimaryColor", "#222222"}};
  document["branding"] = {
      {"logoUrl", "https://t.example/logo"}, {"favicon", "https://t.example/f"}};
  document["termsOfUseUrl"] = "https://t.example/terms";
  return std::make_shared<const SignInExperience>(parse_sign_in_experience(std::move(document)));
}

Application an_application(ApplicationExperience experience) {
  Application application;
  application.name = "Shop";
  application.sign_in_experience = std::move(experience);
  return application;
}

}  // namespace

TEST_CASE("override_experience keeps the tenant's pages for an application without its own") {
  const auto tenant = a_tenant();
  const Application plain;
  CHECK(override_experience(tenant, nullptr) == tenant);
  CHECK(override_experience(tenant, &plain) == tenant);
}

TEST_CASE("override_experience takes the application's members one by one") {
  const auto tenant = a_tenant();
  const auto application = an_application(
      {.color = R"({"primaryColor":"#abcdef"})",
       .branding = R"({"logoUrl":"https://a.example/logo"})",
       .custom_css = "a{}",
       .privacy_policy_url = "https://a.example/privacy",
       .display_name = "The shop"}
  );
  const auto merged = override_experience(tenant, &application);
  const auto& document = merged->document;
  CHECK(document.at("color").at("primaryColor") == "#abcdef");
  CHECK(document.at("color").at("darkPrimaryColor") == "#222222");
  CHECK(document.at("branding").at("logoUrl") == "https://a.example/logo");
  CHECK(document.at("branding").at("favicon") == "https://t.example/f");
  CHECK(document.at("customCss") == "a{}");
  CHECK(document.at("termsOfUseUrl") == "https://t.example/terms");
  CHECK(document.at("privacyPolicyUrl") == "https://a.example/privacy");
  CHECK(document.at("displayName") == "The shop");
  CHECK(tenant->document.at("customCss").is_null());
}

TEST_CASE("override_experience leaves the tenant's where the application says nothing") {
  const auto application = an_application(
      {.branding = R"({"logoUrl":"","favicon":null})",
       .custom_css = "",
       .terms_of_use_url = "",
       .display_name = ""}
  );
  const auto tenant = a_tenant();
  CHECK(override_experience(tenant, &application)->document == tenant->document);
}

TEST_CASE("display_name_of and branding_of fall back to the application's name and logoUri") {
  auto application = an_application({});
  application.oidc_client_metadata.logo_uri = "https://a.example/client-logo";
  CHECK(display_name_of(application) == "Shop");
  CHECK(branding_of(application).at("logoUrl") == "https://a.example/client-logo");
  application.sign_in_experience->display_name = "The shop";
  application.sign_in_experience->branding = R"({"logoUrl":"https://a.example/logo"})";
  CHECK(display_name_of(application) == "The shop");
  CHECK(branding_of(application).at("logoUrl") == "https://a.example/logo");
  application.sign_in_experience.reset();
  CHECK(display_name_of(application) == "Shop");
}

}  // namespace daemun
