#include "account/service_tokens.h"

#include "base/unavailable.h"
#include "connectors/social/test_service.h"
#include "storage/connector_store.h"
#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"
#include "storage/token_secret_store.h"
#include "storage/user_sso_identity_store.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::account {
namespace {

using test::a_user;
using test::for_each_engine;
using test::now;
using test::Stores;

const std::string token_url = "https://id.example/token";
const std::string discovery_url = "https://id.example/.well-known/openid-configuration";

net::Response discovery_document(const std::string& token_endpoint) {
  return connectors::test::to_answer(
      {{"issuer", "https://id.example"},
       {"authorization_endpoint", "https://id.example/auth"},
       {"token_endpoint", token_endpoint},
       {"jwks_uri", "https://id.example/jwks"},
       {"response_types_supported", json::array{"code"}},
       {"id_token_signing_alg_values_supported", json::array{"ES256"}}}
  );
}

// The service, and what happens while it is asked.
class FakeService final : public net::TaskHttpClient {
 public:
  Task<Result<net::Response, net::HttpError>> send(net::Request request) override {
    requests.push_back(std::move(request));
    if (const auto run = std::exchange(during, nullptr)) run();
    if (const auto own = answers.find(requests.back().url); own != answers.end())
      co_return own->second;
    if (!answer) {
      co_return net::HttpError{.code = net::HttpError::Code::timed_out, .description = "timed out"};
    }
    co_return *answer;
  }

  std::vector<net::Request> requests{};
  std::function<void()> during{};
  std::map<std::string, net::Response> answers{};  // by URL, before the one for all others
  std::optional<net::Response> answer = connectors::test::to_answer(
      {{"access_token", "fresh"}, {"refresh_token", "next"}, {"expires_in", 60}}
  );
};

class NoMail final : public net::MailSender {
 public:
  Task<Result<void, net::MailError>> send(net::Mail) override {
    co_return net::MailError{.code = net::MailErrorCode::refused};
  }
};

// What happens while a call waits for another one.
std::function<void()> while_waiting;
int pauses = 0;
Task<void> count_pause(Milliseconds) {
  ++pauses;
  if (const auto run = std::exchange(while_waiting, nullptr)) run();
  co_return;
}

// A user with an account at the service "club", whose tokens are kept.
class World {
 public:
  explicit World(Stores& its_stores) : stores(its_stores) {
    while_waiting = nullptr;
    pauses = 0;
    stores.run(stores.users.insert(a_user(), std::nullopt));
    stores.run(stores.users.put_identity(a_user().id, "club", "ann"));
    insert_connector("oidc", connectors::test::oidc_config());
  }

  storage::ConnectorStore connectors() { return {stores.database, stores.vault, stores.tenant}; }
  storage::TokenSecretStore secrets() {
    return {stores.database, stores.vault, random, stores.tenant};
  }

  void insert_connector(std::string factory, json::object config) {
    stores.run(connectors().insert(Connector{
        .id = ConnectorId(factory),
        .factory_id = std::move(factory),
        .type = "Social",
        .config = std::move(config),
        .enable_token_storage = true,
        .created_at = now}));
  }

  void keep(TokenSet tokens, std::string connector = "oidc") {
    const TokenSecret secret{
        .id = TokenSecretId("secret"),
        .user_id = a_user().id,
        .source =
            SocialTokenSource{.connector_id = ConnectorId(std::move(connector)), .target = "club"},
        .identity_id = "ann",
        .created_at = now};
    stores.run(secrets().put(secret, tokens));
  }

  // The same of an account at a company's provider.
  SsoConnectorId keep_of_company(const TokenSet& tokens) {
    const SsoConnector company{
        .id = SsoConnectorId("acme"),
        .provider_name = "OIDC",
        .connector_name = "Acme",
        .config = {{"clientId", "a"}, {"clientSecret", "b"}, {"issuer", "https://id.example"}},
        .enable_token_storage = true,
        .created_at = now};
    const storage::SsoConnectorStore companies(stores.database, stores.vault, stores.tenant);
    stores.run(companies.insert(company));
    const storage::UserSsoIdentityStore identities(stores.database, stores.tenant);
    stores.run(identities.insert(SsoIdentity{
        .id = SsoIdentityId("sso1"),
        .user_id = a_user().id,
        .connector_id = company.id,
        .issuer = "https://id.example",
        .identity_id = "ann",
        .created_at = now,
        .updated_at = now}));
    const TokenSecret secret{
        .id = TokenSecretId("secret"),
        .user_id = a_user().id,
        .source = SsoTokenSource{.connector_id = company.id, .issuer = "https://id.example"},
        .identity_id = "ann",
        .created_at = now};
    stores.run(secrets().put(secret, tokens));
    return company.id;
  }

