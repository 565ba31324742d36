// /me/social: accounts of administrators at other services.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/installation.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string unproven = "400 session.verification_session_not_found";
const std::string no_visit = "400 session.connector_validation_session_not_found";
const std::string page = administration.endpoint + "/console/handle-social";

// Ann and Bob run an admin tenant with two services, of which the club says what the browser
// says.
class Console {
 public:
  explicit Console(Server& server) : installation(server) {
    server.equipment.mock_folder = "mocks";
    for (const auto* name : {"ann", "bob"})
      installation.insert_administrator(name);
    add_service("club", "mock-social-connector");
    add_service("pub", "github-universal");
    manage(
        Method::patch,
        "/sign-in-exp",
        {{"socialSignInConnectorTargets", json::array{"mock-social", "github"}}}
    );
  }

  Answer manage(Method method, const std::string& path, const json::object& body = {}) {
    const auto token = installation.sign_in("ann", api_of_admin).text("access_token");
    const auto text = method == Method::get ? "" : json::serialize(body);
    const auto answer = installation.call(administration, token, method, path, text);
    REQUIRE(answer.status() == 200);
    return answer;
  }
  // In the audit log.
  bool has_line(const std::string& key) {
    return manage(Method::get, "/logs?logKey=" + key).response.body != "[]";
  }

  Installation installation;

 private:
  void add_service(const std::string& id, const std::string& factory) {
    manage(
        Method::post,
        "/connectors",
        {{"connectorId", factory},
         {"id", id},
         {"config", {{"clientId", "a"}, {"clientSecret", "hush"}}}}
    );
  }
};

class Person {
 public:
  Person(Console& console, const std::string& name)
      : installation_(console.installation),
        token_(installation_.sign_in(name, api_of_me).text("access_token")) {}

  Answer send(Method method, const std::string& path, const json::object& body = {}) {
    const auto text = method == Method::post ? json::serialize(body) : "";
    return installation_.call(administration, token_, method, "/me" + path, text);
  }
  std::string outcome(Method method, const std::string& path, const json::object& body = {}) {
    return outcome_of(send(method, path, body));
  }
  void prove() {
    REQUIRE(
        outcome(Method::post, "/password/verify", {{"password", std::string(user_password)}}) ==
        "204"
    );
  }
  Answer begin(const std::string& connector = "club", const std::string& redirect_uri = page) {
    return send(
        Method::post,
        "/social/authorization-uri",
        {{"connectorId", connector}, {"state", "the-state"}, {"redirectUri", redirect_uri}}
    );
  }
  std::string finish(
      const std::string& member,
      const std::string& connector = "club",
      const std::string& state = "the-state"
  ) {
    const json::object data{
        {"code", "c"}, {"state", state}, {"redirectUri", page}, {"userId", member}};
    return outcome(
        Method::post, "/social/link-identity", {{"connectorId", connector}, {"connectorData", data}}
    );
  }
  std::string linked() {
    return json::serialize(send(Method::get, "").body.at("identities").as_object());
  }

 private:
  Installation& installation_;
  std::string token_;
};

}  // namespace

TEST_CASE("/me/social links an account at a service and unlinks it, after the password") {
  for_each_engine([](Server& server) {
    Console console(server);
    Person ann(console, "ann");
    const auto services = ann.send(Method::get, "/social/connectors");
    REQUIRE(services.status() == 200);
    const auto shown = json::parse(services.response.body).as_array();
    REQUIRE(shown.size() == 2);
    const auto& first = shown.front().as_object();
    CHECK(first.at("id").as_string() == "club");
    CHECK(first.at("target").as_string() == "mock-social");
    CHECK(services.response.body.find("hush") == std::string::npos);
    const auto begun = ann.begin();
    REQUIRE(begun.status() == 200);
    CHECK(begun.members() == "redirectTo");
    CHECK(begun.text("redirectTo").starts_with("http://mock-social/?"));
    CHECK(ann.finish("annie") == unproven);
    ann.prove();
    CHECK(ann.finish("annie") == "204");
    CHECK(ann.linked().find(R"("mock-social":{"userId":"annie")") != std::string::npos);
    CHECK(console.has_line("Account.Verification.Social.Submit"));
    CHECK(console.has_line("Account.Identity.Update"));
    const std::string path = "/social/identity/";
    CHECK(ann.outcome(Method::delete_, path + "pub") == "404 user.identity_not_exist");
    CHECK(ann.outcome(Method::delete_, path + "none") == "422 session.invalid_connector_id");
    CHECK(ann.outcome(Method::delete_, path + "club") == "204");
    CHECK(ann.linked() == "{}");
    CHECK(Person(console, "ann").outcome(Method::delete_, path + "club") == unproven);
  });
}

TEST_CASE("POST /me/social/link-identity takes the visit of this sign-in and connector, once") {
  for_each_engine([](Server& server) {
    Console console(server);
    Person ann(console, "ann");
    ann.prove();
    CHECK(ann.finish("annie") == no_visit);
    REQUIRE(ann.begin().status() == 200);
    CHECK(ann.finish("annie", "pub") == no_visit);
    Person again(console, "ann");
    again.prove();
    CHECK(again.finish("annie") == no_visit);
    Person bob(console, "bob");
    bob.prove();
    CHECK(bob.finish("annie") == no_visit);
    CHECK(ann.finish("annie") == "204");
    CHECK(ann.finish("annie") == no_visit);
    // Another account in its place; a wrong answer uses the visit up, as a right one does.
    REQUIRE(ann.begin().status() == 200);
    CHECK(ann.finish("nan", "club", "another").starts_with("4"));
    CHECK(ann.finish("nan") == no_visit);
    REQUIRE(ann.begin().status() == 200);
    CHECK(ann.finish("nan") == "204");
    CHECK(ann.linked().find(R"("userId":"nan")") != std::string::npos);
    REQUIRE(bob.begin().status() == 200);
    CHECK(bob.finish("nan") == "422 user.identity_already_in_use");
    CHECK(bob.linked() == "{}");
    REQUIRE(bob.begin().status() == 200);
    server.clock.advance(Seconds(601));
    Person later(console, "bob");
    later.prove();
    CHECK(later.finish("benny") == no_visit);
  });
}

TEST_CASE("POST /me/social/authorization-uri leads to known services and back to the console") {
  for_each_engine([](Server& server) {
    Console console(server);
    Person ann(console, "ann");
    CHECK(outcome_of(ann.begin("none")) == "422 session.invalid_connector_id");
    CHECK(outcome_of(ann.begin("club", "")) == "400 session.insufficient_info");
    CHECK(
        outcome_of(ann.begin("club", "https://evil.example/console")) == "400 guard.invalid_input"
    );
    console.manage(
        Method::patch, "/sign-in-exp", {{"socialSignInConnectorTargets", json::array{"github"}}}
    );
    CHECK(outcome_of(ann.begin()) == "422 user.sign_in_method_not_enabled");
    const auto services = ann.send(Method::get, "/social/connectors");
    CHECK(json::parse(services.response.body).as_array().size() == 1);
  });
}

}  // namespace daemun::flows
