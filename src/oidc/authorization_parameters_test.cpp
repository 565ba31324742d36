#include "oidc/authorization_parameters.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun::oidc {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;
using Type = ApplicationType;
using Words = std::vector<std::string>;

const std::string callback = "https://app.example/callback";
const std::string challenge(43, 'c');

Application a_client(Type type = Type::traditional) {
  return test::an_application("app", type);
}

http::Form a_form(const Fields& more = {}) {
  http::Form form({{"client_id", "app"}, {"redirect_uri", callback}, {"response_type", "code"}});
  for (const auto& [name, value] : more)
    form.add(name, value);
  return form;
}

http::Form without(http::Form form, std::string_view name) {
  auto fields = form.fields();
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  return http::Form(fields);
}

Result<AuthorizationRequest, OAuthError> parse(
    const http::Form& form, const Application& client = a_client()
) {
  const auto target = parse_response_target(form, client);
  REQUIRE(target);
  return parse_authorization_parameters(form, client, *target);
}

AuthorizationRequest parsed(const Fields& more, const Application& client = a_client()) {
  auto request = parse(a_form(more), client);
  if (!request) FAIL("refused: ", request.error().description);
  return *request;
}

// The error's code and description.
std::string refusal(const http::Form& form, const Application& client = a_client()) {
  const auto request = parse(form, client);
  if (request) return "accepted";
  return std::string(to_string(request.error().code)) + ": " + request.error().description;
}
std::string refusal(const Fields& more, const Application& client = a_client()) {
  return refusal(a_form(more), client);
}

std::string target_refusal(const http::Form& form, const Application& client = a_client()) {
  const auto target = parse_response_target(form, client);
  if (target) return "accepted";
  return std::string(to_string(target.error().code)) + ": " + target.error().description;
}

ResponseTarget target_of(const Fields& more) {
  return parse_response_target(a_form(more), a_client()).value();
}

http::Form form_of(const http::Request& request) {
  return parse_authorization_form(request).value();
}

bool has_no_experience(const AuthorizationRequest& request) {
  const auto& experience = request.experience;
  return !experience.first_screen && !experience.interaction_mode && !experience.direct_sign_in &&
         !experience.organization_id && !experience.identifier && !experience.one_time_token;
}

}  // namespace

TEST_CASE("parse_authorization_form reads the query of GET and the body of POST") {
  const auto get = test::a_request(http::Method::get, "/oidc/auth", "client_id=a", "client_id=b");
  CHECK(form_of(get).find("client_id") == "a");
  const auto post = test::a_request(http::Method::post, "/oidc/auth", "client_id=a", "client_id=b");
  CHECK(form_of(post).find("client_id") == "b");
}

TEST_CASE("parse_authorization_form splits resources at commas, in a query only") {
  const std::string text =
      "resource=https%3A%2F%2Fa.example,https://b.example&scope=a,b&resource=c";
  const Words both{"https://a.example", "https://b.example", "c"};
  CHECK(
      form_of(test::a_request(http::Method::get, "/oidc/auth", text)).find_all("resource") == both
  );
  const Words unsplit{"https://a.example,https://b.example", "c"};
  const auto post = form_of(test::a_request(http::Method::post, "/oidc/auth", "", text));
  CHECK(post.find_all("resource") == unsplit);
  CHECK(post.find("scope") == "a,b");
}

TEST_CASE("parse_authorization_form refuses malformed text") {
  for (const char* query : {"a=%zz", "a=%00", "a=%FF"}) {
    CAPTURE(query);
    const auto form =
        parse_authorization_form(test::a_request(http::Method::get, "/oidc/auth", query));
    REQUIRE_FALSE(form);
    CHECK(form.error().code == OAuthErrorCode::invalid_request);
  }
}

