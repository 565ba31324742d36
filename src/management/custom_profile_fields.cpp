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

#include "api/profile_field.h"

namespace daemun::management {
namespace {

using api::RequestError;

constexpr std::size_t max_batch = 20;
constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 32};

using Placeholder = std::optional<Text<no_bound, 256>>;

struct TextConfig {
  Placeholder placeholder{};
  std::optional<Integer<0, 4096>> min_length{};
  std::optional<Integer<1, 4096>> max_length{};
};
BOOST_DESCRIBE_STRUCT(TextConfig, (), (placeholder, min_length, max_length))

struct NumberConfig {
  Placeholder placeholder{};
  std::optional<Number<>> min_value{};
  std::optional<Number<>> max_value{};
};
BOOST_DESCRIBE_STRUCT(NumberConfig, (), (placeholder, min_value, max_value))

struct DateConfig {
  Placeholder placeholder{};
  Text<1, 128> format{};
  std::optional<Text<no_bound, 128>> custom_format{};
};
BOOST_DESCRIBE_STRUCT(DateConfig, (), (placeholder, format, custom_format))

struct CheckboxConfig {
  Word<"true", "false"> default_value{};
};
BOOST_DESCRIBE_STRUCT(CheckboxConfig, (), (default_value))

struct Choice {
  std::optional<Text<no_bound, 256>> label{};
  Text<no_bound, 256> value{};
};
BOOST_DESCRIBE_STRUCT(Choice, (), (label, value))

struct SelectConfig {
  Placeholder placeholder{};
  std::vector<Choice> options{};
};
BOOST_DESCRIBE_STRUCT(SelectConfig, (), (placeholder, options))

struct UrlConfig {
  Placeholder placeholder{};
};
BOOST_DESCRIBE_STRUCT(UrlConfig, (), (placeholder))

struct RegexConfig {
  Placeholder placeholder{};
  Text<1, 128> format{};
};
BOOST_DESCRIBE_STRUCT(RegexConfig, (), (placeholder, format))

struct PartConfig {
  std::optional<Text<0, 256>> placeholder{};
  std::optional<Integer<0, 4096>> min_length{};
  std::optional<Integer<1, 4096>> max_length{};
  std::optional<Number<>> min_value{};
  std::optional<Number<>> max_value{};
  std::optional<Text<0, 128>> format{};
  std::optional<Text<0, 128>> custom_format{};
  std::optional<std::vector<Choice>> options{};
  std::optional<Text<no_bound, 256>> default_value{};
};
BOOST_DESCRIBE_STRUCT(
    PartConfig,
    (),
    (placeholder,
     min_length,
     max_length,
     min_value,
     max_value,
     format,
     custom_format,
     options,
     default_value)
)

// A field that is made of parts: an address, a full name.
template <typename PartName>
struct PartsConfig {
  struct Part {
    bool enabled = false;
    Word<"Text", "Number", "Date", "Checkbox", "Select", "Url", "Regex", "Address", "Fullname">
        type{};
    std::optional<Text<1, 128>> label{};
    std::optional<Text<no_bound, 256>> description{};
    bool required = false;
    std::optional<PartConfig> config{};
    PartName name{};
    BOOST_DESCRIBE_CLASS(
        Part, (), (enabled, type, label, description, required, config, name), (), ()
    )
  };
  std::vector<Part> parts{};
  BOOST_DESCRIBE_CLASS(PartsConfig, (), (parts), (), ())
};
using AddressConfig =
    PartsConfig<Word<"formatted", "streetAddress", "locality", "region", "postalCode", "country">>;
using FullnameConfig = PartsConfig<Word<"givenName", "middleName", "familyName">>;

// A new field has a name in the body, a replaced one in the path.
struct NewName {
  Text<0, 128> name{};
};
BOOST_DESCRIBE_STRUCT(NewName, (), (name))
struct NoName {};
BOOST_DESCRIBE_STRUCT(NoName, (), ())

// A field of one type and its config.
template <typename Name, api::Literal word, typename Config>
struct FieldBody : Name {
  Word<word> type{};
  std::optional<Text<1, 128>> label{};
  std::optional<Text<no_bound, 256>> description{};
  bool required = false;
  Config config{};
  BOOST_DESCRIBE_CLASS(FieldBody, (Name), (type, label, description, required, config), (), ())
};

template <typename Name>
struct CheckboxBody : Name {
  Word<"Checkbox"> type{};
  std::optional<Text<1, 128>> label{};
  bool required = false;
  std::optional<CheckboxConfig> config{};
  BOOST_DESCRIBE_CLASS(CheckboxBody, (Name), (type, label, required, config), (), ())
};

template <typename Name>
using AnyField = std::variant<
    FieldBody<Name, "Text", std::optional<TextConfig>>,
    FieldBody<Name, "Number", std::optional<NumberConfig>>,
    FieldBody<Name, "Date", std::optional<DateConfig>>,
    CheckboxBody<Name>,
    FieldBody<Name, "Select", SelectConfig>,
    FieldBody<Name, "Url", std::optional<UrlConfig>>,
    FieldBody<Name, "Regex", RegexConfig>,
    FieldBody<Name, "Address", AddressConfig>,
    FieldBody<Name, "Fullname", FullnameConfig>>;
using NewField = AnyField<NewName>;
using ReplacedField = AnyField<NoName>;

template <typename Config>
json::object to_config(const Config& config) {
  return api::to_json(config);
}
template <typename Config>
json::object to_config(const std::optional<Config>& config) {
  return config ? api::to_json(*config) : json::object();
}

// Without its name, id and place.
template <typename Body>
ProfileField to_field(const Body& body) {
  ProfileField field;
  field.type = *parse_profile_field_type(body.type);
  field.label = body.label.value_or(std::string());
  if constexpr (requires { body.description; }) field.description = body.description;
  field.required = body.required;
  field.config = to_config(body.config);
  return field;
}

ProfileField make_field(const NewField& body) {
  return std::visit(
      [](const auto& one) {
        auto field = to_field(one);
        field.name = one.name;
        return field;
      },
      body
  );
}

ProfileField make_field(const ReplacedField& body, std::string name) {
  auto field = std::visit([](const auto& one) { return to_field(one); }, body);
  field.name = std::move(name);
  return field;
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
    co_return reply_of(api::to_view(dependencies_.tenant, *field));
  }

