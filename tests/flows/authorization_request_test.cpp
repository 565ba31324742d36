// Authorization requests that are wrong: who is told, and where.
#include "base/encoding.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

// A page of our own with JSON inside: nothing is sent anywhere.
void check_refused_here(const http::Response& response, const char* error) {
  const auto answer = to_answer(response);
  CHECK(response.find("location") == nullptr);
  CHECK(answer.status() == 400);
  CHECK(answer.text("error") == error);
  CHECK(answer.text("code") == "oidc." + std::string(error));
  CHECK_FALSE(answer.text("message").empty());
  CHECK(header(response, "cache-control") == "no-store");
}

}  // namespace

TEST_CASE("an authorization request of an unknown client goes nowhere") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Browser browser(server);
    const auto response = browser.get(
        "/oidc/auth?client_id=none&redirect_uri=https%3A%2F%2Fweb.example%2Fcallback"
        "&response_type=code&state=st&scope=openid"
    );
    check_refused_here(response, "invalid_client");
    const auto answer = to_answer(response);
    CHECK(answer.text("error_description") == "invalid client none");
    CHECK(answer.text("state") == "st");
    CHECK(answer.text("iss") == issuer);
    check_refused_here(browser.get("/oidc/auth?response_type=code"), "invalid_request");
    check_refused_here(browser.get("/oidc/auth"), "invalid_request");
  });
}

TEST_CASE("a redirect URI that is not registered to the letter goes nowhere") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    for (const char* uri :
         {"https://evil.example/callback",
          "https://web.example/callback/..",
          "https://web.example/callback?x=1",
          "https://web.example/callback#x",
          "https://web.example/callback/",
          "https://web.example:444/callback",
          "http://web.example/callback",
          "https://web.example@evil.example/callback",
          "https://user@web.example/callback",
          "https://web.example.evil.example/callback",
          "https://web.example\\@evil.example/callback",
          "https://web.example/%63allback",
          "https://*.example/callback",
          "//web.example/callback",
          "/callback",
          "javascript:alert(1)",
          "https://web.example/call\tback",
          " https://web.example/callback"}) {
      INFO("uri: ", std::string(uri));
      Browser browser(server);
      check_refused_here(
          client.authorize(browser, {{"scope", "openid"}, {"redirect_uri", uri}}),
          "invalid_redirect_uri"
      );
    }
  });
}

TEST_CASE("a native application's loopback redirect URI may have any port, a web one's not") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto native = an_application("cli", ApplicationType::native);
    native.oidc_client_metadata.redirect_uris = {"http://127.0.0.1/callback"};
    server.insert(native);
    auto web = an_application("local");
    web.oidc_client_metadata.redirect_uris = {"http://127.0.0.1/callback"};
    server.insert(web);
    const Fields request{{"scope", "openid"}, {"redirect_uri", "http://127.0.0.1:49152/callback"}};
    Browser browser(server);
    const Client client(server, "cli");
    const auto callback = to_callback(client.sign_in(browser, "alice", request));
    CHECK(callback.location == "http://127.0.0.1:49152/callback");
    const Fields same{{"redirect_uri", "http://127.0.0.1:49152/callback"}};
    CHECK(client.redeem(callback, same).status() == 200);
    check_refused_here(Client(server, "local").authorize(browser, request), "invalid_redirect_uri");
  });
}

TEST_CASE("the redirect URI must be named where several are registered") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto application = an_application("two");
    application.oidc_client_metadata.redirect_uris.push_back("https://two.example/other");
    server.insert(application);
    Browser browser(server);
    check_refused_here(
        Client(server, "two").authorize(browser, {{"scope", "openid"}, {"redirect_uri", ""}}),
        "invalid_request"
    );
  });
}

