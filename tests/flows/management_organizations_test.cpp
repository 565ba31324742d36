// Organizations over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

std::string create(Administrator& administrator, const std::string& name) {
  return string_at(
      administrator.expect(201, Method::post, "/organizations", R"({"name":")" + name + R"("})"),
      "id"
  );
}

// The names, with a space after each.
std::string names(Administrator& administrator, const std::string& query) {
  std::string text;
  const auto list = administrator.get("/organizations" + query);
  for (const auto& organization : list.as_array())
    text += string_at(organization.as_object(), "name") + " ";
  return text;
}

}  // namespace

TEST_CASE("an organization is created, shown, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = administrator.expect(
        201, Method::post, "/organizations", R"({"name":"Acme","customData":{"plan":"x"}})"
    );
    const auto id = string_at(made, "id");
    CHECK(id.size() == 12);
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","id":")" + id +
            R"(","name":"Acme","description":null,"customData":{"plan":"x"},)"
            R"("isMfaRequired":false,"isTrustedDeviceAllowed":true,"color":{},"branding":{},)"
            R"("customCss":null,"createdAt":)" +
            std::to_string(to_unix_ms(server.clock.now())) + "}"
    );
    const auto path = "/organizations/" + id;
    CHECK(administrator.get(path).as_object() == made);

    auto changed = administrator.expect(
        200,
        Method::patch,
        path,
        R"({"description":"Tools","isMfaRequired":true,"isTrustedDeviceAllowed":false,)"
        R"("color":{"primaryColor":"#fff"},"branding":{"logoUrl":"https://acme.example/l.png"},)"
        R"("customCss":"a{}","customData":{"seats":3}})"
    );
    CHECK(changed == administrator.get(path).as_object());
    CHECK(string_at(changed, "name") == "Acme");
    // A JSON member is replaced as a whole.
    CHECK(changed.at("customData") == json::parse(R"({"seats":3})"));
    CHECK(changed.at("branding") == json::parse(R"({"logoUrl":"https://acme.example/l.png"})"));

    changed = administrator.expect(
        200, Method::patch, path, R"({"name":"Acme Inc","description":null,"customCss":null})"
    );
    CHECK(string_at(changed, "name") == "Acme Inc");
    CHECK(changed.at("description").is_null());
    CHECK(changed.at("customCss").is_null());
    CHECK(changed.at("isMfaRequired").as_bool());
    CHECK(changed == administrator.get(path).as_object());

    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::get, path).status == 404);
  });
}

TEST_CASE("a body cannot choose the tenant, the id or the birth of an organization") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string body = R"({"name":"A","tenantId":"admin","id":"chosen","createdAt":1})";
    const auto made = administrator.expect(201, Method::post, "/organizations", body);
    CHECK(string_at(made, "tenantId") == "default");
    CHECK(string_at(made, "id") != "chosen");
    CHECK(made.at("createdAt").as_int64() == to_unix_ms(server.clock.now()));
    const auto path = "/organizations/" + string_at(made, "id");
    CHECK(administrator.expect(200, Method::patch, path, body) == made);
    CHECK(administrator.get(path).as_object() == made);
  });
}

TEST_CASE("organizations are listed by creation, in pages, and found by a part of name or id") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* name : {"Charlie", "alpha", "Bravo 100%"}) {
      create(administrator, name);
      server.clock.advance(Seconds(1));
    }
    CHECK(names(administrator, "") == "Charlie alpha Bravo 100% ");
    const auto page = administrator.send(Method::get, "/organizations?page=2&page_size=2");
    CHECK(*page.find("total-number") == "3");
    CHECK(json::parse(page.body).as_array().size() == 1);
    CHECK(names(administrator, "?q=ALPHA") == "alpha ");
    CHECK(names(administrator, "?q=%25") == "Bravo 100% ");
    CHECK(names(administrator, "?q=_").empty());
    const auto id = create(administrator, "Delta");
    CHECK(names(administrator, "?q=" + id.substr(2)) == "Delta ");
    CHECK(*administrator.send(Method::get, "/organizations?q=zulu").find("total-number") == "0");
  });
}

