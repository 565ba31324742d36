#include "domain/email_template.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

EmailTemplate a_template(std::string type, std::string language) {
  return {
      .id = EmailTemplateId(type + "/" + language),
      .language_tag = std::move(language),
      .template_type = std::move(type)};
}

std::string picked(const std::vector<EmailTemplate>& templates, const std::string& locale) {
  const auto* one = pick_email_template(templates, {"SignIn", locale, "en"});
  return one != nullptr ? one->id.value() : "";
}

}  // namespace

TEST_CASE("pick_email_template takes the reader's language, then the tenant's, then Generic") {
  const auto own = a_template("SignIn", "ko");
  const auto fallback = a_template("SignIn", "en");
  const auto generic = a_template("Generic", "en");
  CHECK(picked({own, fallback, generic}, "ko") == "SignIn/ko");
  CHECK(picked({fallback, generic}, "ko") == "SignIn/en");
  CHECK(picked({generic}, "ko") == "Generic/en");
  CHECK(picked({own, generic}, "") == "Generic/en");
  // Tags are compared as they are written.
  CHECK(picked({own}, "ko-KR").empty());
  // As Logto: Generic counts in the tenant's language alone.
  CHECK(picked({a_template("Generic", "ko")}, "ko").empty());
  CHECK(picked({}, "ko").empty());
}

}  // namespace daemun
