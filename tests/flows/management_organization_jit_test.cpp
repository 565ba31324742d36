// Just-in-time provisioning, set up over the Management API.
#include "storage/organization_jit_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string domains = "/organizations/acme/jit/email-domains";
const std::string roles = "/organizations/acme/jit/roles";

void add_organization(Server& server) {
  server.insert(an_organization("acme"));
  server.insert_organization_role("member", RoleType::user, {}, {});
  server.insert_organization_role("admin", RoleType::user, {}, {});
  server.insert_organization_role("robot", RoleType::machine_to_machine, {}, {});
}

// The values of a member in a list, with a space after each.
std::string values(Administrator& administrator, const std::string& path, const char* name) {
  std::string text;
  const auto list = administrator.get(path);
  for (const auto& one : list.as_array())
    text += std::string(one.as_object().at(name).as_string()) + " ";
  return text;
}

}  // namespace

TEST_CASE("e-mail domains of an organization are added, listed, replaced and removed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organization(server);
    const auto added =
        administrator.expect(201, Method::post, domains, R"({"emailDomain":"Acme.Example"})");
    CHECK(
        json::serialize(added) ==
        R"({"tenantId":"default","organizationId":"acme","emailDomain":"acme.example"})"
    );
    administrator.expect(201, Method::post, domains, R"({"emailDomain":"acme.test"})");
    CHECK(values(administrator, domains, "emailDomain") == "acme.example acme.test ");
    CHECK(administrator.get(domains).as_array()[0].as_object() == added);
    const auto page = administrator.send(Method::get, domains + "?page=2&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(json::parse(page.body).as_array().size() == 1);

    CHECK(
        administrator
            .send(Method::put, domains, R"({"emailDomains":["b.example","ACME.test","b.example"]})")
            .status == 204
    );
    CHECK(values(administrator, domains, "emailDomain") == "acme.test b.example ");
    CHECK(administrator.send(Method::delete_, domains + "/acme.test").status == 204);
    CHECK(administrator.send(Method::delete_, domains + "/acme.test").status == 404);
    CHECK(administrator.send(Method::put, domains, R"({"emailDomains":[]})").status == 204);
    CHECK(administrator.get(domains).as_array().empty());
  });
}

TEST_CASE("default roles of an organization are added, listed, replaced and removed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organization(server);
    administrator.send(Method::post, roles, R"({"organizationRoleIds":["member"]})");
    CHECK(
        administrator.send(Method::post, roles, R"({"organizationRoleIds":["admin","member"]})")
            .status == 201
    );
    CHECK(values(administrator, roles, "name") == "admin member ");
    const auto page = administrator.send(Method::get, roles + "?page=1&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(
        administrator.send(Method::put, roles, R"({"organizationRoleIds":["member"]})").status ==
        204
    );
    CHECK(values(administrator, roles, "id") == "member ");
    CHECK(administrator.send(Method::delete_, roles + "/member").status == 204);
    CHECK(administrator.send(Method::delete_, roles + "/member").status == 404);
  });
}

TEST_CASE("a new user with a proven address joins by what was set up over the API") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organization(server);
    administrator.expect(201, Method::post, domains, R"({"emailDomain":"acme.example"})");
    administrator.send(Method::post, roles, R"({"organizationRoleIds":["member"]})");
    const storage::OrganizationJitStore jit(*server.database, server.tenant);
    auto user = a_user("alice");
    user.primary_email = "alice@acme.example";
    storage::Plan plan;
    plan.add(server.users.insert(user, std::nullopt))
        .add(jit.provision(
            user.id, *ProvenEmail::make(*user.primary_email, EmailProof::administrator)
        ));
    server.commit(std::move(plan));
    const auto members = administrator.get("/organizations/acme/users").as_array();
    REQUIRE(members.size() == 1);
    CHECK(
        json::serialize(members[0].as_object().at("organizationRoles")) ==
        R"([{"id":"member","name":"member"}])"
    );
  });
}

TEST_CASE("requests about provisioning that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organization(server);
    administrator.expect(201, Method::post, domains, R"({"emailDomain":"acme.example"})");
    const std::string none = "/organizations/none/jit";
    constexpr const char* missing = "entity.relation_foreign_key_not_found";
    const struct {
      Method method;
      std::string path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post,
         domains,
         R"({"emailDomain":"ACME.example"})",
         422,
         "entity.unique_integrity_violation"},
        {Method::post, domains, R"({"emailDomain":""})", 400, "guard.invalid_input"},
        {Method::post, domains, R"({"emailDomain":"@acme.example"})", 400, "guard.invalid_input"},
        {Method::put, domains, R"({"emailDomains":["a.example","*"]})", 400, "guard.invalid_input"},
        {Method::post, none + "/email-domains", R"({"emailDomain":"a.example"})", 422, missing},
        {Method::put, none + "/email-domains", R"({"emailDomains":["a.example"]})", 422, missing},
        {Method::delete_, domains + "/b.example", "", 404, "entity.not_found"},
        {Method::delete_, domains + "/none", "", 404, "entity.not_found"},
        {Method::get, none + "/roles", "", 404, "entity.not_exists_with_id"},
        {Method::post, roles, R"({"organizationRoleIds":[]})", 400, "guard.invalid_input"},
        {Method::post, roles, R"({"organizationRoleIds":["none"]})", 422, missing},
        {Method::post,
         roles,
         R"({"organizationRoleIds":["robot"]})",
         422,
         "entity.db_constraint_violated"},
        {Method::put, none + "/roles", R"({"organizationRoleIds":["member"]})", 422, missing},
        {Method::delete_, roles + "/admin", "", 404, "entity.not_found"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(values(administrator, domains, "emailDomain") == "acme.example ");
    CHECK(administrator.get(roles).as_array().empty());
  });
}

}  // namespace daemun::flows
