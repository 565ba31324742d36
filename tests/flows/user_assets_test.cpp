// Pictures: logos through the Management API, avatars in a registration, and how they are served.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/browser.h"
#include "flows/harness/shop.h"
#include "uploads/codecs.h"
#include "uploads/test_pictures.h"

namespace daemun::flows {
namespace {

using http::Method;
using uploads::a_jpeg;
using uploads::a_png;

struct SentFile {
  std::string bytes{};
  std::string type = "image/png";
  std::string name = "logo.png";
};

constexpr const char* form_type = "multipart/form-data; boundary=----daemun";

std::string form_of(const SentFile& file) {
  return "------daemun\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.name +
         "\"\r\nContent-Type: " + file.type + "\r\n\r\n" + file.bytes + "\r\n------daemun--\r\n";
}

void put_header(http::Request& request, std::string name, std::string value) {
  std::erase_if(request.headers, [&](const auto& header) { return header.name == name; });
  request.headers.push_back({std::move(name), std::move(value)});
}

http::Response upload_logo(
    Server& server, Administrator& administrator, const SentFile& file, std::string type = form_type
) {
  auto request = a_request(Method::post, "/api/user-assets");
  const auto token = administrator.token(management_api, "all");
  put_header(request, "authorization", "Bearer " + token);
  put_header(request, "content-type", std::move(type));
  request.body = form_of(file);
  return server.send(std::move(request));
}

http::Response upload_avatar(
    Browser& browser, const SentFile& file, std::string origin = endpoint
) {
  auto request = a_request(Method::post, "/api/experience/user-assets/avatar");
  put_header(request, "content-type", form_type);
  put_header(request, "origin", std::move(origin));
  request.body = form_of(file);
  return browser.send(std::move(request));
}

std::string code_of(const http::Response& response) {
  return std::string(json::parse(response.body).at("code").as_string());
}

std::string url_of(const http::Response& response) {
  CAPTURE(response.body);
  REQUIRE(response.status == 200);
  return std::string(json::parse(response.body).at("url").as_string());
}

http::Response show(Server& server, const std::string& url) {
  return server.send(a_request(Method::get, url.substr(endpoint.size())));
}

// A browser in the middle of a dialogue.
struct Visit {
  Browser browser;
  Client client;

  Visit(Server& server, const std::string& event) : browser(server), client(server, "web") {
    client.authorize(browser, offline_profile);
    call(Method::put, "", {{"interactionEvent", event}});
  }
  Answer call(Method method, const std::string& path, const json::object& body = {}) {
    return to_answer(browser.send_json(method, "/api/experience" + path, body));
  }
  // With a name and a password.
  void identify(const std::string& username) {
    const json::object identity{
        {"identifier", {{"type", "username"}, {"value", username}}}, {"password", user_password}};
    const auto proof = call(Method::post, "/verification/new-password-identity", identity);
    const json::object proven{{"verificationId", proof.text("verificationId")}};
    CHECK(call(Method::post, "/identification", proven).status() == 201);
  }
  void submit() {
    const auto submitted = call(Method::post, "/submit");
    CAPTURE(submitted.response.body);
    REQUIRE(submitted.status() == 200);
    browser.get(submitted.text("redirectTo"));
  }
};

}  // namespace

TEST_CASE("a logo is uploaded, written anew and served as a picture and nothing else") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string script = "<script>alert(1)</script>";
    const auto sent = uploads::with_segment(a_jpeg(), 0xfe, script) + script;
    const SentFile file{.bytes = sent, .type = "image/jpeg", .name = "../../<b>.html"};
    const auto url = url_of(upload_logo(server, administrator, file));
    CHECK(url.starts_with(endpoint + "/user-assets/"));
    CHECK(url.ends_with(".jpg"));
    CHECK(url.size() == (endpoint + "/user-assets/.jpg").size() + 26);
    const auto shown = show(server, url);
    REQUIRE(shown.status == 200);
    CHECK(header(shown, "content-type") == "image/jpeg");
    CHECK(header(shown, "content-security-policy") == "default-src 'none'; sandbox");
    CHECK(header(shown, "cache-control") == "public, max-age=31536000, immutable");
    CHECK(header(shown, "cross-origin-resource-policy") == "cross-origin");
    CHECK(header(shown, "set-cookie").empty());
    CHECK(shown.body.starts_with("\xff\xd8\xff"));
    CHECK(shown.body.find("script") == std::string::npos);
  });
}

