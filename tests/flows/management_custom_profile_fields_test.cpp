// The fields of the registration form over the Management API, and the registration that they
// shape.
#include <doctest/doctest.h>

#include <utility>

#include "flows/harness/administrator.h"
#include "flows/harness/browser.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/custom-profile-fields";
const std::string company = R"({"name":"company","type":"Text","required":true})";

std::string names_of(const json::array& fields) {
  std::string names;
  for (const auto& field : fields)
    names += std::string(field.at("name").as_string()) + " ";
  return names;
}

std::string public_fields(Server& server, const char* member) {
  Browser browser(server);
  const auto settings = json::parse(browser.get("/api/.well-known/sign-in-exp").body);
  return names_of(settings.at(member).as_array());
}

}  // namespace

TEST_CASE("a profile field is created, shown, replaced and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = administrator.expect(
        201,
        Method::post,
        path,
        R"({"name":"plan","type":"Select","label":"Plan","description":"Which?","required":true,)"
        R"("odd":1,"config":{"placeholder":"-","options":[{"label":"Free","value":"free"},)"
        R"({"value":"pro"}],"more":2}})"
    );
    const auto id = std::string(made.at("id").as_string());
    CHECK(id.size() == 21);
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","id":")" + id +
            R"(","name":"plan","type":"Select","label":"Plan","description":"Which?",)"
            R"("required":true,"config":{"placeholder":"-","options":[{"label":"Free",)"
            R"("value":"free"},{"value":"pro"}]},"createdAt":)" +
            std::to_string(to_unix_ms(server.clock.now())) + R"(,"sieOrder":1})"
    );
    CHECK(administrator.get(path + "/plan").as_object() == made);
    CHECK(administrator.get(path).as_array().size() == 1);

    const auto replaced = administrator.expect(
        200, Method::put, path + "/plan", R"({"name":"other","type":"Url","required":false})"
    );
    CHECK(replaced.at("id") == made.at("id"));
    CHECK(replaced.at("name").as_string() == "plan");
    CHECK(replaced.at("type").as_string() == "Url");
    CHECK(replaced.at("label").as_string().empty());
    CHECK(replaced.at("description").is_null());
    CHECK(replaced.at("config").as_object().empty());

    CHECK(administrator.send(Method::delete_, path + "/plan").status == 204);
    for (const auto method : {Method::get, Method::delete_}) {
      const auto gone = administrator.send(method, path + "/plan");
      CHECK(gone.status == 404);
      CHECK(to_answer(gone).text("code") == "entity.not_found");
    }
    const auto replaced_none =
        administrator.send(Method::put, path + "/plan", R"({"type":"Url","required":false})");
    CHECK(replaced_none.status == 404);
    CHECK(to_answer(replaced_none).text("code") == "entity.not_exists");
    CHECK(
        administrator.send(Method::put, path + "/plan", R"({"type":"Url","required":false})")
            .status == 404
    );
  });
}

TEST_CASE("several profile fields are created at once or not at all, and ordered") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto batch = path + "/batch";
    const auto twice = administrator.send(Method::post, batch, "[" + company + "," + company + "]");
    CHECK(twice.status == 422);
    CHECK(to_answer(twice).text("code") == "custom_profile_fields.name_exists");
    CHECK(administrator.get(path).as_array().empty());

    const auto made = administrator.send(
        Method::post,
        batch,
        "[" + company + R"(,{"name":"age","type":"Number","required":false},)" +
            R"({"name":"news","type":"Checkbox","required":false}])"
    );
    REQUIRE(made.status == 201);
    CHECK(names_of(json::parse(made.body).as_array()) == "company age news ");
    const auto ordered = administrator.send(
        Method::post,
        path + "/properties/sie-order",
        R"({"order":[{"name":"news","sieOrder":-1},{"name":"company","sieOrder":9}]})"
    );
    REQUIRE(ordered.status == 200);
    CHECK(names_of(json::parse(ordered.body).as_array()) == "news age company ");
    CHECK(public_fields(server, "customProfileFields") == "news age company ");

    std::string many = "[";
    for (int i = 0; i < 21; ++i) {
      many += (i == 0 ? "" : ",") + (R"({"name":"n)" + std::to_string(i)) +
              R"(","type":"Text","required":false})";
    }
    const auto refused = administrator.send(Method::post, batch, many + "]");
    CHECK(refused.status == 400);
    const auto answer = to_answer(refused);
    const auto& issues = answer.body.at("data").at("issues").as_array();
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].at("code") == "too_big");
    CHECK(administrator.send(Method::post, batch, company).status == 400);
  });
}

