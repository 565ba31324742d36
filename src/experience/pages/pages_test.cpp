#include "experience/pages/pages.h"

#include "experience/test_dialogue.h"
#include "experience/well_known_api.h"
#include "storage/experience_store.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

using namespace test;

constexpr std::string_view shell =
    "<html lang=\"{{lang}}\"><head><title>{{title}}</title></head>{{context}}</html>";

const http::StaticFile files[] = {
    {"/assets/a.js", "text/javascript", "1", "", "\"1\""},
    {"/index.html", "text/html", shell, "", "\"2\""},
    {"/phrases/en.json", "application/json", R"({"title":{"sign-in":"Sign in"}})", "", "\"3\""},
    {"/phrases/ko.json", "application/json", R"({"title":{"sign-in":"로그인"}})", "", "\"4\""},
};

json::object context_of(const http::Response& response) {
  const auto begin = response.body.find("</head>") + 7;
  const auto end = response.body.rfind("</html>");
  return json::parse(response.body.substr(begin, end - begin)).as_object();
}

Interaction a_living_interaction(TestTenant& tenant) {
  Interaction interaction;
  interaction.id = InteractionId(crypto::random_token(tenant.random));
  interaction.request.client_id = ApplicationId("app1");
  interaction.expires_at = tenant.clock.now() + Seconds(1);
  tenant.commit(tenant.interactions().insert(interaction));
  return interaction;
}

}  // namespace

TEST_CASE("sign_in shows the page with what the dialogue asked for") {
  TestTenant tenant;
  Interaction interaction;
  interaction.id = InteractionId(crypto::random_token(tenant.random));
  interaction.request.client_id = ApplicationId("app1");
  interaction.request.login_hint = "<ann>";
  interaction.request.ui_locales = "ko";
  interaction.request.experience.identifier = "email nonsense username";
  interaction.expires_at = tenant.clock.now() + Seconds(1);
  tenant.commit(tenant.interactions().insert(interaction));
  Pages pages(tenant.dependencies(), files);
  const auto page = run_task(pages.sign_in(a_request(interaction)));
  CHECK(page.status == 200);
  CHECK(page.body.find("<ann>") == std::string::npos);
  CHECK(page.body.find("<title>로그인</title>") != std::string::npos);
  const auto context = context_of(page);
  CHECK(context.at("page").as_string() == "sign-in");
  CHECK(context.at("language").as_string() == "ko");
  CHECK(context.at("loginHint").as_string() == "<ann>");
  CHECK(context.at("application").at("name").as_string() == "App of app1");
  CHECK(json::serialize(context.at("identifiers")) == R"(["email","username"])");
  CHECK(context.at("signInExperience").at("tenantId").as_string() == "default");

  const auto other = run_task(pages.sign_in(a_request(interaction)));
  CHECK(*page.find("content-security-policy") != *other.find("content-security-policy"));
}

TEST_CASE("forgot_password and reset_password are pages of a dialogue") {
  TestTenant tenant;
  const auto interaction = a_living_interaction(tenant);
  Pages pages(tenant.dependencies(), files);
  const auto forgot = run_task(pages.forgot_password(a_request(interaction)));
  CHECK(context_of(forgot).at("page").as_string() == "forgot-password");
  const auto reset = run_task(pages.reset_password(a_request(interaction)));
  CHECK(context_of(reset).at("page").as_string() == "reset-password");
  CHECK(run_task(pages.forgot_password({})).status == 303);
}

TEST_CASE("single_sign_on is a page of a dialogue") {
  TestTenant tenant;
  const auto interaction = a_living_interaction(tenant);
  Pages pages(tenant.dependencies(), files);
  const auto page = run_task(pages.single_sign_on(a_request(interaction)));
  CHECK(context_of(page).at("page").as_string() == "single-sign-on");
  CHECK(run_task(pages.single_sign_on({})).status == 303);
}

TEST_CASE("sign_in says that a second sign-in was asked for") {
  TestTenant tenant;
  Pages pages(tenant.dependencies(), files);
  struct Row {
    bool has_session;
    bool prompt_login;
    std::optional<Seconds> max_age;
    bool is_said;
  };
  const Row rows[] = {
      {false, false, std::nullopt, false},
      {false, true, std::nullopt, false},
      {false, false, Seconds(60), false},
      {true, false, std::nullopt, false},
      {true, true, std::nullopt, true},
      {true, false, Seconds(60), true},
  };
  for (const auto& row : rows) {
    Interaction interaction;
    interaction.id = InteractionId(crypto::random_token(tenant.random));
    interaction.request.client_id = ApplicationId("app1");
    interaction.request.prompt_login = row.prompt_login;
    interaction.request.max_age = row.max_age;
    if (row.has_session) interaction.session_id = SessionId("session");
    interaction.expires_at = tenant.clock.now() + Seconds(1);
    tenant.commit(tenant.interactions().insert(interaction));
    const auto context = context_of(run_task(pages.sign_in(a_request(interaction))));
    CHECK(context.contains("isSecondSignIn") == row.is_said);
  }
}

