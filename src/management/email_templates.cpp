// The texts of e-mail by language and purpose: /email-templates.
#include "base/text.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/template_words.h"
#include "storage/email_template_store.h"

#include <memory>
#include <utility>

namespace daemun::management {
namespace {

using api::RequestError;

// Of UTF-8 characters. Every mail of the purpose reads them.
using Subject = Text<0, 1024>;
using Content = Text<0, 131072>;
using Sender = Text<0, 320>;

struct TemplateDetails {
  Subject subject{};
  Content content{};
  std::optional<Word<"text/html", "text/plain">> content_type{};
  std::optional<Sender> reply_to{};
  std::optional<Sender> send_from{};
};
BOOST_DESCRIBE_STRUCT(TemplateDetails, (), (subject, content, content_type, reply_to, send_from))

struct ChangeDetails {
  std::optional<Subject> subject{};
  std::optional<Content> content{};
  std::optional<Word<"text/html", "text/plain">> content_type{};
  std::optional<Sender> reply_to{};
  std::optional<Sender> send_from{};
};
BOOST_DESCRIBE_STRUCT(ChangeDetails, (), (subject, content, content_type, reply_to, send_from))

struct TemplateView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 16> language_tag{};
  TemplateType template_type{};
  Raw<TemplateDetails> details{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(
    TemplateView, (), (tenant_id, id, language_tag, template_type, details, created_at)
)

struct NewTemplate {
  Text<1, 16> language_tag{};
  TemplateType template_type{};
  TemplateDetails details{};
};
BOOST_DESCRIBE_STRUCT(NewTemplate, (), (language_tag, template_type, details))

struct ReplaceTemplates {
  std::vector<NewTemplate> templates{};
};
BOOST_DESCRIBE_STRUCT(ReplaceTemplates, (), (templates))

struct RemovedTemplates {
  Number<> row_count{};
};
BOOST_DESCRIBE_STRUCT(RemovedTemplates, (), (row_count))

// Errors: 400 guard.invalid_input for a purpose that there is none of.
api::Outcome<storage::EmailTemplateFilter> parse_filter(const http::Form& query) {
  storage::EmailTemplateFilter filter;
  if (const auto tag = query.find("languageTag")) {
    if (tag->empty() || tag->size() > 16)
      return api::invalid_input("languageTag must have 1 to 16 characters");
    filter.language_tag = std::string(*tag);
  }
  if (const auto type = query.find("templateType")) {
    if (!parse_template_type(*type)) return api::invalid_input("templateType is not known");
    filter.template_type = std::string(*type);
  }
  return filter;
}

class EmailTemplates {
 public:
  explicit EmailTemplates(const Dependencies& dependencies)
      : dependencies_(dependencies), templates_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    auto filter = parse_filter(call.query);
    if (!filter) co_return filter.error();
    const auto templates = co_await templates_.list(*std::move(filter));
    co_return list_reply(templates, std::nullopt, [&](const EmailTemplate& one) {
      return to_view(one);
    });
  }

  Answer replace(Call call, ReplaceTemplates body) {
    if (body.templates.empty()) co_return nothing_listed("templates");
    storage::Plan plan;
    const auto now = dependencies_.clock.now();
    for (const auto& one : body.templates) {
      plan.add(templates_.upsert(EmailTemplate{
          .id = make_id<EmailTemplateId>(dependencies_.random),
          .language_tag = one.language_tag,
          .template_type = std::string(to_string(one.template_type)),
          .details = api::to_json(one.details),
          .created_at = now,
      }));
    }
    // An upsert can only fail for want of room.
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return unprocessable("connector.email_connector.too_many_templates");
    const auto stored = co_await templates_.list({});
    json::array reply;
    for (const auto& one : body.templates) {
      for (const auto& found : stored) {
        const bool is_it = found.language_tag == one.language_tag &&
                           found.template_type == to_string(one.template_type);
        if (is_it) reply.push_back(api::to_json(to_view(found)));
      }
    }
    co_return Reply{.body = std::move(reply)};
  }

  Answer remove_many(Call call) {
    auto filter = parse_filter(call.query);
    if (!filter) co_return filter.error();
    if (!filter->language_tag && !filter->template_type)
      co_return unprocessable("connector.email_connector.bulk_deletion_no_filter");
    const auto found = co_await templates_.list(*std::move(filter));
    storage::Plan plan;
    for (const auto& one : found)
      plan.add(templates_.remove(one.id));
    if (!plan.empty()) {
      const auto committed = co_await commit(dependencies_, call, std::move(plan));
      if (!committed) co_return api::conflict();
    }
    co_return reply_of(RemovedTemplates{static_cast<std::int64_t>(found.size())});
  }

  Answer show(Call call) {
    const auto found = co_await templates_.find(EmailTemplateId(call.path_parameter("id")));
    if (!found) co_return not_found();
    co_return reply_of(to_view(*found));
  }

  Answer update_details(Call call, ChangeDetails body) {
    const auto found = co_await templates_.find(EmailTemplateId(call.path_parameter("id")));
    if (!found) co_return not_found();
    auto details = found->details;
    for (const auto& member : api::to_json(std::move(body)))
      details[member.key()] = member.value();
    storage::Plan plan;
    plan.add(templates_.update_details(found->id, found->details, details));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    auto changed = *found;
    changed.details = std::move(details);
    co_return reply_of(to_view(changed));
  }

  Answer remove(Call call) {
    auto removal = templates_.remove(EmailTemplateId(call.path_parameter("id")));
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  TemplateView to_view(const EmailTemplate& one) const {
    return {
        .tenant_id = dependencies_.tenant.value(),
        .id = one.id.value(),
        .language_tag = one.language_tag,
        .template_type = parse_template_type(one.template_type).value_or(TemplateType::generic),
        .details = {one.details},
        .created_at = to_unix_ms(one.created_at),
    };
  }

  const Dependencies& dependencies_;
  storage::EmailTemplateStore templates_;
};

}  // namespace

Operations nouns::email_templates(const Dependencies& dependencies) {
  const auto noun = std::make_shared<EmailTemplates>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/email-templates",
       .summary = "List e-mail templates",
       .query = {"languageTag", "templateType"},
       .reply = shape_of<std::vector<TemplateView>>(),
       .handler = handled_by(noun, &EmailTemplates::list)},
      {.method = Method::put,
       .path = "/email-templates",
       .summary = "Create or replace e-mail templates by language and purpose",
       .reply = shape_of<std::vector<TemplateView>>(),
       .refusals = {422},
       .handler = handled_by(noun, &EmailTemplates::replace)},
      {.method = Method::delete_,
       .path = "/email-templates",
       .summary = "Delete e-mail templates by language or purpose",
       .query = {"languageTag", "templateType"},
       .reply = shape_of<RemovedTemplates>(),
       .refusals = {409, 422},
       .handler = handled_by(noun, &EmailTemplates::remove_many)},
      {.method = Method::get,
       .path = "/email-templates/{id}",
       .summary = "Show an e-mail template",
       .reply = shape_of<TemplateView>(),
       .refusals = {404},
       .handler = handled_by(noun, &EmailTemplates::show)},
      {.method = Method::delete_,
       .path = "/email-templates/{id}",
       .summary = "Delete an e-mail template",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &EmailTemplates::remove)},
      {.method = Method::patch,
       .path = "/email-templates/{id}/details",
       .summary = "Change the texts of an e-mail template",
       .reply = shape_of<TemplateView>(),
       .refusals = {404, 409},
       .handler = handled_by(noun, &EmailTemplates::update_details)},
  };
}

}  // namespace daemun::management
