#include "oidc/client_authentication.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using test::a_request;
using test::header;
using test::with_header;
using Fields = std::vector<std::pair<std::string, std::string>>;
using Type = ApplicationType;

const TimePoint now = from_unix_seconds(1'800'000'000);

http::Request a_post() {
  return a_request(http::Method::post, "/oidc/token");
}

http::Request with_basic_text(std::string_view text) {
  return with_header(a_post(), "authorization", "Basic " + to_base64(text));
}

Result<PresentedCredentials, OAuthError> parse(
    const http::Request& request, const Fields& fields = {}
) {
  return parse_client_credentials(request, http::Form(fields));
}

// "id:secret", "id" without a secret, or the error's code.
std::string outcome(const http::Request& request, const Fields& fields = {}) {
  const auto parsed = parse(request, fields);
  if (!parsed) return std::string(to_string(parsed.error().code));
  const auto& id = parsed->client_id.value();
  return parsed->secret ? id + ":" + parsed->secret->reveal() : id;
}

ApplicationSecret a_secret(std::string_view value, std::optional<TimePoint> expires_at = {}) {
  return {
      .name = "name of " + std::string(value),
      .value_hash = crypto::sha256(value),
      .created_at = now,
      .expires_at = expires_at};
}

ClientPtr a_client(Type type, std::vector<ApplicationSecret> secrets = {}) {
  auto client = test::an_application("app", type);
  client.secrets = std::move(secrets);
  return std::make_shared<const Application>(client);
}

Result<AuthenticatedClient, OAuthError> decide(
    ClientPtr client, std::optional<std::string> secret, TimePoint when = now
) {
  PresentedCredentials credentials{.client_id = ApplicationId("app"), .secret = std::nullopt};
  if (secret) credentials.secret = Secret(*secret);
  return decide_client_authentication(credentials, std::move(client), when);
}

void check_failed(const Result<AuthenticatedClient, OAuthError>& decided) {
  REQUIRE_FALSE(decided);
  CHECK(decided.error().code == OAuthErrorCode::invalid_client);
  CHECK(status_of(decided.error()) == 401);
  CHECK(decided.error().description == "client authentication failed");
}

}  // namespace

TEST_CASE("parse_client_credentials reads the Basic header, form-decoded on each side") {
  CHECK(outcome(with_basic_text("app:secret")) == "app:secret");
  CHECK(outcome(with_basic_text("app:")) == "app:");
  CHECK(outcome(with_basic_text("app:a:b:c")) == "app:a:b:c");
  CHECK(outcome(with_basic_text("app:a+b")) == "app:a b");
  CHECK(outcome(with_basic_text("app:a%2Bb%3a%25")) == "app:a+b:%");
  CHECK(outcome(with_basic_text("a%3Ap+p:x")) == "a:p p:x");
  CHECK(outcome(with_basic_text("app:\u00e9%C3%A9")) == "app:\u00e9\u00e9");
}

TEST_CASE("parse_client_credentials takes the scheme's name in any case") {
  for (const char* scheme : {"Basic ", "basic ", "BASIC ", "Basic  "}) {
    CAPTURE(scheme);
    const auto request = with_header(a_post(), "authorization", scheme + to_base64("app:secret"));
    CHECK(outcome(request) == "app:secret");
  }
}

TEST_CASE("parse_client_credentials refuses a malformed Authorization header") {
  for (const std::string& value :
       {std::string(),
        std::string("Basic"),
        std::string("Basic "),
        std::string("Basic !!!"),
        std::string("Basic YXBwOnNlY3JldA"),  // no padding
        std::string("Bearer abc"),
        "Digest " + to_base64("app:secret"),
        "Basic " + to_base64("app"),
        "Basic " + to_base64(":secret"),
        "Basic " + to_base64("app:%zz"),
        "Basic " + to_base64("app:%4"),
        "Basic " + to_base64("%:secret")}) {
    CAPTURE(value);
    CHECK(outcome(with_header(a_post(), "authorization", value)) == "invalid_request");
    // A valid body does not heal it.
    CHECK(
        outcome(with_header(a_post(), "authorization", value), {{"client_id", "app"}}) ==
        "invalid_request"
    );
  }
}

TEST_CASE("parse_client_credentials reads the body") {
  CHECK(outcome(a_post(), {{"client_id", "app"}, {"client_secret", "a+b%20"}}) == "app:a+b%20");
  CHECK(outcome(a_post(), {{"client_id", "app"}}) == "app");
  CHECK(outcome(a_post(), {{"client_id", "app"}, {"client_secret", ""}}) == "app");
}

TEST_CASE("parse_client_credentials asks for an id") {
  for (const auto& fields :
       {Fields{}, Fields{{"client_id", ""}}, Fields{{"client_secret", "secret"}}}) {
    const auto parsed = parse(a_post(), fields);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == OAuthErrorCode::invalid_request);
    CHECK(status_of(parsed.error()) == 400);
    CHECK(parsed.error().description == "no client authentication mechanism provided");
  }
}

TEST_CASE("parse_client_credentials refuses two mechanisms") {
  const auto parsed =
      parse(with_basic_text("app:secret"), {{"client_id", "app"}, {"client_secret", "secret"}});
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == OAuthErrorCode::invalid_request);
  CHECK(
      parsed.error().description ==
      "client authentication must only be provided using one mechanism"
  );
}

TEST_CASE("parse_client_credentials lets the body repeat the header's id and no other") {
  CHECK(outcome(with_basic_text("app:secret"), {{"client_id", "app"}}) == "app:secret");
  CHECK(outcome(with_basic_text("app:secret"), {{"client_id", "App"}}) == "invalid_request");
  CHECK(outcome(with_basic_text("app:secret"), {{"client_id", "other"}}) == "invalid_request");
}

