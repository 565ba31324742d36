// Users over the Management API: their life, lists and searches, and what they may not be.
#include "storage/hook_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "flows/harness/administrator.h"
#include "flows/harness/second_factor.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object create(Administrator& administrator, const std::string& body) {
  return administrator.expect(200, Method::post, "/users", body);
}

std::string usernames(const http::Response& response) {
  if (response.status != 200) return std::to_string(response.status);
  const auto users = json::parse(response.body);
  std::string names;
  for (const auto& user : users.as_array())
    names += string_at(user.as_object(), "username") + " ";
  return names;
}

std::string total(const http::Response& response) {
  const auto* value = response.find("total-number");
  return value == nullptr ? "" : *value;
}

const std::string ada =
    R"({"username":"ada","primaryEmail":"Ada@Example.COM","primaryPhone":"821314291151",)"
    R"("name":"Ada","avatar":"https://x.example/a.png","password":"Xk29_vbnQ!z7",)"
    R"("customData":{"a":1},"profile":{"givenName":"Ada","address":{"country":"KR"}}})";

}  // namespace

TEST_CASE("a user is created, shown, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator, ada);
    const auto id = string_at(made, "id");
    CHECK(id.size() == 12);
    const auto now = std::to_string(to_unix_ms(server.clock.now()));
    CHECK(
        json::serialize(made) ==
        R"({"id":")" + id +
            R"(","username":"ada","primaryEmail":"ada@example.com","primaryPhone":"821314291151",)"
            R"("name":"Ada","avatar":"https://x.example/a.png","customData":{"a":1},)"
            R"("identities":{},"lastSignInAt":null,"createdAt":)" +
            now + R"(,"updatedAt":)" + now +
            R"(,"profile":{"givenName":"Ada","address":{"country":"KR"}},"applicationId":null,)"
            R"("cimdClientId":null,"isSuspended":false,"hasPassword":true})"
    );
    const auto path = "/users/" + id;
    CHECK(administrator.get(path).as_object() == made);

    server.clock.advance(Seconds(1));
    auto changed = administrator.expect(
        200, Method::patch, path, R"({"name":null,"username":"ada_2","customData":{"b":2}})"
    );
    CHECK(changed.at("name").is_null());
    CHECK(string_at(changed, "username") == "ada_2");
    CHECK(string_at(changed, "primaryEmail") == "ada@example.com");
    CHECK(json::serialize(changed.at("customData")) == R"({"b":2})");
    CHECK(changed.at("updatedAt").as_int64() == to_unix_ms(server.clock.now()));
    CHECK(changed.at("createdAt") == made.at("createdAt"));
    CHECK(administrator.get(path).as_object() == changed);
    changed = administrator.expect(
        200, Method::patch, path, R"({"username":"","primaryEmail":null,"primaryPhone":""})"
    );
    for (const char* identifier : {"username", "primaryEmail", "primaryPhone"})
      CHECK(changed.at(identifier).is_null());

    CHECK(administrator.send(Method::delete_, path).status == 204);
    for (const auto method : {Method::get, Method::delete_}) {
      const auto response = administrator.send(method, path);
      CHECK(response.status == 404);
      CHECK(to_answer(response).text("code") == "entity.not_found");
    }
  });
}

TEST_CASE("a user without anything is made, and gets the roles that are marked as default") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.commit(server.roles.insert(
        {.id = RoleId("basic"), .name = "Basic", .type = RoleType::user, .is_default = true}
    ));
    const auto made = create(administrator, "{}");
    CHECK(made.at("username").is_null());
    CHECK_FALSE(made.at("hasPassword").as_bool());
    const auto roles = administrator.get("/users/" + string_at(made, "id") + "/roles").as_array();
    REQUIRE(roles.size() == 1);
    CHECK(string_at(roles[0].as_object(), "name") == "Basic");
  });
}

