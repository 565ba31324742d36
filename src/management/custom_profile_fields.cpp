// The fields of the registration form: /custom-profile-fields.
#include "base/text.h"
#include "domain/profile_field.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/sign_in_experience_rules.h"
#include "storage/experience_store.h"
#include "storage/profile_field_store.h"
#include "storage/tenant_store.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/settings_shapes.h"

namespace daemun::management {
namespace {

using api::RequestError;

constexpr std::size_t max_batch = 20;
constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 32};

const std::string type_words =
    R"("Text"|"Number"|"Date"|"Checkbox"|"Select"|"Url"|"Regex"|"Address"|"Fullname")";
const std::string options_shape = "{label?: string<..256>, value: string<..256>}[]";
const std::string part_config =
    "{placeholder?: string<0..256>, minLength?: integer<0..4096>, maxLength?: integer<1..4096>, "
    "minValue?: number, maxValue?: number, format?: string<0..128>, customFormat?: string<0..128>, "
    "options?: " +
    options_shape + ", defaultValue?: string<..256>}";

// A part of a field, whose name is one of `names`.
std::string parts_of(const std::string& names) {
  return "{enabled: boolean, type: " + type_words +
         ", label?: string<1..128>, description?: string<..256>, required: boolean, config?: " +
         part_config + ", name: " + names + "}[]";
}

const std::string address_parts =
    parts_of(R"("formatted"|"streetAddress"|"locality"|"region"|"postalCode"|"country")");
const std::string name_parts = parts_of(R"("givenName"|"middleName"|"familyName")");

enum class WithName { no, yes };
enum class WithDescription { no, yes };

// One alternative: a field of that type and its config, which may be "config?: {...}".
std::string alternative(
    WithName with_name,
    const std::string& type,
    const std::string& config,
    WithDescription with_description = WithDescription::yes
) {
  std::string shape = "{";
  if (with_name == WithName::yes) shape += "name: string<0..128>, ";
  shape += "type: \"" + type + "\", label?: string<1..128>, ";
  if (with_description == WithDescription::yes) shape += "description?: string<..256>, ";
  return shape + "required: boolean, " + config + "}";
}

std::string body_shape(WithName with) {
  const std::string placeholder = "placeholder?: string<..256>";
  const std::string alternatives[] = {
      alternative(
          with,
          "Text",
          "config?: {" + placeholder +
              ", minLength?: integer<0..4096>, maxLength?: integer<1..4096>}"
      ),
      alternative(
          with, "Number", "config?: {" + placeholder + ", minValue?: number, maxValue?: number}"
      ),
      alternative(
          with,
          "Date",
          "config?: {" + placeholder + ", format: string<1..128>, customFormat?: string<..128>}"
      ),
      alternative(
          with, "Checkbox", R"(config?: {defaultValue: "true"|"false"})", WithDescription::no
      ),
      alternative(with, "Select", "config: {" + placeholder + ", options: " + options_shape + "}"),
      alternative(with, "Url", "config?: {" + placeholder + "}"),
      alternative(with, "Regex", "config: {" + placeholder + ", format: string<1..128>}"),
      alternative(with, "Address", "config: {parts: " + address_parts + "}"),
      alternative(with, "Fullname", "config: {parts: " + name_parts + "}"),
  };
  std::string shape = "(";
  for (const auto& one : alternatives)
    shape += (shape.size() > 1 ? " | " : "") + one;
  return shape + ")";
}

RequestError to_error(const ProfileFieldFault& fault) {
  RequestError error{.code = fault.code, .details = fault.details};
  if (!fault.name.empty()) error.data = json::object{{"name", fault.name}};
  return error;
}

// With the members of Logto's guard that say so to a program.
RequestError batch_too_big() {
  auto error = api::invalid_input("body has more than 20 items");
  const json::object issue{
      {"code", "too_big"},
      {"maximum", max_batch},
      {"type", "array"},
      {"inclusive", true},
      {"exact", false},
      {"message", error.details},
      {"path", json::array()}};
  error.data = json::object{{"issues", json::array{issue}}, {"name", "ZodError"}};
  return error;
}

std::vector<std::string> names_of(const std::vector<ProfileField>& fields) {
  std::vector<std::string> names;
  for (const auto& field : fields)
    names.push_back(field.name);
  return names;
}

// The document without the name in its list; nothing when it is not there.
std::optional<std::string> without_name(
    const std::string& text, std::string_view member, std::string_view name
) {
  auto document = parse_json_object(text, stored_limits);
  if (!document) throw std::runtime_error("a stored document is not a JSON object");
  const auto* fields = find_array(*document, member);
  if (fields == nullptr) return std::nullopt;
  json::array kept;
  for (const auto& field : *fields) {
    const auto* object = field.if_object();
    if (object == nullptr || find_string(*object, "name") != name) kept.push_back(field);
  }
  if (kept.size() == fields->size()) return std::nullopt;
  (*document)[member] = std::move(kept);
  return json::serialize(*document);
}

struct FieldOrder {
  std::string name{};
  Integer<-2147483648, 2147483647> sie_order{};
};
BOOST_DESCRIBE_STRUCT(FieldOrder, (), (name, sie_order))

struct Reorder {
  std::vector<FieldOrder> order{};
};
BOOST_DESCRIBE_STRUCT(Reorder, (), (order))

class CustomProfileFields {
 public:
  explicit CustomProfileFields(const Dependencies& dependencies)
      : dependencies_(dependencies),
        fields_(dependencies.database, dependencies.tenant),
        tenants_(dependencies.database, dependencies.vault, dependencies.tenant),
        experience_(dependencies.database, dependencies.tenant) {}