  std::string load() { return load("club"); }
  std::string load(ServiceAddress address) {
    const auto tokens = run_task(load_service_tokens(&dependencies, a_user().id, address));
    if (tokens) return tokens->access_token.reveal();
    return std::to_string(tokens.error().status) + " " + tokens.error().code;
  }

  std::optional<storage::StoredTokens> find() {
    return run_task(secrets().find_social(a_user().id, "club"));
  }

  Stores& stores;
  crypto::SystemRandom random{};
  FakeClock clock{now};
  FakeService service{};
  NoMail mail{};
  messages::Equipment equipment{service, mail};
  sso::Documents documents{service, clock};
  storage::Settings settings{stores.database, stores.vault, stores.tenant};
  storage::Journal journal{stores.database, stores.tenant};
  storage::TenantContext context{
      stores.database,
      settings,
      stores.vault,
      clock,
      random,
      journal,
      stores.tenant,
      "https://auth.example"};
  messages::Messenger messenger{context, equipment};
  crypto::PasswordPool passwords{random, {.threads = 1}};
  Dependencies dependencies{{context, passwords, service, messenger, documents}, count_pause};
};

TokenSet old_tokens() {
  return TokenSet{
      .access_token = Secret("old"),
      .refresh_token = Secret("again"),
      .scope = "mail",
      .token_type = "Bearer",
      .expires_at = now};
}

}  // namespace

TEST_CASE("load_service_tokens gives tokens that are good, and asks nobody") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    CHECK(world.load() == "404 secrets.third_party_token_set.token_not_found");
    auto tokens = old_tokens();
    tokens.expires_at = now + Seconds(1);
    world.keep(tokens);
    CHECK(world.load() == "old");
    tokens.expires_at.reset();
    world.keep(tokens);
    world.clock.advance(std::chrono::hours(24 * 365));
    CHECK(world.load() == "old");
    CHECK(world.load("other") == "404 secrets.third_party_token_set.token_not_found");
    CHECK(world.service.requests.empty());
  });
}

TEST_CASE("load_service_tokens refreshes tokens that are over, and keeps the new ones") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.keep(old_tokens());
    CHECK(world.load() == "fresh");
    REQUIRE(world.service.requests.size() == 1);
    const auto& request = world.service.requests.front();
    CHECK(request.url == token_url);
    CHECK(request.body.find("grant_type=refresh_token") != std::string::npos);
    CHECK(request.body.find("refresh_token=again") != std::string::npos);
    const auto kept = world.find();
    REQUIRE(kept);
    CHECK(kept->tokens.refresh_token.reveal() == "next");
    CHECK(kept->secret.scope == "mail");
    CHECK(kept->secret.expires_at == now + Seconds(60));
    CHECK_FALSE(kept->leased_until);
    CHECK(world.load() == "fresh");
    CHECK(world.service.requests.size() == 1);
  });
}

TEST_CASE("load_service_tokens keeps the old refresh token when there is no new one") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.keep(old_tokens());
    world.service.answer = connectors::test::to_answer({{"access_token", "fresh"}});
    CHECK(world.load() == "fresh");
    CHECK(world.find()->tokens.refresh_token.reveal() == "again");
  });
}

TEST_CASE("load_service_tokens removes tokens that are over and cannot be refreshed") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    auto tokens = old_tokens();
    tokens.refresh_token = Secret();
    world.keep(tokens);
    CHECK(world.load() == "401 secrets.third_party_token_set.access_token_expired");
    CHECK(world.load() == "404 secrets.third_party_token_set.token_not_found");
  });
}

TEST_CASE("load_service_tokens lets one call ask the service, the others get its tokens") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.keep(old_tokens());
    std::string second;
    // The first call has the lease and waits for the service; the second one waits for the first.
    world.service.during = [&] {
      const auto read = *world.find();
      while_waiting = [&, read] {
        auto fresh = old_tokens();
        fresh.access_token = Secret("winner");
        fresh.expires_at = now + Seconds(60);
        stores.run(world.secrets().refresh(read, fresh, now));
      };
      second = world.load();
    };
    CHECK(world.load() == "winner");
    CHECK(second == "winner");
    CHECK(world.service.requests.size() == 1);
    CHECK(pauses == 2);
  });
}

TEST_CASE("load_service_tokens gives up on a call that does not end, and takes its place later") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.keep(old_tokens());
    stores.run(world.secrets().lease(*world.find(), now, now + Seconds(30)));
    CHECK_THROWS_AS(world.load(), Unavailable);
    CHECK(world.service.requests.empty());
    CHECK(pauses == 100);
    world.clock.advance(Seconds(30));
    CHECK(world.load() == "fresh");
  });
}