TEST_CASE("a list of organizations features at most three users of each") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_organization("empty"));
    server.insert(an_organization("full"));
    for (const char* id : {"eve", "alice", "dora", "carol", "bob"}) {
      auto user = a_user(id);
      user.name = std::string("Name of ") + id;
      server.insert(user);
      server.add_member("full", id, "");
    }
    const auto list = administrator.get("/organizations?showFeatured=1").as_array();
    REQUIRE(list.size() == 2);
    CHECK(list[0].as_object().at("usersCount").as_int64() == 0);
    CHECK(list[0].as_object().at("featuredUsers").as_array().empty());
    CHECK(list[1].as_object().at("usersCount").as_int64() == 5);
    CHECK(
        json::serialize(list[1].as_object().at("featuredUsers")) ==
        R"([{"id":"alice","avatar":null,"name":"Name of alice"},)"
        R"({"id":"bob","avatar":null,"name":"Name of bob"},)"
        R"({"id":"carol","avatar":null,"name":"Name of carol"}])"
    );
    CHECK_FALSE(administrator.get("/organizations").as_array()[1].as_object().contains("usersCount")
    );
  });
}

TEST_CASE("a list of organizations takes four reads, however many there are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_user("alice"));
    for (int i = 0; i < 5; ++i) {
      const auto id = "org" + std::to_string(i);
      server.insert(an_organization(id));
      server.add_member(id, "alice", "");
    }
    administrator.get("/organizations");  // the signing keys are settings, read once
    const auto before = server.database->counters().reads;
    CHECK(administrator.get("/organizations?showFeatured=true").as_array().size() == 5);
    CHECK(server.database->counters().reads - before <= 4);
  });
}

TEST_CASE("webhooks are told of organizations that come, change and go") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    listen(server, {"Organization.Created", "Organization.Data.Updated", "Organization.Deleted"});
    const auto path = "/organizations/" + create(administrator, "Acme");
    administrator.expect(200, Method::patch, path, R"({"name":"Acme Inc"})");
    administrator.send(Method::delete_, path);
    const auto created = told(server, "Organization.Created");
    REQUIRE(created.size() == 1);
    CHECK(string_at(created[0].at("data").as_object(), "name") == "Acme");
    const auto changed = told(server, "Organization.Data.Updated");
    REQUIRE(changed.size() == 1);
    CHECK(string_at(changed[0].at("data").as_object(), "name") == "Acme Inc");
    CHECK(told(server, "Organization.Deleted").size() == 1);
  });
}

TEST_CASE("a deleted organization gives no more tokens, and its members stay users") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client client(server, "web");
    const auto token = client.tokens_of("alice", shop_request).text("refresh_token");
    CHECK(client.refresh(token, {{"organization_id", "acme"}}).status() == 200);
    CHECK(administrator.send(Method::delete_, "/organizations/acme").status == 204);
    CHECK(client.refresh(token, {{"organization_id", "acme"}}).status() == 403);
    CHECK(client.refresh(token).status() == 200);
  });
}

TEST_CASE("a demand for MFA that is set over the API closes the organization at once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client client(server, "web");
    const auto token = client.tokens_of("alice", shop_request).text("refresh_token");
    administrator.expect(200, Method::patch, "/organizations/acme", R"({"isMfaRequired":true})");
    CHECK(client.refresh(token, {{"organization_id", "acme"}}).status() == 403);
  });
}

TEST_CASE("organizations of another tenant are not there") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const storage::AccessStore others(*server.database, TenantId("admin"));
    server.commit(others.insert_organization(an_organization("theirs"), server.clock.now()));
    CHECK(names(administrator, "").empty());
    CHECK(administrator.send(Method::get, "/organizations/theirs").status == 404);
    CHECK(administrator.send(Method::patch, "/organizations/theirs", "{}").status == 404);
    CHECK(administrator.send(Method::delete_, "/organizations/theirs").status == 404);
  });
}

TEST_CASE("requests about organizations that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto acme = "/organizations/" + create(administrator, "Acme");
    const std::string long_name(129, 'a');
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, "/organizations", "{}", 400, "guard.invalid_input"},
        {Method::post, "/organizations", R"({"name":""})", 400, "guard.invalid_input"},
        {Method::post,
         "/organizations",
         R"({"name":")" + long_name + R"("})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/organizations",
         R"({"name":"a","color":{"primaryColor":"red"}})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/organizations",
         R"({"name":"a","branding":{"logoUrl":"javascript:x"}})",
         400,
         "guard.invalid_input"},
        {Method::patch, acme, R"({"customData":[]})", 400, "guard.invalid_input"},
        {Method::patch, acme, R"({"isMfaRequired":"yes"})", 400, "guard.invalid_input"},
        {Method::get, "/organizations?page=0", "", 400, "guard.invalid_pagination"},
        {Method::get, "/organizations/none", "", 404, "entity.not_exists_with_id"},
        {Method::patch, "/organizations/none", "{}", 404, "entity.not_exists_with_id"},
        {Method::delete_, "/organizations/none", "", 404, "entity.not_found"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
  });
}

}  // namespace daemun::flows