TEST_CASE("a wrong parameter is told to the application, with state and issuer") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto error = [&](const Fields& fields) {
      Browser browser(server);
      auto all = fields;
      all.emplace_back("scope", "openid");
      const auto callback = to_callback(client.authorize(browser, all));
      CHECK(callback.response.status == 303);
      CHECK(callback.location == "https://web.example/callback");
      CHECK(callback.at("state") == "st");
      CHECK(callback.at("iss") == issuer);
      CHECK(header(callback.response, "cache-control") == "no-store");
      return callback.at("error") + ": " + callback.at("error_description");
    };
    CHECK(
        error({{"response_type", ""}}) ==
        "invalid_request: missing required parameter 'response_type'"
    );
    CHECK(
        error({{"response_type", "token"}}) ==
        "unsupported_response_type: unsupported response_type requested"
    );
    CHECK(
        error({{"response_type", "code id_token"}}) ==
        "invalid_request: requested response_type is not allowed for this client"
    );
    CHECK(
        error({{"resource", "https://none.example"}}) ==
        "invalid_target: resource indicator is missing, or unknown"
    );
    CHECK(error({{"resource", "not a uri"}}).starts_with("invalid_target: "));
    CHECK(error({{"resource", shop_api + "#fragment"}}).starts_with("invalid_target: "));
    CHECK(error({{"response_mode", "web_message"}}).starts_with("invalid_request: "));
    CHECK(error({{"request", "e30.e30."}}).starts_with("request_not_supported: "));
    CHECK(error({{"request_uri", "https://web.example/r"}}
    ).starts_with("request_uri_not_supported: "));
  });
}

TEST_CASE("a request object is refused where it asks to be answered") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Browser browser(server);
    const auto refused = [&](const std::string& payload) {
      const auto object = to_base64url(R"({"alg":"none"})") + "." + to_base64url(payload) + ".";
      const Fields asked{
          {"scope", "openid"}, {"redirect_uri", ""}, {"state", "outer"}, {"request", object}};
      return Client(server, "web").authorize(browser, asked);
    };
    const auto answer = refused(
        R"({"redirect_uri":"https://web.example/callback","response_mode":"fragment","state":"in"})"
    );
    CHECK(
        header(answer, "location") ==
        "https://web.example/callback#error=request_not_supported&error_description="
        "request+parameter+is+not+supported&state=in&iss=https%3A%2F%2Fauth.example%2Foidc"
    );
    const auto evil = refused(R"({"redirect_uri":"https://evil.example/"})");
    CHECK(evil.status == 400);
    CHECK(to_answer(evil).text("error") == "invalid_redirect_uri");
  });
}

TEST_CASE("a redirect URI in other letters is answered as browsers write it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto web = an_application("letters");
    web.oidc_client_metadata.redirect_uris = {"https://bücher.example/zurück"};
    server.insert(web);
    const Client client(server, "letters");
    Browser browser(server);
    const Fields asked{{"scope", "openid"}, {"redirect_uri", "https://bücher.example/zurück"}};
    const auto callback = to_callback(client.sign_in(browser, "alice", asked));
    CHECK(callback.location == "https://xn--bcher-kva.example/zur%C3%BCck");
    const auto tokens =
        client.redeem(callback, {{"redirect_uri", "https://bücher.example/zurück"}});
    CHECK(tokens.status() == 200);
  });
}

TEST_CASE("an id_token_hint counts when the clock has been set back, by a minute at most") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto tokens = client.redeem(to_callback(client.sign_in(browser, "alice")));
    const Fields asked{
        {"scope", "openid"}, {"prompt", "none"}, {"id_token_hint", tokens.text("id_token")}};
    server.clock.advance(-Seconds(60));
    CHECK_FALSE(to_callback(client.authorize(browser, asked)).at("code").empty());
    server.clock.advance(-Seconds(1));
    CHECK(to_callback(client.authorize(browser, asked)).at("error") == "invalid_request");
  });
}

TEST_CASE("errors of response types that answer in the fragment go to the fragment") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Browser browser(server);
    const auto response =
        Client(server, "web").authorize(browser, {{"scope", "openid"}, {"response_type", "token"}});
    CHECK(
        header(response, "location") ==
        "https://web.example/callback#error=unsupported_response_type&error_description="
        "unsupported+response_type+requested&state=st&iss=https%3A%2F%2Fauth.example%2Foidc"
    );
  });
}

