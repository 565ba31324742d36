// Signing in with a company's SAML provider through the whole server: from the button to the
// application's tokens. The provider's form comes from another site, without cookies.
#include "experience/test_saml_provider.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using experience::test::a_saml_connector;
using experience::test::data_of_callback;
using experience::test::saml_person;
using experience::test::saml_provider_id;
using experience::test::SamlText;
using experience::test::sso_settings;
using http::Method;

struct World {
  explicit World(Server& its_server) : server(its_server) {
    add_shop(server);
    server.change_sign_in_experience(sso_settings());
    auto connector = a_saml_connector();
    connector.created_at = server.clock.now();
    const storage::SsoConnectorStore connectors(*server.database, server.vault, server.tenant);
    server.commit(connectors.insert(connector));
  }

  // The provider's page in a browser: what it posts has no cookie of ours.
  http::Response post(const std::string& field, const std::string& relay_state) {
    auto request = a_request(Method::post, "/api/authn/single-sign-on/saml/acme");
    request.headers.push_back({"origin", saml_provider_id});
    request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    request.body = "SAMLResponse=" + to_percent_encoded(field) +
                   "&RelayState=" + to_percent_encoded(relay_state);
    return server.send(std::move(request));
  }
  std::string request_id_of(const std::string& relay_state) {
    const storage::SamlSignInStore store(*server.database, server.tenant);
    const auto visit = run_task(store.find_visit(storage::hash_saml_secret(relay_state)));
    return visit ? visit->request_id : "";
  }

  Server& server;
};

// A browser at a sign-in page of "web".
struct Visit {
  explicit Visit(World& its_world)
      : world(its_world), browser(its_world.server), client(its_world.server, "web") {
    client.authorize(browser, {{"scope", "openid profile identities"}, {"prompt", "consent"}});
  }

  Answer call(Method method, const std::string& path, const json::object& body = {}) {
    return to_answer(browser.send_json(method, "/api/experience" + path, body));
  }

  // There and back; the id of the proof.
  std::string prove(const std::string& event, const std::string& assertion_id) {
    CHECK(call(Method::put, "", {{"interactionEvent", event}}).status() == 204);
    const auto begun = call(
        Method::post,
        "/verification/sso/acme/authorization-uri",
        {{"state", "the-state"}, {"redirectUri", "https://auth.example/callback/acme"}}
    );
    CHECK(begun.status() == 200);
    const auto url = begun.text("authorizationUri");
    const auto query = parse_form(url.substr(url.find('?') + 1)).value();
    const std::string relay_state(query.find("RelayState").value_or(""));
    const SamlText said{
        .request_id = world.request_id_of(relay_state), .assertion_id = assertion_id};
    const auto answer = world.post(said.to_field(), relay_state);
    CHECK(answer.status == 302);
    const auto proven = call(
        Method::post,
        "/verification/sso/acme/verify",
        {{"verificationId", begun.text("verificationId")},
         {"connectorData", data_of_callback(answer)}}
    );
    CHECK(proven.status() == 200);
    return proven.text("verificationId");
  }

  Answer identify(const std::string& id) {
    return call(Method::post, "/identification", {{"verificationId", id}});
  }

  // The tokens of the application.
  Answer finish() {
    const auto submitted = call(Method::post, "/submit");
    CHECK(submitted.status() == 200);
    auto there = browser.get(submitted.text("redirectTo"));
    if (page_of(there) == "/consent") {
      const auto given = to_answer(browser.send_json(Method::post, "/api/interaction/consent", {}));
      there = browser.get(given.text("redirectTo"));
    }
    return client.redeem(to_callback(there));
  }

  World& world;
  Browser browser;
  Client client;
};

}  // namespace

TEST_CASE("a person registers with the company's provider and signs in with it the next time") {
  for_each_engine([](Server& server) {
    World world(server);
    Visit first(world);
    CHECK(first.identify(first.prove("Register", "_first")).status() == 201);
    const auto tokens = first.finish();
    CHECK(tokens.status() == 200);
    const auto subject = claims_of(tokens.text("id_token")).at("sub");
    const auto user = run_task(server.users.find(UserId(std::string(subject.as_string()))));
    REQUIRE(user);
    CHECK(user->primary_email == saml_person);
    Visit second(world);
    CHECK(second.identify(second.prove("SignIn", "_second")).status() == 204);
    CHECK(claims_of(second.finish().text("id_token")).at("sub") == subject);
  });
}

}  // namespace daemun::flows
