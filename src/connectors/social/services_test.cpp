// Each service by its own documentation: the requests that it gets, and the account that its
// answers make.
#include "base/encoding.h"
#include "connectors/social/test_visits.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace daemun::connectors {
namespace {

using namespace test;

// What every service needs to begin, by all its names.
json::object any_config(std::string_view id) {
  if (id == "oidc") return oidc_config();
  json::object config = client;
  for (const auto* key : {"appId", "corpId"})
    config[key] = "app";
  for (const auto* key : {"authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"})
    config[key] = "https://id.example/x";
  config["appSecret"] = "hush";
  config["agentId"] = "1000002";
  config["privateKey"] = rsa_pem();
  config["tenantId"] = "common";
  config["cloudInstance"] = "https://login.microsoftonline.com";
  return config;
}

std::string_view platform_of(std::string_view id) {
  if (id.ends_with("-native")) return "Native";
  return id.ends_with("-web") ? "Web" : "Universal";
}

TEST_CASE("every service begins at https or in an app, with state, and is data in both languages") {
  int count = 0;
  for (const auto& factory : factories()) {
    if (factory.social == nullptr || factory.social->protocol == SocialProtocol::saml) continue;
    CAPTURE(factory.id);
    ++count;
    CHECK(factory.type == ConnectorType::social);
    const auto platform = platform_of(factory.id);
    CHECK(find_string(factory.metadata, "platform") == platform);
    CHECK(factory.is_standard == (factory.id == "oidc" || factory.id == "oauth2"));
    CHECK(factory.metadata.contains("isStandard") == factory.is_standard);
    CHECK(factory.social->id == factory.id);
    SocialVisit visit(factory.id, any_config(factory.id));
    const auto url = visit.begin();
    CHECK(url.starts_with(platform == "Native" ? factory.target + "://?" : "https://"));
    const auto query = query_of(url);
    const auto form = parse_form(query.substr(0, query.find('#'))).value();
    CHECK(form.find("state") == "the-state");
    int ids = 0;
    for (const auto* name : {"client_id", "app_id", "appid"})
      ids += form.find(name) == "app" ? 1 : 0;
    CHECK(ids == 1);
    CHECK(form.find("redirect_uri").has_value() == (platform != "Native"));
    CHECK(url.find("hush") == std::string::npos);
    CHECK(form.find_duplicate() == std::nullopt);
    // Without its configuration it does not begin.
    CHECK(!begin_social(factory, {}, {}, {service_now, visit.random}));
  }
  CHECK(count == 28);
}

TEST_CASE("google: the ID token and the user information are of one person") {
  TestService service;
  service.token_url = "https://oauth2.googleapis.com/token";
  service.claims = {{"iss", "https://accounts.google.com"}, {"sub", "10"}};
  const std::string url = "https://openidconnect.googleapis.com/v1/userinfo";
  json::object user{
      {"sub", "10"},
      {"name", "Ann"},
      {"picture", "https://lh3.example/p"},
      {"email", "ann@gmail.com"},
      {"email_verified", true}};
  service.answers[url] = to_answer(user);
  CHECK(run("google-universal", service) == "10 | Ann | ann@gmail.com | https://lh3.example/p");
  user["email_verified"] = false;
  service.answers[url] = to_answer(user);
  CHECK(run("google-universal", service) == "10 | Ann | - | https://lh3.example/p");
  user["sub"] = "11";
  service.answers[url] = to_answer(user);
  CHECK(run("google-universal", service) == "social_invalid_access_token");
  service.answers[url] = to_answer(json::object(), 401);
  CHECK(run("google-universal", service) == "social_invalid_access_token");
  service.claims["iss"] = "https://evil.example";
  CHECK(run("google-universal", service) == "social_invalid_id_token");
  const auto form = authorization_of("google-universal");
  CHECK(form.find("prompt") == "select_account");
  CHECK(form.find("scope") == "openid profile email");
  CHECK(form.find("code_challenge"));
  CHECK(
      authorization_of(
          "google-universal", {{"clientId", "app"}, {"clientSecret", "s"}, {"scope", "email"}}
      ).find("scope") == "email openid"
  );
}

TEST_CASE("github: the address is the one that is primary and verified") {
  const std::string emails = "https://api.github.com/user/emails";
  auto service = a_service(
      "https://github.com/login/oauth/access_token",
      "https://api.github.com/user",
      {{"id", 583231},
       {"name", nullptr},
       {"avatar_url", "https://avatars.example/1"},
       {"email", "public@mail.example"}}
  );
  const std::string nobody = "583231 | - | - | https://avatars.example/1";
  // The list cannot be read, or has no such address; the public one proves nothing.
  CHECK(run("github-universal", service) == nobody);
  json::array list{
      {{"email", "old@mail.example"}, {"primary", false}, {"verified", true}},
      {{"email", "ann@mail.example"}, {"primary", true}, {"verified", false}}};
  service.answers[emails] = to_answer(list);
  CHECK(run("github-universal", service) == nobody);
  list[1].as_object()["verified"] = true;
  service.answers[emails] = to_answer(list);
  CHECK(
      run("github-universal", service) ==
      "583231 | - | ann@mail.example | https://avatars.example/1"
  );
  service.answers[emails] = to_answer("garbage");
  CHECK(run("github-universal", service) == nobody);
  service.token_answer = to_answer({{"error", "bad_verification_code"}});
  CHECK(run("github-universal", service) == "social_auth_code_invalid");
  CHECK(authorization_of("github-universal").find("scope") == "read:user user:email");
}

TEST_CASE("kakao: a valid address has to be verified too, and a common picture is none") {
  json::object profile{
      {"nickname", "민아"},
      {"profile_image_url", "https://k.example/p"},
      {"is_default_image", false}};
  json::object account{
      {"profile", profile},
      {"email", "mina@kakao.example"},
      {"is_email_valid", true},
      {"is_email_verified", true}};
  const auto run_with = [&](json::object its_config = client) {
    auto service = a_service(
        "https://kauth.kakao.com/oauth/token",
        "https://kapi.kakao.com/v2/user/me",
        {{"id", 1234567890123}, {"kakao_account", account}}
    );
    const auto outcome = run("kakao-universal", service, its_config);
    CHECK(service.requests.back().method == "POST");
    return std::pair(outcome, service.requests.front().body);
  };
  CHECK(run_with().first == "1234567890123 | 민아 | mina@kakao.example | https://k.example/p");
  account["is_email_verified"] = false;
  profile["is_default_image"] = true;
  account["profile"] = profile;
  CHECK(run_with().first == "1234567890123 | 민아 | - | -");
  const auto [outcome, body] = run_with({{"clientId", "app"}});
  CHECK(parse_form(body)->count("client_id") == 1);
  CHECK(body.find("client_secret") == std::string::npos);
  const auto form = authorization_of("kakao-universal");
  CHECK_FALSE(form.find("scope"));
  CHECK_FALSE(form.find("code_challenge"));
}

TEST_CASE("naver: the account is inside, and its address proves nothing") {
  auto service = a_service(
      "https://nid.naver.com/oauth2.0/token",
      "https://openapi.naver.com/v1/nid/me",
      {{"resultcode", "00"},
       {"response",
        {{"id", "abc"},
         {"nickname", "민아"},
         {"email", "mina@naver.example"},
         {"profile_image", "https://n.example/p"}}}}
  );
  // As it sends it.
  service.token_answer =
      to_answer({{"access_token", "at"}, {"token_type", "bearer"}, {"expires_in", "3600"}});
  CHECK(run("naver-universal", service) == "abc | 민아 | - | https://n.example/p");
  service.answers["https://openapi.naver.com/v1/nid/me"] = to_answer({{"resultcode", "024"}});
  CHECK(run("naver-universal", service) == "invalid_response");
}

TEST_CASE("a service that has nothing but the state to bind a code wants it back") {
  for (const auto* id : {"naver-universal", "kakao-universal", "facebook-universal"}) {
    CAPTURE(id);
    TestService service;
    SocialVisit visit(id, client);
    visit.begin();
    CHECK(outcome_of(visit.finish(service, {{"code", "c"}})) == "general");
    CHECK(outcome_of(visit.finish(service, {{"code", "c"}, {"state", "other"}})) == "general");
    CHECK(service.requests.empty());
    CHECK_FALSE(binds_code(factory_of(id), client));
  }
  CHECK(binds_code(factory_of("google-universal"), client));
}

TEST_CASE("microsoft: tenants are told apart, and an administrator's word is no proof") {
  const std::string tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  const std::string login = "https://login.microsoftonline.com/";
  json::object config = client;
  config["cloudInstance"] = login;
  const auto run_in = [&](const std::string& its_tenant, json::object claims) {
    config["tenantId"] = its_tenant;
    TestService service;
    service.token_url = login + its_tenant + "/oauth2/v2.0/token";
    service.answers[login + its_tenant + "/discovery/v2.0/keys"] = TestService::keys();
    service.answers["https://graph.microsoft.com/v1.0/me"] =
        to_answer({{"id", "oid-1"}, {"displayName", "Ann"}, {"mail", "ceo@victim.example"}});
    service.claims = {{"sub", "pairwise"}, {"oid", "oid-1"}, {"tid", tenant}};
    service.claims["iss"] = login + tenant + "/v2.0";
    for (const auto& member : claims)
      service.claims[member.key()] = member.value();
    return run("azuread-universal", service, config);
  };
  const std::string good = "oid-1 | Ann | - | -";
  CHECK(run_in("common", {}) == good);
  CHECK(run_in("organizations", {}) == good);
  CHECK(run_in(tenant, {}) == good);
  CHECK(run_in("contoso.onmicrosoft.com", {}) == good);
  const std::string refused = "social_invalid_id_token";
  const std::string other = "11111111-2222-3333-4444-555555555555";
  CHECK(run_in(tenant, {{"tid", other}, {"iss", login + other + "/v2.0"}}) == refused);
  CHECK(run_in("common", {{"tid", other}}) == refused);
  CHECK(run_in("common", {{"tid", "../evil"}}) == refused);
  CHECK(run_in("common", {{"iss", "https://sts.evil.example/v2.0"}}) == refused);
  // Only personal accounts.
  CHECK(run_in("consumers", {}) == refused);
  CHECK(run_in("common", {{"oid", "oid-2"}}) == "social_invalid_access_token");
  config["tenantId"] = "common/../evil";
  CHECK(!check_config(factory_of("azuread-universal"), config));
  config["tenantId"] = "common";
  config["scopes"] = "Calendars.Read";
  const auto form = authorization_of("azuread-universal", config);
  CHECK(form.find("scope") == "openid profile User.Read Calendars.Read");
}

TEST_CASE("facebook: the token is fetched by GET, and 400 means a bad token") {
  auto service = a_service(
      "https://graph.facebook.com/v13.0/oauth/access_token",
      "https://graph.facebook.com/v13.0/me",
      {{"id", "77"},
       {"name", "Ann"},
       {"email", "ann@mail.example"},
       {"picture", {{"data", {{"url", "https://f.example/p"}}}}}}
  );
  CHECK(run("facebook-universal", service) == "77 | Ann | - | https://f.example/p");
  const auto& token = service.requests.front();
  CHECK(token.method == "GET");
  CHECK(token.body.empty());
  CHECK(token.url.find("code=the-code") != std::string::npos);
  CHECK(service.requests.back().url.ends_with("?fields=id,name,email,picture"));
  service.answers["https://graph.facebook.com/v13.0/me"] =
      to_answer({{"error", {{"message", "x"}}}}, 400);
  CHECK(run("facebook-universal", service) == "social_invalid_access_token");
  CHECK(authorization_of("facebook-universal").find("scope") == "email,public_profile");
}

TEST_CASE("gitlab: a client by Basic, an ID token and user information") {
  TestService service;
  service.token_url = "https://gitlab.com/oauth/token";
  service.answers["https://gitlab.com/oauth/discovery/keys"] = TestService::keys();
  service.answers["https://gitlab.com/oauth/userinfo"] = to_answer(
      {{"sub", "5"}, {"name", "Ann"}, {"email", "ann@mail.example"}, {"email_verified", true}}
  );
  service.claims = {{"iss", "https://gitlab.com"}, {"sub", "5"}};
  CHECK(run("gitlab-universal", service) == "5 | Ann | ann@mail.example | -");
  CHECK(
      *net::find_header(service.requests.front().headers, "authorization") ==
      "Basic " + to_base64("app:hush")
  );
}

TEST_CASE("discord, line, linkedin: an account each, and an address only where it is verified") {
  json::object user{{"id", "80"}, {"username", "ann"}, {"avatar", "a_1"}, {"email", "a@b.example"}};
  const auto discord = [&] {
    auto service = a_service(
        "https://discord.com/api/v10/oauth2/token", "https://discord.com/api/v10/users/@me", user
    );
    return run("discord-universal", service);
  };
  const std::string picture = "https://cdn.discordapp.com/avatars/80/a_1";
  CHECK(discord() == "80 | ann | - | " + picture);
  user["verified"] = true;
  CHECK(discord() == "80 | ann | a@b.example | " + picture);

  auto line = a_service(
      "https://api.line.me/oauth2/v2.1/token",
      "https://api.line.me/v2/profile",
      {{"userId", "U1"}, {"displayName", "Ann"}, {"pictureUrl", "https://l.example/p"}}
  );
  CHECK(run("line-universal", line) == "U1 | Ann | - | https://l.example/p");

  auto linkedin = a_service(
      "https://www.linkedin.com/oauth/v2/accessToken",
      "https://api.linkedin.com/v2/userinfo",
      {{"sub", "x1"}, {"name", "Ann"}, {"email", "a@b.example"}, {"email_verified", true}}
  );
  // It names no type.
  linkedin.token_answer = to_answer({{"access_token", "at"}, {"expires_in", 60}});
  CHECK(run("linkedin-universal", linkedin) == "x1 | Ann | a@b.example | -");
}

TEST_CASE("slack: the ID token is verified, not only decoded") {
  TestService service;
  service.token_url = "https://slack.com/api/openid.connect.token";
  service.answers["https://slack.com/openid/connect/keys"] = TestService::keys();
  service.claims = {
      {"iss", "https://slack.com"},
      {"sub", "U0"},
      {"name", "Ann"},
      {"email", "a@b.example"},
      {"email_verified", true},
      {"picture", "https://s.example/p"}};
  CHECK(run("slack-universal", service) == "U0 | Ann | a@b.example | https://s.example/p");
  service.answers.erase("https://slack.com/openid/connect/keys");
  CHECK(run("slack-universal", service) == "general");
  service.token_answer = to_answer({{"ok", false}, {"error", "invalid_code"}});
  CHECK(run("slack-universal", service) == "social_auth_code_invalid");
}

TEST_CASE("oauth2: members by path, and addresses only of a service that is trusted with them") {
  json::object config = client;
  config["authorizationEndpoint"] = "https://id.example/auth";
  config["tokenEndpoint"] = "https://id.example/token";
  config["userInfoEndpoint"] = "https://id.example/me";
  config["profileMap"] = {{"id", "data.uid"}, {"email", "data.mail"}};
  const json::object user{{"data", {{"uid", 7}, {"mail", "a@b.example"}}}, {"name", "Ann"}};
  auto service = a_service("https://id.example/token", "https://id.example/me", user);
  // As services answered before RFC 6749, and as they do since.
  service.token_answer = net::Response{
      .status = 200,
      .headers = {{"Content-Type", "text/plain"}},
      .body = "access_token=at&token_type=bearer&expires_in=60"};
  CHECK(run("oauth2", service, config) == "7 | Ann | - | -");
  config["trustUnverifiedEmail"] = true;
  CHECK(run("oauth2", service, config) == "7 | Ann | a@b.example | -");
  service.token_answer = to_answer({{"access_token", "at"}, {"token_type", "Bearer"}});
  CHECK(run("oauth2", service, config) == "7 | Ann | a@b.example | -");
  service.token_answer->headers.clear();
  service.token_answer->body = "error=invalid_grant";
  CHECK(run("oauth2", service, config) == "social_auth_code_invalid");
  service.token_answer->body = "access_token=a%0Ab";
  CHECK(run("oauth2", service, config) == "invalid_response");
  // A service that names itself where nobody has said its name.
  service.token_answer.reset();
  SocialVisit visit("oauth2", config);
  visit.begin();
  CHECK(visit.finish(service, {{"code", "c"}, {"iss", "https://id.example"}}).has_value());
}

TEST_CASE("the mock is what the browser says") {
  SocialVisit visit("mock-social-connector", client);
  CHECK(visit.begin().starts_with("http://mock-social/?"));
  TestService service;
  const auto user = visit.finish(
      service,
      {{"code", "c"},
       {"userId", "m1"},
       {"email", "m@mail.example"},
       {"phone", "821012345678"},
       {"name", "Mina"}}
  );
  CHECK(outcome_of(user) == "m1 | Mina | m@mail.example | -");
  CHECK(user->phone == "821012345678");
  CHECK(service.requests.empty());
  CHECK(find_factory("mock-social-connector") == nullptr);
}

}  // namespace
}  // namespace daemun::connectors
