// Signing in with another service through the whole server: from the administrator's connector to
// the application's tokens.
#include "connectors/social/test_service.h"

#include <doctest/doctest.h>

#include <utility>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"
#include "saml/test_metadata.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string to_text(const json::object& body) {
  return json::serialize(body);
}

std::string refusal_of(const http::Response& response) {
  const auto answer = to_answer(response);
  return std::to_string(response.status) + " " + answer.text("code");
}

json::object club_config() {
  return {{"clientId", "a"}, {"clientSecret", "hush"}};
}

// The generic connector, which may be there several times.
json::object second_body(json::object more = {}) {
  json::object body{
      {"connectorId", "oidc"},
      {"id", "second"},
      {"config", connectors::test::oidc_config()},
      {"metadata", {{"target", "second"}, {"name", {{"en", "The second"}}}}}};
  for (auto& member : more)
    body[member.key()] = std::move(member.value());
  return body;
}

// A shop whose customers sign in with a service that says what the browser says.
struct World {
  explicit World(Server& its_server) : server(its_server) {
    server.equipment.mock_folder = "mocks";
    add_shop(server);
    administrator.emplace(server);
    const json::object body{
        {"connectorId", "mock-social-connector"}, {"id", "club"}, {"config", club_config()}};
    administrator->expect(200, Method::post, "/connectors", to_text(body));
    patch_settings(
        {{"socialSignInConnectorTargets", json::array{"mock-social", "nobody"}},
         {"signUp", {{"identifiers", json::array()}, {"password", false}, {"verify", false}}}}
    );
  }

  json::object patch_settings(const json::object& changes) {
    return administrator->expect(200, Method::patch, "/sign-in-exp", to_text(changes));
  }

  Server& server;
  std::optional<Administrator> administrator;
};

// A browser at a sign-in page of "web".
struct Visit {
  explicit Visit(World& world) : browser(world.server), client(world.server, "web") {
    client.authorize(browser, offline_profile);
  }

  Answer call(Method method, const std::string& path, const json::object& body = {}) {
    return to_answer(browser.send_json(method, "/api/experience" + path, body));
  }