TEST_CASE("a machine cannot send people to sign in") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto machine = an_application("robot", ApplicationType::machine_to_machine);
    machine.oidc_client_metadata.redirect_uris = {"https://robot.example/callback"};
    server.insert(machine);
    Browser browser(server);
    const auto callback =
        to_callback(Client(server, "robot").authorize(browser, {{"scope", "openid"}}));
    CHECK(callback.at("error") == "invalid_request");
  });
}

TEST_CASE("parameters given twice are refused, unknown ones ignored") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto url = client.authorization_url({{"scope", "openid"}});
    const auto twice = to_callback(browser.get(url + "&scope=profile"));
    CHECK(twice.at("error_description") == "'scope' parameter must not be provided twice");
    check_refused_here(browser.get(url + "&client_id=web"), "invalid_request");
    check_refused_here(
        browser.get(url + "&redirect_uri=https%3A%2F%2Fweb.example%2Fcallback"), "invalid_request"
    );
    CHECK(page_of(browser.get(url + "&made=up")) == "/sign-in?app_id=web");
  });
}

TEST_CASE("the sign-in page follows first_screen, login_hint and ui_locales") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto page = [&](const Fields& fields) {
      Browser browser(server);
      auto all = fields;
      all.emplace_back("scope", "openid");
      return page_of(client.authorize(browser, all));
    };
    CHECK(page({}) == "/sign-in?app_id=web");
    CHECK(page({{"first_screen", "register"}}) == "/register?app_id=web");
    CHECK(page({{"interaction_mode", "signUp"}}) == "/register?app_id=web");
    CHECK(
        page({{"first_screen", "sign_in"}, {"interaction_mode", "signUp"}}) == "/sign-in?app_id=web"
    );
    CHECK(
        page({{"first_screen", "identifier:register"}, {"identifier", "email"}}) ==
        "/identifier-register?app_id=web&identifier=email"
    );
    CHECK(page({{"first_screen", "nonsense"}}) == "/sign-in?app_id=web");
    CHECK(
        page({{"ui_locales", "ko"}, {"login_hint", "a@b.example"}}) ==
        "/sign-in?app_id=web&ui_locales=ko&login_hint=a%40b.example"
    );
  });
}

TEST_CASE("a dialogue resumes only in the browser that began it, and once") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server);
    client.authorize(browser, {{"scope", "openid"}});
    const auto resume = pass_sign_in_page(browser, "web", "alice");
    Browser thief(server);
    const auto stolen = to_answer(thief.get(resume));
    CHECK(stolen.status() == 400);
    CHECK(stolen.text("code") == "session.not_found");
    CHECK(to_callback(browser.get(resume)).parameters.contains("code"));
    CHECK(browser.get(resume).status == 400);
  });
}

TEST_CASE("a dialogue that took more than an hour has to begin again") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Browser browser(server);
    Client(server, "web").authorize(browser, {{"scope", "openid"}});
    const auto resume = pass_sign_in_page(browser, "web", "alice");
    server.clock.advance(Seconds(3600));
    CHECK(to_answer(browser.get(resume)).text("code") == "session.not_found");
  });
}

TEST_CASE("several applications sign in at the same time in one browser") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_application("second"));
    Browser browser(server);
    const Client first(server, "web");
    const Client second(server, "second");
    first.authorize(browser, {{"scope", "openid"}});
    second.authorize(browser, {{"scope", "openid"}});
    const auto resume_first = pass_sign_in_page(browser, "web", "alice");
    const auto resume_second = pass_sign_in_page(browser, "second", "alice");
    CHECK(to_callback(browser.get(resume_first)).location == "https://web.example/callback");
    CHECK(to_callback(browser.get(resume_second)).location == "https://second.example/callback");
  });
}

}  // namespace daemun::flows
