#include "management/shape.h"

#include <doctest/doctest.h>

namespace daemun::management {
namespace {

const Shape& person() {
  static const Shape shape = object({
      required("name", text(1, 3)),
      optional("age", integer(0, 150)),
      optional("note", nullable(text())),
      optional("tags", array_of(text(1))),
      optional("home", object({required("is_own", boolean())})),
  });
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
  };
  for (const auto& [body, violation] : cases) {
    const std::string shown = body;
    CAPTURE(shown);
    CHECK(violation_of(body) == violation);
  }
}

TEST_CASE("to_schema says the same as find_violation") {
  CHECK(
      json::serialize(to_schema(person())) ==
      R"({"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":3},)"
      R"("age":{"type":"integer","minimum":0,"maximum":150},"note":{"type":"string","nullable":true},)"
      R"("tags":{"type":"array","items":{"type":"string","minLength":1}},)"
      R"("home":{"type":"object","properties":{"is_own":{"type":"boolean"}},"required":["is_own"]}},)"
      R"("required":["name"]})"
  );
}

}  // namespace daemun::management
