#include "domain/profile_field.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {
namespace {

ProfileField a_field(const char* name, ProfileFieldType type, const char* config = "{}") {
  ProfileField field;
  field.name = name;
  field.type = type;
  field.config = json::parse(config).as_object();
  return field;
}

std::string fault_of(const ProfileField& field) {
  const auto fault = find_fault(field);
  return fault ? fault->code.substr(fault->code.find('.') + 1) : "";
}

}  // namespace

TEST_CASE("find_fault refuses names that other rules write") {
  using Type = ProfileFieldType;
  CHECK(fault_of(a_field("company", Type::text)).empty());
  CHECK(fault_of(a_field("", Type::text)) == "invalid_name");
  CHECK(fault_of(a_field("my_name", Type::text)) == "invalid_name");
  CHECK(fault_of(a_field("회사", Type::text)) == "invalid_name");
  CHECK(fault_of(a_field("preferredUsername", Type::text)) == "name_conflict_built_in_prop");
  CHECK(fault_of(a_field("guideRequests", Type::text)) == "name_conflict_custom_data");
  for (const char* name : {"email", "phone", "primaryEmail", "primaryPhone", "username"})
    CHECK(fault_of(a_field(name, Type::text)) == "name_conflict_sign_in_identifier");
}

TEST_CASE("find_fault looks at the config of each type") {
  using Type = ProfileFieldType;
  const struct {
    Type type;
    const char* config;
    const char* code;
  } cases[] = {
      {Type::text, R"({"minLength":2,"maxLength":2})", ""},
      {Type::text, R"({"minLength":3,"maxLength":2})", "invalid_min_max_input"},
      {Type::number, R"({"minValue":-1.5,"maxValue":-1})", ""},
      {Type::number, R"({"minValue":1,"maxValue":0})", "invalid_min_max_input"},
      {Type::date, "{}", ""},
      {Type::date, R"({"format":"dd/MM/yyyy"})", ""},
      {Type::date, R"({"format":"custom","customFormat":"yyyy. M. d."})", ""},
      {Type::date, R"({"format":"MM-DD-YYYY"})", ""},
      {Type::date, R"({"format":"custom"})", "invalid_input"},
      {Type::date, R"({"format":"custom","customFormat":"yyyy-MM"})", "invalid_input"},
      {Type::date, R"({"format":"custom","customFormat":"yyyy-MM-dd HH"})", "invalid_input"},
      {Type::date, R"({"format":"whenever"})", "invalid_input"},
      {Type::select, R"({"options":[{"value":"a"},{"value":"b"}]})", ""},
      {Type::select, R"({"options":[]})", "invalid_options"},
      {Type::select, R"({"options":[{"value":"a"},{"value":"a"}]})", "invalid_options"},
      {Type::select, R"({"options":[{"value":""}]})", "invalid_options"},
      {Type::regex, R"({"format":"^\\d+$"})", ""},
      {Type::regex, R"({"format":"["})", "invalid_regex_format"},
      {Type::regex, R"({"format":""})", "invalid_regex_format"},
      {Type::address, R"({"parts":[]})", "invalid_address_components"},
      {Type::fullname, R"({"parts":[]})", "invalid_fullname_components"},
      {Type::address,
       R"({"parts":[{"name":"locality","type":"Address","enabled":true,"required":true}]})",
       "invalid_sub_component_type"},
      {Type::address,
       R"({"parts":[{"name":"region","type":"Regex","enabled":true,"required":true,)"
       R"("config":{"format":"("}}]})",
       "invalid_regex_format"},
      {Type::checkbox, R"({"defaultValue":"true"})", ""},
      {Type::url, "{}", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.config);
    CHECK(fault_of(a_field("thing", one.type, one.config)) == one.code);
  }
}

TEST_CASE("find_fault wants text where a claim is text") {
  using Type = ProfileFieldType;
  CHECK(fault_of(a_field("nickname", Type::text)).empty());
  CHECK(fault_of(a_field("nickname", Type::number)) == "invalid_input");
  CHECK(fault_of(a_field("address", Type::text)) == "invalid_input");
}

TEST_CASE("list_sign_up_fields shows all, or those that the tenant chose in its order") {
  const std::vector<ProfileField> fields{
      a_field("a", ProfileFieldType::text), a_field("b", ProfileFieldType::text)};
  SignInExperience settings;
  CHECK(list_sign_up_fields(settings, fields).size() == 2);
  settings.sign_up_profile_fields = std::vector<std::string>{"b", "gone"};
  const auto chosen = list_sign_up_fields(settings, fields);
  REQUIRE(chosen.size() == 1);
  CHECK(chosen[0].name == "b");
  settings.sign_up_profile_fields = std::vector<std::string>{};
  CHECK(list_sign_up_fields(settings, fields).empty());
}

}  // namespace daemun