TEST_CASE("parse_client_credentials refuses client assertions") {
  for (const char* name : {"client_assertion", "client_assertion_type"})
    CHECK(outcome(a_post(), {{"client_id", "app"}, {name, "x"}}) == "invalid_client");
}

TEST_CASE("decide_client_authentication demands a secret of confidential clients") {
  for (const auto type :
       {Type::traditional, Type::machine_to_machine, Type::protected_, Type::saml}) {
    CAPTURE(to_string(type));
    const auto client = a_client(type, {a_secret("right")});
    const auto decided = decide(client, "right");
    REQUIRE(decided);
    CHECK(decided->pointer() == client);
    check_failed(decide(client, "wrong"));
    check_failed(decide(client, "Right"));
    check_failed(decide(client, "right "));
    check_failed(decide(client, ""));
    check_failed(decide(client, std::nullopt));
    check_failed(decide(a_client(type), "right"));  // has none
  }
}

TEST_CASE("decide_client_authentication refuses a secret of public clients") {
  for (const auto type : {Type::spa, Type::native}) {
    CAPTURE(to_string(type));
    CHECK(decide(a_client(type), std::nullopt));
    check_failed(decide(a_client(type), ""));
    check_failed(decide(a_client(type), "secret"));
    check_failed(decide(a_client(type, {a_secret("secret")}), "secret"));
  }
}

TEST_CASE("decide_client_authentication takes any secret that has not expired") {
  const auto client = a_client(
      Type::traditional,
      {a_secret("old", now), a_secret("ending", now + Seconds(1)), a_secret("lasting")}
  );
  CHECK(decide(client, "ending"));
  CHECK(decide(client, "lasting"));
  CHECK(decide(client, "old", now - Seconds(1)));
  for (const auto& [secret, when] : {std::pair("old", now), {"ending", now + Seconds(1)}}) {
    const auto decided = decide(client, secret, when);
    REQUIRE_FALSE(decided);
    CHECK(decided.error().code == OAuthErrorCode::invalid_request);
    CHECK(status_of(decided.error()) == 400);
    CHECK(decided.error().description == "client secret has expired");
  }
}

TEST_CASE("decide_client_authentication names an unknown client only if it looks like one") {
  const auto description = [](std::string id) {
    const auto decided = decide_client_authentication(
        {.client_id = ApplicationId(std::move(id)), .secret = std::nullopt}, nullptr, now
    );
    REQUIRE_FALSE(decided);
    CHECK(decided.error().code == OAuthErrorCode::invalid_client);
    CHECK(status_of(decided.error()) == 400);
    return decided.error().description;
  };
  CHECK(description("not-found") == "invalid client not-found");
  CHECK(description("<script>") == "invalid client id");
  CHECK(description("a\r\nb") == "invalid client id");
  CHECK(description(std::string(65, 'a')) == "invalid client id");
}

TEST_CASE("authenticate_client finds the client, checks its secret and its origin") {
  test::TestTenant tenant;
  tenant.insert(test::an_application("app1"));
  const auto authenticate = [&](http::Request request) {
    return run_task(authenticate_client(*tenant.dependencies, std::move(request), http::Form()));
  };
  const auto basic = [] { return test::with_basic(a_post(), "app1"); };
  CHECK((*authenticate(basic()))->id == ApplicationId("app1"));
  CHECK(authenticate(with_header(basic(), "origin", "https://app.example")));
  CHECK(authenticate(with_header(basic(), "origin", "https://auth.example")));
  const auto foreign = authenticate(with_header(basic(), "origin", "https://evil.example"));
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error().code == OAuthErrorCode::invalid_request);
  CHECK(foreign.error().description.ends_with("not allowed for client: app1"));
  CHECK(
      authenticate(test::with_basic(a_post(), "none")).error().description == "invalid client none"
  );
}

TEST_CASE("client_error_response challenges whoever failed with an Authorization header") {
  test::TestTenant tenant;
  const OAuthError failed{
      .code = OAuthErrorCode::invalid_client, .description = "client authentication failed"};
  const auto challenge = [&](const OAuthError& error, const http::Request& request) {
    return header(client_error_response(*tenant.dependencies, error, request), "www-authenticate");
  };
  CHECK(
      challenge(failed, with_basic_text("app:x")) ==
      "Basic realm=\"https://auth.example/oidc\", error=\"invalid_client\", "
      "error_description=\"client authentication failed\""
  );
  CHECK(challenge(failed, a_post()).empty());
  CHECK(challenge(invalid_request("x"), with_basic_text("app:x")).empty());
  auto unknown = failed;
  unknown.status = 400;
  CHECK(challenge(unknown, with_basic_text("app:x")).empty());
}

TEST_CASE("client_error_response hides from a foreign origin why it was refused") {
  test::TestTenant tenant;
  const auto client = test::an_application("app1");
  const auto request = with_header(a_post(), "origin", "https://evil.example");
  const auto checked = check_origin(*tenant.dependencies, client, request);
  REQUIRE_FALSE(checked);
  const auto refused = client_error_response(*tenant.dependencies, checked.error(), request);
  CHECK(refused.status == 400);
  CHECK(header(refused, "access-control-allow-origin").empty());
  const auto known = with_header(a_post(), "origin", "https://app.example");
  CHECK(
      header(
          client_error_response(*tenant.dependencies, invalid_target(), known),
          "access-control-allow-origin"
      ) == "https://app.example"
  );
  CHECK(
      header(
          client_error_response(*tenant.dependencies, invalid_target(), a_post()),
          "access-control-allow-origin"
      ) == "*"
  );
}

}  // namespace daemun::oidc
