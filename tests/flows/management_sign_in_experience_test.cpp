// The sign-in experience over the Management API, and what it does to sign-in and pages.
#include "storage/experience_store.h"

#include <doctest/doctest.h>

#include <utility>

#include "flows/harness/administrator.h"
#include "flows/harness/browser.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/sign-in-exp";

json::object patch(Administrator& administrator, const std::string& body) {
  return administrator.expect(200, Method::patch, path, body);
}

json::object public_settings(Server& server, const std::string& query = "") {
  Browser browser(server);
  return json::parse(browser.get("/api/.well-known/sign-in-exp" + query).body).as_object();
}

// A browser in the middle of a sign-in at the application "web".
Browser a_dialogue(Server& server, const char* event) {
  Browser browser(server);
  Client(server, "web").authorize(browser, {});
  CHECK(
      browser.send_json(Method::put, "/api/experience", {{"interactionEvent", event}}).status == 204
  );
  return browser;
}

http::Response register_as(Browser& browser, const char* name, const std::string& password) {
  return browser.send_json(
      Method::post,
      "/api/experience/verification/new-password-identity",
      {{"identifier", {{"type", "username"}, {"value", name}}}, {"password", password}}
  );
}

}  // namespace

TEST_CASE("sign-up by a name alone needs a passkey that signs in") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto change = [&](const char* body) {
      return to_answer(administrator.send(Method::patch, "/sign-in-exp", body));
    };
    const auto* by_name =
        R"({"signUp":{"identifiers":["username"],"password":false,"verify":false}})";
    CHECK(change(by_name).text("code") == "sign_in_experiences.username_requires_password");
    CHECK(change(R"({"passkeySignIn":{"enabled":true}})").status() == 200);
    CHECK(change(by_name).status() == 200);
    CHECK(
        change(R"({"passkeySignIn":{"enabled":false}})").text("code") ==
        "sign_in_experiences.username_requires_password"
    );
  });
}

TEST_CASE("the sign-in experience is shown with every member in Logto's order") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto shown = administrator.get(path).as_object();
    std::string names;
    for (const auto& member : shown)
      names += std::string(member.key()) + " ";
    CHECK(
        names ==
        "tenantId id color branding hideLogtoBranding languageInfo termsOfUseUrl privacyPolicyUrl "
        "agreeToTermsPolicy signIn signUp socialSignIn socialSignInConnectorTargets signInMode "
        "customCss customContent customUiAssets customUiCsp passwordPolicy mfa adaptiveMfa "
        "trustedDevice singleSignOnEnabled supportEmail supportWebsiteUrl "
        "unknownSessionRedirectUrl captchaPolicy sentinelPolicy emailBlocklistPolicy "
        "verificationCodePolicy forgotPasswordMethods passkeySignIn signUpProfileFields "
        "passwordExpiration usernamePolicy signOutOnPasswordChange claimsDialect "
        "invitationRedirectUrl "
    );
    CHECK(shown.at("tenantId").as_string() == "default");
    CHECK(shown.at("id").as_string() == "default");
  });
}

TEST_CASE("a change replaces the members that it names, and is public at once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    public_settings(server);  // cached
    auto changed = patch(
        administrator,
        R"({"id":"other","tenantId":"other","unknown":1,"termsOfUseUrl":"https://a.example/terms",)"
        R"("supportEmail":"","passwordPolicy":{"length":{"min":12,"more":1},"odd":true}})"
    );
    CHECK(changed.at("id").as_string() == "default");
    CHECK(changed.at("tenantId").as_string() == "default");
    CHECK_FALSE(changed.contains("unknown"));
    CHECK(changed.at("supportEmail").as_string().empty());
    CHECK(json::serialize(changed.at("passwordPolicy")) == R"({"length":{"min":12}})");
    changed = patch(administrator, R"({"passwordPolicy":{"characterTypes":{"min":2}}})");
    CHECK(json::serialize(changed.at("passwordPolicy")) == R"({"characterTypes":{"min":2}})");
    CHECK(changed.at("termsOfUseUrl").as_string() == "https://a.example/terms");
    const auto shown = public_settings(server);
    CHECK(shown.at("termsOfUseUrl").as_string() == "https://a.example/terms");
    CHECK(json::serialize(shown.at("passwordPolicy")) == R"({"characterTypes":{"min":2}})");
    CHECK_FALSE(shown.contains("emailBlocklistPolicy"));
    CHECK(shown.at("customProfileFields").as_array().empty());
    CHECK(administrator.get(path).as_object() == changed);
  });
}