  // There and back; the id of the proof.
  std::string prove(const std::string& event) {
    CHECK(call(Method::put, "", {{"interactionEvent", event}}).status() == 204);
    const std::string redirect_uri = "http://foo.example/callback";
    const auto begun = call(
        Method::post,
        "/verification/social/club/authorization-uri",
        {{"state", "the-state"}, {"redirectUri", redirect_uri}}
    );
    CHECK(begun.status() == 200);
    CHECK(begun.text("authorizationUri").starts_with("http://mock-social/?"));
    const auto proven = call(
        Method::post,
        "/verification/social/club/verify",
        {{"verificationId", begun.text("verificationId")},
         {"connectorData",
          {{"code", "c"},
           {"state", "the-state"},
           {"redirectUri", redirect_uri},
           {"userId", "ann"},
           {"name", "Ann"},
           {"email", "ann@mail.example"}}}}
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

  Browser browser;
  Client client;
};

}  // namespace

TEST_CASE("a customer registers with a service and signs in with it the next time") {
  for_each_engine([](Server& server) {
    World world(server);
    Visit first(world);
    CHECK(first.identify(first.prove("Register")).status() == 201);
    const auto tokens = first.finish();
    CHECK(tokens.status() == 200);
    const auto subject = claims_of(tokens.text("id_token")).at("sub");
    Visit second(world);
    CHECK(second.identify(second.prove("SignIn")).status() == 204);
    CHECK(claims_of(second.finish().text("id_token")).at("sub") == subject);
    const auto id = std::string(subject.as_string());
    const auto shown = world.administrator->get("/users/" + id).as_object();
    CHECK(shown.at("primaryEmail") == "ann@mail.example");
    CHECK(shown.at("identities").at("mock-social").at("userId") == "ann");
    CHECK(shown.at("identities").at("mock-social").at("details").at("name") == "Ann");

    // The administrator takes the identity away: it opens nothing any more.
    CHECK(
        world.administrator->send(Method::delete_, "/users/" + id + "/identities/mock-social")
            .status == 200
    );
    Visit third(world);
    CHECK(
        refusal_of(third.identify(third.prove("SignIn")).response) == "404 user.identity_not_exist"
    );
  });
}

TEST_CASE("the sign-in pages learn which services there are, and no secret of them") {
  for_each_engine([](Server& server) {
    World world(server);
    Browser browser(server);
    const auto settings = to_answer(browser.get("/api/.well-known/sign-in-exp"));
    CHECK(settings.body.at("socialSignInConnectorTargets") == json::array{"mock-social"});
    const auto& connectors = settings.body.at("socialConnectors").as_array();
    REQUIRE(connectors.size() == 1);
    CHECK(connectors[0].at("id") == "club");
    CHECK(connectors[0].at("target") == "mock-social");
    CHECK(connectors[0].at("name").at("en") == "Mock Social");
    CHECK(connectors[0].at("platform") == "Universal");
    CHECK_FALSE(connectors[0].as_object().contains("config"));
    CHECK(settings.response.body.find("hush") == std::string::npos);
  });
}

TEST_CASE("a service's connector has its own target, and may be there several times") {
  for_each_engine([](Server& server) {
    World world(server);
    auto& administrator = *world.administrator;
    const auto post = [&](const json::object& body) {
      return refusal_of(administrator.send(Method::post, "/connectors", to_text(body)));
    };
    CHECK(post(second_body()) == "200 ");
    const auto shown = administrator.get("/connectors/second").as_object();
    CHECK(shown.at("type") == "Social");
    CHECK(shown.at("target") == "second");
    CHECK(shown.at("isStandard") == true);
    CHECK(post(second_body({{"id", "two"}})) == "422 connector.multiple_target_with_same_platform");
    CHECK(post({{"connectorId", "oidc"}}) == "400 connector.should_specify_target");
    const auto with_target = [](std::string_view target) {
      return json::object{{"connectorId", "oidc"}, {"metadata", {{"target", target}}}};
    };
    CHECK(post(with_target("a/b")) == "400 guard.invalid_input");
    CHECK(post(with_target("third")) == "200 ");
    const json::object google{{"connectorId", "google-universal"}, {"config", club_config()}};
    auto named = google;
    named["metadata"] = json::object();
    CHECK(post(named) == "400 connector.cannot_overwrite_metadata_for_non_standard_connector");
    CHECK(post(google) == "200 ");
    CHECK(post(google) == "422 connector.multiple_instances_not_supported");
    CHECK(administrator.get("/connectors").as_array().size() == 4);
    CHECK(administrator.get("/connectors?target=google").as_array().size() == 1);
  });
}

TEST_CASE("a service's connector changes all but its target") {
  for_each_engine([](Server& server) {
    World world(server);
    auto& administrator = *world.administrator;
    administrator.expect(200, Method::post, "/connectors", to_text(second_body()));
    const std::string path = "/connectors/second";
    const auto patch = [&](const json::object& body) {
      return refusal_of(administrator.send(Method::patch, path, to_text(body)));
    };
    CHECK(patch({{"metadata", {{"target", "other"}}}}) == "400 connector.can_not_modify_target");
    CHECK(patch({{"metadata", {{"target", "second"}, {"name", {{"en", "New"}}}}}}) == "200 ");
    CHECK(patch({{"syncProfile", true}}) == "200 ");
    CHECK(patch({{"enableTokenStorage", true}}) == "200 ");
    CHECK(administrator.get(path).at("name").at("en") == "New");
    const auto start = administrator.send(
        Method::post, path + "/authorization-uri", R"({"state":"s","redirectUri":"https://a"})"
    );
    CHECK(refusal_of(start) == "501 connector.not_implemented");
    const auto tried = administrator.send(
        Method::post, "/connectors/oidc/test", R"({"email":"a@b.example","config":{}})"
    );
    CHECK(refusal_of(tried) == "400 connector.not_found");
  });
}

TEST_CASE("a deleted connector has no button, and its customers keep their accounts") {
  for_each_engine([](Server& server) {
    World world(server);
    auto& administrator = *world.administrator;
    Visit visit(world);
    const auto proof = visit.prove("Register");
    CHECK(visit.identify(proof).status() == 201);
    CHECK(administrator.send(Method::delete_, "/connectors/club").status == 204);
    const auto settings = administrator.get("/sign-in-exp").as_object();
    CHECK(settings.at("socialSignInConnectorTargets") == json::array());
    CHECK(
        refusal_of(visit.call(Method::post, "/submit").response) ==
        "422 session.invalid_connector_id"
    );
  });
}

TEST_CASE("a SAML connector is stored with metadata that can be used, and takes forms of its own") {
  for_each_engine([](Server& server) {
    World world(server);
    auto& administrator = *world.administrator;
    const std::string consumer = std::string(endpoint) + "/api/authn/saml/";
    const auto post = [&](json::object more, const std::string& id = "idp") {
      json::object config{
          {"entityID", "https://id.example/sp"},
          {"idpMetadataXml", saml::test::a_metadata_document()}};
      for (auto& member : more)
        config[member.key()] = std::move(member.value());
      const json::object body{
          {"connectorId", "saml"}, {"id", id}, {"config", config}, {"metadata", {{"target", id}}}};
      return refusal_of(administrator.send(Method::post, "/connectors", to_text(body)));
    };
    CHECK(post({{"idpMetadataXml", "<x/>"}}) == "400 connector.invalid_metadata");
    CHECK(post({{"entityID", ""}}) == "400 connector.invalid_config");
    CHECK(
        post({{"assertionConsumerServiceUrl", consumer + "other"}}) ==
        "400 connector.invalid_config"
    );
    CHECK(post({{"assertionConsumerServiceUrl", consumer + "idp"}}) == "200 ");
    CHECK(post({}, "second") == "200 ");
    const json::object change{{"config", {{"entityID", "x"}, {"idpMetadataXml", "<x/>"}}}};
    const auto changed = administrator.send(Method::patch, "/connectors/second", to_text(change));
    CHECK(refusal_of(changed) == "400 connector.invalid_metadata");
    world.patch_settings({{"socialSignInConnectorTargets", json::array{"idp"}}});
    Browser browser(server);
    const auto answer =
        browser.post_form("/api/authn/saml/idp", {{"SAMLResponse", "x"}, {"RelayState", "y"}});
    CHECK(refusal_of(answer) == "400 session.not_found");
  });
}

TEST_CASE("each kind of service is offered with its form") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    int count = 0;
    const auto factories = administrator.get("/connector-factories").as_array();
    for (const auto& value : factories) {
      const auto& factory = value.as_object();
      if (factory.at("type") != "Social") continue;
      ++count;
      CHECK_FALSE(factory.at("formItems").as_array().empty());
    }
    CHECK(count == 29);
    const auto oauth2 = administrator.get("/connector-factories/oauth2").as_object();
    CHECK(oauth2.at("isStandard") == true);
    const auto& items = oauth2.at("formItems").as_array();
    CHECK(items[0].at("key") == "authorizationEndpoint");
    CHECK(items[6].at("showConditions").at(0).at("expectValue") == "client_secret_jwt");
    const auto google = administrator.get("/connector-factories/google-universal").as_object();
    CHECK(google.at("formItems").at(3).at("selectItems").at(0) == json::value({{"value", "none"}}));
  });
}

}  // namespace daemun::flows
