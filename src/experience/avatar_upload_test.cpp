// The picture of somebody who registers, from the upload to the account, and pages of a tenant's
// own in the same dialogue.
#include "experience/avatar_upload.h"

#include "experience/pages/asset_files.h"
#include "experience/pages/custom_ui.h"
#include "experience/pages/pages.h"
#include "experience/test_dialogue.h"
#include "storage/custom_ui_store.h"

#include <doctest/doctest.h>

#include "uploads/test_pictures.h"

namespace daemun::experience {
namespace {

using namespace test;

struct Desk {
  TestTenant tenant{};
  crypto::WorkPool pool{{.name = "uploads"}};
  AvatarUpload avatars{tenant.dependencies(), pool};
  AssetFiles files{*tenant.context};

  http::Response upload(
      const Browser& browser,
      const std::string& bytes,
      const std::string& origin = "https://auth.example"
  ) {
    auto request = a_request(browser.interaction());
    for (auto& header : request.headers) {
      if (header.name == "content-type") header.value = "multipart/form-data; boundary=x";
      if (header.name == "origin") header.value = origin;
    }
    request.body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" +
                   bytes + "\r\n--x--\r\n";
    return run_task(avatars.take(std::move(request)));
  }
  std::string url_of(const http::Response& response) {
    CAPTURE(response.body);
    REQUIRE(response.status == 200);
    return std::string(body_of(response).at("url").as_string());
  }
  http::Response show(const std::string& url) {
    http::Request request;
    request.path_parameters = {{"name", url.substr(url.rfind('/') + 1)}};
    return run_task(files.show(std::move(request)));
  }
};

}  // namespace

TEST_CASE("AvatarUpload keeps the last picture of a registration, and the account keeps it then") {
  Desk desk;
  auto browser = a_dialogue(desk.tenant, "Register");
  CHECK(browser.identify(browser.create_identity("ann", good_password)).status == 201);
  const auto first = desk.url_of(desk.upload(browser, uploads::a_png()));
  const auto url = desk.url_of(desk.upload(browser, uploads::a_jpeg({900, 300})));
  CHECK(desk.show(first).status == 404);
  const auto shown = desk.show(url);
  CHECK(shown.status == 200);
  CHECK(*shown.find("content-type") == "image/jpeg");
  CHECK(*shown.find("content-security-policy") == "default-src 'none'; sandbox");
  CHECK(
      browser.add_profile({{"type", "extraProfile"}, {"values", {{"avatar", url}}}}).status == 204
  );
  CHECK(browser.submit().status == 200);
  const Identifier name{.type = IdentifierType::username, .value = "ann"};
  const auto user = run_task(desk.tenant.users().find(name));
  REQUIRE(user);
  CHECK(user->avatar == url);
  desk.tenant.commit(desk.tenant.interactions().consume(browser.interaction().id));
  CHECK(desk.show(url).status == 200);
  desk.tenant.commit(desk.tenant.users().remove(user->id));
  CHECK(desk.show(url).status == 404);
}

TEST_CASE("AvatarUpload is for registrations, and for our pages") {
  Desk desk;
  auto sign_in = a_dialogue(desk.tenant, "SignIn");
  CHECK(code_of(desk.upload(sign_in, uploads::a_png())) == "session.invalid_interaction_type");
  const Browser idle(desk.tenant, desk.tenant.insert_interaction("app1"));
  CHECK(code_of(desk.upload(idle, uploads::a_png())) == "session.interaction_not_found");
  auto registration = a_dialogue(desk.tenant, "Register");
  CHECK(
      code_of(desk.upload(registration, uploads::a_png(), "https://evil.example")) ==
      "auth.forbidden"
  );
  CHECK(code_of(desk.upload(registration, "<svg/>")) == "guard.mime_type_not_allowed");
  const std::string large(5 * 1024 * 1024 + 1, 'a');
  CHECK(code_of(desk.upload(registration, large)) == "guard.file_size_exceeded");
}

TEST_CASE("Pages shows pages of the tenant's own in a dialogue, while the settings name them") {
  TestTenant tenant;
  const storage::CustomUiStore uis(*tenant.database, tenant.tenant);
  storage::CustomUi ui{
      .id = CustomUiId("mine0001"),
      .files =
          {{.path = "index.html", .bytes = "<!doctype html>mine"},
           {.path = "app/main.js", .bytes = "1"}},
      .created_at = tenant.clock.now()};
  tenant.commit(uis.insert(std::move(ui), std::nullopt));
  Pages pages(tenant.dependencies());
  const auto interaction = tenant.insert_interaction("app1");
  const auto sign_in = [&] {
    auto request = a_request(interaction);
    request.method = http::Method::get;
    return run_task(pages.sign_in(std::move(request)));
  };
  http::Request wanted;
  const auto file = [&](const char* path) {
    wanted.path = path;
    return run_task(load_custom_ui_file(&*tenant.context, wanted));
  };
  CHECK(sign_in().body != "<!doctype html>mine");
  CHECK_FALSE(file("/app/main.js"));
  tenant.change_settings({{"customUiAssets", {{"id", "mine0001"}, {"createdAt", 1}}}});
  const auto shown = sign_in();
  CHECK(shown.body == "<!doctype html>mine");
  CHECK(shown.find("content-security-policy")->find("script-src 'self';") != std::string::npos);
  REQUIRE(file("/app/main.js"));
  CHECK(*file("/app/main.js")->find("content-type") == "text/javascript; charset=utf-8");
  CHECK_FALSE(file("/index.html"));
  CHECK_FALSE(file("/app/other.js"));
  wanted.headers = {{"service-worker", "script"}};
  CHECK_FALSE(file("/app/main.js"));
  // Without a dialogue there is no sign-in page of anybody's.
  CHECK(run_task(pages.sign_in(http::Request{})).status == 303);
  tenant.change_settings({{"customUiAssets", nullptr}});
  CHECK(sign_in().body != "<!doctype html>mine");
}

}  // namespace daemun::experience