TEST_CASE("only the named members of a body reach a user") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string foreign =
        R"("id":"chosen000001","tenantId":"admin","isSuspended":true,"passwordEncrypted":"x",)"
        R"("passwordEncryptionMethod":"MD5","applicationId":"web","lastSignInAt":1,"createdAt":1,)"
        R"("identities":{"github":{"userId":"1"}},"logtoConfig":{"mfa":{"skipped":true}},)"
        R"("isPasswordExpired":true,"hasPassword":true,"roleIds":["administration"])";
    const auto made = create(administrator, R"({"username":"eve",)" + foreign + "}");
    const auto path = "/users/" + string_at(made, "id");
    CHECK(path != "/users/chosen000001");
    const auto changed =
        administrator.expect(200, Method::patch, path, R"({"name":"Eve",)" + foreign + "}");
    for (const auto& user : {made, changed, administrator.get(path).as_object()}) {
      CHECK_FALSE(user.at("isSuspended").as_bool());
      CHECK_FALSE(user.at("hasPassword").as_bool());
      CHECK(user.at("applicationId").is_null());
      CHECK(user.at("lastSignInAt").is_null());
      CHECK(user.at("identities").as_object().empty());
      CHECK(user.at("createdAt").as_int64() == to_unix_ms(server.clock.now()));
    }
    CHECK(administrator.get(path + "/roles").as_array().empty());
    const auto config = administrator.get(path + "/logto-configs");
    CHECK_FALSE(config.at("mfa").at("skipped").as_bool());
    CHECK_FALSE(run_task(server.users.find_with_password(UserId(string_at(made, "id"))))
                    ->is_password_expired);
  });
}

TEST_CASE("users are listed newest first, by page, with their number") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* name : {"a", "b", "c"}) {
      create(administrator, R"({"username":")" + std::string(name) + "\"}");
      server.clock.advance(Seconds(1));
    }
    const auto list = administrator.send(Method::get, "/users");
    CHECK(usernames(list) == "c b a ");
    CHECK(total(list) == "3");
    const auto page = administrator.send(Method::get, "/users?page=2&page_size=2");
    CHECK(usernames(page) == "a ");
    CHECK(total(page) == "3");
    CHECK(page.find("link")->find("rel=\"prev\"") != std::string::npos);
    CHECK(usernames(administrator.send(Method::get, "/users?page=9")).empty());

    const auto id = string_at(json::parse(page.body).as_array()[0].as_object(), "id");
    CHECK(administrator.send(Method::delete_, "/users/" + id).status == 204);
    CHECK(total(administrator.send(Method::get, "/users")) == "2");
    CHECK(administrator.send(Method::delete_, "/users/" + id).status == 404);
    CHECK(administrator.send(Method::post, "/users", R"({"username":"b"})").status == 422);
    CHECK(total(administrator.send(Method::get, "/users")) == "2");
  });
}

TEST_CASE("a list of users takes two reads at most, however many there are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* name : {"a", "b", "c", "d"})
      create(administrator, R"({"username":")" + std::string(name) + "\"}");
    administrator.get("/users");  // the signing keys are settings, read once
    for (const char* query :
         {"/users", "/users?search=%25a%25", "/users?includePasswordHash=true"}) {
      CAPTURE(query);
      const auto before = server.database->counters().reads;
      administrator.get(query);
      CHECK(server.database->counters().reads - before <= 2);
    }
  });
}