TEST_CASE("parse_client_id asks for exactly one id") {
  CHECK(parse_client_id(a_form()).value() == ApplicationId("app"));
  CHECK(
      parse_client_id(http::Form()).error().description == "missing required parameter 'client_id'"
  );
  CHECK_FALSE(parse_client_id(http::Form(Fields{{"client_id", ""}})));
  CHECK(
      parse_client_id(a_form({{"client_id", "app"}})).error().description ==
      "'client_id' parameter must not be provided twice"
  );
}

TEST_CASE("parse_response_target takes a registered URI as it was sent") {
  const auto target = target_of({{"state", "s"}});
  CHECK(target.redirect_uri == callback);
  CHECK(target.redirect_uri_given);
  CHECK(target.mode == ResponseMode::query);
  CHECK(target.state == "s");
}

TEST_CASE("parse_response_target refuses a URI that is not registered") {
  auto form = without(a_form(), "redirect_uri");
  form.add("redirect_uri", "https://evil.example/callback");
  CHECK(
      target_refusal(form) ==
      "invalid_redirect_uri: redirect_uri did not match any of the client's registered "
      "redirect_uris"
  );
  CHECK(
      target_refusal(a_form({{"redirect_uri", callback}})) ==
      "invalid_request: 'redirect_uri' parameter must not be provided twice"
  );
}

TEST_CASE("parse_response_target ignores the loopback port for native applications only") {
  http::Form form(Fields{{"redirect_uri", "http://127.0.0.1:5000/cb"}});
  for (const auto type : {Type::native, Type::spa, Type::traditional}) {
    auto client = a_client(type);
    client.oidc_client_metadata.redirect_uris = {"http://127.0.0.1/cb"};
    CHECK((target_refusal(form, client) == "accepted") == (type == Type::native));
  }
}

TEST_CASE("parse_response_target may do without the URI when one is registered") {
  const auto form = without(a_form(), "redirect_uri");
  auto client = a_client();
  const auto target = parse_response_target(form, client);
  REQUIRE(target);
  CHECK(target->redirect_uri == callback);
  CHECK_FALSE(target->redirect_uri_given);
  const std::string missing = "invalid_request: missing required parameter 'redirect_uri'";
  for (const auto& registered :
       {Words{}, Words{callback, "https://other.example/"}, Words{"https://*.app.example/cb"}}) {
    client.oidc_client_metadata.redirect_uris = registered;
    CHECK(target_refusal(form, client) == missing);
  }
}

TEST_CASE("parse_response_target sends the errors of other response types to the fragment") {
  const auto mode = [](const char* type) {
    auto form = without(a_form(), "response_type");
    form.add("response_type", type);
    return parse_response_target(form, a_client()).value().mode;
  };
  CHECK(mode("code") == ResponseMode::query);
  CHECK(mode("none") == ResponseMode::query);
  CHECK(mode("") == ResponseMode::query);
  CHECK(mode("token") == ResponseMode::fragment);
  CHECK(mode("id_token") == ResponseMode::fragment);
  CHECK(mode("code id_token") == ResponseMode::fragment);
}

TEST_CASE("parse_response_target follows a known response_mode") {
  CHECK(target_of({{"response_mode", "query"}}).mode == ResponseMode::query);
  CHECK(target_of({{"response_mode", "fragment"}}).mode == ResponseMode::fragment);
  CHECK(target_of({{"response_mode", "form_post"}}).mode == ResponseMode::form_post);
  CHECK(target_of({{"response_mode", "web_message"}}).mode == ResponseMode::query);
}

TEST_CASE("parse_response_target gives back no state that is repeated") {
  CHECK_FALSE(target_of({}).state);
  CHECK_FALSE(target_of({{"state", "a"}, {"state", "b"}}).state);
  CHECK(target_of({{"state", std::string(4096, 's')}}).state);
}

