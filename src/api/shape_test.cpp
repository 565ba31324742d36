#include "api/shape.h"

#include <doctest/doctest.h>

#include <string>

#include "api/described.h"

namespace daemun::api {
namespace {

struct Home {
  bool is_own = false;
};
BOOST_DESCRIBE_STRUCT(Home, (), (is_own))

struct Person {
  Text<1, 3> name{};
  std::optional<Integer<0, 150>> age{};
  std::optional<Nullable<std::string>> note{};
  std::optional<std::vector<Text<1>>> tags{};
  std::optional<Home> home{};
  std::optional<Word<"a", "b">> kind{};
  std::optional<std::map<std::string, Formatted<TextFormat::url>>> links{};
  std::optional<Nullable<std::variant<Formatted<TextFormat::email>, bool>>> either{};
  std::optional<json::value> more{};
  std::optional<Number<0>> weight{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (name, age, note, tags, home, kind, links, either, more, weight))

struct TextConfig {
  Number<> max{};
};
BOOST_DESCRIBE_STRUCT(TextConfig, (), (max))

struct TextField {
  Word<"Text"> type{};
  std::optional<TextConfig> config{};
};
BOOST_DESCRIBE_STRUCT(TextField, (), (type, config))

struct RegexConfig {
  std::string format{};
};
BOOST_DESCRIBE_STRUCT(RegexConfig, (), (format))

struct RegexField {
  Word<"Regex"> type{};
  RegexConfig config{};
};
BOOST_DESCRIBE_STRUCT(RegexField, (), (type, config))

std::string violation_of(std::string_view text) {
  return find_violation(shape_of<Person>(), json::parse(text), "body").value_or("");
}

}  // namespace

TEST_CASE("find_violation passes what fits, and members that nobody asked for") {
  CHECK(violation_of(R"({"name":"a"})").empty());
  CHECK(violation_of(R"({"name":"가나다","age":150,"note":null,"tags":["x"],"other":{}})").empty());
  CHECK(violation_of(R"({"name":"a","note":"b","tags":[],"home":{"isOwn":true}})").empty());
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
      {R"({"name":"a","home":{"isOwn":1}})", "body.home.isOwn must be true or false"},
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
  const auto schema_of = [](const Shape& shape) { return json::serialize(to_schema(shape)); };
  const auto person = to_schema(shape_of<Person>());
  CHECK(person.at("type") == "object");
  CHECK(person.at("required") == json::array{"name"});
  const auto& properties = person.at("properties").as_object();
  CHECK(
      json::serialize(properties.at("name")) == R"({"type":"string","minLength":1,"maxLength":3})"
  );
  CHECK(json::serialize(properties.at("age")) == R"({"type":"integer","minimum":0,"maximum":150})");
  CHECK(json::serialize(properties.at("note")) == R"({"type":"string","nullable":true})");
  CHECK(schema_of(shape_of<json::value>()) == "{}");
  CHECK(schema_of(shape_of<json::object>()) == R"({"type":"object","additionalProperties":true})");
  CHECK(
      schema_of(shape_of<std::vector<Word<"a", "b">>>()) ==
      R"({"type":"array","items":{"type":"string","enum":["a","b"]}})"
  );
  CHECK(
      schema_of(shape_of<std::map<std::string, Number<>>>()) ==
      R"({"type":"object","additionalProperties":{"type":"number"}})"
  );
  CHECK(
      schema_of(shape_of<Nullable<std::variant<Formatted<TextFormat::url>, bool>>>()) ==
      R"({"anyOf":[{"type":"string","nullable":true,"format":"uri"},{"type":"boolean","nullable":true}]})"
  );
}

TEST_CASE("the formats of strings take what they name") {
  const struct {
    TextFormat format;
    const char* good;
    const char* bad;
  } cases[] = {
      {TextFormat::empty, "", " "},
      {TextFormat::url, "https://a.example/b", "ftp://a.example"},
      {TextFormat::url, "http://localhost:3000", "javascript:alert(1)"},
      {TextFormat::uri, "urn:a:b", "a b"},
      {TextFormat::email, "a@b.c", "a@b"},
      {TextFormat::email, "a.b@c.example", "a b@c.example"},
      {TextFormat::email, "a@b@c.d", "@b.c"},
      {TextFormat::phone, "8210", "+82"},
      {TextFormat::username, "_a1", "1a"},
      {TextFormat::username, "A", "a-b"},
      {TextFormat::color, "#fff", "#ffff"},
      {TextFormat::color, "#0A58ca", "0A58ca"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.good);
    CAPTURE(one.bad);
    const Shape shape{.kind = Shape::Kind::string, .format = one.format};
    CHECK_FALSE(find_violation(shape, json::value(one.good), "body"));
    CHECK(find_violation(shape, json::value(one.bad), "body"));
  }
}

TEST_CASE("find_violation of alternatives tells what is wrong with the one that is meant") {
  const auto& shape = shape_of<std::variant<TextField, RegexField>>();
  const auto violation = [&](const char* text) {
    return find_violation(shape, json::parse(text), "body").value_or("");
  };
  CHECK(violation(R"({"type":"Text"})").empty());
  CHECK(violation(R"({"type":"Text","config":{}})") == "body.config.max is required");
  CHECK(violation(R"({"type":"Regex"})") == "body.config is required");
  CHECK(violation(R"({"type":"Blob"})") == "body.type must be one of Regex");
}

TEST_CASE("find_violation of a text that may be empty tells what it must be when it is not") {
  const auto& shape = shape_of<Nullable<OrEmpty<Formatted<TextFormat::url>>>>();
  const auto violation = [&](const char* text) {
    return find_violation(shape, json::parse(text), "body.avatar").value_or("");
  };
  CHECK(violation(R"("")").empty());
  CHECK(violation("null").empty());
  CHECK(violation(R"("me.png")") == "body.avatar must be an http or https URL");
  CHECK(violation("1") == "body.avatar must be a string");
}

}  // namespace daemun::api
