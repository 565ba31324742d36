#include "daemun/auth/transport/provider_connection.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_answers.h"
#include "daemun/auth/test_provider.h"
#include "daemun/auth/transport/blocking_http.h"
#include "daemun/auth/transport/test_waiting_http.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

const std::string document_url = test::issuer + "/.well-known/openid-configuration";
const std::string jwks_url = test::issuer + "/jwks";
const HttpError no_answer{HttpError::Code::timed_out, "no answer in time"};

Response a_document(const std::string& token_endpoint = test::issuer + "/token") {
  return make_json_response(json::serialize(json::object{
      {"issuer", test::issuer},
      {"authorization_endpoint", test::issuer + "/auth"},
      {"token_endpoint", token_endpoint},
      {"jwks_uri", jwks_url},
      {"response_types_supported", {"code"}},
      {"id_token_signing_alg_values_supported", {"ES256"}}}));
}

Response a_key_set(const std::string& kid, const std::string& etag = "") {
  auto response = test::a_key_set(kid);
  response.headers.push_back({"ETag", etag});
  return response;
}

ProviderSettings settings() {
  ProviderSettings settings;
  settings.id = "logto";
  settings.discovery.issuer = test::issuer;
  settings.client.client_id = "app";
  return settings;
}

struct Fixture {
  explicit Fixture(ProviderSettings configured = settings())
      : connection(std::move(configured), http, clock, random) {}

  std::string token_endpoint() {
    const auto registration = run_task(connection.registration());
    return registration ? (*registration)->provider.metadata.token_endpoint : outcome(registration);
  }

  // "accepted" when the keys have that one.
  std::string find_key(const std::string& kid) {
    const auto verify = [&kid](
                            const jose::KeySet& keys, const Registration& registration
                        ) -> Result<std::string, AuthError> {
      if (keys.has_kid(kid)) return registration.client.client_id;
      return refuse(jose::JoseError{jose::JoseError::Code::unknown_key, "there is no such key"});
    };
    return outcome(run_task(connection.with_keys(verify)));
  }

  std::size_t sent() const { return fake.requests().size(); }

  FakeHttp fake;
  FakeTaskHttp http{fake};
  FakeClock clock{test::now};
  crypto::FakeRandom random{1};
  ProviderConnection connection;
};

TEST_CASE("registration fetches the document once a day") {
  Fixture f;
  f.fake.answer(document_url, a_document("https://id.example/first"));
  f.fake.answer(document_url, a_document("https://id.example/second"));
  CHECK(f.sent() == 0);
  const auto registration = run_task(f.connection.registration());
  REQUIRE(registration);
  CHECK((*registration)->provider.id == "logto");
  CHECK((*registration)->client.client_id == "app");
  f.clock.advance(Seconds(24 * 3600 - 1));
  CHECK(f.token_endpoint() == "https://id.example/first");
  CHECK(f.sent() == 1);
  f.clock.advance(Seconds(1));
  CHECK(f.token_endpoint() == "https://id.example/second");
  // A document that was given out stays as it was.
  CHECK((*registration)->provider.metadata.token_endpoint == "https://id.example/first");
}

TEST_CASE("registration of a provider without discovery asks nobody") {
  const auto* preset = find_provider_preset("github");
  Fixture f(make_provider_settings(*preset, "", {.client_id = "app", .authentication = {}}));
  CHECK(f.token_endpoint() == "https://github.com/login/oauth/access_token");
  f.clock.advance(Seconds(48 * 3600));
  CHECK(f.token_endpoint() == "https://github.com/login/oauth/access_token");
  CHECK(f.find_key("k") == "not_supported");
  CHECK(f.sent() == 0);
}

