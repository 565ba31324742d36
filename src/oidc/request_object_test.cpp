#include "oidc/request_object.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::oidc {
namespace {

std::string an_object(std::string_view payload, std::string_view signature = "") {
  return to_base64url(R"({"alg":"none"})") + "." + to_base64url(payload) + "." +
         std::string(signature);
}

std::string read(
    const std::string& object, std::vector<std::pair<std::string, std::string>> more = {}
) {
  http::Form form(std::move(more));
  form.add("request", object);
  std::string text;
  const auto readable = with_refused_object(form);
  CHECK(readable.find("request") == object);
  for (const auto* name : {"redirect_uri", "response_mode", "state"}) {
    CHECK(readable.count(name) <= 1);
    text += std::string(readable.find(name).value_or("-")) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("with_refused_object reads where the answer goes, signed or not") {
  const std::string payload =
      R"({"redirect_uri":"https://a.example/cb","response_mode":"form_post","state":"s","scope":"x"})";
  CHECK(read(an_object(payload)) == "https://a.example/cb form_post s ");
  CHECK(read(an_object(payload, "c2ln")) == "https://a.example/cb form_post s ");
}

TEST_CASE("with_refused_object prefers the object's state and the form's redirect URI") {
  const std::string payload =
      R"({"redirect_uri":"https://a.example/cb","response_mode":"query","state":"inner"})";
  CHECK(
      read(
          an_object(payload),
          {{"state", "outer"},
           {"response_mode", "fragment"},
           {"redirect_uri", "https://b.example/"}}
      ) == "https://b.example/ query inner "
  );
  CHECK(read(an_object("{}"), {{"state", "outer"}}) == "- - outer ");
}

TEST_CASE("with_refused_object leaves alone what cannot be read or would be no parameter") {
  const std::vector<std::string> objects{
      "x",
      "..",
      "a.b.c",
      "a.e30",
      ".",
      an_object("[1]"),
      an_object("no"),
      an_object(R"({"state":7,"response_mode":null,"redirect_uri":["x"]})"),
      an_object(R"({"state":"\u0000"})"),
      an_object(R"({"state":""})")};
  for (const auto& object : objects) {
    CAPTURE(object);
    CHECK(read(object, {{"state", "outer"}}) == "- - outer ");
  }
  CHECK(
      read(an_object(R"({"state":")" + std::string(4097, 's') + R"("})"), {{"state", "outer"}}) ==
      "- - outer "
  );
}

}  // namespace daemun::oidc