TEST_CASE("users are searched by every field, and left out by role or organization") {
  for_each_engine([](Server& server) {
    add_shop(server);  // alice, a shopper and a member of acme
    Administrator administrator(server);
    create(administrator, ada);
    server.clock.advance(Milliseconds(1));
    create(
        administrator, R"({"username":"Bob","name":"\u00c9lodie","primaryEmail":"bob@b.example"})"
    );
    const auto found = [&](const std::string& query) {
      const auto response = administrator.send(Method::get, "/users?" + query);
      const auto names = usernames(response);
      if (response.status == 200) {
        CHECK(total(response) == std::to_string(std::count(names.begin(), names.end(), ' ')));
      }
      return names;
    };
    CHECK(found("search=%25example.com") == "ada ");
    CHECK(found("search.primaryEmail=ADA@example.com") == "ada ");
    CHECK(found("search.primaryPhone=8213%25") == "ada ");
    CHECK(found("search.username=bob&mode.username=exact") == "Bob ");
    CHECK(found("search.username=bob&mode.username=exact&isCaseSensitive=true").empty());
    CHECK(found("search.name=%25C3%2589LODIE&mode=exact").empty());
    CHECK(found("search.name=%C3%A9LODIE") == "Bob ");
    CHECK(found("search.id=alice&mode=exact") == "alice ");
    CHECK(found("search.username=ada&search.username=Bob&mode=exact") == "Bob ada ");
    CHECK(found("search.username=%5E(a%7CB)&mode=posix&isCaseSensitive=true") == "Bob ada alice ");
    CHECK(found("search.isSuspended=true") == "400");
    CHECK(found("excludeRoleId=shopper") == "Bob ada ");
    CHECK(found("excludeOrganizationId=acme") == "Bob ada ");
    CHECK(found("excludeRoleId=shopper&search=ada%25") == "ada ");  // ids are random
    CHECK(found("excludeRoleId=none") == "Bob ada alice ");
    insert_app(server, "alice");
    CHECK(found("mfaFactor=Totp") == "alice ");
    CHECK(found("mfaFactor=WebAuthn").empty());
    CHECK(found("mfaFactor=None") == "Bob ada ");
    CHECK(found("mfaFactor=None&search=ada%25") == "ada ");
    CHECK(found("mfaFactor=totp") == "400");
  });
}

TEST_CASE("what is asked for is shown beside a user, and password hashes not otherwise") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto id = string_at(create(administrator, ada), "id");
    for (const auto& path : {"/users/" + id + "?", std::string("/users?")}) {
      const auto one = [&](const std::string& query) {
        auto body = administrator.get(path + query);
        return body.is_array() ? body.as_array()[0].as_object() : body.as_object();
      };
      CHECK_FALSE(one("").contains("ssoIdentities"));
      CHECK_FALSE(one("").contains("passwordDigest"));
      CHECK_FALSE(one("includePasswordHash=false").contains("passwordDigest"));
      CHECK(one("includeSsoIdentities=true").at("ssoIdentities").as_array().empty());
      const auto user = one("includePasswordHash=true");
      CHECK(string_at(user, "passwordDigest").starts_with("$argon2id$"));
      CHECK(string_at(user, "passwordAlgorithm") == "Argon2id");
    }
    const auto bare = string_at(create(administrator, "{}"), "id");
    const auto shown = administrator.get("/users/" + bare + "?includePasswordHash=1").as_object();
    CHECK(shown.at("passwordDigest").is_null());
    CHECK(shown.at("passwordAlgorithm").is_null());
  });
}

TEST_CASE("custom data and profile are merged member by member") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = "/users/" + string_at(create(administrator, ada), "id");
    server.clock.advance(Seconds(1));
    CHECK(
        json::serialize(administrator.expect(
            200, Method::patch, path + "/custom-data", R"({"customData":{"b":{"c":2}}})"
        )) == R"({"a":1,"b":{"c":2}})"
    );
    administrator.expect(200, Method::patch, path + "/custom-data", R"({"customData":{"b":{}}})");
    CHECK(json::serialize(administrator.get(path + "/custom-data")) == R"({"a":1,"b":{}})");
    CHECK(
        json::serialize(administrator.expect(
            200, Method::patch, path + "/profile", R"({"profile":{"familyName":"L"}})"
        )) == R"({"givenName":"Ada","address":{"country":"KR"},"familyName":"L"})"
    );
    const auto user = administrator.get(path).as_object();
    CHECK(user.at("updatedAt").as_int64() == to_unix_ms(server.clock.now()));
    CHECK(user.at("profile").as_object().size() == 3);
  });
}

