// API resources and their scopes over the Management API.
#include <doctest/doctest.h>

#include <algorithm>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object create_shop(Administrator& administrator) {
  return administrator.expect(
      201, Method::post, "/resources", R"({"name":"Shop","indicator":"https://shop.example/api"})"
  );
}

}  // namespace

TEST_CASE("a resource is created, shown, changed, made the default and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create_shop(administrator);
    const auto id = string_at(made, "id");
    CHECK(id.size() == 21);
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","id":")" + id +
            R"(","name":"Shop","indicator":"https://shop.example/api","isDefault":false,)"
            R"("accessTokenTtl":3600,"scopes":[]})"
    );
    const auto path = "/resources/" + id;
    CHECK_FALSE(administrator.get(path).as_object().contains("scopes"));

    auto changed = administrator.expect(200, Method::patch, path, R"({"accessTokenTtl":60})");
    CHECK(changed.at("accessTokenTtl").as_int64() == 60);
    CHECK(string_at(changed, "name") == "Shop");
    changed = administrator.expect(
        200, Method::patch, path, R"({"name":"Store","indicator":"https://x.example"})"
    );
    CHECK(string_at(changed, "name") == "Store");
    CHECK(string_at(changed, "indicator") == "https://shop.example/api");

    const auto is_default = path + "/is-default";
    CHECK(administrator.expect(200, Method::patch, is_default, R"({"isDefault":true})")
              .at("isDefault")
              .as_bool());
    const auto other = administrator.expect(
        201, Method::post, "/resources", R"({"name":"B","indicator":"https://b.example"})"
    );
    administrator.expect(
        200,
        Method::patch,
        "/resources/" + string_at(other, "id") + "/is-default",
        R"({"isDefault":true})"
    );
    CHECK_FALSE(administrator.get(path).as_object().at("isDefault").as_bool());

    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::get, path).status == 404);
    CHECK(administrator.send(Method::delete_, path).status == 404);
  });
}

TEST_CASE("a new resource is good for a token at once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto id = string_at(create_shop(administrator), "id");
    const auto scope = administrator.expect(
        201, Method::post, "/resources/" + id + "/scopes", R"({"name":"read"})"
    );
    server.commit(
        server.roles.assign_scope(RoleId("administration"), ScopeId(string_at(scope, "id")))
    );
    const auto token = administrator.token("https://shop.example/api", "read");
    CHECK(string_at(claims_of(token), "scope") == "read");
    administrator.expect(200, Method::patch, "/resources/" + id, R"({"accessTokenTtl":60})");
    const auto claims = claims_of(administrator.token("https://shop.example/api", "read"));
    CHECK(claims.at("exp").as_int64() - claims.at("iat").as_int64() == 60);
  });
}

TEST_CASE("scopes of a resource are created, listed by page, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto scopes = "/resources/" + string_at(create_shop(administrator), "id") + "/scopes";
    const auto read =
        administrator.expect(201, Method::post, scopes, R"({"name":"read","description":"See"})");
    administrator.expect(201, Method::post, scopes, R"({"name":"write"})");
    administrator.expect(201, Method::post, scopes, R"({"name":"buy","description":null})");

    const auto page = administrator.send(Method::get, scopes + "?page=2&page_size=2");
    CHECK(*page.find("total-number") == "3");
    CHECK(page.find("link")->find("rel=\"prev\"") != std::string::npos);
    const auto listed = json::parse(page.body).as_array();
    REQUIRE(listed.size() == 1);
    CHECK(string_at(listed[0].as_object(), "name") == "write");
    CHECK(listed[0].as_object().at("description").is_null());

    const auto path = scopes + "/" + string_at(read, "id");
    auto changed = administrator.expect(200, Method::patch, path, R"({"name":"view"})");
    CHECK(string_at(changed, "name") == "view");
    CHECK(string_at(changed, "description") == "See");
    CHECK(changed.at("createdAt") == read.at("createdAt"));
    changed = administrator.expect(200, Method::patch, path, R"({"description":null})");
    CHECK(changed.at("description").is_null());

    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::delete_, path).status == 404);
    const auto with_scopes =
        administrator.get("/resources?includeScopes=true&page_size=2&page=1").as_array();
    REQUIRE(with_scopes.size() == 2);
    // Whether capitals come first is the database's.
    const auto found = std::find_if(with_scopes.begin(), with_scopes.end(), [](const auto& one) {
      return string_at(one.as_object(), "name") == "Shop";
    });
    REQUIRE(found != with_scopes.end());
    CHECK(found->as_object().at("scopes").as_array().size() == 2);
  });
}

TEST_CASE("lists of resources take two reads, however many there are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (int i = 0; i < 5; ++i) {
      server.insert(a_resource("https://r" + std::to_string(i) + ".example", {"a", "b"}));
    }
    administrator.get("/resources");  // the signing keys are settings, read once
    const auto before = server.database->counters().reads;
    const auto list = administrator.get("/resources?includeScopes=true").as_array();
    CHECK(list.size() == 6);
    CHECK(server.database->counters().reads - before <= 2);
  });
}

