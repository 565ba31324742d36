// An app with a provider and a browser, for tests: all in this thread, without a network.
#ifndef DAEMUN_AUTH_WEB_TEST_WORLD_H
#define DAEMUN_AUTH_WEB_TEST_WORLD_H

#include "base/form.h"
#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/fake_http.h"
#include "daemun/auth/session/memory_store.h"
#include "daemun/auth/test_answers.h"
#include "daemun/auth/test_provider.h"
#include "daemun/auth/web/auth.h"
#include "jose/jwk.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

namespace daemun::auth::test {

inline const std::string app_origin = "https://app.example";
inline const std::string token_url = issuer + "/token";

inline json::object a_document(const json::object& changes = {}) {
  return with(
      {{"issuer", issuer},
       {"authorization_endpoint", issuer + "/auth"},
       {"token_endpoint", token_url},
       {"userinfo_endpoint", issuer + "/me"},
       {"jwks_uri", issuer + "/jwks"},
       {"end_session_endpoint", issuer + "/session/end"},
       {"revocation_endpoint", issuer + "/token/revocation"},
       {"response_types_supported", {"code"}},
       {"authorization_response_iss_parameter_supported", true},
       {"id_token_signing_alg_values_supported", {"ES256"}}},
      changes
  );
}

inline AuthSettings a_setting() {
  AuthSettings settings;
  AuthProvider provider;
  provider.id = "logto";
  provider.issuer = issuer;
  provider.client_id = "app";
  provider.client_secret = Secret("client-secret");
  provider.authorization.scope = "openid offline_access profile";
  settings.providers.push_back(std::move(provider));
  settings.secrets = {Secret(std::string(32, 's'))};
  settings.url = app_origin;
  return settings;
}

// Holds requests to the token endpoint until it is told to let them go, so that they pile up.
class HeldHttp final : public TaskHttpClient {
 public:
  explicit HeldHttp(FakeHttp& fake) : fake_(fake) {}

  Task<Result<Response, HttpError>> send(Request request) override {
    if (request.url == token_url && is_holding) {
      co_await suspend_for<int>([this](Resume<int> resume) { held_.push_back(std::move(resume)); });
    }
    co_return fake_.send(request);
  }
  void release() {
    is_holding = false;
    for (auto& resume : held_)
      resume(0);
    held_.clear();
  }
  std::size_t held() const { return held_.size(); }

  bool is_holding = false;

 private:
  FakeHttp& fake_;
  std::vector<Resume<int>> held_;
};

// Keeps cookies as a browser does.
class Browser {
 public:
  Request get(std::string target) const {
    Request request;
    request.url = std::move(target);
    request.headers = {{"Accept-Language", "en"}};
    std::string text;
    for (const auto& [name, value] : cookies)
      text += (text.empty() ? "" : "; ") + name + '=' + value;
    if (!text.empty()) request.headers.push_back({"Cookie", text});
    return request;
  }
  Request post(std::string target, const Form& form) const {
    Request request = get(std::move(target));
    request.method = "POST";
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.headers.push_back({"Origin", app_origin});
    request.body = to_form_text(form);
    return request;
  }
  void take(const std::vector<Header>& headers) {
    for (const Header& header : headers) {
      if (header.name != "Set-Cookie") continue;
      const std::string pair = header.value.substr(0, header.value.find(';'));
      const std::string name = pair.substr(0, pair.find('='));
      std::erase_if(cookies, [&](const auto& cookie) { return cookie.first == name; });
      if (header.value.find("Max-Age=0") != std::string::npos) continue;
      cookies.emplace_back(name, pair.substr(name.size() + 1));
    }
  }
  bool has(std::string_view prefix) const {
    for (const auto& cookie : cookies) {
      if (cookie.first.starts_with(prefix)) return true;
    }
    return false;
  }

