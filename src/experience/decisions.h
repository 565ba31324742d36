// The rules of the sign-in dialogue as pure functions: from what is known to what happens.
#ifndef DAEMUN_EXPERIENCE_DECISIONS_H
#define DAEMUN_EXPERIENCE_DECISIONS_H

#include "base/clock.h"
#include "domain/profile_field.h"
#include "domain/sign_in_experience.h"
#include "domain/user.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

// Whether the dialogue may become one of that kind. Errors:
// session.not_supported_for_forgot_password (the reset of a password is a dialogue of its own, from
// its start), auth.forbidden, guard.invalid_input. Who came by a link for a new address may
// register where nobody else may: an administrator has invited them. Where registration is closed,
// the link must give a role as well: then it was made as an invitation.
Outcome<InteractionEvent> decide_event(
    std::string_view word, const ExperienceState& state, const SignInExperience& settings
);
// The same for the beginning of a dialogue: where registering takes a link, that is still to come.
Outcome<InteractionEvent> decide_start(std::string_view word, const SignInExperience& settings);
// Whether an account may be made of this dialogue: where people do not register by themselves, only
// for the address that a link has proven (with the link's role, where registration is closed).
// Errors: auth.forbidden.
Outcome<void> decide_registration(const ExperienceState& state, const SignInExperience& settings);

// Whether an identifier of this type may sign in with a password: 422
// user.sign_in_method_not_enabled.
Outcome<void> decide_sign_in_method(IdentifierType type, const SignInExperience& settings);

// Whether an account may be made of this identifier and a password:
// 422 user.sign_up_method_not_enabled.
Outcome<void> decide_sign_up_method(IdentifierType type, const SignInExperience& settings);

// Whether a new user name is one and the tenant's policy allows it: 422 user.username_ with
// starts_with_number, invalid_charset_hard, too_short, too_long, or {uppercase, lowercase, numbers,
// underscore}_not_allowed.
Outcome<void> decide_username(std::string_view username, const SignInExperience& settings);

// The dialogue after its person has been identified by a verification. Errors: 404
// session.interaction_not_found, 404 session.verification_session_not_found, 400
// session.verification_expired, 400 session.invalid_interaction_type (a proof for the other kind of
// dialogue), 403 auth.forbidden, 409 session.identity_conflict, 404 user.user_not_exist (a link's
// address that nobody has), 422 user.email_already_in_use (one that somebody has), and those of the
// two methods above.
struct IdentificationFacts {
  const ExperienceState& state;
  const SignInExperience& settings;
  const std::vector<ProfileField>& sign_up_fields;
  std::optional<std::string> verification_id;
  TimePoint now;
};
Outcome<ExperienceState> decide_identification(const IdentificationFacts& facts);

// Data that the tenant requires and the user lacks, even with the dialogue's additions, in
// Logto's words: "username", "email", "phone", "emailOrPhone", "password".
struct AccountFacts {
  std::optional<User> user;  // nothing: to be registered
  bool has_password = false;
  // An account at another service has been proven in this dialogue.
  bool has_proven_social = false;
  // The person comes from a company's own sign-in, and is asked for nothing more.
  bool is_by_enterprise = false;
};
std::vector<std::string> list_missing_profile(
    const AccountFacts& account, const PendingProfile& profile, const SignInExperience& settings
);
// The same for an account to be registered. When nothing else is missing, "extraProfile" asks for
// the tenant's profile form: until it was answered once, and as long as it lacks a required field.
std::vector<std::string> list_missing_for_registration(
    const PendingProfile& profile,
    const SignInExperience& settings,
    const std::vector<ProfileField>& sign_up_fields
);
// 422 user.missing_profile, when the list is not empty.
Outcome<void> decide_completeness(const std::vector<std::string>& missing);

// Whether there is an account and it is open: 404 session.identifier_not_found, 401 user.suspended.
Outcome<void> decide_account(const AccountFacts& account);
// Whether the dialogue may end in a sign-in of this user. Errors: 404 session.identifier_not_found,
// 401 user.suspended, 422 user.missing_profile.
Outcome<void> decide_sign_in(
    const AccountFacts& account, const PendingProfile& profile, const SignInExperience& settings
);

// The account that a Register dialogue ends in.
struct NewUserFacts {
  UserId id;
  ApplicationId application_id;
  TimePoint now;
};
User make_user(const PendingProfile& profile, const NewUserFacts& facts);
// The account after the dialogue's additions; a member that it has already stays.
User with_profile(User user, const PendingProfile& profile, TimePoint now);

// 422 user.username_already_in_use and its like.
RequestError already_in_use(IdentifierType type);

// "in 5 minutes": when a lock ends, for people.
std::string relative_time(TimePoint until, TimePoint now, Language language);

}  // namespace daemun::experience

#endif