TEST_CASE("registration says why there is none, and asks again after a while") {
  Fixture f;
  f.fake.fail(document_url, no_answer);
  f.fake.answer(document_url, make_json_response("{}"));
  f.fake.answer(document_url, a_document());
  CHECK(f.token_endpoint() == "not_reachable");
  f.clock.advance(Milliseconds(4999));
  CHECK(f.token_endpoint() == "not_reachable");
  CHECK(f.find_key("k") == "not_reachable");
  CHECK(f.sent() == 1);
  f.clock.advance(Milliseconds(1));
  CHECK(f.token_endpoint() == "missing_member");
  f.clock.advance(Seconds(5));
  CHECK(f.token_endpoint() == "https://id.example/oidc/token");
  CHECK(f.sent() == 3);
}

TEST_CASE("registration keeps the document at hand while there is no better one") {
  Fixture f;
  f.fake.answer(document_url, a_document("https://id.example/first"));
  CHECK(f.token_endpoint() == "https://id.example/first");
  f.clock.advance(Seconds(24 * 3600));
  f.fake.fail(document_url, no_answer);
  CHECK(f.token_endpoint() == "https://id.example/first");
  CHECK(f.token_endpoint() == "https://id.example/first");
  CHECK(f.sent() == 2);
  f.clock.advance(Seconds(5));
  f.fake.answer(document_url, make_json_response("{}"));
  CHECK(f.token_endpoint() == "https://id.example/first");
  f.clock.advance(Seconds(5));
  f.fake.answer(document_url, a_document("https://id.example/second"));
  CHECK(f.token_endpoint() == "https://id.example/second");
}

TEST_CASE("make_provider_settings takes the preset's ways") {
  const auto* preset = find_provider_preset("microsoft");
  const auto made = make_provider_settings(
      *preset,
      "https://login.microsoftonline.com/common/v2.0",
      {.client_id = "a", .authentication = {}}
  );
  CHECK(made.id == "microsoft");
  CHECK(made.name == "Microsoft");
  CHECK(made.discovery.issuer_rule == IssuerRule::entra_tenant);
  CHECK(made.quirks.client_id_claim == "azp");
}

TEST_CASE("with_keys fetches the keys once") {
  Fixture f;
  f.fake.answer(document_url, a_document());
  f.fake.answer(jwks_url, a_key_set("k"));
  CHECK(f.find_key("k") == "accepted");
  CHECK(f.find_key("k") == "accepted");
  CHECK(f.sent() == 2);
}

TEST_CASE("with_keys fetches them again for a key that it does not know, not too often") {
  Fixture f;
  f.fake.answer(document_url, a_document());
  f.fake.answer(jwks_url, a_key_set("k", "\"1\""));
  CHECK(f.find_key("k") == "accepted");
  // Strangers write what they like into their tokens.
  CHECK(f.find_key("new") == "unknown_key");
  CHECK(f.sent() == 2);
  f.clock.advance(Seconds(30));
  f.fake.answer(jwks_url, {.status = 304, .headers = {}, .body = ""});
  CHECK(f.find_key("new") == "unknown_key");
  CHECK(*find_header(f.fake.requests().back().headers, "if-none-match") == "\"1\"");
  f.clock.advance(Seconds(30));
  f.fake.answer(jwks_url, a_key_set("new"));
  CHECK(f.find_key("new") == "accepted");
  CHECK(f.find_key("k") == "unknown_key");
  CHECK(f.sent() == 4);
}

TEST_CASE("with_keys uses the keys at hand while the provider fails, for a time") {
  Fixture f;
  f.fake.answer(document_url, a_document());
  f.fake.answer(document_url, a_document());
  f.fake.answer(jwks_url, a_key_set("k"));
  CHECK(f.find_key("k") == "accepted");
  f.clock.advance(Seconds(600));
  f.fake.fail(jwks_url, no_answer);
  CHECK(f.find_key("k") == "accepted");
  CHECK(f.find_key("new") == "unknown_key");
  CHECK(f.sent() == 3);
  f.clock.advance(Seconds(24 * 3600));
  f.fake.answer(jwks_url, make_json_response(R"({"keys":[]})"));
  CHECK(f.find_key("k") == "no_usable_keys");
  CHECK(f.find_key("k") == "no_usable_keys");
  CHECK(f.sent() == 5);
}