TEST_CASE("GET /user-assets knows no other address") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto url = url_of(upload_logo(server, administrator, {.bytes = a_png()}));
    const auto base = url.substr(0, url.size() - 4);
    CHECK(show(server, url).status == 200);
    for (const auto& other : {
             base,
             base + ".jpg",
             base + ".html",
             url + "/",
             endpoint + "/user-assets/" + std::string(26, 'a') + ".png",
             endpoint + "/user-assets/%2e%2e%2fsign-in",
         }) {
      CAPTURE(other);
      CHECK(show(server, other).status == 404);
    }
    // Of another tenant.
    auto request = a_request(Method::get, url.substr(endpoint.size()), administration);
    CHECK(server.send(std::move(request)).status == 404);
  });
}

TEST_CASE("POST /user-assets refuses what is no picture") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto refusal = [&](const SentFile& file) {
      const auto response = upload_logo(server, administrator, file);
      CHECK(response.status == 400);
      return code_of(response);
    };
    const std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
    CHECK(refusal({.bytes = svg, .type = "image/svg+xml"}) == "guard.mime_type_not_allowed");
    CHECK(refusal({.bytes = svg, .type = "image/png"}) == "guard.mime_type_not_allowed");
    CHECK(refusal({.bytes = a_png(), .type = "text/html"}) == "guard.mime_type_not_allowed");
    CHECK(refusal({.bytes = "", .type = "image/png"}) == "guard.mime_type_not_allowed");
    CHECK(refusal({.bytes = a_png().substr(0, 40)}) == "guard.invalid_input");
    CHECK(refusal({.bytes = a_png({5000, 1})}) == "guard.invalid_input");
    const std::string large(1024 * 1024 + 1, 'a');
    CHECK(refusal({.bytes = large}) == "guard.file_size_exceeded");
    CHECK(upload_logo(server, administrator, {.bytes = a_png()}, "application/json").status == 415);
    CHECK(
        upload_logo(server, administrator, {.bytes = a_png()}, "multipart/form-data; boundary=x")
            .status == 400
    );
  });
}

TEST_CASE("POST /user-assets is for administrators, who can delete a logo as well") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    auto request = a_request(Method::post, "/api/user-assets");
    put_header(request, "content-type", form_type);
    request.body = form_of({.bytes = a_png()});
    CHECK(server.send(std::move(request)).status == 401);

    const auto status = administrator.get("/user-assets/service-status");
    CHECK(
        json::serialize(status) ==
        R"({"status":"ready","allowUploadMimeTypes":["image/png","image/jpeg","image/webp"],)"
        R"("maxUploadFileSize":1048576,"isExperienceAvatarUploadEnabled":true})"
    );
    const auto url = url_of(upload_logo(server, administrator, {.bytes = a_png()}));
    const auto id = url.substr(url.size() - 30, 26);
    CHECK(administrator.send(Method::delete_, "/user-assets/" + id).status == 204);
    CHECK(administrator.send(Method::delete_, "/user-assets/" + id).status == 404);
    CHECK(show(server, url).status == 404);
  });
}

TEST_CASE("a picture that is sent in a registration becomes the account's, and goes with it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    Visit visit(server, "Register");
    visit.identify("picasso");
    const auto first = url_of(upload_avatar(visit.browser, {.bytes = a_jpeg({900, 300})}));
    const auto url = url_of(upload_avatar(visit.browser, {.bytes = a_jpeg({1000, 2000})}));
    CHECK(show(server, first).status == 404);
    CHECK(show(server, url).status == 200);
    const json::object profile{{"type", "extraProfile"}, {"values", {{"avatar", url}}}};
    CHECK(visit.call(Method::post, "/profile", profile).status() == 204);
    visit.submit();
    const Identifier name{.type = IdentifierType::username, .value = "picasso"};
    const auto user = run_task(server.users.find(name));
    REQUIRE(user);
    CHECK(user->avatar == url);
    CHECK(show(server, url).status == 200);
    CHECK(administrator.send(Method::delete_, "/users/" + user->id.value()).status == 204);
    CHECK(show(server, url).status == 404);
  });
}