TEST_CASE("parse_authorization_parameters keeps what the dialogue needs") {
  const auto request = parsed(
      {{"scope", "openid profile read"},
       {"state", "s"},
       {"nonce", "n"},
       {"login_hint", "alice"},
       {"ui_locales", "ko en"},
       {"code_challenge", challenge},
       {"code_challenge_method", "S256"},
       {"resource", "https://api.example"}}
  );
  CHECK(request.client_id == ApplicationId("app"));
  CHECK(request.redirect_uri == callback);
  CHECK(request.redirect_uri_given);
  CHECK(request.response_mode == ResponseMode::query);
  CHECK(request.scopes == Words{"openid", "profile", "read"});
  CHECK(request.resources == Words{"https://api.example"});
  CHECK(request.state == "s");
  CHECK(request.nonce == "n");
  CHECK(request.login_hint == "alice");
  CHECK(request.ui_locales == "ko en");
  CHECK(request.code_challenge == challenge);
}

TEST_CASE("parse_authorization_parameters refuses repeated parameters and ignores unknown ones") {
  for (const char* name :
       {"response_type",
        "scope",
        "state",
        "nonce",
        "prompt",
        "max_age",
        "code_challenge",
        "code_challenge_method",
        "login_hint",
        "ui_locales",
        "id_token_hint",
        "response_mode",
        "first_screen",
        "organization_id",
        "direct_sign_in",
        "google_one_tap_credential",
        "one_time_token",
        "acr_values"}) {
    CAPTURE(name);
    CHECK(
        refusal(Fields{{name, "a"}, {name, "a"}}) ==
        "invalid_request: '" + std::string(name) + "' parameter must not be provided twice"
    );
  }
  CHECK(
      refusal(Fields{{"utm", "a"}, {"utm", "b"}, {"<script>", "1"}, {"<script>", "2"}}) ==
      "accepted"
  );
}

TEST_CASE("parse_authorization_parameters bounds what is kept of a request") {
  const std::string long_text(4000, 'a');
  CHECK(refusal(Fields{{"login_hint", long_text}, {"ui_locales", long_text}}) == "accepted");
  const Fields too_many{{"login_hint", long_text}, {"ui_locales", long_text}, {"state", long_text}};
  CHECK(refusal(too_many) == "invalid_request: the request is too long");
  Fields resources;
  for (int i = 0; i < 3; ++i)
    resources.emplace_back("resource", "https://api.example/" + std::to_string(i) + long_text);
  CHECK(refusal(resources) == "invalid_request: the request is too long");
  // Neither is kept.
  CHECK(
      refusal(Fields{
          {"login_hint", long_text},
          {"scope", "openid"},
          {"id_token_hint", long_text + long_text},
          {"unknown", long_text}}) == "accepted"
  );
}

TEST_CASE("parse_authorization_parameters allows the response type of the client") {
  const auto refusal_of = [](const char* type, Type client_type) {
    auto form = without(a_form(), "response_type");
    form.add("response_type", type);
    form.add("code_challenge", challenge);
    form.add("code_challenge_method", "S256");
    return refusal(form, a_client(client_type));
  };
  const std::string not_allowed =
      "invalid_request: requested response_type is not allowed for this client";
  const std::string unsupported = "unsupported_response_type: unsupported response_type requested";
  for (const auto type : {Type::traditional, Type::spa, Type::native})
    CHECK(refusal_of("code", type) == "accepted");
  CHECK(refusal_of("code", Type::machine_to_machine) == not_allowed);
  for (const char* word : {"id_token", "code id_token", "none"})
    CHECK(refusal_of(word, Type::traditional) == not_allowed);
  for (const char* word : {"token", "code token", "Code", "code code", "x"}) {
    CAPTURE(word);
    CHECK(refusal_of(word, Type::traditional) == unsupported);
  }
  CHECK(
      refusal(without(a_form(), "response_type")) ==
      "invalid_request: missing required parameter 'response_type'"
  );
}

