#include "storage/experience_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;
using Reason = Conflict::Reason;

CustomPhrases phrases(std::string tag, const char* text) {
  return {.id = "id_" + tag, .language_tag = tag, .translation = json::parse(text).as_object()};
}

}  // namespace

TEST_CASE("ExperienceStore changes a document only from what the caller has read") {
  for_each_engine([](Stores& stores, Stores& others) {
    const DocumentChange first{.before = std::nullopt, .after = R"({"a":1})"};
    stores.run(stores.experience.change_account_center(first));
    CHECK(stores.conflict(stores.experience.change_account_center(first)) == Reason::unique);
    const DocumentChange second{.before = R"({"a":1})", .after = R"({"a":2})"};
    stores.run(stores.experience.change_account_center(second));
    CHECK(stores.conflict(stores.experience.change_account_center(second)) == Reason::row_count);
    CHECK(run_task(stores.experience.find_account_center()) == R"({"a":2})");
    CHECK_FALSE(run_task(others.experience.find_account_center()));

    stores.run(stores.experience.change_sign_in_experience(first));
    stores.run(stores.experience.change_sign_in_experience(second));
    CHECK(
        stores.conflict(stores.experience.change_sign_in_experience(second)) == Reason::row_count
    );
    CHECK(run_task(stores.tenants.find_sign_in_experience()) == R"({"a":2})");
  });
}

TEST_CASE("ExperienceStore lets one of many changes from the same document win") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.tenants.upsert_sign_in_experience("{}"));
    CHECK(
        stores.winners(
            stores.experience.change_sign_in_experience({.before = "{}", .after = R"({"a":1})"})
        ) == 1
    );
  });
}

TEST_CASE("ExperienceStore keeps one translation a language, under the id that it got first") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.experience.upsert_phrases(phrases("ko", R"({"a":{"b":"가"}})")));
    stores.run(stores.experience.upsert_phrases(phrases("fr", R"({})")));
    auto changed = phrases("ko", R"({"a":{"b":"나"}})");
    changed.id = "another";
    stores.run(stores.experience.upsert_phrases(changed));
    const auto list = run_task(stores.experience.list_phrases());
    REQUIRE(list.size() == 2);
    CHECK(list[0].language_tag == "fr");
    CHECK(list[1].id == "id_ko");
    CHECK(json::serialize(list[1].translation) == R"({"a":{"b":"나"}})");
    CHECK(run_task(others.experience.list_phrases()).empty());
    CHECK(others.conflict(others.experience.remove_phrases("ko")) == Reason::row_count);
    stores.run(stores.experience.remove_phrases("ko"));
    CHECK(stores.conflict(stores.experience.remove_phrases("ko")) == Reason::row_count);
  });
}

TEST_CASE("ExperienceStore finds how the pages of an organization look") {
  for_each_engine([](Stores& stores, Stores& others) {
    const OrganizationId id("org1");
    stores.run(stores.access.insert_organization({.id = id, .name = "Org"}, now));
    const auto look = run_task(stores.experience.find_organization_look(id));
    REQUIRE(look);
    CHECK(look->color.empty());
    CHECK(look->branding.empty());
    CHECK_FALSE(look->custom_css);
    CHECK_FALSE(run_task(others.experience.find_organization_look(id)));
  });
}

}  // namespace daemun::storage