TEST_CASE("settings that contradict each other or cannot work are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string policy =
        R"("allowedChars":{"lowercase":true,"uppercase":true,"numbers":true,"underscore":true}}})";
    const std::pair<std::string, const char*> cases[] = {
        {R"({"color":{"primaryColor":"red","isDarkModeEnabled":true,"darkPrimaryColor":"#fff"}})",
         "400 guard.invalid_input"},
        {R"({"color":{"primaryColor":"#fff"}})", "400 guard.invalid_input"},
        {R"({"branding":{"logoUrl":"javascript:alert"}})", "400 guard.invalid_input"},
        {R"({"termsOfUseUrl":"terms"})", "400 guard.invalid_input"},
        {R"({"signInMode":"Nobody"})", "400 guard.invalid_input"},
        {R"({"languageInfo":{"autoDetect":true,"fallbackLanguage":"tlh"}})",
         "400 guard.invalid_input"},
        {R"({"languageInfo":{"autoDetect":true,"fallbackLanguage":"nl"}})",
         "400 sign_in_experiences.unsupported_default_language"},
        {R"({"signUp":{"identifiers":["username"],"password":false,"verify":false}})",
         "400 sign_in_experiences.username_requires_password"},
        {R"({"signUp":{"identifiers":["email"],"password":true,"verify":true}})",
         "400 sign_in_experiences.enabled_connector_not_found"},
        {R"({"signUp":{"identifiers":["username"],"password":true,"verify":true,)"
         R"("secondaryIdentifiers":[{"identifier":"phone","verify":true}]}})",
         "400 sign_in_experiences.enabled_connector_not_found"},
        {R"({"signUp":{"identifiers":["username"],"password":true,"verify":false,)"
         R"("secondaryIdentifiers":[{"identifier":"username"}]}})",
         "400 sign_in_experiences.duplicated_sign_up_identifiers"},
        {R"({"signIn":{"methods":[{"identifier":"email","password":true,"verificationCode":true,)"
         R"("isPasswordPrimary":true}]}})",
         "400 sign_in_experiences.enabled_connector_not_found"},
        {R"({"signIn":{"methods":[{"identifier":"username","password":false,)"
         R"("verificationCode":false,"isPasswordPrimary":true}]}})",
         "400 sign_in_experiences.at_least_one_authentication_factor"},
        {R"({"signIn":{"methods":[{"identifier":"email","password":true,)"
         R"("verificationCode":false,"isPasswordPrimary":true}]}})",
         "400 sign_in_experiences.miss_sign_up_identifier_in_sign_in"},
        {R"({"mfa":{"factors":["Pigeon"],"policy":"UserControlled"}})", "400 guard.invalid_input"},
        {R"({"mfa":{"factors":["Totp"],"policy":"Sometimes"}})", "400 guard.invalid_input"},
        {R"({"mfa":{"factors":["Totp","Totp"],"policy":"UserControlled"}})",
         "400 sign_in_experiences.duplicated_mfa_factors"},
        {R"({"mfa":{"factors":["BackupCode"],"policy":"UserControlled"}})",
         "400 sign_in_experiences.backup_code_cannot_be_enabled_alone"},
        {R"({"mfa":{"factors":["EmailVerificationCode"],"policy":"UserControlled"}})",
         "400 sign_in_experiences.enabled_connector_not_found"},
        {R"({"mfa":{"factors":["PhoneVerificationCode"],"policy":"Mandatory"}})",
         "400 sign_in_experiences.enabled_connector_not_found"},
        {R"({"mfa":{"factors":["Totp"],"policy":"PromptOnlyAtSignInMandatory"}})",
         "422 sign_in_experiences.non_adaptive_mfa_requires_skippable_policy"},
        {R"({"mfa":{"factors":["Totp"],"policy":"Mandatory"},"adaptiveMfa":{"enabled":true}})",
         "422 sign_in_experiences.adaptive_mfa_requires_non_skippable_policy"},
        {R"({"mfa":{"factors":[],"policy":"PromptOnlyAtSignInMandatory"},)"
         R"("adaptiveMfa":{"enabled":true}})",
         "422 sign_in_experiences.adaptive_mfa_requires_mfa"},
        {R"({"adaptiveMfa":{"enabled":true}})",
         "422 sign_in_experiences.adaptive_mfa_requires_mfa"},
        {R"({"trustedDevice":{"enabled":true,"durationDays":0}})", "400 guard.invalid_input"},
        {R"({"trustedDevice":{"enabled":true,"durationDays":366}})", "400 guard.invalid_input"},
        {R"({"trustedDevice":{"enabled":true,"durationDays":1.5}})", "400 guard.invalid_input"},
        {R"({"trustedDevice":{"enabled":"yes"}})", "400 guard.invalid_input"},
        {R"({"captchaPolicy":{"enabled":true}})", "422 request.feature_not_supported"},
        {R"({"customUiAssets":{"id":"a","createdAt":1}})", "404 entity.not_exists_with_id"},
        {R"({"customUiCsp":{"scriptSrc":["https://a.example"]}})", "400 request.invalid_input"},
        {R"({"forgotPasswordMethods":["EmailVerificationCode"]})",
         "400 sign_in_experiences.forgot_password_method_requires_connector"},
        {R"({"passwordExpiration":{"enabled":true,"validPeriodDays":90}})",
         "422 sign_in_experiences.password_expiration_requires_forgot_password"},
        {R"({"passwordPolicy":{"length":{"min":20,"max":10}}})", "400 guard.invalid_input"},
        {R"({"emailBlocklistPolicy":{"customBlocklist":["nonsense"]}})",
         "400 sign_in_experiences.invalid_custom_email_blocklist_format"},
        {R"({"sentinelPolicy":{"maxAttempts":0}})", "400 guard.invalid_input"},
        {R"({"verificationCodePolicy":{"expirationDuration":10}})", "400 guard.invalid_input"},
        {R"({"signUpProfileFields":[{"name":"nothing"}]})",
         "400 custom_profile_fields.entity_not_exists_with_names"},
        {R"({"usernamePolicy":{"caseSensitive":true,"minLength":9,"maxLength":8,)" + policy,
         "400 guard.invalid_input"},
        {R"({"usernamePolicy":{"caseSensitive":true,"minLength":1,"maxLength":8,"allowedChars":)"
         R"({"lowercase":false,"uppercase":false,"numbers":true,"underscore":false}}})",
         "400 guard.invalid_input"},
    };
    const auto before = administrator.get(path);
    for (const auto& [body, expected] : cases) {
      const std::string shown = body;
      CAPTURE(shown);
      const auto response = administrator.send(Method::patch, path, body);
      CHECK(std::to_string(response.status) + " " + to_answer(response).text("code") == expected);
    }
    CHECK(administrator.get(path) == before);
  });
}

