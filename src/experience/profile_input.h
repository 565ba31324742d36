// The body of POST /api/experience/profile, parsed: what a person adds to the account.
#ifndef DAEMUN_EXPERIENCE_PROFILE_INPUT_H
#define DAEMUN_EXPERIENCE_PROFILE_INPUT_H

#include "base/json.h"
#include "base/secret.h"
#include "domain/profile_values.h"
#include "domain/user.h"
#include "experience/request_error.h"

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "api/described.h"

namespace daemun::experience {

template <api::Literal word>
struct ChosenValue {
  api::Word<word> type{};
  std::string value{};
  BOOST_DESCRIBE_CLASS(ChosenValue, (), (type, value), (), ())
};

template <api::Literal word>
struct ProvenValue {
  api::Word<word> type{};
  std::string verification_id{};
  BOOST_DESCRIBE_CLASS(ProvenValue, (), (type, verification_id), (), ())
};

// The answers of the registration form.
struct ExtraProfile {
  api::Word<"extraProfile"> type{};
  api::Raw<std::map<std::string, json::value>> values{};
};
BOOST_DESCRIBE_STRUCT(ExtraProfile, (), (type, values))

using AddProfile = std::variant<
    ChosenValue<"username">,
    ChosenValue<"password">,
    ProvenValue<"email">,
    ProvenValue<"phone">,
    ProvenValue<"social">,
    ExtraProfile>;

struct NewUsername {
  std::string value{};
};
struct NewPassword {
  Secret value;  // in normalisation form C
};
// An e-mail address or a phone number that a code has proven.
struct ProvenAddress {
  IdentifierType type{};
  std::string verification_id{};
};
// An account at another service.
struct ProvenIdentity {
  std::string verification_id{};
};
using ProfileInput =
    std::variant<NewUsername, NewPassword, ProvenAddress, ProvenIdentity, ProfileValues>;

// `fields` are those of the tenant's registration form. Errors: 400 guard.invalid_input; 400
// custom_profile_fields.name_conflict_… for names that this form must not write.
Outcome<ProfileInput> parse_profile_input(AddProfile body, const std::vector<ProfileField>& fields);

}  // namespace daemun::experience

#endif
