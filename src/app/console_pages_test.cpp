#include "app/console_pages.h"

#include "app/test_house.h"
#include "base/json.h"
#include "domain/administration.h"

#include <doctest/doctest.h>

namespace daemun::app {
namespace {

using house::House;
using house::with_house;

constexpr std::string_view shell =
    "<html lang=\"{{lang}}\"><meta content=\"{{nonce}}\">"
    "<script type=\"application/json\" nonce=\"{{nonce}}\">{{context}}</script></html>";

const http::StaticFile files[] = {
    {"/assets/a.js", "text/javascript", "1", "", "\"1\""},
    {"/console/assets/b.js", "text/javascript", "2", "", "\"2\""},
    {"/console/index.html", "text/html", shell, "", "\"3\""},
    {"/index.html", "text/html", "sign-in", "", "\"4\""},
};

ConsolePages pages_of(House& house, std::span<const http::StaticFile> table = files) {
  return ConsolePages(
      {.endpoint = "http://localhost:3001/path", .admin_endpoint = "http://localhost:3002"},
      *house.database,
      house.random,
      table
  );
}

json::object context_of(const http::Response& response) {
  const auto begin = response.body.find('{');
  return json::parse(response.body.substr(begin, response.body.rfind('}') - begin + 1)).as_object();
}

}  // namespace

TEST_CASE("document tells the console where it is, and in which language") {
  with_house([](House& house) {
    auto pages = pages_of(house);
    http::Request request;
    request.headers.push_back({"accept-language", "ko-KR, en;q=0.5"});
    const auto response = run_task(pages.document(request));
    CHECK(response.status == 200);
    CHECK(response.body.starts_with("<html lang=\"ko\">"));
    CHECK(
        json::serialize(context_of(response)) ==
        R"({"endpoint":"http://localhost:3001/path","adminEndpoint":"http://localhost:3002",)"
        R"("version":"0.1.0","needsSetup":false})"
    );
  });
}

TEST_CASE("document lets nothing foreign run, be read, or frame it") {
  with_house([](House& house) {
    auto pages = pages_of(house);
    const auto response = run_task(pages.document(http::Request{}));
    const auto begin = response.body.find("content=\"") + 9;
    const auto nonce = response.body.substr(begin, response.body.find('"', begin) - begin);
    CHECK(nonce.size() == 43);
    CHECK(
        *response.find("content-security-policy") ==
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce +
            "'; img-src 'self' data: https: http://localhost:3001; font-src 'self'; connect-src "
            "'self' http://localhost:3001; frame-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'"
    );
    CHECK(*response.find("x-frame-options") == "DENY");
    CHECK(*response.find("cross-origin-opener-policy") == "same-origin");
    CHECK(*response.find("cache-control") == "no-store");
    CHECK(run_task(pages.document(http::Request{})).body != response.body);
  });
}

TEST_CASE("document travels compressed") {
  with_house([](House& house) {
    const std::string large = std::string(shell) + std::string(4096, ' ');
    const http::StaticFile table[] = {{"/console/index.html", "text/html", large, "", "\"1\""}};
    auto pages = pages_of(house, table);
    http::Request request;
    request.headers.push_back({"accept-encoding", "gzip, br"});
    const auto response = run_task(pages.document(request));
    REQUIRE(response.find("content-encoding") != nullptr);
    CHECK(*response.find("content-encoding") == "gzip");
    CHECK(response.body.size() < 1024);
  });
}

TEST_CASE("document says that there is no administrator while the setup door is open") {
  with_house([](House& house) {
    auto pages = pages_of(house);
    house.commit(storage::AdministratorStore(*house.database).open_setup("id"));
    CHECK(context_of(run_task(pages.document(http::Request{}))).at("needsSetup").as_bool());
  });
}

TEST_CASE("asset serves the console's files for ever and nothing else") {
  with_house([](House& house) {
    auto pages = pages_of(house);
    http::Request request;
    request.path = "/console/assets/b.js";
    const auto response = run_task(pages.asset(request));
    CHECK(response.text() == "2");
    CHECK(*response.find("cache-control") == "public, max-age=31536000, immutable");
    request.path = "/console/assets/c.js";
    CHECK(run_task(pages.asset(request)).status == 404);
  });
}

TEST_CASE("document of a build without the console says so") {
  with_house([](House& house) {
    auto pages = pages_of(house, std::span<const http::StaticFile>());
    const auto response = run_task(pages.document(http::Request{}));
    CHECK(response.status == 404);
    CHECK(response.body.find("without its console") != std::string::npos);
  });
}

}  // namespace daemun::app
