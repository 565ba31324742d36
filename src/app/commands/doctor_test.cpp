#include "app/commands/commands.h"
#include "base/encoding.h"
#include "base/json.h"
#include "http/date.h"

#include <doctest/doctest.h>

#include <map>
#include <sstream>

namespace daemun::app {
namespace {

// A provider by heart: path of the URL to answer.
class FakeProvider final : public http::HttpClient {
 public:
  explicit FakeProvider(const Clock& clock) {
    const std::string base = "https://auth.example.com/oidc";
    const json::object discovery{
        {"issuer", base},
        {"authorization_endpoint", base + "/auth"},
        {"token_endpoint", base + "/token"},
        {"userinfo_endpoint", base + "/me"},
        {"jwks_uri", base + "/jwks"},
        {"end_session_endpoint", base + "/session/end"},
        {"response_types_supported", json::array{"code"}},
        {"code_challenge_methods_supported", json::array{"S256"}},
        {"scopes_supported", json::array{"openid"}},
        {"authorization_response_iss_parameter_supported", true},
        {"id_token_signing_alg_values_supported", json::array{"ES256"}},
    };
    const std::string number = to_base64url(std::string(32, 'n'));
    const json::object key{
        {"kty", "EC"},
        {"use", "sig"},
        {"kid", "k"},
        {"alg", "ES256"},
        {"crv", "P-256"},
        {"x", number},
        {"y", number}};
    add(base + "/.well-known/openid-configuration", 200, json::serialize(discovery), clock);
    add(base + "/jwks", 200, json::serialize(json::object{{"keys", json::array{key}}}), clock);
    add(base + "/auth", 400, "{}", clock);
    add(base + "/token", 400, R"({"error":"invalid_request"})", clock);
  }

  Task<Result<http::ClientResponse, http::ClientError>> send(http::ClientRequest request) override {
    const auto found = answers.find(request.url.substr(0, request.url.find('?')));
    if (found == answers.end()) {
      co_return http::ClientError{http::ClientErrorCode::connect_failed, "refused"};
    }
    co_return found->second;
  }

  std::map<std::string, http::ClientResponse> answers;

 private:
  void add(std::string url, int status, std::string body, const Clock& clock) {
    http::ClientResponse response;
    response.status = status;
    response.headers = {
        {"content-type", "application/json"}, {"date", http::to_http_date(clock.now())}};
    response.body = std::move(body);
    answers.emplace(std::move(url), std::move(response));
  }
};

struct Visit {
  ExitCode code;
  std::string text;
};

Visit visit(FakeProvider& provider, const Clock& clock, DoctorOptions options) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream error;
  const auto code =
      examine_issuer(provider, clock, std::move(options), {.in = in, .out = out, .error = error});
  return {code, out.str()};
}

TEST_CASE("doctor finds a good issuer well") {
  const FakeClock clock;
  FakeProvider provider(clock);
  const auto result = visit(provider, clock, {.issuer = "https://auth.example.com/oidc"});
  INFO(result.text);
  CHECK(result.code == ExitCode::ok);
  CHECK(result.text.find("✗") == std::string::npos);
  CHECK(result.text.find("✓ unknown client: refused with 400, no redirect\n") != std::string::npos);
}

TEST_CASE("doctor says what is wrong, with a hint, and fails") {
  const FakeClock clock;
  FakeProvider provider(clock);
  auto& refusal = provider.answers.at("https://auth.example.com/oidc/auth");
  refusal.status = 302;
  refusal.headers.push_back({"location", "https://doctor.invalid/callback"});
  const auto result = visit(provider, clock, {.issuer = "https://auth.example.com/oidc"});
  CHECK(result.code == ExitCode::failed);
  CHECK(result.text.find("✗ unknown client: ") != std::string::npos);
  CHECK(result.text.find("    → ") != std::string::npos);
}

TEST_CASE("doctor ends early at an address where nobody answers") {
  const FakeClock clock;
  FakeProvider provider(clock);
  const auto result = visit(provider, clock, {.issuer = "https://auth.example.com"});
  CHECK(result.code == ExitCode::failed);
  CHECK(result.text.find("✗ discovery: no answer: refused") != std::string::npos);
  CHECK(result.text.find("unknown client") == std::string::npos);
}

TEST_CASE("doctor --json lists every check") {
  const FakeClock clock;
  FakeProvider provider(clock);
  const auto result =
      visit(provider, clock, {.issuer = "https://auth.example.com/oidc", .format = Format::json});
  const auto report = json::parse(result.text).as_object();
  CHECK(report.at("ok") == true);
  CHECK(report.at("checks").as_array().size() >= 15);
  CHECK(report.at("checks").as_array().at(0).as_object().contains("explanation"));
}

}  // namespace
}  // namespace daemun::app