TEST_CASE("with a connector, Logto's rules of codes decide") {
  for_each_engine([](Server& server) {
    server.equipment.mailbox = messages::Mailbox::on;
    Administrator administrator(server);
    const auto method = [](const std::string& identifier, const char* factors) {
      return R"({"identifier":")" + identifier + R"(",)" + factors +
             R"(,"isPasswordPrimary":true})";
    };
    const auto by_password = R"("password":true,"verificationCode":false)";
    const auto by_code = R"("password":false,"verificationCode":true)";
    const std::pair<std::string, std::string> cases[] = {
        {R"({"signUp":{"identifiers":["email"],"password":true,"verify":false}})",
         "400 sign_in_experiences.passwordless_requires_verify"},
        {R"({"signUp":{"identifiers":["username"],"password":true,"verify":true,)"
         R"("secondaryIdentifiers":[{"identifier":"phone","verify":false}]}})",
         "400 sign_in_experiences.passwordless_requires_verify"},
        {R"({"signUp":{"identifiers":[],"password":true,"verify":true,)"
         R"("secondaryIdentifiers":[{"identifier":"phone","verify":true}]}})",
         "400 sign_in_experiences.missing_sign_up_identifiers"},
        {R"({"signUp":{"identifiers":["email"],"password":false,"verify":true},"signIn":{"methods":[)" +
             method("email", by_password) + "]}}",
         "400 sign_in_experiences.code_sign_in_must_be_enabled"},
        {R"({"signIn":{"methods":[)" + method("username", by_code) + "]}}",
         "400 sign_in_experiences.at_least_one_authentication_factor"},
        {R"({"signUp":{"identifiers":["email"],"password":false,"verify":true},"signIn":{"methods":[)" +
             method("email", by_code) + "," + method("username", by_password) + "]}}",
         "200 "},
        {R"({"passwordExpiration":{"enabled":true,"validPeriodDays":90},"forgotPasswordMethods":[]})",
         "422 sign_in_experiences.password_expiration_requires_forgot_password"},
        {R"({"passwordExpiration":{"enabled":true,"validPeriodDays":90},)"
         R"("forgotPasswordMethods":["EmailVerificationCode"]})",
         "200 "},
        {R"({"forgotPasswordMethods":[]})",
         "422 sign_in_experiences.password_expiration_requires_forgot_password"},
        {R"({"passwordExpiration":{"enabled":false}})", "200 "},
        {R"({"forgotPasswordMethods":[]})", "200 "},
    };
    for (const auto& [body, expected] : cases) {
      const std::string shown = body;
      CAPTURE(shown);
      const auto response = administrator.send(Method::patch, path, body);
      CHECK(std::to_string(response.status) + " " + to_answer(response).text("code") == expected);
    }
  });
}