TEST_CASE("requests about resources that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto shop = "/resources/" + string_at(create_shop(administrator), "id");
    administrator.expect(201, Method::post, shop + "/scopes", R"({"name":"read"})");
    const auto second =
        administrator.expect(201, Method::post, shop + "/scopes", R"({"name":"write"})");
    const struct {
      Method method;
      std::string path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, "/resources", R"({"name":"Shop"})", 400, "guard.invalid_input"},
        {Method::post, "/resources", R"({"name":"","indicator":"x"})", 400, "guard.invalid_input"},
        {Method::post, "/resources", R"([])", 400, "guard.invalid_input"},
        {Method::post,
         "/resources",
         R"({"name":"Shop","indicator":"https://shop.example/api#orders"})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/resources",
         R"({"name":"Shop","indicator":"https://shop.example/api"})",
         422,
         "resource.resource_identifier_in_use"},
        {Method::get, "/resources/none", "", 404, "entity.not_exists_with_id"},
        {Method::patch, "/resources/none", R"({"name":"a"})", 404, "entity.not_exists_with_id"},
        {Method::patch, shop, R"({"accessTokenTtl":0})", 400, "guard.invalid_input"},
        {Method::patch, shop + "/is-default", R"({})", 400, "guard.invalid_input"},
        {Method::get, "/resources/none/scopes", "", 404, "entity.not_exists_with_id"},
        {Method::get, shop + "/scopes?page=0", "", 400, "guard.invalid_pagination"},
        {Method::post,
         "/resources/none/scopes",
         R"({"name":"a"})",
         404,
         "entity.not_exists_with_id"},
        {Method::post, shop + "/scopes", R"({"name":"read"})", 422, "scope.name_exists"},
        {Method::post, shop + "/scopes", R"({"name":"re ad"})", 400, "scope.name_with_space"},
        {Method::patch,
         shop + "/scopes/" + string_at(second, "id"),
         R"({"name":"read"})",
         422,
         "scope.name_exists"},
        {Method::patch, shop + "/scopes/none", R"({"name":"a"})", 404, "entity.not_exists_with_id"},
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

TEST_CASE("a list that cannot be searched refuses a search instead of answering with everything") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* query : {"?search=%25a%25", "?search.name=a", "?page=1&search="}) {
      CAPTURE(query);
      const auto response = administrator.send(Method::get, std::string("/resources") + query);
      CHECK(response.status == 400);
      CHECK(to_answer(response).text("code") == "request.invalid_input");
    }
    CHECK(administrator.send(Method::get, "/resources?researched=1").status == 200);
  });
}

TEST_CASE("the scopes of a resource are searched by any field, by one, and by several") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_resource("urn:shop", {"read:books", "read:cds", "write:books"}));
    const auto names = [&](const std::string& query) {
      std::string text;
      const auto response = administrator.send(Method::get, "/resources/urn:shop/scopes?" + query);
      if (response.status != 200) return std::to_string(response.status);
      const auto scopes = json::parse(response.body);
      for (const auto& scope : scopes.as_array())
        text += string_at(scope.as_object(), "name") + " ";
      CHECK(
          *response.find("total-number") ==
          std::to_string(std::count(text.begin(), text.end(), ' '))
      );
      return text;
    };
    CHECK(names("search=%25books") == "read:books write:books ");
    CHECK(names("search.name=READ%25") == "read:books read:cds ");
    CHECK(names("search.name=READ:CDS&mode=exact") == "read:cds ");
    CHECK(names("search.name=READ:CDS&mode=exact&isCaseSensitive=true") == "");
    CHECK(
        names("search.name=read:cds&search.name=write:books&mode=exact") == "read:cds write:books "
    );
    CHECK(names("search.name=read%25&search.name=a") == "400");
    CHECK(names("search.name=read%25&search.id=none&joint=and").empty());
    CHECK(names("search.name=read%25&search.id=none") == "read:books read:cds ");
    CHECK(names("search.tenantId=default") == "400");
    CHECK(names("search=a&mode=odd") == "400");
    CHECK(names("search.name=r%27%20or%201=1--") == "");
    CHECK(names("search.name=%5Eread:(cds%7Cbooks)$&mode=posix") == "read:books read:cds ");
    CHECK(names("search.name=BOOKS$&mode=posix") == "read:books write:books ");
    CHECK(
        names("search.name=read:(c%7Cb)%25&mode=similar_to&isCaseSensitive=true") ==
        "read:books read:cds "
    );
    CHECK(names("search.name=(a&mode=posix") == "400");
    CHECK(names("search.name=(a%7B256%7D)&mode=posix") != "500");
    CHECK(names("search.name=(%3F%3Da)&mode=posix") == "400");
    CHECK(names("search.name=(a&mode=similar_to&isCaseSensitive=true") == "400");
    CHECK(names("search.name=a%5C") == "400");
    CHECK(names("search.name=%00") == "400");
    CHECK(names("search.name=%FF") == "400");
  });
}

TEST_CASE("the Management API itself cannot be changed or deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string path = "/resources/management-api";
    const struct {
      Method method;
      std::string path;
      const char* body;
    } cases[] = {
        {Method::patch, path, R"({"name":"a"})"},
        {Method::delete_, path, ""},
        {Method::patch, path + "/is-default", R"({"isDefault":true})"},
        {Method::post, path + "/scopes", R"({"name":"a"})"},
        {Method::patch, path + "/scopes/any", R"({"name":"a"})"},
        {Method::delete_, path + "/scopes/any", ""},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == 400);
      CHECK(
          to_answer(response).text("code") == (one.method == Method::delete_ && one.path == path
                                                   ? "resource.cannot_delete_management_api"
                                                   : "resource.cannot_modify_management_api")
      );
    }
    CHECK(administrator.get(path + "/scopes").as_array().size() == 1);
  });
}

}  // namespace daemun::flows
