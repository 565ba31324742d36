#include "domain/page_look.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("apply_look lays colours and branding over member by member, and CSS as a whole") {
  auto document =
      json::parse(R"({"color":{"primaryColor":"#111111","isDarkModeEnabled":true},"branding":{},)"
                  R"("customCss":"a{}"})")
          .as_object();
  apply_look(
      document,
      {.color = json::parse(R"({"primaryColor":"#222222"})").as_object(),
       .branding = json::parse(R"({"logoUrl":"https://a.example/logo.png"})").as_object(),
       .custom_css = std::nullopt}
  );
  CHECK(
      json::serialize(document) ==
      R"({"color":{"primaryColor":"#222222","isDarkModeEnabled":true},)"
      R"("branding":{"logoUrl":"https://a.example/logo.png"},"customCss":"a{}"})"
  );
  apply_look(document, {.custom_css = "b{}"});
  CHECK(document.at("customCss").as_string() == "b{}");
}

}  // namespace daemun
