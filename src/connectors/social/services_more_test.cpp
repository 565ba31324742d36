// Services of OAuth 2 that many sign in with outside of companies: the requests that they get, and
// the account that their answers make.
#include "base/encoding.h"
#include "connectors/social/test_visits.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::connectors {
namespace {

using namespace test;

const std::string basic = "Basic " + to_base64("app:hush");

std::string authorization_in(const TestService& service) {
  const auto* header = net::find_header(service.requests.front().headers, "authorization");
  return header == nullptr ? "" : *header;
}

// As a service of OAuth 2, without the addresses of others' keys.
TestService a_plain_service(std::string token_url, const std::string& user_url, json::value user) {
  auto service = a_service(std::move(token_url), user_url, std::move(user));
  std::erase_if(service.answers, [&](const auto& entry) { return entry.first != user_url; });
  return service;
}

TEST_CASE("x: a code with a verifier, and an address only with its scope") {
  auto service = a_plain_service(
      "https://api.twitter.com/2/oauth2/token",
      "https://api.twitter.com/2/users/me",
      {{"data",
        {{"id", "2244994945"},
         {"name", "Ann"},
         {"username", "ann"},
         {"profile_image_url", "https://pbs.example/1"}}}}
  );
  CHECK(run("x-universal", service) == "2244994945 | Ann | - | https://pbs.example/1");
  CHECK(authorization_in(service) == basic);
  const auto token = parse_form(service.requests.front().body).value();
  CHECK(token.find("client_id") == "app");
  CHECK(token.find("code_verifier")->size() == 43);
  CHECK_FALSE(token.find("client_secret"));
  CHECK(service.requests.back().url.find("confirmed_email") == std::string::npos);
  check_refusals("x-universal", service, client);

  json::object config = client;
  config["scope"] = "tweet.read users.read users.email";
  service.answers["https://api.twitter.com/2/users/me"] =
      to_answer({{"data", {{"id", "1"}, {"confirmed_email", "Ann@Mail.example"}}}});
  CHECK(run("x-universal", service, config) == "1 | - | ann@mail.example | -");
  CHECK(service.requests.back().url.find("confirmed_email") != std::string::npos);
  CHECK(authorization_of("x-universal").find("code_challenge_method") == "S256");
}

TEST_CASE("amazon: the address proves nothing") {
  auto service = a_plain_service(
      "https://api.amazon.com/auth/o2/token",
      "https://api.amazon.com/user/profile",
      {{"user_id", "amzn1.account.K2"}, {"name", "Ann"}, {"email", "ann@mail.example"}}
  );
  CHECK(run("amazon-universal", service) == "amzn1.account.K2 | Ann | - | -");
  check_refusals("amazon-universal", service, client);
  CHECK(authorization_of("amazon-universal").find("scope") == "profile");
}

TEST_CASE("hugging face: a client by Basic, and an address that is verified") {
  const std::string url = "https://huggingface.co/oauth/userinfo";
  json::object user{
      {"sub", "64f"},
      {"name", "Ann"},
      {"picture", "https://h.example/p"},
      {"email", "ann@mail.example"}};
  auto service = a_plain_service("https://huggingface.co/oauth/token", url, user);
  CHECK(run("huggingface-universal", service) == "64f | Ann | - | https://h.example/p");
  CHECK(authorization_in(service) == basic);
  user["email_verified"] = false;
  service.answers[url] = to_answer(user);
  CHECK(run("huggingface-universal", service) == "64f | Ann | - | https://h.example/p");
  user["email_verified"] = true;
  service.answers[url] = to_answer(user);
  CHECK(
      run("huggingface-universal", service) == "64f | Ann | ann@mail.example | https://h.example/p"
  );
  check_refusals("huggingface-universal", service, client);
}

TEST_CASE("patreon: an address counts when its attribute says that it is verified") {
  const std::string url = "https://www.patreon.com/api/oauth2/api/current_user";
  json::object attributes{
      {"full_name", "Ann"}, {"image_url", "https://p.example/1"}, {"email", "ann@mail.example"}};
  auto service = a_plain_service("https://www.patreon.com/api/oauth2/token", url, nullptr);
  const auto run_now = [&] {
    service.answers[url] = to_answer({{"data", {{"id", "9"}, {"attributes", attributes}}}});
    return run("patreon-universal", service);
  };
  CHECK(run_now() == "9 | Ann | - | https://p.example/1");
  CHECK(authorization_in(service) == basic);
  attributes["is_email_verified"] = false;
  CHECK(run_now() == "9 | Ann | - | https://p.example/1");
  attributes["is_email_verified"] = true;
  CHECK(run_now() == "9 | Ann | ann@mail.example | https://p.example/1");
  attributes = {};
  CHECK(run_now() == "9 | - | - | -");
  check_refusals("patreon-universal", service, client);
}

TEST_CASE("kook: the account is inside") {
  auto service = a_plain_service(
      "https://www.kookapp.cn/api/oauth2/token",
      "https://www.kookapp.cn/api/v3/user/me",
      {{"code", 0},
       {"data", {{"id", "364862"}, {"username", "Ann"}, {"avatar", "https://k.example/p"}}}}
  );
  CHECK(run("kook-universal", service) == "364862 | Ann | - | https://k.example/p");
  check_refusals("kook-universal", service, client);
  CHECK(authorization_of("kook-universal").find("scope") == "get_user_info");
}

TEST_CASE("feishu: an app's id and secret, and addresses that an administrator has typed") {
  const json::object config{{"appId", "app"}, {"appSecret", "hush"}};
  auto service = a_plain_service(
      "https://passport.feishu.cn/suite/passport/oauth/token",
      "https://passport.feishu.cn/suite/passport/oauth/userinfo",
      {{"sub", "ou_1"},
       {"name", "Ann"},
       {"avatar_url", "https://f.example/p"},
       {"email", "ceo@victim.example"},
       {"mobile", "+8613800000000"}}
  );
  SocialVisit visit("feishu-web", config);
  const auto user = visit.run(service);
  CHECK(outcome_of(user) == "ou_1 | Ann | - | https://f.example/p");
  CHECK_FALSE(user->phone);
  CHECK(user->raw.at("email") == "ceo@victim.example");
  const auto token = parse_form(service.requests.front().body).value();
  CHECK(token.find("client_secret") == "hush");
  CHECK(token.find_duplicate() == std::nullopt);
  check_refusals("feishu-web", service, config);
  CHECK_FALSE(authorization_of("feishu-web", config).find("scope"));
}

}  // namespace
}  // namespace daemun::connectors
