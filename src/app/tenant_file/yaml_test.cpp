#include "app/tenant_file/yaml.h"

#include <doctest/doctest.h>

namespace daemun::app {
namespace {

std::string json_of(const std::string& text) {
  const auto parsed = parse_yaml(text);
  if (!parsed) return std::to_string(parsed.error().line) + ": " + parsed.error().description;
  return json::serialize(*parsed);
}

}  // namespace

TEST_CASE("parse_yaml reads what people write") {
  CHECK(
      json_of("a: 1\nb: [x, 'y', \"z\"]\nc:\n  - d: true\n  - e: ~\n") ==
      R"({"a":1,"b":["x","y","z"],"c":[{"d":true},{"e":null}]})"
  );
  CHECK(
      json_of("a: '1'\nb: \"true\"\nc: 1.5\nd: -3\ne: 0x10\nf: 1_000\ng: 2026-01-01\n") ==
      R"({"a":"1","b":"true","c":1.5E0,"d":-3,"e":"0x10","f":"1_000","g":"2026-01-01"})"
  );
  CHECK(json_of("1: a\ntrue: b\n") == R"({"1":"a","true":"b"})");
  CHECK(json_of("a: |\n  one\n  two\n") == R"({"a":"one\ntwo\n"})");
  CHECK(json_of("a: &x {b: 1}\nc: *x\n") == R"({"a":{"b":1},"c":{"b":1}})");
  CHECK(json_of("# nothing\n") == "null");
  CHECK(json_of(R"({"a": [1, "b", {"c": null}]})") == R"({"a":[1,"b",{"c":null}]})");
}

TEST_CASE("parse_yaml refuses what it could misread, with the line") {
  CHECK(json_of("a: 1\na: 2\n") == "2: \"a\" is there twice");
  CHECK(json_of("a: !!binary xyz\n") == "1: tags are not supported");
  CHECK(json_of("[a]: b\n") == "1: a key must be text");
  CHECK(json_of("a: 1\n---\nb: 2\n") == "1: only one document is read");
  CHECK(json_of("a: [1\n").find("2: ") == 0);
  CHECK(json_of("a: *none\n").find("1: ") == 0);
  CHECK(json_of("a: &x [*x]\n").find("1: ") == 0);
}

TEST_CASE("parse_yaml bounds depth and what aliases repeat") {
  CHECK(json_of(std::string(40, '[') + std::string(40, ']')) == "1: nested too deeply");
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j)
      laughs += before + ", ";
    laughs += "x]\n";
  }
  const auto parsed = parse_yaml(laughs, {.max_depth = 32, .max_values = 10'000});
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().description == "too many values");
}

TEST_CASE("to_yaml writes what parse_yaml reads back") {
  const auto value = json::parse(R"({
    "name": "Shop", "empty": {}, "list": [], "words": ["yes", "null", "1", "a: b", "a:b", "#x", " x", "x "],
    "text": "one\ntwo", "quote": "it's \"so\"", "number": 1.5, "no": false, "none": null, "korean": "대문",
    "nested": {"a": {"b": [{"c": 1, "d": [2, [3, 4]]}, {"e": {"f": "g"}}]}}, "https://a.example": "https://b.example/c?d=e"
  })")
                         .as_object();
  const auto text = to_yaml(value);
  const auto read = parse_yaml(text);
  REQUIRE(read);
  CHECK(json::serialize(*read) == json::serialize(value));
  CHECK(
      to_yaml(json::parse(R"({"a":{"b":["c",{"d":1,"e":2}]}})").as_object()) ==
      "a:\n  b:\n    - c\n    - d: 1\n      e: 2\n"
  );
}

}  // namespace daemun::app
