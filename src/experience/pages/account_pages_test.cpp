#include "experience/pages/account_pages.h"

#include "base/uri.h"
#include "experience/test_dialogue.h"
#include "storage/experience_store.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

using namespace test;

constexpr std::string_view shell =
    "<html lang=\"{{lang}}\"><head><title>{{title}}</title></head>{{context}}</html>";

const http::StaticFile files[] = {
    {"/account.html", "text/html", shell, "", "\"1\""},
    {"/phrases/account/en.json", "application/json", R"({"account":{"title":"Account"}})", "", ""},
    {"/phrases/account/ko.json", "application/json", R"({"account":{"title":"내 계정"}})", "", ""},
    {"/phrases/en.json", "application/json", R"({"common":{"back":"Back"}})", "", ""},
    {"/phrases/ko.json", "application/json", R"({"common":{"back":"뒤로"}})", "", ""},
};

json::object context_of(const http::Response& response) {
  const auto begin = response.body.find("</head>") + 7;
  const auto end = response.body.rfind("</html>");
  return json::parse(response.body.substr(begin, end - begin)).as_object();
}

void change_center(TestTenant& tenant, const json::object& document) {
  const storage::ExperienceStore experience(*tenant.database, tenant.tenant);
  tenant.commit(
      experience.change_account_center({.before = std::nullopt, .after = json::serialize(document)})
  );
}

http::Response show(AccountPages& pages, std::string query = "", std::string cookie = "") {
  http::Request request;
  request.path = "/account/security";
  request.query = std::move(query);
  if (!cookie.empty()) request.headers.push_back({"cookie", std::move(cookie)});
  return run_task(pages.document(std::move(request)));
}

// Whether the page may send people to that address.
bool may_return(AccountPages& pages, const std::string& url) {
  const auto query = with_query_parameter("", "redirect", url).substr(1);
  const auto context = context_of(show(pages, query));
  if (!context.contains("returnTo")) return false;
  CHECK(context.at("returnTo").as_string() == url);
  return true;
}

}  // namespace

TEST_CASE("the account center has its settings and phrases in the document") {
  TestTenant tenant;
  change_center(
      tenant,
      {{"enabled", true},
       {"fields", {{"name", "Edit"}}},
       {"webauthnRelatedOrigins", json::array{"https://a.example"}},
       {"customCss", "h1{color:red}</style>"}}
  );
  AccountPages pages(tenant.dependencies(), files);
  const auto page = show(pages);
  CHECK(page.status == 200);
  CHECK(page.body.find("<title>Account</title>") != std::string::npos);
  CHECK(page.body.find("h1{color:red}<\\/style>") != std::string::npos);
  const auto context = context_of(page);
  CHECK(context.at("accountCenter").at("fields").at("name").as_string() == "Edit");
  CHECK_FALSE(context.at("accountCenter").as_object().contains("webauthnRelatedOrigins"));
  CHECK(context.at("accountPhrases").at("account").at("title").as_string() == "Account");
  CHECK(context.at("phrases").at("common").at("back").as_string() == "Back");
  CHECK(context.at("signInExperience").as_object().contains("passwordPolicy"));
  CHECK_FALSE(context.contains("returnTo"));
}

TEST_CASE("the account center knows where codes can be sent") {
  TestTenant tenant;
  const auto shown = [&] {
    AccountPages pages(tenant.dependencies(), files);
    return json::serialize(context_of(show(pages)).at("codes"));
  };
  tenant.equipment.mailbox = messages::Mailbox::off;
  CHECK(shown() == R"({"email":false,"phone":false})");
  tenant.equipment.mailbox = messages::Mailbox::on;
  CHECK(shown() == R"({"email":true,"phone":true})");
}

TEST_CASE("the account center knows the names of the permissions of members") {
  TestTenant tenant;
  AccountPages pages(
      tenant.dependencies(), files, {.read = "r:members", .invite = "i", .remove = "d"}
  );
  const auto names = context_of(show(pages)).at("memberPermissions");
  CHECK(json::serialize(names) == R"({"read":"r:members","invite":"i","remove":"d"})");
}