TEST_CASE("the date from which undated passwords expire is the server's") {
  for_each_engine([](Server& server) {
    server.equipment.mailbox = messages::Mailbox::on;
    Administrator administrator(server);
    const auto enabled_at = [&](const std::string& body) {
      const auto after = patch(administrator, body);
      return find_integer(after.at("passwordExpiration").as_object(), "enabledAt").value_or(0);
    };
    const auto began = to_unix_ms(server.clock.now());
    const std::string on =
        R"({"passwordExpiration":{"enabled":true,"validPeriodDays":90,"enabledAt":5},)"
        R"("forgotPasswordMethods":null})";
    CHECK(enabled_at(on) == began);
    server.clock.advance(Seconds(60));
    CHECK(enabled_at(on) == began);
    CHECK(enabled_at(R"({"passwordExpiration":{"enabled":false}})") == 0);
    CHECK(enabled_at(on) == began + 60'000);
  });
}

TEST_CASE("settings that name nothing that is missing are taken") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* body :
         {R"({"emailBlocklistPolicy":{"blockDisposableAddresses":true,"customBlocklist":)"
          R"(["@bad.example","a*@*.example"]}})",
          R"({"mfa":{"factors":["Totp","BackupCode"],"policy":"Mandatory",)"
          R"("organizationRequiredMfaPolicy":"Mandatory"}})",
          R"({"mfa":{"factors":["Totp"],"policy":"PromptAtSignInAndSignUpMandatory"},)"
          R"("adaptiveMfa":{"enabled":true}})",
          R"({"mfa":{"factors":["Totp"],"policy":"PromptOnlyAtSignInMandatory"}})",
          R"({"mfa":{"factors":[],"policy":"NoPrompt"}})",
          R"({"mfa":{"factors":[],"policy":"NoPrompt"},"adaptiveMfa":{"enabled":false}})",
          R"({"singleSignOnEnabled":true,"hideLogtoBranding":true,"customContent":{"/a":"b"}})",
          R"({"passwordExpiration":{"enabled":false},"forgotPasswordMethods":null})",
          R"({"emailBlocklistPolicy":{"customBlocklist":["@a.example","b@c.example"]}})",
          R"({"signIn":{"methods":[{"identifier":"username","password":true,"verificationCode":)"
          R"(true,"isPasswordPrimary":true},{"identifier":"email","password":true,)"
          R"("verificationCode":false,"isPasswordPrimary":true}]}})",
          R"({})"}) {
      CAPTURE(body);
      CHECK(administrator.send(Method::patch, path, body).status == 200);
    }
    const auto changed = patch(administrator, R"({"socialSignInConnectorTargets":["google"]})");
    CHECK(changed.at("socialSignInConnectorTargets").as_array().empty());
  });
}

TEST_CASE("changes of different members at the same time both hold") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    // A second administrator would overwrite this with a document that was read before.
    const auto stale = storage::DocumentChange{
        .before = run_task(server.tenants.find_sign_in_experience()), .after = "{}"};
    patch(administrator, R"({"supportEmail":"help@a.example"})");
    const storage::ExperienceStore store(*server.database, server.tenant);
    storage::Plan plan;
    plan.add(store.change_sign_in_experience(stale));
    CHECK_FALSE(run_task(server.database->commit(std::move(plan))));
    patch(administrator, R"({"signInMode":"SignIn"})");
    const auto after = administrator.get(path).as_object();
    CHECK(after.at("supportEmail").as_string() == "help@a.example");
    CHECK(after.at("signInMode").as_string() == "SignIn");
  });
}

