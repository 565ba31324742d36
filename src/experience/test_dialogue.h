// For tests only: a tenant on an in-memory database, and a browser in the middle of a dialogue.
#ifndef DAEMUN_EXPERIENCE_TEST_DIALOGUE_H
#define DAEMUN_EXPERIENCE_TEST_DIALOGUE_H

#include "domain/interaction_cookie.h"
#include "experience/dependencies.h"
#include "experience/experience_api.h"
#include "experience/steps/steps.h"
#include "experience/verifications/new_password_identity.h"
#include "experience/verifications/one_time_token.h"
#include "experience/verifications/password.h"
#include "storage/application_store.h"
#include "storage/interaction_store.h"
#include "storage/migrate.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"
#include "support/engines.h"

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "api/endpoint.h"

namespace daemun::experience::test {

inline const std::string good_password = "Xk29_vbnQ!z8";
inline const std::string bad_password = "Xk29_vbnQ!z9";

// Answers with what it was given; nothing leaves the test.
class FakeHttpClient final : public net::TaskHttpClient {
 public:
  Task<Result<net::Response, net::HttpError>> send(net::Request request) override {
    urls.push_back(request.url);
    if (service) co_return service(request);
    if (!answer) {
      co_return net::HttpError{.code = net::HttpError::Code::timed_out, .description = "timed out"};
    }
    co_return net::Response{.status = 200, .headers = {}, .body = *answer};
  }

  std::optional<std::string> answer;
  std::function<net::Response(const net::Request&)> service;  // goes before the answer
  std::vector<std::string> urls;
};

class NoMail final : public net::MailSender {
 public:
  Task<Result<void, net::MailError>> send(net::Mail) override {
    co_return net::MailError{.code = net::MailErrorCode::refused};
  }
};

// Runs something once between what a request reads and what it commits.
class RacedDatabase final : public storage::Database {
 public:
  explicit RacedDatabase(storage::Database& database) : database_(database) {}

  std::function<void()> before_commit;

  storage::Engine engine() const override { return database_.engine(); }
  Task<storage::Rows> read(storage::Query query) override {
    return database_.read(std::move(query));
  }
  Task<std::vector<storage::Rows>> read_all(std::vector<storage::Query> queries) override {
    return database_.read_all(std::move(queries));
  }
  Task<Result<void, storage::Conflict>> commit(storage::Plan plan) override {
    if (auto race = std::exchange(before_commit, nullptr)) race();
    return database_.commit(std::move(plan));
  }
  Counters counters() const override { return database_.counters(); }

 private:
  storage::Database& database_;
};

class TestTenant {
 public:
  TestTenant() : database_(daemun::test::TestEngine::sqlite_memory) {
    storage::migrate(database_.config());
    database = storage::open_database(database_.config());
    vault.emplace(Secret(std::string(32, 'v')), random);
    settings.emplace(*database, *vault, tenant);
    journal.emplace(*database, tenant);
    context.emplace(storage::TenantContext{
        *database, *settings, *vault, clock, random, *journal, tenant, "https://auth.example"});
    messenger.emplace(*context, equipment);
    const storage::TenantStore tenants(*database, *vault, tenant);
    commit(tenants.insert("Default", clock.now()));
    insert_application("app1");
    insert_application("app2");
  }

  Dependencies dependencies() { return dependencies(*database); }
  Dependencies dependencies(storage::Database& its_database) {
    return {
        {its_database, *settings, *vault, clock, random, *journal, tenant, "https://auth.example"},
        passwords,
        http,
        *messenger,
        sso_documents,
        places};
  }

  void commit(storage::Statement statement) {
    storage::Plan plan;
    plan.add(std::move(statement));
    commit(std::move(plan));
  }
  void commit(storage::Plan plan) {
    const auto committed = run_task(database->commit(std::move(plan)));
    if (!committed) throw std::runtime_error("conflict: " + committed.error().constraint);
    settings->clear();
  }

  void change_settings(const json::object& members) {
    auto document = make_default_sign_in_experience();
    for (const auto& member : members)
      document[member.key()] = member.value();
    const storage::TenantStore tenants(*database, *vault, tenant);
    commit(tenants.upsert_sign_in_experience(json::serialize(document)));
  }

  UserId insert_user(std::string username, std::optional<UserPassword> password) {
    User user;
    user.id = UserId(crypto::random_id(random, 12));
    user.username = std::move(username);
    user.created_at = clock.now();
    user.updated_at = clock.now();
    commit(users().insert(user, password));
    return user.id;
  }

  UserId insert_user(std::string username) {
    const auto hash = run_task(passwords.hash("test", Secret(good_password)));
    return insert_user(std::move(username), UserPassword{.hash = hash, .algorithm = "Argon2id"});
  }

  Interaction insert_interaction(
      std::string client_id,
      InteractionPrompt prompt = InteractionPrompt::login,
      std::optional<ConsentQuestion> question = std::nullopt
  ) {
    Interaction interaction;
    interaction.id = InteractionId(crypto::random_token(random));
    interaction.prompt = prompt;
    interaction.request.client_id = ApplicationId(std::move(client_id));
    interaction.request.redirect_uri = "https://app.example/callback";
    interaction.question = std::move(question);
    interaction.created_at = clock.now();
    interaction.expires_at = clock.now() + std::chrono::hours(1);
    commit(interactions().insert(interaction));
    return interaction;
  }

  std::optional<Interaction> find(const InteractionId& id) {
    return run_task(interactions().find(id));
  }