  Answer create(Call call, NewField body) {
    std::vector<ProfileField> fields;
    fields.push_back(make_field(body));
    const auto created = co_await insert(std::move(call), std::move(fields));
    if (!created) co_return created.error();
    co_return reply_of(api::to_view(dependencies_.tenant, created->front()));
  }

  Answer create_batch(Call call, std::vector<NewField> body) {
    if (body.size() > max_batch) co_return batch_too_big();
    std::vector<ProfileField> fields;
    for (const auto& one : body)
      fields.push_back(make_field(one));
    const auto created = co_await insert(std::move(call), std::move(fields));
    if (!created) co_return created.error();
    co_return list_reply_of(*created);
  }

  Answer replace(Call call, ReplacedField body) {
    const auto field = make_field(body, call.path_parameter("name"));
    const auto found = co_await find(field.name);
    if (!found) co_return RequestError{.code = "entity.not_exists", .status = 404};
    if (const auto fault = find_fault(field)) co_return to_error(*fault);
    storage::Plan plan;
    plan.add(fields_.update(field));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return RequestError{.code = "entity.not_exists", .status = 404};
    co_return co_await show(std::move(call));
  }

  Answer reorder(Call call, Reorder body) {
    const auto fields = co_await fields_.list();
    const auto known = check_field_names(names_of(body.order), names_of(fields));
    if (!known) co_return known.error();
    storage::Plan plan;
    for (const auto& one : body.order)
      plan.add(fields_.update_order(one.name, one.sie_order));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
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
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

 private:
  Reply list_reply_of(const std::vector<ProfileField>& fields) const {
    return list_reply(fields, std::nullopt, [&](const ProfileField& field) {
      return api::to_view(dependencies_.tenant, field);
    });
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
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
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
  const auto field = shape_of<api::ProfileFieldView>();
  const auto fields = shape_of<std::vector<api::ProfileFieldView>>();
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
       .reply = field,
       .refusals = {422},
       .handler = handled_by(noun, &CustomProfileFields::create)},
      {.method = Method::post,
       .path = path + "/batch",
       .summary = "Create several profile fields",
       .status = 201,
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
