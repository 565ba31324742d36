// The steps that every dialogue goes through, beside those of the verification methods (method.h).
#ifndef DAEMUN_EXPERIENCE_STEPS_STEPS_H
#define DAEMUN_EXPERIENCE_STEPS_STEPS_H

#include "experience/profile_input.h"
#include "experience/step.h"
#include "storage/user_store.h"

#include <optional>
#include <string>

#include "api/described.h"
#include "api/verification_record.h"

namespace daemun::experience {

struct ChangeEvent {
  api::DialogueEvent interaction_event{};
};
BOOST_DESCRIBE_STRUCT(ChangeEvent, (), (interaction_event))

struct Start : ChangeEvent {
  std::optional<std::string> captcha_token{};
};
BOOST_DESCRIBE_STRUCT(Start, (ChangeEvent), (captcha_token))

struct Identification {
  std::optional<std::string> verification_id{};
  std::optional<bool> link_social_identity{};
};
BOOST_DESCRIBE_STRUCT(Identification, (), (verification_id, link_social_identity))

struct ResetPassword {
  std::string password{};
};
BOOST_DESCRIBE_STRUCT(ResetPassword, (), (password))

Task<Outcome<Taken>> start(const Call& call, Start body);               // PUT /api/experience
Task<Outcome<Taken>> change_event(const Call& call, ChangeEvent body);  // PUT …/interaction-event
Task<Outcome<Taken>> identify(const Call& call, Identification body);   // POST …/identification
Task<Outcome<Taken>> add_profile(const Call& call, AddProfile body);    // POST …/profile
// PUT …/profile/password. Errors: 400 session.invalid_interaction_type (no reset), 404
// session.identifier_not_found, 401 user.suspended, 422 password.rejected, 422 user.same_password.
Task<Outcome<Taken>> reset_password(const Call& call, ResetPassword body);
Task<Outcome<Taken>> submit(const Call& call);  // POST …/submit

// What POST …/profile does for an address that was proven. `call` outlives the task.
Task<Outcome<ExperienceState>> add_proven_address(const Call* call, ProvenAddress input);

// The hash of a password that the tenant's policy allows, made once for a step. `account` is the
// person's, if there is one; `call` outlives the task. Errors: 422 password.rejected.
Task<Outcome<std::string>> hash_new_password(
    const Call* call, std::optional<storage::UserStore::WithPassword> account, Secret password
);

}  // namespace daemun::experience

#endif