TEST_CASE("sign_in shows the application's own look, and an error page the tenant's") {
  TestTenant tenant;
  const auto interaction = tenant.insert_interaction("app1");
  const storage::ApplicationStore applications(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(applications.upsert_experience(
      ApplicationId("app1"),
      {.color = R"({"primaryColor":"#abcdef"})",
       .branding = R"({"logoUrl":"https://a.example/logo"})",
       .custom_css = {.is_set = true, .value = "h1{color:red}"},
       .display_name = {.is_set = true, .value = "The shop"}}
  ));
  Pages pages(tenant.dependencies(), files);
  const auto page = run_task(pages.sign_in(a_request(interaction)));
  CHECK(page.body.find("--primary:#abcdef;") != std::string::npos);
  CHECK(page.body.find("h1{color:red}") != std::string::npos);
  const auto context = context_of(page);
  CHECK(context.at("application").at("name").as_string() == "The shop");
  CHECK(
      context.at("application").at("branding").at("logoUrl").as_string() == "https://a.example/logo"
  );
  CHECK(context.at("signInExperience").at("color").at("primaryColor").as_string() == "#abcdef");
  const auto error = pages.error_page(400, "oidc.invalid_client", "", http::Request{});
  CHECK(error.body.find("#abcdef") == std::string::npos);
}

TEST_CASE("sign_in without a dialogue goes to the unknown session") {
  TestTenant tenant;
  Pages pages(tenant.dependencies(), files);
  const auto lost = run_task(pages.sign_in(http::Request{}));
  CHECK(lost.status == 303);
  CHECK(*lost.find("location") == "/unknown-session");
  tenant.change_settings({{"unknownSessionRedirectUrl", "https://app.example/start"}});
  CHECK(*run_task(pages.consent(http::Request{})).find("location") == "https://app.example/start");
  tenant.change_settings({{"unknownSessionRedirectUrl", "javascript:alert(1)"}});
  CHECK(*run_task(pages.sign_in(http::Request{})).find("location") == "/unknown-session");
}

TEST_CASE("consent is shown to a dialogue that asks for it only") {
  TestTenant tenant;
  Pages pages(tenant.dependencies(), files);
  const auto login = tenant.insert_interaction("app1");
  CHECK(run_task(pages.consent(a_request(login))).status == 303);
  const auto question = tenant.insert_interaction(
      "app1",
      InteractionPrompt::consent,
      ConsentQuestion{.user_id = UserId("u"), .missing_scopes = {}, .missing_resource_scopes = {}}
  );
  CHECK(run_task(pages.consent(a_request(question))).status == 200);
  CHECK(
      *run_task(pages.sign_in(a_request(question))).find("location") ==
      "/consent?app_id=app1&interaction=" + storage::interaction_handle(question.id)
  );
}

TEST_CASE("callback and direct are pages of a dialogue") {
  TestTenant tenant;
  const auto interaction = a_living_interaction(tenant);
  Pages pages(tenant.dependencies(), files);
  const auto callback = run_task(pages.callback(a_request(interaction)));
  CHECK(context_of(callback).at("page").as_string() == "callback");
  const auto direct = run_task(pages.direct(a_request(interaction)));
  CHECK(context_of(direct).at("page").as_string() == "direct");
  CHECK(run_task(pages.callback({})).status == 303);
  CHECK(run_task(pages.direct({})).status == 303);
}

TEST_CASE("take_form turns a service's form into the callback page's query") {
  TestTenant tenant;
  Pages pages(tenant.dependencies(), files);
  http::Request request;
  request.method = http::Method::post;
  request.path = "/callback/apple";
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.body = "state=a%26b&id_token=x.y.z";
  const auto answer = run_task(pages.take_form(request));
  CHECK(answer.status == 303);
  CHECK(*answer.find("location") == "/callback/apple?state=a%26b&id_token=x.y.z");
  CHECK(*answer.find("cache-control") == "no-store");

  request.body = "id_token=" + std::string(9000, 'x');
  CHECK(run_task(pages.take_form(request)).status == 400);
  request.body = "%zz=1";
  CHECK(run_task(pages.take_form(request)).status == 400);
}

TEST_CASE("a page speaks the language that was chosen on it, and names those of the tenant") {
  TestTenant tenant;
  const storage::ExperienceStore store(*tenant.database, tenant.tenant);
  const json::object titles{{"sign-in", "Inloggen"}};
  tenant.commit(store.upsert_phrases(
      {.id = "nl", .language_tag = "nl", .translation = json::object{{"title", titles}}}
  ));
  Pages pages(tenant.dependencies(), files);
  auto request = a_request(tenant.insert_interaction("app1"));
  const auto plain = context_of(run_task(pages.sign_in(request)));
  CHECK(plain.at("language").as_string() == "en");
  CHECK(json::serialize(plain.at("languages")) == R"(["nl"])");
  request.headers.front().value += "; _language=nl";
  const auto page = run_task(pages.sign_in(request));
  CHECK(context_of(page).at("language").as_string() == "nl");
  CHECK(page.body.find("<title>Inloggen</title>") != std::string::npos);
}

TEST_CASE("error_page shows the error in the person's language") {
  TestTenant tenant;
  const Pages pages(tenant.dependencies(), files);
  http::Request request;
  request.headers.push_back({"accept-language", "ko"});
  request.request_id = "r1";
  const auto page = pages.error_page(400, "oidc.invalid_client", "client is invalid", request);
  CHECK(page.status == 400);
  const auto error = context_of(page).at("error").as_object();
  CHECK(error.at("code").as_string() == "oidc.invalid_client");
  CHECK(error.at("message").as_string() == "애플리케이션을 인증할 수 없어요.");
  CHECK(error.at("description").as_string() == "client is invalid");
  CHECK(error.at("requestId").as_string() == "r1");
}

TEST_CASE("preview shows a page without a dialogue, to be drawn by the console around it") {
  TestTenant tenant;
  tenant.change_settings({{"customCss", "h1{color:red}"}});
  Pages pages(tenant.dependencies(), files);
  http::Request request;
  request.query = "lng=ko&theme=dark";
  for (const std::string name : {"sign-in", "register", "consent"}) {
    request.path_parameters = {{"page", name}};
    const auto page = run_task(pages.preview(request));
    CHECK(page.status == 200);
    const auto context = context_of(page);
    CHECK(context.at("page").as_string() == name);
    CHECK(context.at("language").as_string() == "ko");
    CHECK(context.at("preview").as_bool());
    CHECK(page.body.find("<style") == std::string::npos);
    CHECK(page.find("content-security-policy")->find("connect-src 'none'") != std::string::npos);
    CHECK(page.find("set-cookie") == nullptr);
  }
  for (const std::string name : {"error", "demo-app", "x"}) {
    request.path_parameters = {{"page", name}};
    CHECK(run_task(pages.preview(request)).status == 404);
  }
}

TEST_CASE("no page of a dialogue is a preview, whatever its address says") {
  TestTenant tenant;
  Pages pages(tenant.dependencies(), files);
  auto request = a_request(tenant.insert_interaction("app1"));
  request.query = "preview=true&theme=dark&lng=ko";
  const auto page = run_task(pages.sign_in(request));
  CHECK_FALSE(context_of(page).contains("preview"));
  CHECK(page.find("content-security-policy")->ends_with("frame-ancestors 'none'"));
}

TEST_CASE("asset serves assets and nothing else of the table") {
  TestTenant tenant;
  Pages pages(tenant.dependencies(), files);
  http::Request request;
  request.path = "/assets/a.js";
  CHECK(run_task(pages.asset(request)).status == 200);
  for (const std::string path : {"/assets/b.js", "/index.html", "/assets/../index.html"}) {
    request.path = path;
    CHECK(run_task(pages.asset(request)).status == 404);
  }
}

TEST_CASE("a build without pages says so in plain text") {
  TestTenant tenant;
  Pages pages(tenant.dependencies(), std::span<const http::StaticFile>());
  const auto page = run_task(pages.signed_out(http::Request{}));
  CHECK(page.body.find("without its pages") != std::string::npos);
}

TEST_CASE("show_settings and show_phrases are what a page may know beforehand") {
  TestTenant tenant;
  WellKnownApi api(tenant.dependencies(), files);
  const auto settings = body_of(run_task(api.show_settings(http::Request{})));
  CHECK(settings.at("id").as_string() == "default");
  CHECK(settings.at("signInMode").as_string() == "SignInAndRegister");
  CHECK(json::serialize(settings.at("forgotPassword")) == R"({"phone":false,"email":false})");
  CHECK_FALSE(settings.contains("emailBlocklistPolicy"));
  http::Request request;
  request.query = "lng=ko";
  const auto phrases = run_task(api.show_phrases(request));
  CHECK(*phrases.find("content-language") == "ko");
  const auto texts = body_of(phrases).at("translation");
  CHECK(texts.at("title").at("sign-in").as_string() == "로그인");
}

}  // namespace daemun::experience
