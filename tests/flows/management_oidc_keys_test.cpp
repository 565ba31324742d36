// Signing keys and cookie keys over the Management API: what a rotation does to tokens, to clients
// that have cached the key set, and to sessions.
#include "jose/jwks.h"
#include "jose/verify.h"
#include "storage/key_rotation.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string private_keys = "/configs/oidc/private-keys";
const std::string cookie_keys = "/configs/oidc/cookie-keys";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

// "EC Current, RSA Current" of a list.
std::string ring_of(const json::value& keys) {
  std::string text;
  for (const auto& key : keys.as_array()) {
    if (!text.empty()) text += ", ";
    text += string_at(key.as_object(), "signingKeyAlgorithm") + " " +
            string_at(key.as_object(), "status");
  }
  return text;
}

std::string id_of(const json::value& keys, std::string_view algorithm, std::string_view status) {
  for (const auto& item : keys.as_array()) {
    const auto& key = item.as_object();
    if (string_at(key, "signingKeyAlgorithm") == algorithm && string_at(key, "status") == status)
      return string_at(key, "id");
  }
  return "";
}

json::value rotate(Administrator& administrator, const std::string& body) {
  const auto response = administrator.send(Method::post, private_keys + "/rotate", body);
  CHECK(response.status == 200);
  return json::parse(response.body);
}

// The key set as a client caches it.
jose::KeySet fetch_keys(Server& server) {
  const auto response = server.send(a_request(Method::get, "/oidc/jwks"));
  return jose::parse_key_set(to_answer(response).body);
}

bool verifies(Server& server, const jose::KeySet& keys, const std::string& id_token) {
  const jose::Expectations expectations{
      .issuer = issuer, .audience = "web", .type = jose::TokenType::id_token};
  return jose::verify(id_token, keys, expectations, server.clock.now()).has_value();
}

std::string algorithm_of(const std::string& jwt) {
  return string_at(header_of(jwt), "alg");
}

// The job that runs each second.
void keep_house(Server& server) {
  const auto now = server.clock.now();
  if (run_task(storage::promote_signing_keys(*server.database, server.tenants, now)))
    server.commit(server.tenants.raise_settings_version());
}

void expect_refusal(
    Administrator& administrator, const std::string& path, int status, const char* code
) {
  CAPTURE(path);
  const auto response = administrator.send(Method::delete_, path);
  CHECK(response.status == status);
  CHECK(to_answer(response).text("code") == code);
}

}  // namespace

TEST_CASE("the signing keys are listed with Logto's members and no secret") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    CHECK(
        json::serialize(administrator.get(private_keys)) ==
        R"([{"id":"ES256-Current","createdAt":1700000000,"signingKeyAlgorithm":"EC",)"
        R"("status":"Current"},{"id":"RS256-Current","createdAt":1700000000,)"
        R"("signingKeyAlgorithm":"RSA","status":"Current"}])"
    );
    CHECK(
        json::serialize(administrator.get(cookie_keys)) ==
        R"([{"id":"cookie-key","createdAt":1700000000}])"
    );
  });
}

TEST_CASE("a rotated key signs at once, and tokens of the key before it still count") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client web(server, "web");
    const auto before = web.tokens_of("alice");
    const auto keys = rotate(administrator, "{}");
    CHECK(ring_of(keys) == "EC Current, RSA Current, EC Previous");
    const auto after = web.tokens_of("alice");
    CHECK(header_of(after.text("id_token")) != header_of(before.text("id_token")));
    // The kind of key that clients know stays.
    CHECK(algorithm_of(after.text("id_token")) == "ES256");
    CHECK(verifies(server, fetch_keys(server), before.text("id_token")));
    CHECK(verifies(server, fetch_keys(server), after.text("id_token")));
    // The administrator's own token is of the key before, too.
    CHECK(administrator.send(Method::get, private_keys).status == 200);

    const auto previous = id_of(keys, "EC", "Previous");
    CHECK(administrator.send(Method::delete_, private_keys + "/" + previous).status == 204);
    CHECK_FALSE(verifies(server, fetch_keys(server), before.text("id_token")));
    CHECK(administrator.send(Method::get, private_keys).status == 401);
  });
}

TEST_CASE("through the grace period no client meets a key that it does not know") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client web(server, "web");
    auto cached = fetch_keys(server);
    const auto keys = rotate(administrator, R"({"rotationGracePeriod":3600})");
    CHECK(ring_of(keys) == "EC Current, RSA Current, EC Next");
    const auto next = id_of(keys, "EC", "Next");
    for (const auto& item : keys.as_array()) {
      const auto& key = item.as_object();
      CHECK(key.contains("effectiveAt") == (string_at(key, "id") == next));
      if (string_at(key, "id") != next) continue;
      CHECK(key.at("effectiveAt").as_int64() == to_unix_ms(server.clock.now() + Seconds(3600)));
    }
    // This client reads the key set twice an hour; whatever it gets in between verifies.
    for (int minutes = 0; minutes < 180; minutes += 10) {
      CAPTURE(minutes);
      if (minutes % 30 == 0) cached = fetch_keys(server);
      CHECK(verifies(server, cached, web.tokens_of("alice").text("id_token")));
      server.clock.advance(Seconds(600));
      keep_house(server);
    }
    const auto fresh = administrator.token(management_api, "all");
    const auto response = administrator.send_with(fresh, Method::get, private_keys, "");
    const auto ring = json::parse(response.body);
    CHECK(ring_of(ring) == "EC Current, RSA Current, EC Previous");
    CHECK(id_of(ring, "EC", "Current") == next);
  });
}