TEST_CASE("profile fields that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    administrator.expect(201, Method::post, path, company);
    const std::pair<std::string, const char*> cases[] = {
        {R"({"type":"Text","required":true})", "400 guard.invalid_input"},
        {R"({"name":"a","type":"Text"})", "400 guard.invalid_input"},
        {R"({"name":"a","type":"Blob","required":true})", "400 guard.invalid_input"},
        {R"({"name":"a","type":"Select","required":true})", "400 guard.invalid_input"},
        {R"({"name":"a","type":"Regex","required":true,"config":{}})", "400 guard.invalid_input"},
        {R"({"name":"","type":"Text","required":true})", "400 custom_profile_fields.invalid_name"},
        {R"({"name":"a_b","type":"Text","required":true})",
         "400 custom_profile_fields.invalid_name"},
        {R"({"name":"email","type":"Text","required":true})",
         "400 custom_profile_fields.name_conflict_sign_in_identifier"},
        {R"({"name":"preferredUsername","type":"Text","required":true})",
         "400 custom_profile_fields.name_conflict_built_in_prop"},
        {R"({"name":"onboarding","type":"Text","required":true})",
         "400 custom_profile_fields.name_conflict_custom_data"},
        {R"({"name":"a","type":"Text","required":true,"config":{"minLength":2,"maxLength":1}})",
         "400 custom_profile_fields.invalid_min_max_input"},
        {R"({"name":"a","type":"Select","required":true,"config":{"options":[]}})",
         "400 custom_profile_fields.invalid_options"},
        {R"({"name":"a","type":"Regex","required":true,"config":{"format":"["}})",
         "400 custom_profile_fields.invalid_regex_format"},
        {R"({"name":"a","type":"Fullname","required":true,"config":{"parts":[]}})",
         "400 custom_profile_fields.invalid_fullname_components"},
        {R"({"name":"a","type":"Address","required":true,"config":{"parts":[]}})",
         "400 custom_profile_fields.invalid_address_components"},
        {R"({"name":"a","type":"Date","required":true,"config":{"format":"soon"}})",
         "400 request.invalid_input"},
        {company, "422 custom_profile_fields.name_exists"},
    };
    for (const auto& [body, expected] : cases) {
      const std::string shown = body;
      CAPTURE(shown);
      const auto response = administrator.send(Method::post, path, body);
      CHECK(std::to_string(response.status) + " " + to_answer(response).text("code") == expected);
    }
    const auto details = to_answer(administrator.send(Method::post, path, cases[4].first));
    CHECK(details.text("details") == "body.config.format is required");
    for (const char* order :
         {R"({"order":[{"name":"none","sieOrder":1}]})",
          R"({"order":[{"name":"company","sieOrder":1},{"name":"company","sieOrder":2}]})"}) {
      CHECK(administrator.send(Method::post, path + "/properties/sie-order", order).status == 400);
    }
    CHECK(administrator.get(path).as_array().size() == 1);
  });
}

TEST_CASE("the tenant chooses which fields registration asks for, and a deleted one is forgotten") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* name : {"a", "b", "c"}) {
      administrator.expect(
          201,
          Method::post,
          path,
          R"({"name":")" + std::string(name) + R"(","type":"Text","required":false})"
      );
    }
    CHECK(public_fields(server, "customProfileFields") == "a b c ");
    administrator.expect(
        200,
        Method::patch,
        "/account-center",
        R"({"profileFields":[{"name":"avatar"},{"name":"name"}]})"
    );
    const std::string chosen = R"([{"name":"c"},{"name":"a"}])";
    administrator.expect(
        200, Method::patch, "/sign-in-exp", R"({"signUpProfileFields":)" + chosen + "}"
    );
    administrator.expect(
        200, Method::patch, "/account-center", R"({"profileFields":)" + chosen + "}"
    );
    CHECK(public_fields(server, "customProfileFields") == "c a ");
    CHECK(public_fields(server, "customProfileFieldCatalog") == "a b c ");

    CHECK(administrator.send(Method::delete_, path + "/c").status == 204);
    CHECK(public_fields(server, "customProfileFields") == "a ");
    CHECK(
        json::serialize(administrator.get("/sign-in-exp").at("signUpProfileFields")) ==
        R"([{"name":"a"}])"
    );
    CHECK(
        json::serialize(administrator.get("/account-center").at("profileFields")) ==
        R"([{"name":"a"}])"
    );
    administrator.expect(200, Method::patch, "/sign-in-exp", R"({"signUpProfileFields":[]})");
    CHECK(public_fields(server, "customProfileFields").empty());
  });
}

TEST_CASE("a registration fills the profile form, and applications see the answers") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_application("web"));
    administrator.expect(201, Method::post, path, company);
    administrator.expect(
        201,
        Method::post,
        path,
        R"({"name":"birthdate","type":"Date","required":true,"config":{"format":"yyyy-MM-dd"}})"
    );
    Browser browser(server);
    const Client client(server, "web");
    client.authorize(browser, {{"scope", "openid profile custom_data"}, {"prompt", "consent"}});
    const auto send = [&](Method method, const std::string& step, const json::object& body) {
      return browser.send_json(method, "/api/experience" + step, body);
    };
    send(Method::put, "", {{"interactionEvent", "Register"}});
    const auto proof = to_answer(send(
        Method::post,
        "/verification/new-password-identity",
        {{"identifier", {{"type", "username"}, {"value", "mina"}}}, {"password", user_password}}
    ));
    const json::object identification{{"verificationId", proof.text("verificationId")}};
    const auto asked = to_answer(send(Method::post, "/identification", identification));
    CHECK(asked.text("code") == "user.missing_profile");
    CHECK(json::serialize(asked.body.at("data")) == R"({"missingProfile":["extraProfile"]})");
    const auto answer = [&](json::object values) {
      return send(
          Method::post, "/profile", {{"type", "extraProfile"}, {"values", std::move(values)}}
      );
    };
    CHECK(answer({{"company", "ACME"}, {"birthdate", "29.2.2000"}}).status == 400);
    CHECK(answer({{"company", "ACME"}, {"birthdate", "2000-02-29"}}).status == 204);
    CHECK(send(Method::post, "/identification", identification).status == 201);
    CHECK(send(Method::post, "/submit", {}).status == 200);
    const auto user =
        run_task(server.users.find(Identifier{.type = IdentifierType::username, .value = "mina"}));
    REQUIRE(user);
    CHECK(user->profile == R"({"birthdate":"2000-02-29"})");
    CHECK(user->custom_data == R"({"company":"ACME"})");
  });
}

}  // namespace daemun::flows
