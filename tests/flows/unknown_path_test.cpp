// Answers for unknown paths and for requests that the door refuses: pages for people, JSON for
// programs.
#include "app/app.h"

#include <doctest/doctest.h>

#include "flows/harness/browser.h"
#include "flows/harness/client.h"

namespace daemun::flows {

namespace {

http::Request a_navigation(const std::string& path, const Site& site = {}) {
  auto request = a_request(http::Method::get, path, site);
  request.headers.push_back({"accept", "text/html,application/xhtml+xml,*/*;q=0.8"});
  return request;
}

bool is_page(const http::Response& response) {
  // A build without pages says so.
  return header(response, "content-type").starts_with("text/html") ||
         response.body.starts_with("This server was built without its pages");
}

}  // namespace

TEST_CASE("an unknown path is a page for people and JSON for programs") {
  for_each_engine([](Server& server) {
    for (const Site& site : {Site{}, administration}) {
      for (const std::string path : {"/nowhere", "/sign-in/x", "/console2", "/oidc/nowhere"}) {
        CAPTURE(path);
        const auto shown = server.send(a_navigation(path, site));
        CHECK(shown.status == 404);
        CHECK(is_page(shown));
        const auto told = to_answer(server.send(a_request(http::Method::get, path, site)));
        CHECK(told.status() == 404);
        CHECK(told.text("code") != "");
      }
      const auto api = to_answer(server.send(a_navigation("/api/nowhere", site)));
      CHECK(api.status() == 404);
      CHECK(api.text("code") == "request.not_found");
    }
    CHECK(to_answer(server.send(a_request(http::Method::post, "/sign-in"))).status() == 405);
  });
}

TEST_CASE("GET / says to people which server it is") {
  for_each_engine([](Server& server) {
    const auto shown = server.send(a_navigation("/"));
    CHECK(shown.status == 200);
    CHECK(is_page(shown));
    const auto told = to_answer(server.send(a_request(http::Method::get, "/")));
    CHECK(told.status() == 404);
    CHECK(told.text("code") == "request.not_found");
  });
}

TEST_CASE("a refusal of the door is a page at the addresses that people are sent to") {
  for_each_engine([](Server& server) {
    const auto show = [&](http::Request seen, int status) {
      return server.door->show_refusal(seen, {status, "refused"});
    };
    for (const int status : {400, 414, 431, 500, 503}) {
      CAPTURE(status);
      const auto page = show(a_navigation("/oidc/auth"), status);
      CHECK(page.status == status);
      CHECK(is_page(page));
      CHECK((header(page, "retry-after") == "1") == (status == 503));
      CHECK(is_page(show(a_navigation("/sign-in"), status)));
      CHECK_FALSE(is_page(show(a_navigation("/api/users"), status)));
      CHECK_FALSE(is_page(show(a_request(http::Method::post, "/oidc/token"), status)));
    }
    // So long an address that no header arrived.
    http::Request cut_off;
    cut_off.path = "/oidc/auth";
    CHECK(is_page(show(cut_off, 414)));
    cut_off.path = "/oidc/token";
    const auto told = to_answer(show(cut_off, 414));
    CHECK(told.text("code") == "request.uri_too_long");
  });
}

}  // namespace daemun::flows