TEST_CASE("with_keys refuses when there have never been keys") {
  Fixture f;
  f.fake.answer(document_url, a_document());
  f.fake.answer(jwks_url, {.status = 503, .headers = {}, .body = ""});
  CHECK(f.find_key("k") == "provider_unavailable");
  CHECK(f.find_key("k") == "provider_unavailable");
  CHECK(f.sent() == 2);
  // 304 to a request that did not ask for it.
  f.clock.advance(Seconds(30));
  f.fake.answer(jwks_url, {.status = 304, .headers = {}, .body = ""});
  CHECK(f.find_key("k") == "no_usable_keys");
}

Task<void> find_key(ProviderConnection& connection, std::string kid, std::string& found) {
  const auto verify =
      [&kid](const jose::KeySet& keys, const Registration&) -> Result<std::string, AuthError> {
    if (keys.has_kid(kid)) return kid;
    return refuse(jose::JoseError{jose::JoseError::Code::unknown_key, "there is no such key"});
  };
  const auto result = co_await connection.with_keys(verify);
  found = outcome(result);
}

TEST_CASE("with_keys lets all wait for one document and one key set") {
  test::WaitingHttp http;
  FakeClock clock(test::now);
  crypto::FakeRandom random(1);
  ProviderConnection connection(settings(), http, clock, random);
  boost::asio::io_context loop(1);
  std::vector<std::string> found(4);
  const auto start = [&](const std::string& kid, std::string& outcome_of_it) {
    loop.restart();
    boost::asio::co_spawn(
        loop.get_executor(), find_key(connection, kid, outcome_of_it), [](std::exception_ptr) {}
    );
    loop.poll();
  };
  start("k", found[0]);
  start("k", found[1]);
  CHECK(http.urls == std::vector{document_url});
  http.answer(a_document());
  loop.poll();
  // A third comes while the keys are fetched.
  start("k", found[2]);
  CHECK(http.urls == std::vector{document_url, jwks_url});
  http.answer(a_key_set("k"));
  loop.poll();
  CHECK(found == std::vector<std::string>{"accepted", "accepted", "accepted", ""});

  // While they are fetched for a new key, tokens with the old one are not held up.
  clock.advance(Seconds(30));
  start("new", found[0]);
  start("new", found[1]);
  start("k", found[3]);
  CHECK(found[3] == "accepted");
  http.answer(a_key_set("new"));
  loop.poll();
  CHECK(found == std::vector<std::string>{"accepted", "accepted", "accepted", "accepted"});
  CHECK(http.urls.size() == 3);
}

TEST_CASE("send maps the transport's failures") {
  const std::vector<std::pair<HttpError::Code, std::string>> table{
      {HttpError::Code::invalid_url, "bad_url"},
      {HttpError::Code::blocked_address, "not_reachable"},
      {HttpError::Code::resolve_failed, "not_reachable"},
      {HttpError::Code::connect_failed, "not_reachable"},
      {HttpError::Code::tls_failed, "not_reachable"},
      {HttpError::Code::timed_out, "not_reachable"},
      {HttpError::Code::too_large, "too_large"},
      {HttpError::Code::protocol_error, "not_reachable"},
  };
  Fixture f;
  for (const auto& row : table) {
    f.fake.fail("https://id.example/", {row.first, "why\n"});
    Request request;
    request.url = "https://id.example/";
    const auto result = run_task(f.connection.send(std::move(request)));
    CHECK(outcome(result) == row.second);
    CHECK(result.error().detail == std::string(to_string(row.first)) + ": why?");
  }
}

TEST_CASE("BlockingTaskHttp carries requests through a blocking client") {
  FakeHttp fake;
  fake.answer("https://id.example/", make_json_response("{}"));
  BlockingTaskHttp http(fake);
  Request request;
  request.url = "https://id.example/";
  const auto response = run_task(http.send(std::move(request)));
  REQUIRE(response);
  CHECK(response->status == 200);
}

}  // namespace
}  // namespace daemun::auth
