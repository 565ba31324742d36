#include "experience/profile_input.h"

#include "experience/dialogue.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_text_bytes = 128;

// What a person adds, by the alternative of the body.
struct Reader {
  const std::vector<ProfileField>& fields;

  Outcome<ProfileInput> operator()(ChosenValue<"username"> body) const {
    const auto checked = check_text(body.value, "value", max_text_bytes);
    if (!checked) return checked.error();
    return ProfileInput(NewUsername{std::move(body.value)});
  }
  Outcome<ProfileInput> operator()(ChosenValue<"password"> body) const {
    auto password = require_password(body.value, "value");
    if (!password) return password.error();
    return ProfileInput(NewPassword{std::move(*password)});
  }
  template <api::Literal word>
  Outcome<ProfileInput> operator()(ProvenValue<word> body) const {
    const auto checked = check_text(body.verification_id, "verificationId", max_text_bytes);
    if (!checked) return checked.error();
    const auto type = parse_identifier_type(body.type);
    if (type) return ProfileInput(ProvenAddress{*type, std::move(body.verification_id)});
    return ProfileInput(ProvenIdentity{std::move(body.verification_id)});
  }
  Outcome<ProfileInput> operator()(const ExtraProfile& body) const {
    auto parsed = parse_profile_values(body.values.value.get_object(), fields);
    if (parsed) return ProfileInput(*std::move(parsed));
    const auto& fault = parsed.error();
    RequestError error{.code = fault.code, .details = fault.details};
    if (!fault.name.empty()) error.data = json::object{{"name", fault.name}};
    return error;
  }
};

}  // namespace

Outcome<ProfileInput> parse_profile_input(
    AddProfile body, const std::vector<ProfileField>& fields
) {
  return std::visit(Reader{fields}, std::move(body));
}

}  // namespace daemun::experience
