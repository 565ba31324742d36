// E-mail templates through the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

using http::Method;

json::object a_template(const std::string& language, const std::string& type) {
  return {
      {"languageTag", language},
      {"templateType", type},
      {"details", {{"subject", type + " in " + language}, {"content", "{{code}}"}}}};
}

json::array put(Administrator& administrator, json::array templates) {
  const json::object body{{"templates", std::move(templates)}};
  const auto response = administrator.send(Method::put, "/email-templates", json::serialize(body));
  REQUIRE(response.status == 200);
  return json::parse(response.body).as_array();
}

std::string id_of(const json::value& row) {
  return std::string(row.at("id").as_string());
}

int status_of(Administrator& administrator, Method method, const std::string& path) {
  return administrator.send(method, path).status;
}

}  // namespace

TEST_CASE("e-mail templates are written by language and purpose, listed and filtered") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made =
        put(administrator,
            {a_template("ko", "SignIn"), a_template("en", "SignIn"), a_template("en", "Generic")});
    REQUIRE(made.size() == 3);
    const auto& first = made[0].as_object();
    CHECK(id_of(made[0]).size() == 21);
    CHECK(
        json::serialize(first) ==
        R"({"tenantId":"default","id":")" + id_of(made[0]) +
            R"(","languageTag":"ko","templateType":"SignIn","details":{"subject":"SignIn in ko",)"
            R"("content":"{{code}}"},"createdAt":)" +
            std::to_string(to_unix_ms(server.clock.now())) + "}"
    );
    const auto list = [&](const std::string& query) {
      return administrator.get("/email-templates" + query).as_array();
    };
    // By language, then purpose.
    CHECK(list("") == json::array{made[2], made[1], made[0]});
    CHECK(list("?languageTag=ko") == json::array{made[0]});
    CHECK(list("?templateType=SignIn") == json::array{made[1], made[0]});
    CHECK(list("?languageTag=ko&templateType=Generic").empty());
    CHECK(status_of(administrator, Method::get, "/email-templates?templateType=None") == 400);
    CHECK(administrator.get("/email-templates/" + id_of(made[0])) == made[0]);
    CHECK(status_of(administrator, Method::get, "/email-templates/none") == 404);
  });
}

TEST_CASE("a template that is written again keeps its id and takes the new details whole") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    auto full = a_template("ko", "SignIn");
    full["details"].as_object()["replyTo"] = "help@shop.example";
    full["details"].as_object()["contentType"] = "text/plain";
    const auto before = put(administrator, {full});
    CHECK(before[0].at("details").as_object().size() == 4);
    const auto after = put(administrator, {a_template("ko", "SignIn")});
    CHECK(id_of(after[0]) == id_of(before[0]));
    CHECK(after[0].at("details").as_object().size() == 2);
    CHECK(administrator.get("/email-templates").as_array().size() == 1);
  });
}

TEST_CASE("the details of a template are changed member by member") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path =
        "/email-templates/" + id_of(put(administrator, {a_template("ko", "SignIn")})[0]);
    const auto changed = administrator.expect(
        200, Method::patch, path + "/details", R"({"subject":"","sendFrom":"Shop"})"
    );
    CHECK(
        json::serialize(changed.at("details")) ==
        R"({"subject":"","content":"{{code}}","sendFrom":"Shop"})"
    );
    CHECK(administrator.get(path) == json::value(changed));
    CHECK(
        administrator.send(Method::patch, path + "/details", R"({"subject":null})").status == 400
    );
    CHECK(administrator.send(Method::patch, "/email-templates/none/details", "{}").status == 404);
  });
}

TEST_CASE("templates are deleted one by one or by a filter, never all at once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made =
        put(administrator,
            {a_template("ko", "SignIn"), a_template("ko", "Generic"), a_template("en", "SignIn")});
    const auto all = administrator.send(Method::delete_, "/email-templates");
    CHECK(all.status == 422);
    CHECK(all.body.find("connector.email_connector.bulk_deletion_no_filter") != std::string::npos);
    const auto some = administrator.send(Method::delete_, "/email-templates?languageTag=ko");
    CHECK(some.status == 200);
    CHECK(some.body == R"({"rowCount":2})");
    const auto none = administrator.send(Method::delete_, "/email-templates?languageTag=ko");
    CHECK(none.body == R"({"rowCount":0})");
    const auto path = "/email-templates/" + id_of(made[2]);
    CHECK(status_of(administrator, Method::delete_, path) == 204);
    CHECK(status_of(administrator, Method::delete_, path) == 404);
  });
}

TEST_CASE("what a template cannot be is refused") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto status = [&](json::array templates) {
      const json::object body{{"templates", std::move(templates)}};
      return administrator.send(Method::put, "/email-templates", json::serialize(body)).status;
    };
    CHECK(status({}) == 400);
    CHECK(status({a_template("", "SignIn")}) == 400);
    CHECK(status({a_template("a-language-too-long", "SignIn")}) == 400);
    CHECK(status({a_template("ko", "None")}) == 400);
    // Any text is a language.
    CHECK(status({a_template("klingon", "SignIn")}) == 200);
  });
}

}  // namespace daemun::flows
