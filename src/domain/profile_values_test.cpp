#include "domain/profile_values.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {
namespace {

ProfileField a_field(const char* name, ProfileFieldType type, const char* config = "{}") {
  ProfileField field;
  field.name = name;
  field.type = type;
  field.config = json::parse(config).as_object();
  field.required = true;
  return field;
}

const std::vector<ProfileField> form{
    a_field("company", ProfileFieldType::text, R"({"minLength":2,"maxLength":5})"),
    a_field("age", ProfileFieldType::number, R"({"minValue":18,"maxValue":120})"),
    a_field("birthdate", ProfileFieldType::date, R"({"format":"yyyy-MM-dd"})"),
    a_field("joined", ProfileFieldType::date, R"({"format":"custom","customFormat":"d.M.yyyy"})"),
    a_field("terms", ProfileFieldType::checkbox),
    a_field("plan", ProfileFieldType::select, R"({"options":[{"value":"free"},{"value":"pro"}]})"),
    a_field("website", ProfileFieldType::url),
    a_field("badge", ProfileFieldType::regex, R"({"format":"^[A-Z]{2}[0-9]{3}$"})"),
    a_field(
        "address",
        ProfileFieldType::address,
        R"({"parts":[{"name":"locality","type":"Text","enabled":true,"required":true},)"
        R"({"name":"postalCode","type":"Number","enabled":true,"required":false}]})"
    ),
    a_field(
        "fullname",
        ProfileFieldType::fullname,
        R"({"parts":[{"name":"givenName","type":"Text","enabled":true,"required":true},)"
        R"({"name":"middleName","type":"Text","enabled":false,"required":true},)"
        R"({"name":"familyName","type":"Text","enabled":true,"required":false}]})"
    ),
};

std::string error_of(const char* text) {
  const auto parsed = parse_profile_values(json::parse(text).as_object(), form);
  return parsed ? "" : parsed.error().code + " " + parsed.error().details;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words)
    text += word + " ";
  return text;
}

}  // namespace

TEST_CASE("parse_profile_values puts each value where it belongs") {
  const auto parsed = parse_profile_values(
      json::parse(
          R"({"name":"Kim Mina","company":"ACME","age":"42","birthdate":"2000-02-29",)"
          R"("joined":"1.12.2024","terms":"true","plan":"pro","website":"https://a.example",)"
          R"("badge":"AB123","givenName":"Mina","familyName":"Kim",)"
          R"("address":{"locality":"Seoul","postalCode":4524}})"
      )
          .as_object(),
      form
  );
  REQUIRE(parsed);
  CHECK(parsed->name == "Kim Mina");
  CHECK_FALSE(parsed->avatar);
  CHECK(
      json::serialize(parsed->profile) ==
      R"({"birthdate":"2000-02-29","website":"https://a.example","givenName":"Mina",)"
      R"("familyName":"Kim","address":{"locality":"Seoul","postalCode":"4524"}})"
  );
  CHECK(
      json::serialize(parsed->custom_data) ==
      R"({"company":"ACME","age":42,"joined":"1.12.2024","terms":true,"plan":"pro",)"
      R"("badge":"AB123"})"
  );
  CHECK(list_missing_fields(form, *parsed).empty());
}

TEST_CASE("parse_profile_values refuses what a field does not allow") {
  for (const char* text : {
           R"({"company":"A"})",
           R"({"company":"ACME Inc"})",
           R"({"company":7})",
           "{\"company\":\"a\\u0007b\"}",
           R"({"age":17})",
           R"({"age":"old"})",
           R"({"age":"1e400"})",
           R"({"birthdate":"2001-02-29"})",
           R"({"birthdate":"2000-2-9"})",
           R"({"birthdate":"2000-02-09x"})",
           R"({"joined":"32.1.2024"})",
           R"({"terms":"yes"})",
           R"({"plan":"gold"})",
           R"x({"website":"javascript:alert(1)"})x",
           R"({"badge":"ab123"})",
           R"({"address":"Seoul"})",
           R"({"address":{"planet":"Earth"}})",
           R"({"givenName":["a"]})",
       }) {
    CAPTURE(text);
    CHECK(error_of(text).starts_with("guard.invalid_input values."));
  }
}

TEST_CASE("parse_profile_values takes built-in members without a field, and nothing else") {
  CHECK(error_of(R"({"nickname":"mina","zoneinfo":"Asia/Seoul"})").empty());
  CHECK(error_of(R"({"isAdmin":true})") == "guard.invalid_input values.isAdmin is not known");
  CHECK(
      error_of(R"({"preferredUsername":"root"})").starts_with("custom_profile_fields.name_conflict")
  );
  CHECK(error_of(R"({"primaryEmail":"a@b.example"})").starts_with("custom_profile_fields.name_conf")
  );
  CHECK(error_of(R"({"guideRequests":"x"})").starts_with("custom_profile_fields.name_conflict"));
  CHECK(error_of(R"({"__proto__":"x"})").starts_with("custom_profile_fields.invalid_name"));
  CHECK(error_of(R"({"fullname":"Kim"})") == "guard.invalid_input values.fullname is not known");
}

TEST_CASE("list_missing_fields asks for required fields, their parts, and ticks") {
  CHECK(
      join(list_missing_fields(form, {})) ==
      "company age birthdate joined terms plan website badge address fullname "
  );
  const auto parsed = parse_profile_values(
      json::parse(R"({"company":"","terms":false,"familyName":"Kim","address":{"postalCode":"1"}})")
          .as_object(),
      form
  );
  REQUIRE(parsed);
  const std::vector<ProfileField> some{form[0], form[4], form[8], form[9]};
  CHECK(join(list_missing_fields(some, *parsed)) == "company terms address fullname ");
}

}  // namespace daemun
