#include "storage/email_template_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

EmailTemplate a_template(std::string id, std::string type, std::string language) {
  return {
      .id = EmailTemplateId(std::move(id)),
      .language_tag = std::move(language),
      .template_type = std::move(type),
      .details = {{"subject", "Hello"}, {"content", "{{code}}"}},
      .created_at = now};
}

std::string ids_of(const std::vector<EmailTemplate>& templates) {
  std::string ids;
  for (const auto& one : templates)
    ids += one.id.value() + " ";
  return ids;
}

}  // namespace

TEST_CASE("EmailTemplateStore lists by language and purpose, and only its own tenant's") {
  for_each_engine([](Stores& stores, Stores& others) {
    const EmailTemplateStore templates(stores.database, stores.tenant);
    stores.run(templates.upsert(a_template("c", "SignIn", "ko")));
    stores.run(templates.upsert(a_template("b", "SignIn", "en")));
    stores.run(templates.upsert(a_template("a", "Generic", "en")));
    CHECK(ids_of(run_task(templates.list({}))) == "a b c ");
    CHECK(ids_of(run_task(templates.list({.language_tag = "en"}))) == "a b ");
    CHECK(ids_of(run_task(templates.list({.template_type = "SignIn"}))) == "b c ");
    CHECK(ids_of(run_task(templates.list({"ko", "Generic"}))).empty());
    const EmailTemplateStore others_templates(others.database, others.tenant);
    CHECK(run_task(others_templates.list({})).empty());
    CHECK_FALSE(run_task(others_templates.find(EmailTemplateId("a"))));
  });
}

TEST_CASE("EmailTemplateStore keeps a bounded number of templates, which can still be changed") {
  for_each_engine([](Stores& stores, Stores& others) {
    const EmailTemplateStore templates(stores.database, stores.tenant);
    Plan plan;
    for (int i = 0; i < max_email_templates; ++i) {
      const auto id = std::to_string(i);
      plan.add(templates.upsert(a_template(id, "SignIn", "l" + id)));
    }
    stores.run(std::move(plan));
    CHECK_FALSE(stores.attempt(templates.upsert(a_template("more", "SignIn", "en"))).committed());
    auto changed = a_template("other", "SignIn", "l7");
    changed.details["subject"] = "Changed";
    stores.run(templates.upsert(changed));
    CHECK(run_task(templates.find(EmailTemplateId("7")))->details.at("subject") == "Changed");
    const EmailTemplateStore others_templates(others.database, others.tenant);
    others.run(others_templates.upsert(a_template("more", "SignIn", "en")));
    stores.run(templates.remove(EmailTemplateId("8")));
    stores.run(templates.upsert(a_template("more", "SignIn", "en")));
  });
}

TEST_CASE("EmailTemplateStore finds the candidates for a message") {
  for_each_engine([](Stores& stores) {
    const EmailTemplateStore templates(stores.database, stores.tenant);
    stores.run(templates.upsert(a_template("a", "SignIn", "ko")));
    stores.run(templates.upsert(a_template("b", "Register", "ko")));
    stores.run(templates.upsert(a_template("c", "Generic", "en")));
    stores.run(templates.upsert(a_template("d", "SignIn", "fr")));
    const auto found = run_task(templates.list_candidates({"SignIn", "ko", "en"}));
    CHECK(found.size() == 2);
    const auto* picked = pick_email_template(found, {"SignIn", "ko", "en"});
    REQUIRE(picked != nullptr);
    CHECK(picked->id == EmailTemplateId("a"));
  });
}

TEST_CASE("EmailTemplateStore replaces the details and keeps id and time") {
  for_each_engine([](Stores& stores) {
    const EmailTemplateStore templates(stores.database, stores.tenant);
    stores.run(templates.upsert(a_template("a", "SignIn", "ko")));
    auto again = a_template("b", "SignIn", "ko");
    again.details = {{"subject", "Again"}, {"content", ""}};
    again.created_at = now + Seconds(1);
    stores.run(templates.upsert(again));
    const auto found = run_task(templates.find(EmailTemplateId("a")));
    REQUIRE(found);
    CHECK(found->created_at == now);
    CHECK(json::serialize(found->details) == R"({"subject":"Again","content":""})");
    CHECK_FALSE(run_task(templates.find(EmailTemplateId("b"))));

    const json::object third{{"subject", "Third"}, {"content", ""}};
    stores.run(templates.update_details(EmailTemplateId("a"), found->details, third));
    const auto stale = templates.update_details(EmailTemplateId("a"), found->details, third);
    CHECK(stores.conflict(stale) == Conflict::Reason::row_count);
    stores.run(templates.remove(EmailTemplateId("a")));
    CHECK(stores.conflict(templates.remove(EmailTemplateId("a"))) == Conflict::Reason::row_count);
  });
}

}  // namespace daemun::storage
