#include "daemun/auth/web/pages.h"

#include <doctest/doctest.h>

namespace daemun::auth {

TEST_CASE("choose_language takes the first of the reader's that there is") {
  struct Row {
    const char* header;
    PageLanguage language;
  };
  for (const Row& row : {
           Row{"ko-KR,ko;q=0.9,en-US;q=0.8", PageLanguage::ko},
           Row{"fr, ko;q=0.5", PageLanguage::ko},
           Row{"en-GB,ko", PageLanguage::en},
           Row{"de", PageLanguage::en},
           Row{"", PageLanguage::en},
       }) {
    CAPTURE(row.header);
    CHECK(choose_language({{"accept-language", row.header}}) == row.language);
  }
  CHECK(choose_language({}) == PageLanguage::en);
}

TEST_CASE("make_sign_in_page escapes what others have named") {
  const SignInChoice choice{
      .provider_name = "<b>&\"",
      .form = {.action = "/api/auth/signin/x\"><script>", .fields = {{"csrfToken", "a\"b"}}}};
  const Response page = make_sign_in_page({choice}, PageLanguage::en);
  CHECK(page.status == 200);
  CHECK(page.body.find("<b>") == std::string::npos);
  CHECK(page.body.find("<script") == std::string::npos);
  CHECK(page.body.find("Sign in with &lt;b&gt;&amp;&quot;") != std::string::npos);
  CHECK(page.body.find("value=\"a&quot;b\"") != std::string::npos);
}

TEST_CASE("Pages allow nothing but their own style") {
  const Response page = make_error_page(Trouble::denied, "/api/auth/signin", PageLanguage::ko);
  CHECK(page.status == 403);
  const std::string* policy = find_header(page.headers, "Content-Security-Policy");
  REQUIRE(policy != nullptr);
  CHECK(policy->starts_with("default-src 'none'; style-src 'sha256-"));
  CHECK(policy->find("unsafe") == std::string::npos);
  CHECK(policy->ends_with("frame-ancestors 'none'"));
  CHECK(page.body.find("<html lang=\"ko\">") != std::string::npos);
}

TEST_CASE("Every Trouble has a word, a status and a sentence in both languages") {
  for (const auto trouble :
       {Trouble::expired,
        Trouble::refused,
        Trouble::denied,
        Trouble::unavailable,
        Trouble::configuration,
        Trouble::forged}) {
    CHECK_FALSE(to_string(trouble).empty());
    CHECK(to_status(trouble) >= 400);
    CHECK(
        make_error_page(trouble, "/", PageLanguage::en).body !=
        make_error_page(trouble, "/", PageLanguage::ko).body
    );
  }
}

}  // namespace daemun::auth
