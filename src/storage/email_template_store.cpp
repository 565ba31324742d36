#include "storage/email_template_store.h"

#include "storage/email_template_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = email_template_store_sql;

EmailTemplate template_of(const Row& row) {
  auto details = parse_json_object(row.text("details"), {.max_bytes = 4 * 1024 * 1024});
  if (!details) throw std::runtime_error("a stored e-mail template is not JSON");
  return EmailTemplate{
      .id = row.id<EmailTemplateId>("id"),
      .language_tag = row.text("language_tag"),
      .template_type = row.text("template_type"),
      .details = *std::move(details),
      .created_at = row.time("created_at"),
  };
}

std::vector<EmailTemplate> templates_of(const Rows& rows) {
  std::vector<EmailTemplate> templates;
  for (const auto& row : rows)
    templates.push_back(template_of(row));
  return templates;
}

}  // namespace

Task<std::vector<EmailTemplate>> EmailTemplateStore::list(EmailTemplateFilter filter) const {
  Query query{sql::list, {tenant_, filter.language_tag, filter.template_type}};
  const auto rows = co_await database_.read(std::move(query));
  co_return templates_of(rows);
}

Task<std::vector<EmailTemplate>> EmailTemplateStore::list_candidates(TemplateWish wish) const {
  Query query{
      sql::list_candidates, {tenant_, wish.template_type, wish.locale, wish.fallback_language}};
  const auto rows = co_await database_.read(std::move(query));
  co_return templates_of(rows);
}

Task<std::optional<EmailTemplate>> EmailTemplateStore::find(EmailTemplateId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return template_of(rows.front());
}

Statement EmailTemplateStore::upsert(const EmailTemplate& one) const {
  return Statement{
      sql::upsert,
      {tenant_,
       one.id,
       one.language_tag,
       one.template_type,
       json::serialize(one.details),
       one.created_at,
       max_email_templates},
      RowCount::exactly(1)};
}

Statement EmailTemplateStore::update_details(
    const EmailTemplateId& id, const json::object& from, const json::object& to
) const {
  return Statement{
      sql::update_details,
      {tenant_, id, json::serialize(to), json::serialize(from)},
      RowCount::exactly(1)};
}

Statement EmailTemplateStore::remove(const EmailTemplateId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