TEST_CASE("load_service_tokens keeps what is there when the service refuses") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.keep(old_tokens());
    SUBCASE("the refresh token") {
      world.service.answer = connectors::test::to_answer({{"error", "invalid_grant"}}, 400);
      CHECK(world.load() == "400 connector.general");
    }
    SUBCASE("by silence") {
      world.service.answer.reset();
      CHECK(world.load() == "400 connector.general");
    }
    SUBCASE("an access token") {
      world.service.answer = connectors::test::to_answer(json::object{{"token_type", "Bearer"}});
      CHECK(world.load() == "400 connector.invalid_response");
    }
    const auto kept = world.find();
    REQUIRE(kept);
    CHECK(kept->tokens.access_token.reveal() == "old");
    CHECK_FALSE(kept->leased_until);
    world.service.answer = connectors::test::to_answer({{"access_token", "fresh"}});
    CHECK(world.load() == "fresh");
  });
}

TEST_CASE("load_service_tokens asks no service whose connector keeps no tokens") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.keep(old_tokens());
    SUBCASE("any more") {
      stores.run(world.connectors().update(ConnectorId("oidc"), {.enable_token_storage = false}));
      CHECK(world.load() == "422 connector.token_storage_not_supported");
    }
    SUBCASE("that can be refreshed") {
      world.insert_connector("facebook-universal", {{"clientId", "a"}, {"clientSecret", "b"}});
      world.keep(old_tokens(), "facebook-universal");
      CHECK(world.load() == "501 connector.not_implemented");
    }
    SUBCASE("that this server knows") {
      world.insert_connector("gone", {});
      world.keep(old_tokens(), "gone");
      CHECK(world.load() == "422 session.invalid_connector_id");
    }
    CHECK(world.service.requests.empty());
    CHECK(world.find());
  });
}

TEST_CASE("load_service_tokens finds tokens of a company's provider by the connector") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    auto tokens = old_tokens();
    tokens.expires_at = now + Seconds(60);
    const auto company = world.keep_of_company(tokens);
    CHECK(world.load(company) == "old");
    CHECK(world.load() == "404 secrets.third_party_token_set.token_not_found");
    // Its discovery document cannot be had.
    world.service.answer.reset();
    world.clock.advance(Seconds(60));
    CHECK(world.load(company).starts_with("400 connector."));
    CHECK(world.load(SsoConnectorId("other")).starts_with("404 "));
  });
}

TEST_CASE("load_service_tokens refreshes tokens of a company's provider where its document says") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.service.answers[discovery_url] = discovery_document("https://id.example/oauth/token");
    const auto company = world.keep_of_company(old_tokens());
    CHECK(world.load(company) == "fresh");
    REQUIRE(world.service.requests.size() == 2);
    const auto& request = world.service.requests.back();
    CHECK(request.url == "https://id.example/oauth/token");
    CHECK(request.body.find("grant_type=refresh_token") != std::string::npos);
    CHECK(request.body.find("refresh_token=again") != std::string::npos);
    // The client proves itself with the connector's secret.
    CHECK(std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
      return header.name == "Authorization" && header.value == "Basic YTpi";
    }));
    const auto kept = run_task(world.secrets().find_sso(a_user().id, company));
    REQUIRE(kept);
    CHECK(kept->tokens.access_token.reveal() == "fresh");
    CHECK(kept->tokens.refresh_token.reveal() == "next");
    CHECK(kept->secret.expires_at == now + Seconds(60));
    CHECK_FALSE(kept->leased_until);
    // From the database, and of nobody else.
    CHECK(world.load(company) == "fresh");
    CHECK(world.load() == "404 secrets.third_party_token_set.token_not_found");
    CHECK(world.service.requests.size() == 2);
  });
}

TEST_CASE("load_service_tokens keeps the tokens of a company's provider that refuses") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    world.service.answers[discovery_url] = discovery_document(token_url);
    auto refusal = connectors::test::to_answer({{"error", "invalid_grant"}});
    refusal.status = 400;
    world.service.answers[token_url] = std::move(refusal);
    const auto company = world.keep_of_company(old_tokens());
    CHECK(world.load(company) == "401 connector.authorization_failed");
    const auto kept = run_task(world.secrets().find_sso(a_user().id, company));
    REQUIRE(kept);
    CHECK(kept->tokens.refresh_token.reveal() == "again");
    CHECK_FALSE(kept->leased_until);
  });
}

}  // namespace daemun::account
