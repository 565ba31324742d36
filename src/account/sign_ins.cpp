// Where and when a person has signed in, and "this was not me": /my-account/sign-ins. Ours.
#include "base/json.h"
#include "storage/log_store.h"

#include <memory>
#include <utility>

#include "account/change.h"
#include "account/distrust.h"
#include "account/nouns.h"

namespace daemun::account {
namespace {

using api::Number;
using api::shape_of;
using storage::LogStore;

constexpr std::int64_t shown_sign_ins = 50;
constexpr std::string_view sign_in_key = "Interaction.SignIn.Submit";

struct SignIn {
  std::string id{};
  Number<> signed_in_at{};  // ms
  std::optional<std::string> ip{};
  std::optional<std::string> user_agent{};
  std::optional<std::string> country{};  // ISO 3166-1 alpha-2, where a database knows it
  std::optional<std::string> city{};
  std::optional<std::string> application_id{};
  std::optional<std::string> application_name{};
};
BOOST_DESCRIBE_STRUCT(
    SignIn, (), (id, signed_in_at, ip, user_agent, country, city, application_id, application_name)
)

struct SignIns {
  std::vector<SignIn> sign_ins{};
};
BOOST_DESCRIBE_STRUCT(SignIns, (), (sign_ins))

struct Reported {
  // The old password no longer signs in. If it does, it is to be changed at once.
  bool is_password_expired = false;
};
BOOST_DESCRIBE_STRUCT(Reported, (), (is_password_expired))

json::object payload_of(const LogStore::StoredEvent& event) {
  return parse_json_object(event.payload).value_or(json::object());
}

// Refused ones have lines too.
bool is_sign_in_of(const LogStore::StoredEvent& event, const UserId& user) {
  const auto payload = payload_of(event);
  return event.key == sign_in_key && find_string(payload, "result") == "Success" &&
         find_string(payload, "userId") == user.value();
}

std::optional<std::string> text_of(const json::object& payload, std::string_view name) {
  const auto text = find_string(payload, name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

class SignInHistory {
 public:
  explicit SignInHistory(const Dependencies& dependencies)
      : dependencies_(dependencies), logs_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const UserId user = call.caller.user.id;
    storage::LogFilter filter{.user_id = user, .key = std::string(sign_in_key)};
    const storage::Window window{.limit = shown_sign_ins};
    const auto page = co_await logs_.list_page(std::move(filter), window);
    SignIns shown;
    for (const auto& event : page.events) {
      if (!is_sign_in_of(event, user)) continue;
      auto sign_in = co_await show(event);
      shown.sign_ins.push_back(std::move(sign_in));
    }
    co_return reply_of(std::move(shown));
  }

  // Other sessions, grants, the trust in devices and what was proven in dialogues end. The caller's
  // session lives on for the calling application, in which the owner chooses a new password; other
  // applications of that session have to ask again. Until then the old one is good for
  // nothing, if a code can reset it: an account is not shut out by a report.
  Answer report(Call call) {
    const auto event = co_await logs_.find(call.path_parameter("id"));
    const auto& caller = call.caller;
    if (!event || !is_sign_in_of(*event, caller.user.id))
      co_return api::RequestError{.code = "entity.not_found", .status = 404};
    storage::KeptAccess kept{
        .session = caller.session.value_or(SessionId()), .client = caller.application->id};
    auto distrust = co_await plan_distrust(&dependencies_, caller.user, std::move(kept));
    AccountChange change{
        .plan = std::move(distrust.plan),
        .after = caller.user,
        .details = {{"signInId", event->id}}};
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return reply_of(Reported{.is_password_expired = distrust.is_password_expired});
  }

 private:
  Task<SignIn> show(LogStore::StoredEvent event) {
    const auto payload = payload_of(event);
    SignIn shown{
        .id = std::move(event.id),
        .signed_in_at = Number<>(to_unix_ms(event.created_at)),
        .ip = text_of(payload, "ip"),
        .user_agent = text_of(payload, "userAgent"),
        .application_id = text_of(payload, "applicationId")};
    if (const auto* places = dependencies_.places.database; places != nullptr && shown.ip) {
      const auto place = places->find(*shown.ip);
      shown.country = place.country;
      shown.city = place.city;
    }
    if (shown.application_id) {
      ApplicationId id(*shown.application_id);
      const auto application = co_await dependencies_.settings.find_application(std::move(id));
      if (application) shown.application_name = application->name;
    }
    co_return shown;
  }

  const Dependencies& dependencies_;
  LogStore logs_;
};

}  // namespace

Operations nouns::sign_ins(const Dependencies& dependencies) {
  using enum Check::MissingScope;
  const auto noun = std::make_shared<SignInHistory>(dependencies);
  const std::string_view sessions = "urn:logto:scope:sessions";
  return {
      {.method = http::Method::get,
       .path = "/my-account/sign-ins",
       .summary = "List the newest sign-ins of the account",
       .checks = {step_up, visible("session"), scope(sessions, unauthorized)},
       .reply = shape_of<SignIns>(),
       .handler = handled_by(noun, &SignInHistory::list)},
      {.method = http::Method::post,
       .path = "/my-account/sign-ins/{id}/report",
       .summary = "Say that a sign-in was not the account's owner: end everything, ask for a new "
                  "password",
       .checks = {step_up, editable("session"), scope(sessions, unauthorized), first_party},
       .reply = shape_of<Reported>(),
       .refusals = {404},
       .audit_key = "Account.SignIn.Report",
       .handler = handled_by(noun, &SignInHistory::report)},
  };
}

}  // namespace daemun::account
