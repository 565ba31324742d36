#include "storage/profile_field_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;
using Reason = Conflict::Reason;

ProfileField a_field(std::string name) {
  ProfileField field;
  field.id = "id_" + name;
  field.name = std::move(name);
  field.created_at = now;
  return field;
}

std::string names(Stores& stores) {
  std::string text;
  for (const auto& field : run_task(stores.profile_fields.list()))
    text += field.name + std::to_string(field.sie_order) + " ";
  return text;
}

}  // namespace

TEST_CASE("ProfileFieldStore gives back a field, and puts new ones at the end of the form") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto field = a_field("plan");
    field.type = ProfileFieldType::select;
    field.label = "Plan";
    field.description = "Which one?";
    field.required = true;
    field.config = json::parse(R"({"options":[{"value":"free"}]})").as_object();
    stores.run(stores.profile_fields.insert(field));
    stores.run(stores.profile_fields.insert(a_field("age")));
    CHECK(stores.conflict(stores.profile_fields.insert(a_field("age"))) == Reason::unique);
    others.run(others.profile_fields.insert(a_field("age")));
    const auto found = run_task(stores.profile_fields.list());
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == field.id);
    CHECK(found[0].type == ProfileFieldType::select);
    CHECK(found[0].label == "Plan");
    CHECK(found[0].description == "Which one?");
    CHECK(found[0].required);
    CHECK(json::serialize(found[0].config) == json::serialize(field.config));
    CHECK(found[0].created_at == now);
    CHECK(found[0].sie_order == 1);
    CHECK_FALSE(found[1].description);
    CHECK(names(others) == "age1 ");
  });
}

TEST_CASE("ProfileFieldStore changes, orders and removes fields by name, only the tenant's own") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (const char* name : {"a", "b", "c"})
      stores.run(stores.profile_fields.insert(a_field(name)));
    auto changed = a_field("b");
    changed.type = ProfileFieldType::number;
    changed.label = "B";
    stores.run(stores.profile_fields.update(changed));
    stores.run(stores.profile_fields.update_order("c", 0));
    CHECK(names(stores) == "c0 a1 b2 ");
    CHECK(run_task(stores.profile_fields.list())[2].label == "B");
    stores.run(stores.profile_fields.remove("a"));
    CHECK(names(stores) == "c0 b2 ");
    for (const auto& statement :
         {others.profile_fields.update(changed),
          others.profile_fields.update_order("b", 1),
          others.profile_fields.remove("b"),
          stores.profile_fields.remove("a")}) {
      CHECK(stores.conflict(statement) == Reason::row_count);
    }
  });
}

}  // namespace daemun::storage