  storage::UserStore users() { return {*database, tenant}; }
  storage::InteractionStore interactions() { return {*database, *vault, tenant}; }

 private:
  void insert_application(std::string id) {
    Application application;
    application.id = ApplicationId(id);
    application.name = "App of " + id;
    application.is_third_party = true;
    application.created_at = clock.now();
    commit(storage::ApplicationStore(*database, *vault, tenant).insert(application));
  }

  // The declarations are in the order of construction.
  daemun::test::TestDatabase database_;

 public:
  TenantId tenant{"default"};
  FakeClock clock;
  crypto::SystemRandom random;
  crypto::PasswordPool passwords{random};
  FakeHttpClient http;
  sso::Documents sso_documents{http, clock};
  NoMail mail;
  PlaceSources places{};
  messages::Equipment equipment{.http = http, .mail = mail, .mailbox = messages::Mailbox::on};
  std::unique_ptr<storage::Database> database;
  std::optional<storage::Vault> vault;
  std::optional<storage::Settings> settings;
  std::optional<storage::Journal> journal;
  std::optional<storage::TenantContext> context;
  std::optional<messages::Messenger> messenger;
};

// A JSON request of the page that holds this dialogue's cookie.
inline http::Request a_request(const Interaction& interaction, const json::object& body = {}) {
  InteractionCookie cookie;
  cookie.set(interaction.request.client_id, interaction.id);
  http::Request request;
  request.method = http::Method::post;
  request.remote_address = "127.0.0.1";
  request.headers = {
      {"cookie", "__Host-_interaction=" + cookie.to_value()},
      {"content-type", "application/json"},
      {"origin", "https://auth.example"},
      {"logto-app-id", interaction.request.client_id.value()},
      {"user-agent", "test"},
  };
  request.body = json::serialize(body);
  return request;
}

inline json::object body_of(const http::Response& response) {
  if (response.body.empty()) return {};
  return json::parse(response.body).as_object();
}

inline std::string code_of(const http::Response& response) {
  const auto body = body_of(response);
  return std::string(find_string(body, "code").value_or(""));
}

inline json::object credentials(std::string_view username, std::string_view password) {
  return {{"identifier", {{"type", "username"}, {"value", username}}}, {"password", password}};
}

// One browser's calls, in the order in which the pages make them.
class Browser {
 public:
  Browser(TestTenant& tenant, Interaction interaction)
      : Browser(tenant.dependencies(), std::move(interaction)) {}
  Browser(Dependencies dependencies, Interaction interaction)
      : api(std::move(dependencies)), interaction_(std::move(interaction)) {}

  http::Response start(std::string_view event) {
    return take(experience::start, {{"interactionEvent", event}});
  }
  http::Response verify_password(std::string_view username, std::string_view password) {
    return verify(password_method, credentials(username, password));
  }
  http::Response verify_one_time_token(std::string_view email, std::string_view token) {
    return verify(
        one_time_token_method,
        {{"identifier", {{"type", "email"}, {"value", email}}}, {"token", token}}
    );
  }
  http::Response create_identity(std::string_view username, std::string_view password) {
    return create_identity(credentials(username, password));
  }
  http::Response create_identity(const json::object& body) {
    return verify(new_password_identity_method, body);
  }
  http::Response identify(const http::Response& verification) {
    const auto body = body_of(verification);
    return take(
        experience::identify,
        {{"verificationId", find_string(body, "verificationId").value_or("-")}}
    );
  }
  http::Response identify() { return take(experience::identify); }
  http::Response add_profile(const json::object& body) {
    return take(experience::add_profile, body);
  }
  http::Response submit() { return take(experience::submit); }
  http::Response show() { return run_task(api.show(request_with({}))); }

  // By the first endpoint of a method.
  http::Response verify(const VerificationMethod& method, const json::object& body) {
    return take(method.endpoints.front().step, body);
  }
  // As the door does: the body is checked before the step sees it.
  http::Response take(
      const StepRow& row,
      const json::object& body = {},
      std::vector<std::pair<std::string, std::string>> path_parameters = {}
  ) {
    const api::Endpoint endpoint{
        .method = http::Method::post,
        .path = "/",
        .summary = "",
        .body = row.body,
        .handler = [&](http::Request request) { return api.take(std::move(request), row.step); }};
    auto request = request_with(body);
    request.path_parameters = std::move(path_parameters);
    if (before_sending) before_sending(request);
    return run_task(api::make_route(endpoint).handler(std::move(request)));
  }

  const Interaction& interaction() const { return interaction_; }

  ExperienceApi api;
  std::string cookies;  // beside the interaction's: "name=value; name=value"
  std::function<void(http::Request& request)> before_sending;

 private:
  http::Request request_with(const json::object& body) const {
    auto request = a_request(interaction_, body);
    if (!cookies.empty()) request.headers.front().value += "; " + cookies;
    return request;
  }

  Interaction interaction_;
};

// A browser in a dialogue of that kind.
inline Browser a_dialogue(TestTenant& tenant, std::string_view event = "SignIn") {
  Browser browser(tenant, tenant.insert_interaction("app1"));
  if (browser.start(event).status != 204) throw std::runtime_error("the dialogue does not start");
  return browser;
}

// Up to the person whom the password has identified.
inline Browser signing_in(TestTenant& tenant, std::string_view username = "ann") {
  auto browser = a_dialogue(tenant);
  const auto identified = browser.identify(browser.verify_password(username, good_password));
  if (identified.status != 204) throw std::runtime_error("the password does not sign in");
  return browser;
}

}  // namespace daemun::experience::test

#endif
