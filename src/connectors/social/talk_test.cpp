// Services that do not speak OAuth 2: each request that they get, the account that their answers
// make, and their numbers as refusals in connectors' words.
#include "connectors/social/test_visits.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>

namespace daemun::connectors {
namespace {

using namespace test;

const json::object app{{"appId", "app"}, {"appSecret", "hush"}};
const net::Response garbage{.status = 200, .headers = {}, .body = "<html>"};

// A service whose answers are all in `answers`, as text that no header calls JSON.
struct Talker {
  std::string id;
  json::object config;
  std::vector<std::pair<std::string, json::value>> good;
  std::string code_field = "code";

  TestService service() const {
    TestService made;
    made.token_url.clear();
    made.answers.clear();
    for (const auto& [url, body] : good)
      made.answers[url] = {.status = 200, .headers = {}, .body = json::serialize(body)};
    return made;
  }

  std::string run_in(TestService& made) const {
    SocialVisit visit(id, config);
    visit.begin();
    const auto user = visit.finish(made, {{code_field, "the-code"}, {"state", "the-state"}});
    if (!user) {
      const auto data = json::serialize(user.error().data);
      for (const auto* secret : {"hush", "the-token", "the-code", "the-words"})
        CHECK(data.find(secret) == std::string::npos);
    }
    return outcome_of(user);
  }

  std::string run() const {
    auto made = service();
    return run_in(made);
  }

  // With another answer in the place of one.
  std::string run_with(std::size_t place, net::Response answer) const {
    auto made = service();
    made.answers[good[place].first] = std::move(answer);
    return run_in(made);
  }
  std::string run_with(std::size_t place, const json::value& body) const {
    return run_with(place, to_answer(body));
  }

