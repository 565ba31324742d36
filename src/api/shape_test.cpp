#include "api/shape.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace daemun::api {
namespace {

const Shape& person() {
  static const Shape shape = parse_shape(
      "{name: string<1..3>, age?: integer<0..150>, note?: string|null, tags?: string<1..>[], "
      "home?: {is_own: boolean}, kind?: \"a\"|\"b\", links?: {[k]: string<url>}, either?: "
      "(string<email> | boolean)|null, more?: any, weight?: number<0..>}"
  );
  return shape;
}

std::string violation_of(std::string_view text) {
  return find_violation(person(), json::parse(text), "body").value_or("");
}

}  // namespace

TEST_CASE("find_violation passes what fits, and members that nobody asked for") {
  CHECK(violation_of(R"({"name":"a"})").empty());
  CHECK(violation_of(R"({"name":"가나다","age":150,"note":null,"tags":["x"],"other":{}})").empty());
  CHECK(violation_of(R"({"name":"a","note":"b","tags":[],"home":{"is_own":true}})").empty());
  CHECK(violation_of(R"({"name":"a","kind":"b","links":{"x":"https://a.example/"}})").empty());
  CHECK(violation_of(R"({"name":"a","either":true,"more":[1],"weight":0.5})").empty());
  CHECK(violation_of(R"({"name":"a","either":null,"more":null})").empty());
}

TEST_CASE("find_violation names the place and what it must be") {
  const std::pair<const char*, const char*> cases[] = {
      {R"([])", "body must be an object"},
      {R"({})", "body.name is required"},
      {R"({"name":1})", "body.name must be a string"},
      {R"({"name":null})", "body.name must be a string"},
      {R"({"name":""})", "body.name: its length must be at least 1"},
      {R"({"name":"abcd"})", "body.name: its length must be at most 3"},
      {R"({"name":"\u0000"})", "body.name must not contain U+0000"},
      {R"({"name":"a","age":"1"})", "body.age must be an integer"},
      {R"({"name":"a","age":1.5})", "body.age must be an integer"},
      {R"({"name":"a","age":-1})", "body.age must be at least 0"},
      {R"({"name":"a","age":151})", "body.age must be at most 150"},
      {R"({"name":"a","note":1})", "body.note must be a string"},
      {R"({"name":"a","tags":{}})", "body.tags must be an array"},
      {R"({"name":"a","tags":["x",""]})", "body.tags[1]: its length must be at least 1"},
      {R"({"name":"a","home":{"is_own":1}})", "body.home.is_own must be true or false"},
      {R"({"name":"a","kind":"c"})", "body.kind must be one of a, b"},
      {R"({"name":"a","kind":null})", "body.kind must be one of a, b"},
      {R"({"name":"a","links":{"x":"a"}})", "body.links.x must be an http or https URL"},
      {R"({"name":"a","links":["x"]})", "body.links must be an object"},
      {R"({"name":"a","either":"b"})", "body.either must be true or false"},
      {R"({"name":"a","weight":-0.5})", "body.weight must be at least 0"},
      {R"({"name":"a","weight":1e300})", "body.weight is out of range"},
  };
  for (const auto& [body, violation] : cases) {
    const std::string shown = body;
    CAPTURE(shown);
    CHECK(violation_of(body) == violation);
  }
}

TEST_CASE("to_schema says the same as find_violation") {
  const auto schema_of = [](std::string_view notation) {
    return json::serialize(to_schema(parse_shape(notation)));
  };
  CHECK(
      schema_of("{name: string<1..3>, age?: integer<0..150>|null, tags?: string[]}") ==
      R"({"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":3},)"
      R"("age":{"type":"integer","nullable":true,"minimum":0,"maximum":150},)"
      R"("tags":{"type":"array","items":{"type":"string"}}},"required":["name"]})"
  );
  CHECK(schema_of("any") == "{}");
  CHECK(schema_of("{}") == R"({"type":"object","additionalProperties":true})");
  CHECK(
      schema_of("\"a\"|\"b\"[]") == R"({"type":"array","items":{"type":"string","enum":["a","b"]}})"
  );
  CHECK(
      schema_of("{[k]: number}") == R"({"type":"object","additionalProperties":{"type":"number"}})"
  );
  CHECK(
      schema_of("(string<url> | boolean)|null") ==
      R"({"anyOf":[{"type":"string","nullable":true,"format":"uri"},{"type":"boolean","nullable":true}]})"
  );
}

TEST_CASE("parse_shape refuses what is not in its notation") {
  for (const char* notation :
       {"",
        "null",
        "strin",
        "string<1",
        "string<odd>",
        "string<a..b>",
        "{name string}",
        "{a: string",
        "string]",
        "{[k]: string",
        "(string",
        "\"a"}) {
    CAPTURE(notation);
    CHECK_THROWS_AS(parse_shape(notation), std::logic_error);
  }
}

TEST_CASE("the formats of strings take what they name") {
  const struct {
    const char* format;
    const char* good;
    const char* bad;
  } cases[] = {
      {"empty", "", " "},
      {"url", "https://a.example/b", "ftp://a.example"},
      {"url", "http://localhost:3000", "javascript:alert(1)"},
      {"uri", "urn:a:b", "a b"},
      {"email", "a@b.c", "a@b"},
      {"email", "a.b@c.example", "a b@c.example"},
      {"email", "a@b@c.d", "@b.c"},
      {"phone", "8210", "+82"},
      {"username", "_a1", "1a"},
      {"username", "A", "a-b"},
      {"color", "#fff", "#ffff"},
      {"color", "#0A58ca", "0A58ca"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.format);
    const auto shape = parse_shape("string<" + std::string(one.format) + ">");
    CHECK_FALSE(find_violation(shape, json::value(one.good), "body"));
    CHECK(find_violation(shape, json::value(one.bad), "body"));
  }
}

TEST_CASE("find_violation of alternatives tells what is wrong with the one that is meant") {
  const auto shape = parse_shape(
      R"(({type: "Text", config?: {max: number}} | {type: "Regex", config: {format: string}}))"
  );
  const auto violation = [&](const char* text) {
    return find_violation(shape, json::parse(text), "body").value_or("");
  };
  CHECK(violation(R"({"type":"Text"})").empty());
  CHECK(violation(R"({"type":"Text","config":{}})") == "body.config.max is required");
  CHECK(violation(R"({"type":"Regex"})") == "body.config is required");
  CHECK(violation(R"({"type":"Blob"})") == "body.type must be one of Regex");
}

TEST_CASE("find_violation of a text that may be empty tells what it must be when it is not") {
  const auto shape = parse_shape("(string<url> | string<empty>)|null");
  const auto violation = [&](const char* text) {
    return find_violation(shape, json::parse(text), "body.avatar").value_or("");
  };
  CHECK(violation(R"("")").empty());
  CHECK(violation("null").empty());
  CHECK(violation(R"("me.png")") == "body.avatar must be an http or https URL");
  CHECK(violation("1") == "body.avatar must be a string");
}

TEST_CASE("keep_described leaves out what the shape does not name, at every depth") {
  const auto kept = [](const char* shape, const char* text) {
    return json::serialize(keep_described(parse_shape(shape), json::parse(text)));
  };
  CHECK(
      kept("{a?: {b: string}, c: {d?: number}[], e?: string}", R"({"c":[{"d":1,"x":2}],"y":3})") ==
      R"({"c":[{"d":1}]})"
  );
  CHECK(kept("{a: {}}", R"({"a":{"any":1},"b":2})") == R"({"a":{"any":1}})");
  CHECK(kept("{[k]: {a?: string}}", R"({"x":{"a":"b","c":1}})") == R"({"x":{"a":"b"}})");
  CHECK(
      kept(R"(({t: "A", a: string} | {t: "B", b: string})[])", R"([{"t":"B","b":"x","a":"y"}])") ==
      R"([{"t":"B","b":"x"}])"
  );
  CHECK(kept("{a: {b: string}|null}", R"({"a":null})") == R"({"a":null})");
}

}  // namespace daemun::api