TEST_CASE("the RSA key is rotated for itself") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    auto old = an_application("old");
    old.custom_client_metadata.id_token_signed_response_alg = "RS256";
    server.insert(old);
    const auto before = Client(server, "old").tokens_of("alice").text("id_token");
    const auto keys = rotate(administrator, R"({"signingKeyAlgorithm":"RSA"})");
    CHECK(ring_of(keys) == "EC Current, RSA Current, RSA Previous");
    const auto after = Client(server, "old").tokens_of("alice").text("id_token");
    CHECK(algorithm_of(after) == "RS256");
    CHECK(header_of(after) != header_of(before));
  });
}

TEST_CASE("a rotation stays on the curve of the current key") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const SigningKey key{
        .id = SigningKeyId("p384"),
        .algorithm = "ES384",
        .status = SigningKeyStatus::current,
        .private_key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es384).to_pem(),
        .created_at = server.clock.now(),
    };
    run_task(storage::rotate_signing_key(*server.database, server.tenants, key, Seconds(0)));
    server.commit(server.tenants.raise_settings_version());
    rotate(administrator, R"({"signingKeyAlgorithm":"EC"})");
    const auto tokens = Client(server, "web").tokens_of("alice");
    CHECK(algorithm_of(tokens.text("id_token")) == "ES384");
  });
}

TEST_CASE("keys that are needed cannot be deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    expect_refusal(administrator, private_keys + "/none", 422, "oidc.key_required");
    expect_refusal(administrator, private_keys + "/ES256-Current", 422, "oidc.key_required");
    expect_refusal(administrator, cookie_keys + "/cookie-key", 422, "oidc.key_required");
    auto keys = rotate(administrator, "{}");
    expect_refusal(administrator, private_keys + "/none", 404, "oidc.key_not_found");
    expect_refusal(
        administrator,
        private_keys + "/" + id_of(keys, "EC", "Current"),
        422,
        "oidc.only_previous_key_can_be_deleted"
    );
    keys = rotate(administrator, R"({"rotationGracePeriod":60})");
    expect_refusal(
        administrator,
        private_keys + "/" + id_of(keys, "EC", "Next"),
        422,
        "oidc.only_previous_key_can_be_deleted"
    );
    administrator.send(Method::post, cookie_keys + "/rotate", "{}");
    expect_refusal(administrator, cookie_keys + "/none", 404, "oidc.key_not_found");

    expect_refusal(administrator, "/configs/oidc/other-keys/a", 400, "guard.invalid_input");
    CHECK(administrator.send(Method::get, "/configs/oidc/other-keys").status == 400);
    for (const char* body :
         {R"({"signingKeyAlgorithm":"ES256"})", R"({"rotationGracePeriod":-1})"}) {
      const auto refused = administrator.send(Method::post, private_keys + "/rotate", body);
      CHECK(refused.status == 400);
      CHECK(to_answer(refused).text("code") == "guard.invalid_input");
    }
  });
}

TEST_CASE("a session in use survives any number of cookie key rotations") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client web(server, "web");
    const Fields silent{{"scope", "openid"}, {"prompt", "none"}};
    Browser used(server);
    Browser unused(server);
    web.sign_in(used, "alice");
    web.sign_in(unused, "alice");
    const auto is_signed_in = [&](Browser& browser) {
      return !to_callback(web.authorize(browser, silent)).at("code").empty();
    };
    const auto rotate_cookies = [&] {
      const auto response = administrator.send(Method::post, cookie_keys + "/rotate", "{}");
      CHECK(response.status == 200);
      server.clock.advance(Seconds(10));  // until every node knows it
      return json::parse(response.body).as_array();
    };
    auto keys = rotate_cookies();
    REQUIRE(keys.size() == 2);
    CHECK(string_at(keys[1].as_object(), "id") == "cookie-key");
    CHECK(is_signed_in(used));
    keys = rotate_cookies();
    CHECK(keys.size() == 2);
    CHECK(is_signed_in(used));
    CHECK_FALSE(is_signed_in(unused));
    // Without the key that signed it, the session of this browser ends too.
    rotate_cookies();
    CHECK(is_signed_in(used));
    const auto newest = administrator.get(cookie_keys).as_array().front().as_object();
    const auto path = cookie_keys + "/" + string_at(newest, "id");
    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.get(cookie_keys).as_array().size() == 1);
    CHECK_FALSE(is_signed_in(used));
    web.sign_in(used, "alice");
    CHECK(is_signed_in(used));
  });
}

}  // namespace daemun::flows