  Answer list(Call) {
    const auto fields = co_await fields_.list();
    co_return list_reply_of(fields);
  }

  Answer show(Call call) {
    const auto field = co_await find(call.path_parameter("name"));
    if (!field) co_return not_found();
    co_return Reply{.body = to_json(*field, dependencies_.tenant)};
  }

  Answer create(Call call) {
    const auto body = keep_described(*call.operation->body, call.body).as_object();
    std::vector<ProfileField> fields;
    fields.push_back(make_field(body, *string_of(body, "name")));
    const auto created = co_await insert(std::move(call), std::move(fields));
    if (!created) co_return created.error();
    co_return Reply{.body = to_json(created->front(), dependencies_.tenant)};
  }

  Answer create_batch(Call call) {
    if (call.items.size() > max_batch) co_return batch_too_big();
    const auto body = keep_described(*call.operation->body, call.items);
    std::vector<ProfileField> fields;
    for (const auto& item : body.as_array()) {
      const auto& object = item.as_object();
      fields.push_back(make_field(object, *string_of(object, "name")));
    }
    const auto created = co_await insert(std::move(call), std::move(fields));
    if (!created) co_return created.error();
    co_return list_reply_of(*created);
  }

  Answer replace(Call call) {
    const auto body = keep_described(*call.operation->body, call.body).as_object();
    const auto field = make_field(body, call.path_parameter("name"));
    const auto found = co_await find(field.name);
    if (!found) co_return RequestError{.code = "entity.not_exists", .status = 404};
    if (const auto fault = find_fault(field)) co_return to_error(*fault);
    storage::Plan plan;
    plan.add(fields_.update(field));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return RequestError{.code = "entity.not_exists", .status = 404};
    co_return co_await show(std::move(call));
  }

  Answer reorder(Call call, Reorder body) {
    const auto fields = co_await fields_.list();
    const auto known = check_field_names(api::to_json(body.order), names_of(fields));
    if (!known) co_return known.error();
    storage::Plan plan;
    for (const auto& one : body.order)
      plan.add(fields_.update_order(one.name, one.sie_order));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    const auto ordered = co_await fields_.list();
    co_return list_reply_of(ordered);
  }

