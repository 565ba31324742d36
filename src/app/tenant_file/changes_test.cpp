#include "app/tenant_file/changes.h"

#include <doctest/doctest.h>

namespace daemun::app {
namespace {

Document document_of(std::string_view file) {
  auto document = parse_document(json::parse(file));
  REQUIRE(document);
  int next = 0;
  for (auto& [section, items] : document->items) {
    for (auto& item : items)
      item.id = section + std::to_string(next++);
  }
  return *std::move(document);
}

std::string plan_of(std::string_view wanted, std::string_view current, Prune prune = Prune::no) {
  return to_text(find_changes(document_of(wanted), document_of(current), prune));
}

constexpr std::string_view two_roles =
    R"({"roles":[{"name":"a","description":"A","scopes":{"https://x.example":["r","w"]}},)"
    R"({"name":"b","description":"B"}]})";

}  // namespace

TEST_CASE("find_changes has nothing to do where the tenant is as the file says") {
  CHECK(plan_of(two_roles, two_roles).empty());
  CHECK(plan_of("{}", two_roles, Prune::yes).empty());
  CHECK(plan_of(R"({"roles":[{"name":"a","description":"A"}]})", two_roles).empty());
  CHECK(plan_of(
            R"({"roles":[{"name":"a","description":"A","scopes":{"https://x.example":["w","r"]},)"
            R"("isDefault":false},{"name":"b","description":"B","scopes":{}}]})",
            two_roles
  )
            .empty());
}

TEST_CASE("find_changes makes, changes and removes") {
  const char* wanted =
      R"({"roles":[{"name":"a","description":"other","scopes":{"https://x.example":["r"]}},)"
      R"({"name":"c","description":"C"}]})";
  CHECK(plan_of(wanted, two_roles) == "~ role a: description, scopes\n+ role c\n");
  CHECK(
      plan_of(wanted, two_roles, Prune::yes) ==
      "~ role a: description, scopes\n+ role c\n- role b\n"
  );
}

TEST_CASE("find_changes keeps the secrets of a configuration that the file leaves out") {
  auto current = document_of(
      R"({"connectors":[{"id":"c","connectorId":"oidc","config":{"clientId":"a","clientSecret":"b",)"
      R"("trustUnverifiedEmail":false,"scope":"x"}}]})"
  );
  current.items["connectors"].front().config_secrets = {"clientSecret"};
  const auto plan = [&](const std::string& config) {
    const auto wanted =
        document_of(R"({"connectors":[{"id":"c","connectorId":"oidc","config":)" + config + "}]}");
    return find_changes(wanted, current, Prune::no);
  };
  CHECK(plan(R"({"scope":"x","clientId":"a"})").list.empty());
  const auto changes = plan(R"({"clientId":"other"})");
  REQUIRE(changes.list.size() == 1);
  CHECK(to_text(changes) == "~ connector c: config\n");
  const auto& config = changes.list.front().wanted.at("config").as_object();
  CHECK(config.at("clientSecret") == "b");
  // Only secrets stay on their own.
  CHECK_FALSE(config.contains("scope"));
  const auto replaced = plan(R"({"clientId":"a","scope":"x","clientSecret":"new"})");
  REQUIRE(replaced.list.size() == 1);
  CHECK(replaced.list.front().wanted.at("config").at("clientSecret") == "new");
}

TEST_CASE("find_changes leaves alone what only counts at creation") {
  CHECK(plan_of(
            R"({"users":[{"username":"a","password":"secret"}]})",
            R"({"users":[{"username":"a","id":"u1"}]})"
  )
            .empty());
  CHECK(
      plan_of(R"({"roles":[{"name":"a","description":"A","type":"MachineToMachine"}]})", two_roles)
          .empty()
  );
}

TEST_CASE("find_changes never removes what the server needs of itself") {
  auto current = document_of(two_roles);
  current.items["roles"][1].is_built_in = true;
  const auto changes = find_changes(document_of(R"({"roles":[]})"), current, Prune::yes);
  CHECK(to_text(changes) == "- role a\n");
}

TEST_CASE("find_changes orders things after what they are linked to, and removals the other way") {
  const char* file =
      R"({"organizations":[{"name":"o"}],"users":[{"username":"u"}],)"
      R"("resources":[{"indicator":"https://x.example","name":"x"}],)"
      R"("roles":[{"name":"a","description":"A"}],"signInExperience":{"signInMode":"SignIn"}})";
  CHECK(
      plan_of(file, "{}") ==
      "+ resource https://x.example\n+ role a\n+ user u\n+ organization o\n"
      "~ sign-in experience: signInMode\n"
  );
  CHECK(
      plan_of(R"({"organizations":[],"users":[],"resources":[],"roles":[]})", file, Prune::yes) ==
      "- organization o\n- user u\n- role a\n- resource https://x.example\n"
  );
}

}  // namespace daemun::app