TEST_CASE("the picture of a registration that comes to nothing is not kept") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Visit visit(server, "Register");
    visit.identify("picasso");
    const auto url = url_of(upload_avatar(visit.browser, {.bytes = a_png()}));
    visit.submit();
    CHECK(show(server, url).status == 404);
  });
}

TEST_CASE("POST /api/experience/user-assets/avatar is for our pages and for registrations") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Browser stranger(server);
    CHECK(upload_avatar(stranger, {.bytes = a_png()}).status == 400);
    const auto refusal = [](Visit& visit, std::string origin = endpoint) {
      return code_of(upload_avatar(visit.browser, {.bytes = a_png()}, std::move(origin)));
    };
    Visit sign_in(server, "SignIn");
    CHECK(refusal(sign_in) == "session.invalid_interaction_type");
    Visit recovery(server, "ForgotPassword");
    CHECK(refusal(recovery) == "session.not_supported_for_forgot_password");
    Visit registration(server, "Register");
    CHECK(refusal(registration, "https://evil.example") == "auth.forbidden");
    const SentFile svg{.bytes = "<svg/>", .type = "image/png"};
    CHECK(code_of(upload_avatar(registration.browser, svg)) == "guard.mime_type_not_allowed");
    const SentFile large{.bytes = std::string(5 * 1024 * 1024 + 1, 'a')};
    CHECK(code_of(upload_avatar(registration.browser, large)) == "guard.file_size_exceeded");
  });
}

TEST_CASE("people upload a picture and then make it that of their account") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_user("bob"));
    open_account_center(server);
    AccountOwner alice(server, "alice");
    AccountOwner bob(server, "bob");
    const auto upload = [&](const AccountOwner& owner, const SentFile& file) {
      auto request = a_request(Method::post, "/api/my-account/user-assets/avatar");
      put_header(request, "content-type", form_type);
      put_header(request, "authorization", "Bearer " + owner.token());
      request.body = form_of(file);
      return server.send(std::move(request));
    };
    const auto first = url_of(upload(alice, {.bytes = a_png({2000, 1000})}));
    CHECK(uploads::png_codec.read_size(show(server, first).body) == uploads::Size{512, 256});
    CHECK(alice.get("/my-account").body.at("avatar").is_null());
    const auto change = json::serialize(json::object{{"avatar", first}});
    CHECK(alice.send(Method::patch, "/my-account", change).status() == 200);
    // The one in use stays, others give way, and nobody touches another's.
    const auto second = url_of(upload(alice, {.bytes = a_png()}));
    const auto third = url_of(upload(alice, {.bytes = a_png()}));
    const auto of_bob = url_of(upload(bob, {.bytes = a_png()}));
    CHECK(show(server, first).status == 200);
    CHECK(show(server, second).status == 404);
    CHECK(show(server, third).status == 200);
    CHECK(show(server, of_bob).status == 200);
    // Whoever changes it: a picture that no account shows is gone.
    const auto choice = json::serialize(json::object{{"avatar", third}});
    CHECK(alice.send(Method::patch, "/my-account", choice).status() == 200);
    CHECK(show(server, first).status == 404);
    CHECK(show(server, third).status == 200);
    Administrator administrator(server);
    administrator.expect(200, Method::patch, "/users/alice", R"({"avatar":null})");
    CHECK(show(server, third).status == 404);
    const auto last = url_of(upload(alice, {.bytes = a_png()}));
    CHECK(alice.send(Method::patch, "/my-account", R"({"name":"Alice"})").status() == 200);
    CHECK(show(server, last).status == 200);
    CHECK(
        alice.send(Method::patch, "/my-account", R"({"avatar":"https://x.example/a.png"})")
            .status() == 200
    );
    CHECK(show(server, last).status == 404);
    CHECK(show(server, of_bob).status == 200);
    CHECK(code_of(upload(alice, {.bytes = "<svg/>"})) == "guard.mime_type_not_allowed");

    AccountOwner stranger(server, "alice", "web", "openid");
    CHECK(upload(stranger, {.bytes = a_png()}).status == 401);
    auto fields = all_fields();
    fields["avatar"] = "ReadOnly";
    open_account_center(server, fields);
    CHECK(code_of(upload(alice, {.bytes = a_png()})) == "account_center.field_not_editable");
  });
}

}  // namespace daemun::flows
