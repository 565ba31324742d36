// For tests only: a service that signs people in, as the documentation of the real ones has it. Its
// answers are prepared by address; its ID token is for whatever nonce it was asked with.
#ifndef DAEMUN_CONNECTORS_SOCIAL_TEST_SERVICE_H
#define DAEMUN_CONNECTORS_SOCIAL_TEST_SERVICE_H

#include "base/form.h"
#include "connectors/registry.h"
#include "connectors/social/exchange.h"
#include "crypto/signing_key.h"
#include "jose/jwk.h"
#include "jose/jwks.h"
#include "jose/jwt.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::connectors::test {

inline const TimePoint service_now = from_unix_seconds(1'800'000'000);
inline const std::string service_issuer = "https://id.example";

inline net::Response to_answer(const json::value& body, int status = 200) {
  return {
      .status = status,
      .headers = {{"Content-Type", "application/json; charset=utf-8"}},
      .body = json::serialize(body)};
}

inline std::string query_of(const std::string& url) {
  const auto mark = url.find('?');
  return mark == std::string::npos ? "" : url.substr(mark + 1);
}

inline std::string without_query(const std::string& url) {
  return url.substr(0, url.find('?'));
}

inline crypto::PrivateKey& service_key() {
  static auto key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  return key;
}

// A configuration of the generic connector for it.
inline json::object oidc_config(json::object more = {}) {
  json::object config{
      {"authorizationEndpoint", service_issuer + "/auth"},
      {"tokenEndpoint", service_issuer + "/token"},
      {"clientId", "app"},
      {"clientSecret", "hush"},
      {"scope", "openid profile email"},
      {"idTokenVerificationConfig",
       {{"jwksUri", service_issuer + "/jwks"}, {"issuer", service_issuer}}}};
  for (auto& member : more)
    config[member.key()] = std::move(member.value());
  return config;
}

class TestService {
 public:
  explicit TestService(TimePoint time = service_now) : now(time) {
    answers[service_issuer + "/jwks"] = keys();
    answers["https://www.googleapis.com/oauth2/v3/certs"] = keys();
  }

  // What the browser is sent away with: the nonce is for the ID token.
  Form visit(const std::string& url) {
    auto form = parse_form(query_of(url)).value();
    nonce = std::string(form.find("nonce").value_or(""));
    return form;
  }

  net::Response answer(const net::Request& request) {
    requests.push_back(request);
    const auto url = without_query(request.url);
    if (url == token_url) return token_answer ? *token_answer : to_answer(tokens());
    const auto found = answers.find(url);
    if (found != answers.end()) return found->second;
    return {.status = 404, .headers = {}, .body = ""};
  }

  json::object tokens() const {
    json::object body{{"access_token", "at"}, {"token_type", "Bearer"}, {"expires_in", 3600}};
    if (!claims.empty()) body["id_token"] = id_token();
    return body;
  }

  std::string id_token() const {
    json::object all{
        {"iss", service_issuer},
        {"aud", "app"},
        {"iat", to_unix_seconds(now)},
        {"exp", to_unix_seconds(now) + 600}};
    if (!nonce.empty()) all["nonce"] = nonce;
    // Null takes a member away.
    for (const auto& member : claims) {
      all[member.key()] = member.value();
      if (member.value().is_null()) all.erase(member.key());
    }
    return jose::sign_jwt(service_key(), "k", "", json::serialize(all));
  }

  static net::Response keys() {
    auto key = jose::to_jwk(service_key().public_key(), crypto::SignatureAlgorithm::es256);
    key.kid = "k";
    return to_answer(jose::to_json(std::vector<jose::Jwk>{key}));
  }

  TimePoint now;
  std::string token_url = service_issuer + "/token";
  std::string nonce{};
  json::object claims{{"sub", "ann"}};
  std::map<std::string, net::Response> answers{};
  std::optional<net::Response> token_answer{};
  std::vector<net::Request> requests{};
};

inline const ConnectorFactory& factory_of(std::string_view id) {
  for (const auto& factory : mock_factories()) {
    if (factory.id == id) return factory;
  }
  return *find_factory(id);
}

// One sign-in from its beginning to the account.
class SocialVisit {
 public:
  SocialVisit(std::string_view id, json::object its_config)
      : factory(factory_of(id)), config(std::move(its_config)) {}

  std::string begin(std::string connector_id = "c1") {
    auto begun = begin_social(
        factory,
        config,
        {.connector_id = std::move(connector_id),
         .state = "the-state",
         .redirect_uri = "https://auth.example/callback/c1"},
        {service_now, random}
    );
    session = begun.value().session;
    return begun->url;
  }

  Result<SocialUser, ConnectorError> finish(TestService& service, json::object data) {
    return finish(service, std::move(data), "c1", service_now);
  }
  Result<SocialUser, ConnectorError> finish(
      TestService& service, json::object data, std::string connector_id, TimePoint time
  ) {
    auto exchange = resume_social(
        factory,
        config,
        {.connector_id = std::move(connector_id), .session = session, .data = std::move(data)},
        {time, random}
    );
    if (!exchange) return exchange.error();
    while (const auto* request = std::get_if<net::Request>(&exchange->step())) {
      const auto read = exchange->read(service.answer(*request), time);
      if (!read) return read.error();
    }
    return std::get<SocialUser>(exchange->step());
  }

  // All of it.
  Result<SocialUser, ConnectorError> run(TestService& service) {
    service.visit(begin());
    return finish(service, {{"code", "the-code"}, {"state", "the-state"}});
  }

  const ConnectorFactory& factory;
  json::object config;
  Secret session{};
  crypto::FakeRandom random{1};
};

}  // namespace daemun::connectors::test

#endif
