// Subject tokens over the Management API. What they are good for: token_exchange_test.cpp.
#include "storage/subject_token_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

using http::Method;

constexpr const char* path = "/subject-tokens";

std::optional<SubjectToken> find(Server& server, std::string value) {
  const storage::SubjectTokenStore store(*server.database, server.tenant);
  return run_task(store.find_by_value(Secret(std::move(value))));
}

}  // namespace

TEST_CASE("a subject token is made for a user, with a context, and kept as a hash") {
  for_each_engine([](Server& server) {
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const auto made = administrator.expect(
        201, Method::post, path, R"({"userId":"alice","context":{"ticket":{"id":1}}})"
    );
    const std::string value(find_string(made, "subjectToken").value_or(""));
    CHECK(json::serialize(made) == R"({"subjectToken":")" + value + R"(","expiresIn":600})");
    const auto found = find(server, value);
    REQUIRE(found);
    CHECK(found->user_id == UserId("alice"));
    CHECK(found->context == R"({"ticket":{"id":1}})");
    CHECK(found->creator_id == "admin-machine");
    CHECK(found->expires_at == server.clock.now() + Seconds(600));
    CHECK(found->id.value() != value.substr(4));

    const auto plain = administrator.expect(201, Method::post, path, R"({"userId":"alice"})");
    CHECK(
        find(server, std::string(find_string(plain, "subjectToken").value_or("")))->context == "{}"
    );
  });
}

TEST_CASE("a subject token needs a user who exists, and an object for a context") {
  for_each_engine([](Server& server) {
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const auto code = [&](int status, const std::string& body) {
      const auto refused = administrator.expect(status, Method::post, path, body);
      return std::string(find_string(refused, "code").value_or(""));
    };
    CHECK(code(404, R"({"userId":"none"})") == "entity.relation_foreign_key_not_found");
    CHECK(code(400, "{}") == "guard.invalid_input");
    CHECK(code(400, R"({"userId":1})") == "guard.invalid_input");
    CHECK(code(400, R"({"userId":"alice","context":"x"})") == "guard.invalid_input");
  });
}

}  // namespace daemun::flows
