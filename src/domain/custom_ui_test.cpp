#include "domain/custom_ui.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("find_custom_ui finds the pages that the settings name") {
  const auto id_of = [](json::value assets) {
    auto document = make_default_sign_in_experience();
    document["customUiAssets"] = std::move(assets);
    const auto id = find_custom_ui(parse_sign_in_experience(std::move(document)));
    return id ? id->value() : "none";
  };
  CHECK(id_of({{"id", "abc"}, {"createdAt", 1}}) == "abc");
  CHECK(id_of(nullptr) == "none");
  CHECK(id_of({{"id", ""}}) == "none");
  CHECK(id_of({{"id", 1}}) == "none");
  CHECK(id_of("abc") == "none");
}

TEST_CASE("find_custom_ui_type knows what pages are made of, and nothing else") {
  CHECK(find_custom_ui_type("index.html") == "text/html; charset=utf-8");
  CHECK(find_custom_ui_type("a/b.min.JS") == "text/javascript; charset=utf-8");
  CHECK(find_custom_ui_type("a.woff2") == "font/woff2");
  for (const char* path : {"", "html", "a.php", "a.exe", "a.html.zip", "a.", "a.swf", "a.b/c"}) {
    CAPTURE(path);
    CHECK_FALSE(find_custom_ui_type(path));
  }
}

}  // namespace daemun