  Cookies cookies{};
};

inline std::string location_of(const Response& response) {
  const std::string* location = find_header(response.headers, "Location");
  return location == nullptr ? "" : *location;
}

inline std::string parameter_of(const std::string& url, std::string_view name) {
  const auto uri = parse_uri(url);
  if (!uri) return "";
  const auto form = parse_form(uri->query);
  return form ? std::string(form->find(name).value_or("")) : "";
}

class World {
 public:
  explicit World(AuthSettings settings = a_setting(), const json::object& document = a_document())
      : auth(watched(std::move(settings)), parts()) {
    fake.answer(
        issuer + "/.well-known/openid-configuration", make_json_response(json::serialize(document))
    );
    for (int i = 0; i < 8; ++i)
      fake.answer(issuer + "/jwks", a_key_set());
  }

  AuthParts parts() {
    AuthParts made;
    made.http = http;
    made.clock = clock;
    made.random = std::make_shared<crypto::FakeRandom>(7);
    return made;
  }

  Response handle(Request request) {
    Response response = auth.handle(std::move(request));
    browser.take(response.headers);
    return response;
  }
  Response get(std::string target) { return handle(browser.get(std::move(target))); }

  std::string csrf() {
    const Response response = get("/api/auth/csrf");
    return std::string(*find_string(*parse_json_object(response.body), "csrfToken"));
  }
  Response post(std::string target, Form form = {}) {
    form.add("csrfToken", csrf());
    return handle(browser.post(std::move(target), form));
  }

  // Until the provider's page.
  Response begin(const std::string& return_to = "/claims") {
    Form form;
    form.add("callbackUrl", return_to);
    return post("/api/auth/signin/logto", form);
  }

  // The next answer of the token endpoint.
  void answer_tokens(const json::object& changes = {}) {
    fake.answer(
        token_url,
        make_json_response(json::serialize(with(
            {{"access_token", "access-1"},
             {"token_type", "Bearer"},
             {"expires_in", 3600},
             {"refresh_token", "refresh-1"},
             {"scope", "openid offline_access profile"}},
            changes
        )))
    );
  }
  std::string id_token(const std::string& nonce, const json::object& changes = {}) {
    const std::int64_t seconds = to_unix_seconds(clock->now());
    const auto claims = id_token_claims(
        {{"nonce", nonce},
         {"sid", "sid-1"},
         {"name", "Mina Kim"},
         {"email", "mina@example.com"},
         {"iat", seconds},
         {"exp", seconds + 3600}}
    );
    return a_signer().sign(with(claims, changes));
  }

  std::string callback_target(const std::string& authorization_url) const {
    std::string target = "/api/auth/callback/logto";
    target = with_query_parameter(target, "code", "the-code");
    target = with_query_parameter(target, "state", parameter_of(authorization_url, "state"));
    return with_query_parameter(target, "iss", issuer);
  }

  // The whole way; the browser has a session afterwards.
  Response sign_in(const json::object& claims = {}, const json::object& tokens = {}) {
    const std::string url = location_of(begin());
    const std::string token = id_token(parameter_of(url, "nonce"), claims);
    json::object answer = tokens;
    answer.emplace("id_token", token);
    answer_tokens(answer);
    return get(callback_target(url));
  }

  Visit visit() { return auth.visit(browser.get("/")); }
  std::optional<Session> session() { return auth(browser.get("/")); }

  const std::string& last_error() const {
    static const std::string none;
    return errors.empty() ? none : errors.back();
  }

  FakeHttp fake;
  std::shared_ptr<HeldHttp> http = std::make_shared<HeldHttp>(fake);
  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>(now);
  std::vector<std::string> errors;
  Browser browser;
  Auth auth;

 private:
  AuthSettings watched(AuthSettings settings) {
    settings.events.error = [this](std::string_view, const AuthError& error) {
      errors.push_back(outcome(Result<int, AuthError>(error)));
    };
    return settings;
  }
};

}  // namespace daemun::auth::test

#endif