TEST_CASE("the account center runs its own scripts alone, in no frame, and is not stored") {
  TestTenant tenant;
  AccountPages pages(tenant.dependencies(), files);
  const auto page = show(pages);
  const auto& policy = *page.find("content-security-policy");
  CHECK(policy.find("default-src 'none'") != std::string::npos);
  CHECK(policy.find("'unsafe-inline'") == std::string::npos);
  CHECK(policy.ends_with("frame-ancestors 'none'"));
  CHECK(*page.find("x-frame-options") == "DENY");
  CHECK(*page.find("cache-control") == "no-store");
  CHECK(policy != *show(pages).find("content-security-policy"));
}

TEST_CASE("the account center has its own CSS and not that of the sign-in pages") {
  TestTenant tenant;
  tenant.change_settings({{"customCss", "h1{color:blue}"}});
  AccountPages pages(tenant.dependencies(), files);
  CHECK(show(pages).body.find("blue") == std::string::npos);
}

TEST_CASE("the account center speaks the language of its address, or one that the person chose") {
  TestTenant tenant;
  AccountPages pages(tenant.dependencies(), files);
  const auto language = [&](std::string query, std::string cookie) {
    const auto context = context_of(show(pages, std::move(query), std::move(cookie)));
    return std::string(context.at("language").as_string());
  };
  CHECK(language("", "") == "en");
  CHECK(language("ui_locales=ko", "") == "ko");
  CHECK(language("", "daemun_account_language=ko") == "ko");
  CHECK(language("ui_locales=en", "daemun_account_language=ko") == "en");
  CHECK(language("", "daemun_account_language=<x>") == "en");
  CHECK(language("ui_locales=en", "_language=ko") == "ko");
  const auto page = show(pages, "ui_locales=ko");
  CHECK(page.body.find("<title>내 계정</title>") != std::string::npos);
}

TEST_CASE("the account center returns to origins that applications redirect to, and nowhere else") {
  TestTenant tenant;
  Application application;
  application.id = ApplicationId("spa1");
  application.name = "Shop";
  application.oidc_client_metadata.redirect_uris = {
      "https://shop.example/callback", "https://*.preview.example/callback", "com.example:/cb"};
  Application partner;
  partner.id = ApplicationId("partner1");
  partner.name = "Partner";
  partner.is_third_party = true;
  partner.oidc_client_metadata.redirect_uris = {"https://partner.example/callback"};
  const storage::ApplicationStore applications(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(applications.insert(application));
  tenant.commit(applications.insert(partner));
  AccountPages pages(tenant.dependencies(), files);
  for (const char* url : {"https://shop.example/settings?a=b#c", "https://SHOP.example"}) {
    CAPTURE(url);
    CHECK(may_return(pages, url));
  }
  for (const char* url :
       {"http://shop.example/settings",
        "https://partner.example/settings",
        "https://shop.example:8443/",
        "https://shop.example.evil.example/",
        "https://shop.example@evil.example/",
        "https://user@shop.example/",
        "https://evil.example/?https://shop.example/",
        "https://a.preview.example/",
        "com.example:/cb",
        "javascript:alert(1)//https://shop.example",
        "//shop.example/",
        "/settings"}) {
    CAPTURE(url);
    CHECK_FALSE(may_return(pages, url));
  }
}

TEST_CASE("the account center sees new applications within seconds") {
  TestTenant tenant;
  AccountPages pages(tenant.dependencies(), files);
  CHECK_FALSE(may_return(pages, "https://shop.example/"));
  Application application;
  application.id = ApplicationId("spa1");
  application.oidc_client_metadata.redirect_uris = {"https://shop.example/callback"};
  const storage::ApplicationStore applications(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(applications.insert(application));
  tenant.clock.advance(Seconds(5));
  CHECK(may_return(pages, "https://shop.example/"));
}

TEST_CASE("a build without pages says that it has no account center") {
  TestTenant tenant;
  AccountPages pages(tenant.dependencies(), std::span<const http::StaticFile>());
  CHECK(show(pages).status == 404);
}

}  // namespace daemun::experience
