// For tests only: one sign-in with a service in one line.
#ifndef DAEMUN_CONNECTORS_SOCIAL_TEST_VISITS_H
#define DAEMUN_CONNECTORS_SOCIAL_TEST_VISITS_H

#include "connectors/social/test_service.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::connectors::test {

inline const json::object client{{"clientId", "app"}, {"clientSecret", "hush"}};

inline const std::string& rsa_pem() {
  static const auto pem =
      crypto::PrivateKey::generate(crypto::SignatureAlgorithm::rs256).to_pem().reveal();
  return pem;
}

// A service of OAuth 2 at its real addresses.
inline TestService a_service(std::string token_url, std::string user_url, json::value user) {
  TestService service;
  service.claims.clear();
  service.token_url = std::move(token_url);
  service.answers[std::move(user_url)] = to_answer(std::move(user));
  return service;
}

inline std::string outcome_of(const Result<SocialUser, ConnectorError>& result) {
  if (!result) return std::string(to_string(result.error().code));
  const auto& user = *result;
  return user.id + " | " + user.name.value_or("-") + " | " + user.email.value_or("-") + " | " +
         user.avatar.value_or("-");
}

inline std::string run(std::string_view id, TestService& service, json::object config = client) {
  SocialVisit visit(id, std::move(config));
  return outcome_of(visit.run(service));
}

inline Form authorization_of(std::string_view id, json::object config = client) {
  SocialVisit visit(id, std::move(config));
  return parse_form(query_of(visit.begin())).value();
}

// The refusals that every service of one token request and one of user information shares. The
// service signs in as it is; each fault is one of its answers.
inline void check_refusals(std::string_view id, TestService good, const json::object& config) {
  const auto user_url = good.answers.rbegin()->first;
  const auto run_with = [&](auto change) {
    auto service = good;
    change(service);
    return run(id, service, config);
  };
  const net::Response garbage{
      .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = "<html>"};
  const auto huge = to_answer({{"id", std::string(300 * 1024, 'x')}});
  for (const auto& fault : std::vector<std::pair<net::Response, std::string>>{
           {garbage, "invalid_response"},
           {huge, "invalid_response"},
           {to_answer(json::object()), "invalid_response"},
           {to_answer({{"error", "invalid_grant"}}, 400), "social_auth_code_invalid"},
           {to_answer({{"error", "invalid_client"}}, 401), "general"},
           {to_answer(json::object(), 503), "general"}}) {
    CAPTURE(fault.first.status);
    CAPTURE(fault.first.body.substr(0, 40));
    CHECK(run_with([&](auto& service) { service.token_answer = fault.first; }) == fault.second);
  }
  for (const auto& fault : std::vector<std::pair<net::Response, std::string>>{
           {garbage, "invalid_response"},
           {huge, "invalid_response"},
           {to_answer(json::object()), "invalid_response"},
           {to_answer(json::object(), 401), "social_invalid_access_token"},
           {to_answer(json::object(), 500), "general"}}) {
    CAPTURE(fault.first.status);
    CAPTURE(fault.first.body.substr(0, 40));
    CHECK(run_with([&](auto& service) {
            service.answers[user_url] = fault.first;
          }) == fault.second);
  }
  SocialVisit visit(id, config);
  visit.begin();
  auto refused = [&](json::object data) {
    data["state"] = "the-state";
    return outcome_of(visit.finish(good, std::move(data)));
  };
  CHECK(refused({{"error", "access_denied"}}) == "authorization_failed");
  CHECK(refused({{"error", "server_error"}}) == "general");
  CHECK(refused({}) == "general");
}

}  // namespace daemun::connectors::test

#endif