TEST_CASE("parse_authorization_parameters refuses an unknown response_mode and request objects") {
  CHECK(
      refusal(Fields{{"response_mode", "web_message"}}) ==
      "invalid_request: unsupported response_mode requested"
  );
  CHECK(
      refusal(Fields{{"request", "eyJ.eyJ."}}) ==
      "request_not_supported: request parameter is not supported"
  );
}

TEST_CASE("parse_authorization_parameters reads prompts") {
  CHECK(parsed({{"prompt", "none"}}).prompt_none);
  CHECK(parsed({{"prompt", "login"}}).prompt_login);
  const auto both = parsed({{"prompt", "login consent"}});
  CHECK(both.prompt_login);
  CHECK(both.prompt_consent);
  CHECK_FALSE(both.prompt_none);
  const auto none = parsed({{"prompt", ""}});
  CHECK_FALSE((none.prompt_none || none.prompt_login || none.prompt_consent));
  for (const char* prompt : {"none login", "none consent", "consent none", "none none"}) {
    CAPTURE(prompt);
    CHECK(
        refusal(Fields{{"prompt", prompt}}) ==
        "invalid_request: prompt none must only be used alone"
    );
  }
  for (const char* prompt : {"select_account", "create", "Login", "login create", "x"}) {
    CAPTURE(prompt);
    CHECK(
        refusal(Fields{{"prompt", prompt}}) == "invalid_request: unsupported prompt value requested"
    );
  }
}

TEST_CASE("parse_authorization_parameters reads the acr_values that mean something") {
  const auto values = [](const char* text) {
    return parsed({{"scope", "openid"}, {"acr_values", text}}).acr_values;
  };
  CHECK(values("phr urn:example:gold mfa") == std::vector<std::string>{"phr", "mfa"});
  CHECK(values("").empty());
}

TEST_CASE("parse_authorization_parameters reads max_age") {
  const auto max_age = [](const char* text) {
    return parsed({{"scope", "openid"}, {"max_age", text}}).max_age;
  };
  CHECK_FALSE(max_age(""));
  CHECK(max_age("0") == Seconds(0));
  CHECK(max_age("3600") == Seconds(3600));
  for (const char* text :
       {"-1",
        "1.5",
        "1e3",
        "abc",
        "1 ",
        " 1",
        "+1",
        "0x10",
        "99999999999999999999",
        "1000000001"}) {
    CAPTURE(text);
    CHECK(
        refusal(Fields{{"scope", "openid"}, {"max_age", text}}) ==
        "invalid_request: invalid max_age parameter value"
    );
  }
}

TEST_CASE("parse_authorization_parameters takes each scope once, in order") {
  CHECK(
      parsed({{"scope", " openid  profile openid unknown:x "}}).scopes ==
      Words{"openid", "profile", "unknown:x"}
  );
  CHECK(parsed({}).scopes.empty());
  std::string many;
  for (int i = 0; i < 101; ++i)
    many += "s" + std::to_string(i) + " ";
  CHECK(refusal(Fields{{"scope", many}}) == "invalid_request: too many scopes requested");
}

TEST_CASE("parse_authorization_parameters drops offline_access without prompt=consent") {
  const auto scopes = [](const char* prompt, const Application& client = a_client()) {
    return parsed({{"scope", "openid offline_access"}, {"prompt", prompt}}, client).scopes;
  };
  const Words kept{"openid", "offline_access"};
  const Words dropped{"openid"};
  CHECK(scopes("consent") == kept);
  CHECK(scopes("login consent") == kept);
  CHECK(scopes("") == dropped);
  CHECK(scopes("login") == dropped);
  CHECK(scopes("none") == dropped);
}

TEST_CASE("parse_authorization_parameters wants openid for what belongs to OpenID Connect") {
  for (const char* name : {"nonce", "max_age", "id_token_hint", "acr_values"}) {
    CAPTURE(name);
    CHECK(refusal(Fields{{"scope", "openid"}, {name, "1"}}) == "accepted");
    CHECK(
        refusal(Fields{{"scope", "profile"}, {name, "1"}}) ==
        "invalid_request: openid scope must be requested when using the " + std::string(name) +
            " parameter"
    );
  }
}