TEST_CASE("the password policy and the username policy decide over the next registration") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_application("web"));
    auto browser = a_dialogue(server, "Register");
    patch(
        administrator,
        R"({"passwordPolicy":{"length":{"min":20},"rejects":{"words":["daemun"]}},)"
        R"("usernamePolicy":{"caseSensitive":true,"minLength":3,"maxLength":5,"allowedChars":)"
        R"({"lowercase":true,"uppercase":false,"numbers":true,"underscore":false}}})"
    );
    const std::string good = "a rather long phrase 4711";
    const auto code = [&](const char* name, const std::string& password) {
      return to_answer(register_as(browser, name, password)).text("code");
    };
    CHECK(code("mina", user_password) == "password.rejected");
    const std::pair<const char*, const char*> names[] = {
        {"ab", "user.username_too_short"},
        {"abcdef", "user.username_too_long"},
        {"Mina", "user.username_uppercase_not_allowed"},
        {"mi_na", "user.username_underscore_not_allowed"},
        {"4mina", "user.username_starts_with_number"},
        {"mi-na", "user.username_invalid_charset_hard"},
    };
    for (const auto& row : names) {
      CAPTURE(row.first);
      CHECK(code(row.first, good) == row.second);
    }
    CHECK(register_as(browser, "min4", good).status == 200);
  });
}

TEST_CASE("a tenant may ignore the case of user names") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_application("web"));
    server.insert(a_user("Mina"));
    auto browser = a_dialogue(server, "Register");
    const auto set_case = [&](bool is_sensitive) {
      return administrator.send(
          Method::patch,
          path,
          std::string(R"({"usernamePolicy":{"caseSensitive":)") +
              (is_sensitive ? "true" : "false") +
              R"(,"minLength":1,"maxLength":128,"allowedChars":{"lowercase":true,)"
              R"("uppercase":true,"numbers":true,"underscore":true}}})"
      );
    };
    REQUIRE(set_case(false).status == 200);
    const auto taken = [&](const http::Response& response) {
      CHECK(response.status == 422);
      CHECK(to_answer(response).text("code") == "user.username_already_in_use");
    };
    taken(register_as(browser, "MINA", user_password));
    taken(administrator.send(Method::post, "/users", R"({"username":"mINA"})"));
    const auto bob = administrator.expect(200, Method::post, "/users", R"({"username":"Bob"})");
    const auto bobs = "/users/" + std::string(bob.at("id").as_string());
    taken(administrator.send(Method::patch, bobs, R"({"username":"mina"})"));
    administrator.expect(200, Method::patch, bobs, R"({"username":"BOB"})");
    const auto signs_in = [&](const char* name) {
      auto dialogue = a_dialogue(server, "SignIn");
      return dialogue
                 .send_json(
                     Method::post,
                     "/api/experience/verification/password",
                     {{"identifier", {{"type", "username"}, {"value", name}}},
                      {"password", user_password}}
                 )
                 .status == 200;
    };
    CHECK(signs_in("mina"));
    CHECK(signs_in("Mina"));
    // And back: the names are told apart again, and may then stand in the way.
    REQUIRE(set_case(true).status == 200);
    CHECK_FALSE(signs_in("mina"));
    CHECK(signs_in("Mina"));
    const auto twin = administrator.expect(200, Method::post, "/users", R"({"username":"mina"})");
    const auto refused = set_case(false);
    CHECK(refused.status == 409);
    const auto answer = to_answer(refused);
    CHECK(answer.text("code") == "sign_in_experiences.username_policy_case_conflicts_exist");
    const auto& data = answer.body.at("data").as_object();
    CHECK(data.at("totalConflicts") == 1);
    CHECK(data.at("samples").at(0).at("usernameLower") == "mina");
    CHECK(data.at("samples").at(0).at("userIds").as_array().size() == 2);
    CHECK(administrator.get(path).at("usernamePolicy").at("caseSensitive") == true);
  });
}

TEST_CASE("a tenant that closes registration closes it for dialogues that have begun") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_application("web"));
    auto browser = a_dialogue(server, "Register");
    patch(administrator, R"({"signInMode":"SignIn"})");
    CHECK(to_answer(register_as(browser, "mina", user_password)).text("code") == "auth.forbidden");
  });
}

