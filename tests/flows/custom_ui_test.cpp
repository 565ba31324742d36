// Sign-in pages of the tenant's own: uploaded, shown in the place of the server's, and taken back.
#include "app/app.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "uploads/test_archive.h"

namespace daemun::flows {
namespace {

using http::Method;
using uploads::stored;

constexpr const char* upload_path = "/api/sign-in-exp/default/custom-ui-assets";
const std::string index = "<!doctype html><title>Mine</title><script src=/app/main.js></script>";

std::string good_archive() {
  return uploads::zip(
      {stored("index.html", index),
       stored("app/main.js", "console.log(1)"),
       stored("assets/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")}
  );
}

struct Sent {
  std::string bytes{};
  std::string type = "application/zip";
};

http::Response upload(Server& server, const std::string& token, const Sent& sent) {
  auto request = a_request(Method::post, upload_path);
  std::erase_if(request.headers, [](const auto& row) { return row.name == "content-type"; });
  request.headers.push_back({"authorization", "Bearer " + token});
  request.headers.push_back({"content-type", "multipart/form-data; boundary=xyz"});
  request.body =
      "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n"
      "Content-Type: " +
      sent.type + "\r\n\r\n" + sent.bytes + "\r\n--xyz--\r\n";
  return server.send(std::move(request));
}

http::Response upload(Server& server, Administrator& administrator, const Sent& sent) {
  return upload(server, administrator.token(management_api, "all"), sent);
}

std::string id_of(const http::Response& response) {
  CAPTURE(response.body);
  REQUIRE(response.status == 200);
  return std::string(json::parse(response.body).at("customUiAssetId").as_string());
}

void choose(Administrator& administrator, const std::string& assets) {
  administrator.expect(200, Method::patch, "/sign-in-exp", "{\"customUiAssets\":" + assets + "}");
}

std::string chosen(const std::string& id) {
  return R"({"id":")" + id + R"(","createdAt":1})";
}

}  // namespace

TEST_CASE("pages of one's own are shown in a dialogue, and the server's again when they are not") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const auto id = id_of(upload(server, administrator, {.bytes = good_archive()}));
    CHECK(id.size() == 8);
    Browser browser(server);
    const Client client(server, "web");
    client.authorize(browser, offline_profile);
    CHECK(browser.get("/sign-in").body != index);
    CHECK(browser.get("/app/main.js").status == 404);

    choose(administrator, chosen(id));
    for (const char* page :
         {"/sign-in", "/register", "/forgot-password", "/single-sign-on/email"}) {
      CAPTURE(page);
      const auto shown = browser.get(page);
      CHECK(shown.status == 200);
      CHECK(shown.body == index);
      CHECK(header(shown, "content-type") == "text/html; charset=utf-8");
      CHECK(header(shown, "cache-control") == "no-store");
      CHECK(
          header(shown, "content-security-policy").find("script-src 'self';") != std::string::npos
      );
      CHECK(header(shown, "x-frame-options") == "DENY");
    }
    const auto script = browser.get("/app/main.js");
    CHECK(script.body == "console.log(1)");
    CHECK(header(script, "content-type") == "text/javascript; charset=utf-8");
    CHECK(header(script, "cache-control") == "no-cache");
    auto worker = a_request(Method::get, "/app/main.js");
    worker.headers.push_back({"service-worker", "script"});
    CHECK(browser.send(std::move(worker)).status == 404);
    CHECK(header(script, "content-security-policy").find("worker-src 'none'") != std::string::npos);
    CHECK(browser.get("/assets/logo.svg").status == 200);
    CHECK(browser.get("/app/other.js").status == 404);
    CHECK(browser.get("/index.html").status == 404);
    // Without a dialogue there is no sign-in page of anybody's.
    Browser stranger(server);
    CHECK(header(stranger.get("/sign-in"), "location") == "/unknown-session");
    // Nor has another tenant these files.
    Browser elsewhere(server, administration);
    CHECK(elsewhere.get("/app/main.js").status == 404);