  Form query_to(std::size_t place) const {
    auto made = service();
    run_in(made);
    return parse_form(query_of(made.requests.at(place).url)).value();
  }
};

// What all of them share, of each of the answers that they need.
void check_faults(const Talker& talker, std::size_t needed) {
  for (std::size_t place = 0; place < needed; ++place) {
    CAPTURE(place);
    CHECK(talker.run_with(place, garbage) == "invalid_response");
    CHECK(
        talker.run_with(place, to_answer({{"x", std::string(300 * 1024, 'x')}})) ==
        "invalid_response"
    );
    CHECK(talker.run_with(place, to_answer(json::object(), 500)) == "general");
  }
  SocialVisit visit(talker.id, talker.config);
  visit.begin();
  auto made = talker.service();
  CHECK(
      outcome_of(visit.finish(made, {{"error", "access_denied"}, {"state", "the-state"}})) ==
      "authorization_failed"
  );
  CHECK(outcome_of(visit.finish(made, {{"state", "the-state"}})) == "general");
  CHECK(outcome_of(visit.finish(made, {{talker.code_field, "c"}})) == "general");
  CHECK(outcome_of(visit.finish(made, {{talker.code_field, "c"}, {"state", "x"}})) == "general");
  CHECK(made.requests.empty());
  CHECK_FALSE(binds_code(factory_of(talker.id), talker.config));
}

Talker a_wechat(std::string id) {
  return {
      std::move(id),
      app,
      {{"https://api.weixin.qq.com/sns/oauth2/access_token",
        {{"access_token", "the-token"}, {"openid", "o1"}, {"unionid", "u1"}}},
       {"https://api.weixin.qq.com/sns/userinfo",
        {{"openid", "o1"},
         {"unionid", "u1"},
         {"nickname", "Ann"},
         {"headimgurl", "https://w.example/p"}}}}};
}

TEST_CASE("wechat: web and native are one service, and the unionid goes before the openid") {
  for (const auto* id : {"wechat-web", "wechat-native"}) {
    CAPTURE(id);
    const auto talker = a_wechat(id);
    CHECK(talker.run() == "u1 | Ann | - | https://w.example/p");
    CHECK(talker.query_to(0).find("appid") == "app");
    CHECK(talker.query_to(0).find("secret") == "hush");
    CHECK(talker.query_to(0).find("code") == "the-code");
    CHECK(talker.query_to(1).find("openid") == "o1");
    CHECK(talker.run_with(1, json::object{{"openid", "o1"}}) == "o1 | - | - | -");
    CHECK(talker.run_with(1, json::object{{"openid", "o2"}}) == "social_invalid_access_token");
    CHECK(talker.run_with(0, json::object()) == "invalid_response");
    for (const int number : {40029, 40163, 42003})
      CHECK(talker.run_with(0, json::object{{"errcode", number}}) == "social_auth_code_invalid");
    CHECK(talker.run_with(0, json::object{{"errcode", -1}, {"errmsg", "the-words"}}) == "general");
    CHECK(talker.run_with(1, json::object{{"errcode", 40001}}) == "social_invalid_access_token");
    CHECK(talker.run_with(1, json::object{{"errcode", 50002}}) == "general");
    CHECK(talker.run_with(1, to_answer(json::object(), 401)) == "social_invalid_access_token");
    check_faults(talker, 2);
  }
  CHECK(authorization_of("wechat-web", app).find("scope") == "snsapi_login");
  json::object config = app;
  config["universalLinks"] = "https://app.example/";
  SocialVisit visit("wechat-native", config);
  CHECK(
      visit.begin() ==
      "wechat://?app_id=app&state=the-state&universal_link=https%3A%2F%2Fapp.example%2F"
  );
}

Talker a_wecom() {
  json::object config{{"corpId", "app"}, {"appSecret", "hush"}, {"agentId", "1000002"}};
  const std::string api = "https://qyapi.weixin.qq.com/cgi-bin";
  return {
      "wecom-universal",
      std::move(config),
      {{api + "/gettoken", {{"errcode", 0}, {"access_token", "the-token"}}},
       {api + "/auth/getuserinfo", {{"errcode", 0}, {"userid", "ann"}, {"user_ticket", "t"}}},
       {api + "/user/get",
        {{"errcode", 0}, {"userid", "ann"}, {"name", "Ann"}, {"email", "ceo@victim.example"}}},
       {api + "/auth/getuserdetail",
        {{"errcode", 0}, {"avatar", "https://w.example/p"}, {"mobile", "13800000000"}}}}};
}

TEST_CASE("wecom: a member of the company, and addresses that its administrator has typed") {
  const auto talker = a_wecom();
  CHECK(talker.run() == "ann | Ann | - | https://w.example/p");
  CHECK(talker.query_to(0).find("corpsecret") == "hush");
  CHECK(talker.query_to(1).find("code") == "the-code");
  CHECK(talker.query_to(2).find("userid") == "ann");
  // What is known of the person may be unreadable.
  CHECK(talker.run_with(2, garbage) == "ann | ann | - | https://w.example/p");
  CHECK(
      talker.run_with(2, json::object{{"errcode", 60011}, {"name", "no"}}) ==
      "ann | ann | - | https://w.example/p"
  );
  CHECK(talker.run_with(3, to_answer(json::object(), 500)) == "ann | Ann | - | -");
  CHECK(talker.run_with(3, to_answer(json::object(), 401)) == "ann | Ann | - | -");
  // A person outside the company.
  CHECK(talker.run_with(1, json::object{{"errcode", 0}, {"openid", "o1"}}) == "o1 | o1 | - | -");
  CHECK(talker.run_with(1, json::object{{"errcode", 0}}) == "invalid_response");
  CHECK(talker.run_with(0, json::object()) == "invalid_response");
  CHECK(talker.run_with(0, json::object{{"errcode", 40029}}) == "social_auth_code_invalid");
  CHECK(talker.run_with(0, json::object{{"errcode", 40013}}) == "general");
  CHECK(talker.run_with(1, json::object{{"errcode", 40029}}) == "social_auth_code_invalid");
  CHECK(talker.run_with(1, json::object{{"errcode", 40014}}) == "social_invalid_access_token");
  CHECK(talker.run_with(1, json::object{{"errcode", 60020}}) == "general");
  check_faults(talker, 2);
  SocialVisit visit(talker.id, talker.config);
  visit.begin();
  auto service = talker.service();
  const auto user = visit.finish(service, {{"code", "c"}, {"state", "the-state"}}).value();
  CHECK_FALSE(user.phone);
  CHECK_FALSE(user.raw.contains("user_ticket"));
  CHECK(service.requests.back().body == R"({"user_ticket":"t"})");
}

TEST_CASE("wecom: inside of its own app the page is another") {
  const auto talker = a_wecom();
  crypto::FakeRandom random(1);
  const auto begin_in = [&](std::string user_agent) {
    const SocialStart start{
        .connector_id = "c1",
        .state = "s",
        .redirect_uri = "https://auth.example/callback/c1",
        .user_agent = std::move(user_agent)};
    return begin_social(factory_of(talker.id), talker.config, start, {service_now, random})->url;
  };
  CHECK(begin_in("").starts_with("https://open.work.weixin.qq.com/wwopen/sso/qrConnect?"));
  const auto inside = begin_in("Mozilla/5.0 WxWork/4.1");
  CHECK(inside.starts_with("https://open.weixin.qq.com/connect/oauth2/authorize?"));
  CHECK(inside.ends_with("&state=s&agentid=1000002#wechat_redirect"));
}

TEST_CASE("dingtalk: a token by JSON, and addresses of which nothing is said") {
  const Talker talker{
      "dingtalk-web",
      client,
      {{"https://api.dingtalk.com/v1.0/oauth2/userAccessToken", {{"accessToken", "the-token"}}},
       {"https://api.dingtalk.com/v1.0/contact/users/me",
        {{"unionId", "u1"},
         {"openId", "o1"},
         {"nick", "Ann"},
         {"avatarUrl", "https://d.example/p"},
         {"email", "ann@mail.example"},
         {"mobile", "13800000000"}}}}};
  CHECK(talker.run() == "u1 | Ann | - | https://d.example/p");
  auto service = talker.service();
  talker.run_in(service);
  CHECK(
      service.requests.front().body ==
      R"({"clientId":"app","clientSecret":"hush","code":"the-code","grantType":"authorization_code"})"
  );
  const auto& last = service.requests.back();
  CHECK(last.url == talker.good.back().first);
  CHECK(*net::find_header(last.headers, "x-acs-dingtalk-access-token") == "the-token");
  CHECK(talker.run_with(0, json::object()) == "invalid_response");
  CHECK(talker.run_with(0, json::object{{"accessToken", "a\r\nb: c"}}) == "invalid_response");
  CHECK(talker.run_with(0, to_answer(json::object(), 400)) == "general");
  CHECK(talker.run_with(1, json::object()) == "invalid_response");
  CHECK(talker.run_with(1, to_answer(json::object(), 400)) == "social_invalid_access_token");
  check_faults(talker, 2);
  CHECK(authorization_of("dingtalk-web").find("prompt") == "consent");
}

TEST_CASE("qq: whose token it is comes first, in a script's clothes") {
  const Talker talker{
      "qq-universal",
      client,
      {{"https://graph.qq.com/oauth2.0/token",
        {{"access_token", "the-token"}, {"expires_in", "7776000"}}},
       {"https://graph.qq.com/oauth2.0/me",
        {{"client_id", "app"}, {"openid", "o1"}, {"unionid", "u1"}}},
       {"https://graph.qq.com/user/get_user_info",
        {{"ret", 0},
         {"nickname", "Ann"},
         {"figureurl_qq_1", "https://q.example/1"},
         {"figureurl_qq_2", "https://q.example/2"}}}}};
  CHECK(talker.run() == "u1 | Ann | - | https://q.example/2");
  const auto token = talker.query_to(0);
  CHECK(token.find("client_secret") == "hush");
  CHECK(token.find("redirect_uri") == "https://auth.example/callback/c1");
  CHECK(talker.query_to(1).find("unionid") == "1");
  CHECK(talker.query_to(2).find("oauth_consumer_key") == "app");
  CHECK(talker.query_to(2).find("openid") == "o1");
  const auto wrapped = [&](std::string body) {
    return talker.run_with(1, {.status = 200, .headers = {}, .body = std::move(body)});
  };
  CHECK(
      wrapped("callback( {\"openid\":\"o1\",\"unionid\":\"u2\"} );\n") ==
      "u2 | Ann | - | https://q.example/2"
  );
  CHECK(wrapped("callback(") == "invalid_response");
  CHECK(wrapped("callback()") == "invalid_response");
  CHECK(wrapped("callback({)") == "invalid_response");
  CHECK(talker.run_with(1, json::object{{"openid", "o1"}}) == "invalid_response");
  CHECK(
      talker.run_with(1, json::object{{"client_id", "x"}, {"openid", "o"}, {"unionid", "u"}}) ==
      "social_invalid_access_token"
  );
  CHECK(talker.run_with(0, json::object{{"error", 100020}}) == "social_auth_code_invalid");
  CHECK(talker.run_with(0, json::object{{"error", 100002}}) == "general");
  CHECK(talker.run_with(0, json::object()) == "invalid_response");
  CHECK(talker.run_with(1, json::object{{"error", 100013}}) == "social_invalid_access_token");
  CHECK(talker.run_with(2, json::object{{"ret", 1002}, {"msg", "the-words"}}) == "general");
  CHECK(
      talker.run_with(2, json::object{{"figureurl_qq_1", "https://q.example/1"}}) ==
      "u1 | - | - | https://q.example/1"
  );
  check_faults(talker, 3);
}

TEST_CASE("xiaomi: answers behind a guard, and 403 for a bad token") {
  const Talker talker{
      "xiaomi-universal",
      client,
      {{"https://account.xiaomi.com/oauth2/token",
        {{"access_token", "the-token"}, {"openId", "o1"}, {"union_id", "u1"}}},
       {"https://open.account.xiaomi.com/user/profile",
        {{"result", "ok"},
         {"code", 0},
         {"data",
          {{"unionId", "u1"}, {"miliaoNick", "Ann"}, {"miliaoIcon", "https://x.example/p"}}}}}}};
  const std::string ann = "u1 | Ann | - | https://x.example/p";
  CHECK(talker.run() == ann);
  CHECK(
      talker.run_with(
          0,
          {.status = 200,
           .headers = {},
           .body = R"(&&&START&&&{"access_token":"the-token","union_id":"u1"})"}
      ) == ann
  );
  auto service = talker.service();
  talker.run_in(service);
  const auto form = parse_form(service.requests.front().body).value();
  CHECK(service.requests.front().method == "POST");
  CHECK(form.find("client_secret") == "hush");
  CHECK(form.find("code") == "the-code");
  CHECK(talker.query_to(1).find("token") == "the-token");
  CHECK(
      talker.run_with(0, json::object{{"access_token", "the-token"}, {"union_id", "u2"}}) ==
      "social_invalid_access_token"
  );
  CHECK(talker.run_with(0, json::object{{"error", 96013}}) == "social_auth_code_invalid");
  CHECK(talker.run_with(1, to_answer(json::object(), 403)) == "social_invalid_access_token");
  CHECK(talker.run_with(1, json::object{{"result", "error"}, {"code", 96008}}) == "general");
  check_faults(talker, 2);
  CHECK(authorization_of("xiaomi-universal").find("skip_confirm") == "false");
  json::object config = client;
  config["skipConfirm"] = true;
  CHECK(authorization_of("xiaomi-universal", config).find("skip_confirm") == "true");
}

}  // namespace
}  // namespace daemun::connectors