TEST_CASE("parse_authorization_parameters refuses a third party the scopes it may not have") {
  auto client = a_client();
  client.is_third_party = true;
  client.user_consent_scopes = {"profile"};
  CHECK(refusal(Fields{{"scope", "openid offline_access profile read"}}, client) == "accepted");
  const auto request = parse(a_form({{"scope", "openid email phone"}}), client);
  REQUIRE_FALSE(request);
  CHECK(request.error().code == OAuthErrorCode::invalid_scope);
  CHECK(request.error().description == "requested scope is not allowed");
  CHECK(request.error().scope == "email");
}

TEST_CASE("parse_authorization_parameters takes each resource once and only absolute URIs") {
  CHECK(
      parsed({{"resource", "https://a.example"},
              {"resource", "urn:logto:resource:organizations"},
              {"resource", "https://a.example"}}
      ).resources == Words{"https://a.example", "urn:logto:resource:organizations"}
  );
  for (const char* resource : {"a", "/a", "//a.example", "https://a.example#f", "https://a b"}) {
    CAPTURE(resource);
    CHECK(
        refusal(Fields{{"resource", resource}}) ==
        "invalid_target: resource indicator is missing, or unknown"
    );
  }
  Fields many;
  for (int i = 0; i < 21; ++i)
    many.emplace_back("resource", "https://" + std::to_string(i) + ".example");
  CHECK(refusal(many).starts_with("invalid_target"));
}

TEST_CASE("parse_authorization_parameters asks public clients for PKCE") {
  const Fields with_challenge{{"code_challenge", challenge}, {"code_challenge_method", "S256"}};
  for (const auto type : {Type::spa, Type::native}) {
    CHECK(refusal(Fields{}, a_client(type)).starts_with("invalid_request"));
    CHECK(refusal(with_challenge, a_client(type)) == "accepted");
  }
  CHECK(refusal(Fields{}) == "accepted");
  CHECK(refusal(with_challenge) == "accepted");
  CHECK(
      refusal(Fields{{"code_challenge", challenge}, {"code_challenge_method", "plain"}}) ==
      "invalid_request: not supported value of code_challenge_method"
  );
  CHECK(refusal(Fields{{"code_challenge", challenge}}).starts_with("invalid_request"));
  CHECK(refusal(Fields{{"code_challenge_method", "S256"}}).starts_with("invalid_request"));
}

TEST_CASE("parse_authorization_parameters keeps the parameters of the sign-in pages") {
  const auto experience = parsed({{"first_screen", "identifier:sign_in"},
                                  {"interaction_mode", "signUp"},
                                  {"direct_sign_in", "social:github"},
                                  {"organization_id", "acme"},
                                  {"identifier", "email phone username"},
                                  {"one_time_token", "t"}}
  ).experience;
  CHECK(experience.first_screen == "identifier:sign_in");
  CHECK(experience.interaction_mode == "signUp");
  CHECK(experience.direct_sign_in == "social:github");
  CHECK(experience.organization_id == "acme");
  CHECK(experience.identifier == "email phone username");
  CHECK(experience.one_time_token == "t");
}

TEST_CASE("parse_authorization_parameters ignores them all when one is invalid") {
  for (const auto& field : Fields{
           {"first_screen", "sign-in"},
           {"first_screen", "x"},
           {"interaction_mode", "signin"},
           {"direct_sign_in", "github"},
           {"direct_sign_in", "saml:x"},
           {"identifier", "email fingerprint"}}) {
    CAPTURE(field.first);
    CAPTURE(field.second);
    CHECK(has_no_experience(parsed({{"organization_id", "acme"}, {"one_time_token", "t"}, field})));
  }
}

}  // namespace daemun::oidc
