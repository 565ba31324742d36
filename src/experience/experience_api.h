// The Experience API: what the sign-in pages, ours or anybody's, speak with.
#ifndef DAEMUN_EXPERIENCE_EXPERIENCE_API_H
#define DAEMUN_EXPERIENCE_EXPERIENCE_API_H

#include "base/json.h"
#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/known_browser.h"
#include "experience/profile_input.h"
#include "experience/request_error.h"
#include "experience/verifications/password.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/interaction_store.h"
#include "storage/log_store.h"
#include "storage/one_time_token_store.h"
#include "storage/user_store.h"

#include <optional>
#include <string_view>

namespace daemun::experience {

class ExperienceApi {
 public:
  explicit ExperienceApi(Dependencies dependencies);

  Task<http::Response> start(http::Request request);            // PUT /api/experience
  Task<http::Response> change_event(http::Request request);     // PUT …/interaction-event
  Task<http::Response> show(http::Request request);             // GET …/interaction
  Task<http::Response> verify_password(http::Request request);  // POST …/verification/password
  // POST …/verification/new-password-identity
  Task<http::Response> create_new_password_identity(http::Request request);
  // POST …/verification/one-time-token/verify
  Task<http::Response> verify_one_time_token(http::Request request);
  Task<http::Response> identify(http::Request request);     // POST …/identification
  Task<http::Response> add_profile(http::Request request);  // POST …/profile
  Task<http::Response> submit(http::Request request);       // POST …/submit

 private:
  // What a step has computed at length or taken; it is there when the step is taken once more.
  struct Work {
    std::optional<PasswordProof> proof{};
    std::optional<GuessPlace> place{};
    std::optional<std::string> password_hash{};
  };
  struct Call {
    http::Request request;
    json::object body;
    Dialogue dialogue;
    Work* work = nullptr;
  };
  using Answer = Outcome<http::Response>;
  using Step = Task<Answer> (ExperienceApi::*)(Call);

  // Parses, loads and takes the step; once more when somebody else changed the dialogue meanwhile.
  Task<http::Response> answer(http::Request request, Step step);
  // Commits the dialogue's new state, and what belongs to it. Without a login, a dialogue that had
  // been submitted has to be submitted again.
  Task<Outcome<void>> save(
      Dialogue dialogue, storage::Plan plan, std::optional<LoginResult> login = std::nullopt
  );

  Task<Answer> take_start(Call call);
  Task<Answer> take_event(Call call);
  Task<Answer> take_password(Call call);
  Task<Answer> take_new_password_identity(Call call);
  Task<Answer> take_one_time_token(Call call);
  Task<Answer> take_identification(Call call);
  Task<Answer> take_profile(Call call);
  Task<Outcome<PendingProfile>> extend_profile(Call call, ProfileInput input);
  Task<Answer> take_submission(Call call);
  Task<Answer> submit_sign_in(Call call);
  Task<Answer> submit_registration(Call call);
  static Attempt make_attempt(const Call& call, SentIdentifier identifier);
  // For a new user, in the plan that inserts it.
  storage::Plan plan_memberships(const UserId& user, const ExperienceState& state) const;
  // The line of a step that was taken, for its plan: `action` is the end of the key,
  // "Profile.Update".
  storage::Plan audit(const Call& call, std::string_view action) const;
  Answer redirect(const Interaction& interaction) const;
  // The same for a browser that has signed in to the account, which it is marked with.
  Answer redirect_signed_in(const Call& call, const MarkedAccount& account) const;

  Dependencies dependencies_;
  storage::InteractionStore interactions_;
  storage::UserStore users_;
  storage::LogStore logs_;
  storage::OneTimeTokenStore one_time_tokens_;
};

}  // namespace daemun::experience

#endif