TEST_CASE("a password is checked by the policy, and by what is known of its owner") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    auto user = a_user("mina");
    user.name = "Kim Schneeweiss";
    server.insert(user);
    const std::string check = path + "/default/check-password";
    const auto answer = [&](const std::string& body) {
      const auto response = administrator.send(Method::post, check, body);
      return std::to_string(response.status) + " " + response.body;
    };
    const auto nobody = administrator.send(Method::post, check, R"({"password":"Xk29_vbnQ!z8"})");
    CHECK(nobody.status == 400);
    CHECK(to_answer(nobody).text("code") == "request.invalid_input");
    server.insert(a_user("alice"));
    const auto of_alice = [&](const std::string& password) {
      return answer(R"({"password":")" + password + R"(","userId":"alice"})");
    };
    CHECK(of_alice("Xk29_vbnQ!z8") == R"(200 {"result":true})");
    CHECK(
        of_alice("Xk29") ==
        R"(400 {"result":false,"issues":[{"code":"password_rejected.too_short",)"
        R"("interpolation":{"min":8}}]})"
    );
    CHECK(of_alice("Schneeweiss") == R"(200 {"result":true})");
    CHECK(
        answer(R"({"password":"Schneeweiss","userId":")" + user.id.value() + R"("})") ==
        R"(400 {"result":false,"issues":[{"code":"password_rejected.restricted.user_info"}]})"
    );
    CHECK(
        to_answer(administrator.send(Method::post, check, R"({"password":"a","userId":"none"})"))
            .text("code") == "entity.not_found"
    );
    CHECK(administrator.send(Method::post, check, R"({})").status == 400);
  });
}

TEST_CASE("user names that differ only in case are found") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string conflicts = path + "/username-policy/case-sensitivity-conflicts";
    CHECK(
        administrator.send(Method::get, conflicts).body == R"({"totalConflicts":0,"samples":[]})"
    );
    for (const char* name : {"mina", "Mina", "bob", "ann", "ANN"})
      server.insert(a_user(name));
    const auto found = administrator.get(conflicts + "?limit=1").as_object();
    CHECK(found.at("totalConflicts").as_int64() == 2);
    REQUIRE(found.at("samples").as_array().size() == 1);
    const auto& sample = found.at("samples").as_array()[0].as_object();
    CHECK(sample.at("usernameLower").as_string() == "ann");
    CHECK(sample.at("userIds").as_array().size() == 2);
    for (const char* limit : {"0", "101", "x"}) {
      CHECK(administrator.send(Method::get, conflicts + "?limit=" + limit).status == 400);
    }
  });
}

TEST_CASE("the public settings of an organization have its look") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_organization("org1"));
    patch(administrator, R"({"customCss":"a{}"})");
    const auto plain = public_settings(server);
    CHECK(public_settings(server, "?organizationId=org1") == plain);
    CHECK(public_settings(server, "?organizationId=none") == plain);
    const storage::Statement style{
        storage::Sql{
            "update organizations set color = $2, branding = $3, custom_css = $4 where id = $1"},
        {"org1",
         R"({"primaryColor":"#123456"})",
         R"({"logoUrl":"https://org.example/logo.png"})",
         "b{}"}};
    server.commit(style);
    const auto shown = public_settings(server, "?organizationId=org1");
    CHECK(shown.at("color").at("primaryColor").as_string() == "#123456");
    CHECK(shown.at("color").at("isDarkModeEnabled") == plain.at("color").at("isDarkModeEnabled"));
    CHECK(shown.at("branding").at("logoUrl").as_string() == "https://org.example/logo.png");
    CHECK(shown.at("customCss").as_string() == "b{}");
    CHECK(public_settings(server) == plain);
  });
}

TEST_CASE("the rules of adaptive MFA are told apart by what the server knows") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    CHECK(
        administrator.send(Method::get, "/systems/adaptive-mfa").body ==
        R"({"informedRules":["long_inactivity","untrusted_ip"],)"
        R"("silentRules":["new_country","geo_velocity"]})"
    );
  });
}

TEST_CASE("protected applications are told to be absent") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto response = administrator.send(Method::get, "/systems/application");
    CHECK(response.status == 501);
    CHECK(to_answer(response).text("code") == "application.protected_app_not_configured");
  });
}

}  // namespace daemun::flows
