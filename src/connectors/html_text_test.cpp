#include "connectors/html_text.h"

#include "connectors/texts.h"

#include <doctest/doctest.h>

namespace daemun::connectors {
namespace {

TEST_CASE("html_to_text keeps the words and makes lines of blocks") {
  CHECK(
      html_to_text("<p>Hello,\n <b>Ann</b></p><p>code:<br/>123</p>") == "Hello, Ann\n\ncode:\n123"
  );
  CHECK(html_to_text("plain") == "plain");
  CHECK(html_to_text("") == "");
}

TEST_CASE("html_to_text decodes entities once") {
  CHECK(
      html_to_text("a &amp;lt; b &#39;&#x1F511;&#39; &nbsp;&unknown; &") ==
      "a &lt; b '\xf0\x9f\x94\x91' &unknown; &"
  );
  CHECK(html_to_text("&#0;&#xD800;&#99999999999;") == "&#99999999999;");
}

TEST_CASE("html_to_text shows where a link goes") {
  CHECK(
      html_to_text(R"(<a class="b" href="https://a.example/?x=1&amp;y=2">Open</a>)") ==
      "Open [https://a.example/?x=1&y=2]"
  );
  CHECK(
      html_to_text("<a href='https://a.example/'>https://a.example/</a>") == "https://a.example/"
  );
  CHECK(html_to_text("<a name=x>Open</a>") == "Open");
}

TEST_CASE("html_to_text leaves out what nobody reads") {
  CHECK(
      html_to_text("<head><title>T</title></head><STYLE>p{}</STYLE><script>a<b</script>x<!-- "
                   "<p>no</p> --><img alt=y>z") == "xz"
  );
  CHECK(html_to_text("<style>unclosed") == "");
  CHECK(html_to_text("a <b") == "a");
}

TEST_CASE("html_to_text looks at each hidden element once") {
  std::string html;
  for (int i = 0; i < 60'000; ++i)
    html += "<style></STYLE>";
  CHECK(html_to_text(html + "x") == "x");
}

TEST_CASE("html_to_text makes the built-in mail readable") {
  const auto mail = built_in_mail(TemplateType::sign_in, Language::en, {});
  CHECK(html_to_text(mail.html).starts_with("Sign in\n\nEnter this code to sign in:\n\n{{code}}\n")
  );
}

}  // namespace
}  // namespace daemun::connectors
