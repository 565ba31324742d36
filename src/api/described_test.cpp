#include "api/described.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::api {

enum class Kind { user, machine };
std::string_view to_string(Kind kind) {
  return kind == Kind::user ? "User" : "Machine";
}
template <>
struct Words<Kind> {
  static constexpr Kind all[] = {Kind::user, Kind::machine};
};

namespace {

struct Home {
  bool is_own = false;
  std::optional<Integer<1, 9>> door_number;
};
BOOST_DESCRIBE_STRUCT(Home, (), (is_own, door_number))

struct Person {
  Text<1, 3> name;
  std::optional<Number<0>> body_weight;
  std::optional<Text<no_bound, no_bound, TextFormat::url>> page_url;
  Patch<Text<0, 5>> note;
  Nullable<std::string> nick_name;
  std::optional<Kind> kind;
  std::optional<Word<"red", "green">> color;
  std::optional<std::vector<Home>> homes;
  std::optional<std::map<std::string, Text<1>>> links;
  std::optional<std::variant<Formatted<TextFormat::email>, bool>> either;
  std::optional<OrEmpty<Formatted<TextFormat::phone>>> phone;
  std::optional<json::object> custom_data;
  std::optional<json::value> more;
};
BOOST_DESCRIBE_STRUCT(
    Person,
    (),
    (name,
     body_weight,
     page_url,
     note,
     nick_name,
     kind,
     color,
     homes,
     links,
     either,
     phone,
     custom_data,
     more)
)

struct Employee : Person {
  bool is_manager = false;
};
BOOST_DESCRIBE_STRUCT(Employee, (Person), (is_manager))

struct Forgetful {
  std::string name;
  std::optional<std::string> forgotten;
};
BOOST_DESCRIBE_STRUCT(Forgetful, (), (name))
struct Orphan : Forgetful {
  bool is_manager = false;
};
BOOST_DESCRIBE_STRUCT(Orphan, (), (is_manager))

}  // namespace

template <>
inline constexpr std::string_view renamed<&Person::more> = "x_more";

namespace {

std::string violation_of(std::string_view text) {
  return find_violation(shape_of<Person>(), json::parse(text), "body").value_or("");
}

Person read_person(std::string_view text) {
  return read<Person>(json::parse(text));
}

}  // namespace

TEST_CASE("shape_of describes the members of a struct by their types and names in JSON") {
  const auto schema = to_schema(shape_of<Home>());
  CHECK(
      json::serialize(schema) ==
      R"({"type":"object","properties":{"isOwn":{"type":"boolean"},)"
      R"("doorNumber":{"type":"integer","minimum":1,"maximum":9}},"required":["isOwn"]})"
  );
  const auto person = to_schema(shape_of<Person>());
  CHECK(person.at("required") == json::array{"name", "nickName"});
  const auto& properties = person.at("properties");
  CHECK(properties.at("note").at("nullable") == true);
  CHECK(properties.at("note").at("minLength") == 0);
  CHECK(properties.at("kind").at("enum") == json::array{"User", "Machine"});
  CHECK(properties.at("color").at("enum") == json::array{"red", "green"});
  CHECK(properties.at("links").at("additionalProperties").at("minLength") == 1);
  CHECK(properties.at("either").at("anyOf").as_array().size() == 2);
  CHECK(properties.at("phone").at("anyOf").at(1).at("pattern") == "^$");
  CHECK(properties.as_object().contains("x_more"));
}

TEST_CASE("shape_of has the members of a base before its own") {
  const auto& fields = shape_of<Employee>().fields;
  CHECK(fields.front().name == "name");
  CHECK(fields.back().name == "isManager");
}

TEST_CASE("is_complete notices a member or a base that a description leaves out") {
  CHECK(is_complete<Person>());
  CHECK(is_complete<Employee>());
  CHECK_FALSE(is_complete<Forgetful>());
  CHECK_FALSE(is_complete<Orphan>());
}

TEST_CASE("a described body is refused with the place and what it must be") {
  const std::pair<const char*, const char*> cases[] = {
      {R"([])", "body must be an object"},
      {R"({})", "body.name is required"},
      {R"({"name":1,"nickName":null})", "body.name must be a string"},
      {R"({"name":"abcd","nickName":null})", "body.name: its length must be at most 3"},
      {R"({"name":"a"})", "body.nickName is required"},
      {R"({"name":"a","nickName":null,"bodyWeight":-1})", "body.bodyWeight must be at least 0"},
      {R"({"name":"a","nickName":null,"pageUrl":"x"})",
       "body.pageUrl must be an http or https URL"},
      {R"({"name":"a","nickName":null,"note":1})", "body.note must be a string"},
      {R"({"name":"a","nickName":null,"kind":"x"})", "body.kind must be one of User, Machine"},
      {R"({"name":"a","nickName":null,"color":null})", "body.color must be one of red, green"},
      {R"({"name":"a","nickName":null,"homes":[{"isOwn":true},{"isOwn":1}]})",
       "body.homes[1].isOwn must be true or false"},
      {R"({"name":"a","nickName":null,"homes":[{"isOwn":true,"doorNumber":1.5}]})",
       "body.homes[0].doorNumber must be an integer"},
      {R"({"name":"a","nickName":null,"links":{"x":""}})",
       "body.links.x: its length must be at least 1"},
      {R"({"name":"a","nickName":null,"either":"b"})", "body.either must be true or false"},
  };
  for (const auto& [body, violation] : cases) {
    CHECK(violation_of(body) == violation);
  }
}

TEST_CASE("read tells absent from null where a member may be either") {
  const auto absent = read_person(R"({"name":"a","nickName":null})");
  CHECK(!absent.note.is_given);
  CHECK(!absent.note);
  const auto gone = read_person(R"({"name":"a","nickName":null,"note":null})");
  CHECK(gone.note.is_given);
  CHECK(!gone.note);
  const auto given = read_person(R"({"name":"a","nickName":null,"note":""})");
  CHECK(given.note.is_given);
  CHECK(given.note == "");
}

TEST_CASE("read takes every kind of member, and leaves out members that nobody asked for") {
  const std::string text =
      R"({"name":"a","bodyWeight":1.5,"pageUrl":"https://a.example/","note":null,)"
      R"("nickName":"b","kind":"Machine","color":"green","homes":[{"isOwn":true,"doorNumber":3}],)"
      R"("links":{"x":"y"},"either":true,"phone":"","customData":{"k":[1]},"x_more":[null]})";
  REQUIRE(violation_of(text).empty());
  const auto person = read_person(text);
  CHECK(person.name == "a");
  CHECK(person.body_weight->as_double() == 1.5);
  CHECK(person.nick_name == "b");
  CHECK(person.kind == Kind::machine);
  CHECK(person.color->is<"green">());
  CHECK(person.homes->front().door_number == 3);
  CHECK(person.links->at("x") == "y");
  CHECK(std::get<bool>(*person.either));
  CHECK(person.phone == "");
  CHECK(json::serialize(to_json(person)) == json::serialize(json::parse(text)));
  CHECK(
      to_json(read_person(R"({"name":"a","nickName":null,"other":1})")) ==
      json::parse(R"({"name":"a","nickName":null})")
  );
}

}  // namespace daemun::api