  Answer remove(Call call) {
    const auto name = call.path_parameter("name");
    const auto field = co_await find(name);
    if (!field) co_return not_found();
    auto plan = co_await plan_forgetting(name);
    plan.add(fields_.remove(name));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

 private:
  Reply list_reply_of(const std::vector<ProfileField>& fields) const {
    return list_reply(fields, std::nullopt, [&](const ProfileField& field) {
      return to_json(field, dependencies_.tenant);
    });
  }

  ProfileField make_field(const json::object& body, std::string name) const {
    ProfileField field;
    field.name = std::move(name);
    field.type = *parse_profile_field_type(*find_string(body, "type"));
    field.label = string_of(body, "label").value_or("");
    field.description = string_of(body, "description");
    field.required = body.at("required").as_bool();
    if (const auto* config = find_object(body, "config")) field.config = *config;
    return field;
  }

  Task<std::optional<ProfileField>> find(std::string name) {
    const auto fields = co_await fields_.list();
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
      return field.name == name;
    });
    if (found == fields.end()) co_return std::nullopt;
    co_return *found;
  }

  // Commits new fields and shows them.
  Task<api::Outcome<std::vector<ProfileField>>> insert(
      Call call, std::vector<ProfileField> fields
  ) {
    const auto now = dependencies_.clock.now();
    storage::Plan plan;
    for (auto& field : fields) {
      if (const auto fault = find_fault(field)) co_return to_error(*fault);
      field.id = crypto::random_id(dependencies_.random, 21);
      field.created_at = now;
      plan.add(fields_.insert(field));
    }
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return unprocessable("custom_profile_fields.name_exists");
    // Their places in the form are the database's to say.
    const auto names = names_of(fields);
    std::vector<ProfileField> created;
    for (auto& field : co_await fields_.list()) {
      if (contains(names, field.name)) created.push_back(field);
    }
    co_return created;
  }

  // Takes the name out of the documents that list it.
  Task<storage::Plan> plan_forgetting(std::string name) {
    storage::Plan plan;
    const auto experience = co_await tenants_.find_sign_in_experience();
    if (experience) {
      if (auto after = without_name(*experience, "signUpProfileFields", name)) {
        const storage::DocumentChange change{.before = experience, .after = *std::move(after)};
        plan.add(experience_.change_sign_in_experience(change));
      }
    }
    const auto center = co_await experience_.find_account_center();
    if (center) {
      if (auto after = without_name(*center, "profileFields", name)) {
        const storage::DocumentChange change{.before = center, .after = *std::move(after)};
        plan.add(experience_.change_account_center(change));
      }
    }
    co_return plan;
  }

  const Dependencies& dependencies_;
  storage::ProfileFieldStore fields_;
  storage::TenantStore tenants_;
  storage::ExperienceStore experience_;
};

}  // namespace

Operations nouns::custom_profile_fields(const Dependencies& dependencies) {
  const auto noun = std::make_shared<CustomProfileFields>(dependencies);
  using http::Method;
  const std::string path = "/custom-profile-fields";
  const auto field = parse_shape(api::profile_field_shape());
  const auto fields = parse_shape(api::profile_field_shape() + "[]");
  const auto body = body_shape(WithName::yes);
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List profile fields",
       .reply = fields,
       .handler = handled_by(noun, &CustomProfileFields::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Create a profile field",
       .status = 201,
       .body = parse_shape(body),
       .reply = field,
       .refusals = {422},
       .handler = handled_by(noun, &CustomProfileFields::create)},
      {.method = Method::post,
       .path = path + "/batch",
       .summary = "Create several profile fields",
       .status = 201,
       .body = parse_shape(body + "[]"),
       .reply = fields,
       .refusals = {422},
       .handler = handled_by(noun, &CustomProfileFields::create_batch)},
      {.method = Method::post,
       .path = path + "/properties/sie-order",
       .summary = "Reorder profile fields",
       .reply = fields,
       .handler = handled_by(noun, &CustomProfileFields::reorder)},
      {.method = Method::get,
       .path = path + "/{name}",
       .summary = "Show a profile field",
       .reply = field,
       .refusals = {404},
       .handler = handled_by(noun, &CustomProfileFields::show)},
      {.method = Method::put,
       .path = path + "/{name}",
       .summary = "Replace a profile field",
       .body = parse_shape(body_shape(WithName::no)),
       .reply = field,
       .refusals = {404},
       .handler = handled_by(noun, &CustomProfileFields::replace)},
      {.method = Method::delete_,
       .path = path + "/{name}",
       .summary = "Delete a profile field",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &CustomProfileFields::remove)},
  };
}

}  // namespace daemun::management