TEST_CASE("requests about users that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    create(administrator, ada);
    const auto path = "/users/" + string_at(create(administrator, R"({"username":"bob"})"), "id");
    const std::string long_name(129, 'a');
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, "/users", R"({"username":"ada"})", 422, "user.username_already_in_use"},
        {Method::post,
         "/users",
         R"({"primaryEmail":"ADA@example.com"})",
         422,
         "user.email_already_in_use"},
        {Method::post,
         "/users",
         R"({"primaryPhone":"821314291151"})",
         422,
         "user.phone_already_in_use"},
        {Method::post, "/users", R"({"primaryEmail":"nope"})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"primaryEmail":"a@b@c.example"})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"username":"1a"})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"username":""})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"username":"a b"})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"primaryPhone":"+82 10"})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"primaryPhone":"99999"})", 422, "user.invalid_phone"},
        {Method::patch, path, R"({"primaryPhone":"0123456789"})", 422, "user.invalid_phone"},
        {Method::post, "/users", R"({"avatar":"javascript:1"})", 400, "guard.invalid_input"},
        {Method::post,
         "/users",
         R"({"profile":{"website":"javascript:1"}})",
         400,
         "guard.invalid_input"},
        {Method::patch, path, R"({"profile":{"profile":"data:a"}})", 400, "guard.invalid_input"},
        {Method::patch,
         path + "/profile",
         R"({"profile":{"website":"javascript:alert"}})",
         400,
         "guard.invalid_input"},
        {Method::post, "/users", R"({"customData":[]})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"profile":{"locale":1}})", 400, "guard.invalid_input"},
        {Method::post, "/users", R"({"password":""})", 400, "guard.invalid_input"},
        {Method::post,
         "/users",
         R"({"password":")" + std::string(257, 'a') + "\"}",
         400,
         "guard.invalid_input"},
        {Method::post, "/users", R"({"name":")" + long_name + "\"}", 422, "entity.value_too_long"},
        {Method::post,
         "/users",
         R"({"username":")" + long_name + "\"}",
         422,
         "entity.value_too_long"},
        {Method::patch, path, R"({"username":"ada"})", 422, "user.username_already_in_use"},
        {Method::patch,
         path,
         R"({"primaryEmail":"ada@example.com"})",
         422,
         "user.email_already_in_use"},
        {Method::patch, path, R"({"username":"a-b"})", 400, "guard.invalid_input"},
        {Method::patch, path, R"({"customData":null})", 400, "guard.invalid_input"},
        {Method::patch, "/users/none", R"({"name":"a"})", 404, "entity.not_found"},
        {Method::patch, "/users/none/custom-data", R"({"customData":{}})", 404, "entity.not_found"},
        {Method::patch, path + "/custom-data", R"({})", 400, "guard.invalid_input"},
        {Method::patch,
         path + "/profile",
         R"({"profile":{"address":[]}})",
         400,
         "guard.invalid_input"},
        {Method::get, "/users/none/custom-data", "", 404, "entity.not_found"},
        {Method::patch,
         path + "/is-suspended",
         R"({"isSuspended":"yes"})",
         400,
         "guard.invalid_input"},
        {Method::patch,
         "/users/none/is-suspended",
         R"({"isSuspended":true})",
         404,
         "entity.not_found"},
        {Method::get, "/users?page_size=101", "", 400, "guard.invalid_pagination"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(total(administrator.send(Method::get, "/users")) == "2");
  });
}

