// Alipay: requests that its gateway can check, and what its answers mean.
#include "base/encoding.h"
#include "connectors/social/test_visits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace daemun::connectors {
namespace {

using namespace test;

const std::string gateway = "https://openapi.alipay.com/gateway.do";
const json::object good_token{
    {"alipay_system_oauth_token_response",
     {{"user_id", "2088"}, {"access_token", "the-token"}, {"expires_in", 3600}}},
    {"sign", "x"}};
const json::object good_user{
    {"alipay_user_info_share_response",
     {{"code", "10000"},
      {"user_id", "2088"},
      {"nick_name", "Ann"},
      {"avatar", "https://a.example/p"}}},
    {"sign", "x"}};

json::object alipay_config() {
  return {{"appId", "app"}, {"privateKey", rsa_pem()}, {"signType", "RSA2"}, {"charset", "utf8"}};
}

// Both requests go to one address: its answers come one after the other.
struct Gateway {
  net::Response first = to_answer(good_token);
  net::Response second = to_answer(good_user);
  std::vector<net::Request> requests{};
};

Result<SocialExchange, ConnectorError> resume(SocialVisit& visit, json::object data) {
  return resume_social(
      visit.factory,
      visit.config,
      {.connector_id = "c1", .session = visit.session, .data = std::move(data)},
      {service_now, visit.random}
  );
}

std::string run_at(Gateway& service, std::string_view id = "alipay-web") {
  SocialVisit visit(id, alipay_config());
  visit.begin();
  auto exchange = resume(visit, {{"auth_code", "the-code"}, {"state", "the-state"}});
  REQUIRE(exchange);
  while (const auto* request = std::get_if<net::Request>(&exchange->step())) {
    service.requests.push_back(*request);
    const auto& answer = service.requests.size() == 1 ? service.first : service.second;
    const auto read = exchange->read(answer, service_now);
    if (!read) {
      const auto data = json::serialize(read.error().data);
      for (const auto* secret : {"the-token", "the-code", "the-words", "PRIVATE"})
        CHECK(data.find(secret) == std::string::npos);
      return outcome_of(read.error());
    }
  }
  return outcome_of(std::get<SocialUser>(exchange->step()));
}

std::string run_with_token(net::Response answer) {
  Gateway service{.first = std::move(answer)};
  return run_at(service);
}
std::string run_with_user(net::Response answer) {
  Gateway service{.second = std::move(answer)};
  return run_at(service);
}

// As the gateway checks it: all fields but the signature, sorted, with the app's public key.
bool is_signed(const net::Request& request) {
  auto fields = parse_form(query_of(request.url)).value().fields();
  std::string signature;
  std::erase_if(fields, [&](const auto& field) {
    if (field.first == "sign") signature = field.second;
    return field.first == "sign";
  });
  std::sort(fields.begin(), fields.end());
  std::string text;
  for (const auto& [name, value] : fields)
    text += (text.empty() ? "" : "&") + name + "=" + value;
  const auto key = crypto::PrivateKey::parse_pem(Secret(rsa_pem())).value();
  return key.public_key().verify(text, parse_base64(signature).value());
}

TEST_CASE("alipay: web and native send two signed requests") {
  for (const auto* id : {"alipay-web", "alipay-native"}) {
    CAPTURE(id);
    Gateway service;
    CHECK(run_at(service, id) == "2088 | Ann | - | https://a.example/p");
    REQUIRE(service.requests.size() == 2);
    for (const auto& request : service.requests) {
      CHECK(request.method == "POST");
      CHECK(request.body.empty());
      CHECK(without_query(request.url) == gateway);
      CHECK(is_signed(request));
      CHECK(request.url.find("PRIVATE") == std::string::npos);
    }
    const auto token = parse_form(query_of(service.requests.front().url)).value();
    CHECK(token.find("method") == "alipay.system.oauth.token");
    CHECK(token.find("code") == "the-code");
    CHECK(token.find("charset") == "utf-8");
    // 2027-01-15 08:00 UTC, in China.
    CHECK(token.find("timestamp") == "2027-01-15 16:00:00");
    const auto user = parse_form(query_of(service.requests.back().url)).value();
    CHECK(user.find("method") == "alipay.user.info.share");
    CHECK(user.find("auth_token") == "the-token");
  }
}

TEST_CASE("alipay: the browser goes to a page or to an app") {
  const auto form = authorization_of("alipay-web", alipay_config());
  CHECK(form.find("app_id") == "app");
  CHECK(form.find("scope") == "auth_user");
  SocialVisit visit("alipay-native", alipay_config());
  CHECK(visit.begin() == "alipay://?app_id=app&state=the-state");
}

TEST_CASE("alipay: refusals of the gateway in connectors' words") {
  const auto refuse = [](std::string_view part, json::object body) {
    body["msg"] = "the-words";
    return to_answer({{part, std::move(body)}});
  };
  CHECK(
      run_with_token(refuse("error_response", {{"code", "40002"}, {"sub_code", "isv.code-invalid"}})
      ) == "social_auth_code_invalid"
  );
  CHECK(
      run_with_token(refuse("alipay_system_oauth_token_response", {{"code", "40002"}})) ==
      "social_auth_code_invalid"
  );
  CHECK(
      run_with_user(refuse("alipay_user_info_share_response", {{"code", "20001"}})) ==
      "social_invalid_access_token"
  );
  CHECK(
      run_with_user(refuse("error_response", {{"code", "20001"}})) == "social_invalid_access_token"
  );
  CHECK(
      run_with_user(refuse(
          "alipay_user_info_share_response", {{"code", "40002"}, {"sub_code", "isv.code-invalid"}}
      )) == "social_auth_code_invalid"
  );
  CHECK(
      run_with_user(refuse(
          "alipay_user_info_share_response", {{"code", "40006"}, {"sub_code", "isv.no-permission"}}
      )) == "general"
  );
  CHECK(run_with_user(refuse("error_response", {})) == "general");
}

TEST_CASE("alipay: answers of another form, and of another person") {
  const net::Response garbage{.status = 200, .headers = {}, .body = "<html>"};
  const auto huge = to_answer({{"x", std::string(300 * 1024, 'x')}});
  for (const auto& answer : {garbage, huge, to_answer(json::object())}) {
    CHECK(run_with_token(answer) == "invalid_response");
    CHECK(run_with_user(answer) == "invalid_response");
  }
  CHECK(
      run_with_token(to_answer({{"alipay_system_oauth_token_response", 1}})) == "invalid_response"
  );
  CHECK(run_with_token(to_answer(good_token, 500)) == "general");
  CHECK(run_with_user(to_answer(good_user, 500)) == "general");
  auto user = good_user;
  user["alipay_user_info_share_response"].as_object()["user_id"] = "2099";
  CHECK(run_with_user(to_answer(user)) == "social_invalid_access_token");
}

TEST_CASE("alipay: the callback has its own name for the code, and one") {
  SocialVisit visit("alipay-web", alipay_config());
  visit.begin();
  const auto outcome = [&](json::object data) {
    const auto resumed = resume(visit, std::move(data));
    return resumed ? "ok" : std::string(to_string(resumed.error().code));
  };
  CHECK(outcome({{"auth_code", "c"}, {"state", "the-state"}, {"app_id", "app"}}) == "ok");
  CHECK(outcome({{"code", "c"}, {"state", "the-state"}}) == "general");
  CHECK(outcome({{"auth_code", "c"}, {"code", "d"}, {"state", "the-state"}}) == "general");
  CHECK(outcome({{"auth_code", "c"}, {"state", "other"}}) == "general");
  CHECK(outcome({{"auth_code", "c"}}) == "general");
  CHECK(outcome({{"error", "access_denied"}, {"state", "the-state"}}) == "authorization_failed");
}

TEST_CASE("alipay: a configuration has an RSA key and no SHA-1") {
  const auto is_good = [](std::string_view member, json::value value) {
    auto config = alipay_config();
    config[member] = std::move(value);
    return check_config(factory_of("alipay-web"), config).has_value();
  };
  CHECK(is_good("charset", "gbk"));
  CHECK_FALSE(is_good("signType", "RSA"));
  CHECK_FALSE(is_good("privateKey", "garbage"));
  const auto ec = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  CHECK_FALSE(is_good("privateKey", json::string(ec.to_pem().reveal())));
}

}  // namespace
}  // namespace daemun::connectors
