// The tenant as a YAML file, over HTTP. What the files mean is tested in src/app/tenant_file.
#include <doctest/doctest.h>

#include "flows/harness/installation.h"

namespace daemun::flows {
namespace {

using http::Method;

// An administrator's calls to the API of the apps' tenant.
class Desk {
 public:
  explicit Desk(Server& server) : installation_(server) {
    installation_.insert_administrator("ann");
    token_ = installation_.sign_in("ann", api_of_default).text("access_token");
  }

  Answer get(const std::string& path) { return call(Method::get, path); }
  Answer apply(const std::string& yaml, json::object more = {}) {
    more["yaml"] = yaml;
    return call(Method::post, "/configs/tenant-file", json::serialize(more));
  }
  Answer call(Method method, const std::string& path, const std::string& body = "") {
    return installation_.call(Site{}, token_, method, path, body);
  }

 private:
  Installation installation_;
  std::string token_;
};

const std::string file = R"(
resources:
  - name: Shop
    indicator: https://shop.example/api
    scopes:
      - name: read
roles:
  - name: customer
    description: May read
    scopes:
      https://shop.example/api:
        - read
applications:
  - name: Till
    type: MachineToMachine
    roles:
      - Logto Management API access
signInExperience:
  supportEmail: help@shop.example
)";

}  // namespace

TEST_CASE("POST /configs/tenant-file makes the tenant as the file says, once") {
  for_each_engine([](Server& server) {
    Desk desk(server);
    const auto planned = desk.apply(file, {{"dryRun", true}});
    REQUIRE(planned.status() == 200);
    CHECK(planned.integer("made") == 0);
    CHECK(
        json::serialize(planned.body.at("changes")) ==
        R"([{"action":"create","kind":"resource","name":"https://shop.example/api","members":[]},)"
        R"({"action":"create","kind":"role","name":"customer","members":[]},)"
        R"({"action":"create","kind":"application","name":"Till","members":[]},)"
        R"({"action":"update","kind":"sign-in experience","name":"","members":["supportEmail"]}])"
    );
    CHECK(desk.get("/configs/tenant-file").response.body.find("customer") == std::string::npos);

    const auto made = desk.apply(file);
    REQUIRE(made.status() == 200);
    CHECK(json::serialize(made.body.at("failures")) == "[]");
    CHECK(made.integer("made") == 4);
    CHECK(json::serialize(desk.apply(file).body.at("changes")) == "[]");

    const auto pruned = desk.apply("roles: []\n", {{"prune", true}, {"dryRun", true}});
    CHECK(
        json::serialize(pruned.body.at("changes")) ==
        R"([{"action":"remove","kind":"role","name":"customer","members":[]}])"
    );
  });
}

TEST_CASE("GET /configs/tenant-file shows the tenant as YAML, with secrets only when asked") {
  for_each_engine([](Server& server) {
    Desk desk(server);
    REQUIRE(desk.apply(file).status() == 200);
    const auto shown = desk.get("/configs/tenant-file");
    REQUIRE(shown.status() == 200);
    CHECK(header(shown.response, "content-type") == "application/yaml; charset=utf-8");
    CHECK(header(shown.response, "cache-control") == "no-store");
    CHECK(shown.response.body.find("https://shop.example/api") != std::string::npos);
    CHECK(shown.response.body.find("secrets:") == std::string::npos);
    const auto all = desk.get("/configs/tenant-file?withSecrets=true");
    CHECK(all.response.body.find("secrets:") != std::string::npos);
    // The exported file describes the tenant as it is.
    CHECK(json::serialize(desk.apply(all.response.body).body.at("changes")) == "[]");
  });
}

TEST_CASE("POST /configs/tenant-file says what is wrong with a file") {
  for_each_engine([](Server& server) {
    Desk desk(server);
    const struct {
      const char* yaml;
      const char* details;
    } cases[] = {
        {"roles: [\n", "line "},
        {"roles:\n  - description: x\n", "roles[0].name"},
        {"- a\n", "mapping"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.yaml);
      const auto refused = desk.apply(one.yaml);
      CHECK(refused.status() == 422);
      CHECK(refused.text("code") == "tenant_file.invalid");
      CHECK(refused.text("details").find(one.details) != std::string::npos);
    }
    const auto failed = desk.apply(
        "roles:\n  - name: x\n    description: x\n    scopes:\n      "
        "https://none.example: [a]\n"
    );
    CHECK(failed.status() == 200);
    CHECK(failed.body.at("failures").as_array().size() == 1);
    CHECK(desk.call(Method::post, "/configs/tenant-file", "{}").status() == 400);
  });
}

TEST_CASE("POST /configs/tenant-file takes files that are larger than other bodies") {
  for_each_engine([](Server& server) {
    Desk desk(server);
    const auto comment = "#" + std::string(1'000'000, ' ') + "\n";
    CHECK(desk.apply(comment + "roles: []\n").status() == 200);
    CHECK(desk.apply("#" + std::string(5'000'000, ' ')).text("code") == "guard.invalid_input");
    CHECK(
        desk.call(Method::post, "/roles", R"({"name":")" + std::string(70'000, 'x') + R"("})")
            .text("code") == "guard.invalid_input"
    );
  });
}

}  // namespace daemun::flows