TEST_CASE("users of one tenant are nobody in another") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    auto stranger = a_user("stranger");
    const storage::UserStore admins(*server.database, TenantId("admin"));
    server.commit(admins.insert(stranger, std::nullopt));
    CHECK(administrator.send(Method::get, "/users/stranger").status == 404);
    CHECK(administrator.send(Method::delete_, "/users/stranger").status == 404);
    CHECK(administrator.send(Method::patch, "/users/stranger", R"({"name":"x"})").status == 404);
    CHECK(total(administrator.send(Method::get, "/users")) == "0");
    CHECK(usernames(administrator.send(Method::get, "/users?search.username=stranger")).empty());
    CHECK(create(administrator, R"({"username":"stranger"})").contains("id"));
  });
}

TEST_CASE("webhooks are told of users as the API shows them") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const storage::HookStore hooks(*server.database, server.vault, server.tenant);
    server.commit(hooks.insert(
        {.id = HookId("h"),
         .name = "h",
         .events =
             {"User.Created", "User.Deleted", "User.Data.Updated", "User.SuspensionStatus.Updated"},
         .config = {{"url", "https://hook.example"}},
         .signing_key = Secret("key"),
         .created_at = server.clock.now()}
    ));
    const auto made = create(administrator, ada);
    const auto path = "/users/" + string_at(made, "id");
    const auto suspended =
        administrator.expect(200, Method::patch, path + "/is-suspended", R"({"isSuspended":true})");
    const auto changed = administrator.expect(200, Method::patch, path, R"({"name":"B"})");
    administrator.expect(200, Method::patch, path + "/profile", R"({"profile":{"gender":"f"}})");
    administrator.send(Method::delete_, path);
    const auto messages = server.outbox(storage::webhook_kind);
    std::vector<std::string> events;
    for (const auto& message : messages) {
      const auto body = json::parse(message.payload).as_object();
      events.push_back(string_at(body, "event"));
      const auto& data = body.at("data").as_object();
      if (events.back() == "User.Created") CHECK(data == made);
      if (events.back() == "User.SuspensionStatus.Updated") CHECK(data == suspended);
      if (events.back() == "User.Deleted") CHECK(data.at("profile").as_object().contains("gender"));
    }
    std::sort(events.begin(), events.end());
    CHECK(
        events ==
        std::vector<std::string>{
            "User.Created",
            "User.Data.Updated",
            "User.Data.Updated",
            "User.Deleted",
            "User.SuspensionStatus.Updated"}
    );
  });
}

TEST_CASE("a phone number has one form, with or without the 0 that is dialed at home") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator, R"({"primaryPhone":"610412345678"})");
    CHECK(string_at(made, "primaryPhone") == "61412345678");
    const auto twin =
        administrator.send(Method::post, "/users", R"({"primaryPhone":"61412345678"})");
    CHECK(twin.status == 422);
    CHECK(to_answer(twin).text("code") == "user.phone_already_in_use");
  });
}

TEST_CASE("merges of different members at the same time all hold") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_user("alice"));
    server.insert(an_application("web"));
    constexpr int crowd_size = 12;
    std::atomic<int> held = 0;
    const auto send = [&](const std::string& path, const std::string& body) {
      if (administrator.send(Method::patch, path, body).status == 200) ++held;
    };
    std::vector<std::thread> crowd;
    for (int i = 0; i < crowd_size; ++i) {
      crowd.emplace_back([&, i] {
        const auto member = "\"k" + std::to_string(i) + "\":" + std::to_string(i);
        send("/users/alice/custom-data", R"({"customData":{)" + member + "}}");
        send("/applications/web/custom-data", "{" + member + "}");
        send("/users/alice/profile", R"({"profile":{"nickname":"n"}})");
      });
    }
    for (auto& one : crowd)
      one.join();
    CHECK(held == 3 * crowd_size);
    CHECK(administrator.get("/users/alice/custom-data").as_object().size() == crowd_size);
    CHECK(administrator.get("/applications/web").at("customData").as_object().size() == crowd_size);
  });
}

}  // namespace daemun::flows