    choose(administrator, "null");
    CHECK(browser.get("/sign-in").body != index);
    CHECK(browser.get("/app/main.js").status == 404);
  });
}

TEST_CASE("a tenant file leaves out pages of one's own, and changes nothing about them") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto id = id_of(upload(server, administrator, {.bytes = good_archive()}));
    choose(administrator, chosen(id));
    const auto file = administrator.send(Method::get, "/configs/tenant-file").body;
    CHECK(file.find("signInExperience") != std::string::npos);
    CHECK(file.find("customUiAssets") == std::string::npos);
    const auto body = json::serialize(json::object{{"yaml", file}});
    administrator.expect(200, Method::post, "/configs/tenant-file", body);
    const auto settings = administrator.get("/sign-in-exp");
    CHECK(settings.at("customUiAssets").at("id").as_string() == id);
  });
}

TEST_CASE("somebody signs in on pages of one's own") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const auto id = id_of(upload(server, administrator, {.bytes = good_archive()}));
    choose(administrator, chosen(id));
    const Client client(server, "web");
    CHECK(client.tokens_of("alice").has("id_token"));
  });
}

TEST_CASE("POST custom-ui-assets refuses archives that are dangerous, or no pages") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto code_of = [&](const Sent& sent) {
      const auto response = upload(server, administrator, sent);
      CHECK(response.status == 400);
      return std::string(json::parse(response.body).at("code").as_string());
    };
    const auto with = [&](uploads::ZipMember member) {
      return Sent{.bytes = uploads::zip({stored("index.html", index), std::move(member)})};
    };
    CHECK(code_of(with(stored("../../evil.js", ""))) == "guard.invalid_input");
    CHECK(code_of(with(stored("/etc/passwd.txt", ""))) == "guard.invalid_input");
    CHECK(code_of(with(stored("INDEX.html", ""))) == "guard.invalid_input");
    CHECK(code_of(with(stored("shell.php", ""))) == "guard.invalid_input");
    CHECK(code_of(with(stored("inner.zip", good_archive()))) == "guard.invalid_input");
    auto link = stored("link.js", "/etc/passwd");
    link.attributes = 0120777U << 16;
    CHECK(code_of(with(link)) == "guard.invalid_input");
    CHECK(
        code_of({.bytes = uploads::zip({stored("dist/index.html", "")})}) == "guard.invalid_input"
    );
    CHECK(code_of({.bytes = "not a zip"}) == "guard.mime_type_not_allowed");
    CHECK(code_of({.bytes = good_archive(), .type = "text/html"}) == "guard.mime_type_not_allowed");
    const std::string large(20 * 1024 * 1024 + 1, 'P');
    CHECK(code_of({.bytes = large}) == "guard.file_size_exceeded");
  });
}

TEST_CASE("customUiAssets names pages that were uploaded, and not for administrators") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto refused = administrator.send(
        Method::patch, "/sign-in-exp", R"({"customUiAssets":{"id":"none","createdAt":1}})"
    );
    CHECK(refused.status == 404);
    CHECK(upload(server, "", {.bytes = good_archive()}).status == 401);
    // The administrators' own pages: nobody must lose the way in.
    const auto code_of = [&](Method method, const std::string& path, const std::string& body) {
      auto request = a_request(method, path, administration);
      request.headers.push_back({"content-type", "application/json"});
      request.body = body;
      const auto response = run_task(server.door->admin_tenant().management.run(request));
      return std::string(json::parse(response.body).at("code").as_string());
    };
    CHECK(code_of(Method::post, upload_path, "") == "guard.not_allowed_for_admin_tenant");
    const auto change = "{\"customUiAssets\":" + chosen("none") + "}";
    CHECK(
        code_of(Method::patch, "/api/sign-in-exp", change) == "guard.not_allowed_for_admin_tenant"
    );
  });
}

}  // namespace daemun::flows
