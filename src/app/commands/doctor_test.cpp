#include "app/commands/commands.h"
#include "base/http_date.h"
#include "base/json.h"
#include "crypto/signing_key.h"
#include "jose/jwks.h"

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace daemun::app {
namespace {

// A provider by heart: path of the URL to answer.
class FakeProvider final : public auth::HttpClient {
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
    const auto private_key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
    const auto key = jose::to_jwk(private_key.public_key(), crypto::SignatureAlgorithm::es256);
    const auto keys = jose::to_json(std::vector<jose::Jwk>{key});
    add(base + "/.well-known/openid-configuration", 200, json::serialize(discovery), clock);
    add(base + "/jwks", 200, json::serialize(keys), clock);
    add(base + "/auth", 400, "{}", clock);
    add(base + "/token", 400, R"({"error":"invalid_request"})", clock);
  }

  Result<auth::Response, auth::HttpError> send(const auth::Request& request) override {
    const auto found = answers.find(request.url.substr(0, request.url.find('?')));
    if (found == answers.end()) {
      return auth::HttpError{auth::HttpError::Code::connect_failed, "refused"};
    }
    return found->second;
  }

  std::map<std::string, auth::Response> answers;

 private:
  void add(std::string url, int status, std::string body, const Clock& clock) {
    auth::Response response;
    response.status = status;
    response.headers = {{"content-type", "application/json"}, {"date", to_http_date(clock.now())}};
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

TEST_CASE("doctor says what the client library refuses beyond all that") {
  const FakeClock clock;
  FakeProvider provider(clock);
  // A point that is not on the curve: of the right length, and no key.
  auto& keys = provider.answers.at("https://auth.example.com/oidc/jwks").body;
  auto document = json::parse(keys).as_object();
  document.at("keys").at(0).at("x") = std::string(43, 'A');
  keys = json::serialize(document);
  const auto result = visit(provider, clock, {.issuer = "https://auth.example.com/oidc"});
  CHECK(result.code == ExitCode::failed);
  CHECK(result.text.find("✗ client library: the key set is refused") != std::string::npos);
  CHECK(result.text.find("no_usable_keys") != std::string::npos);
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
