// What visits to social services and to companies' identity providers have in common: a page begins
// one, the browser goes there, and the page brings back what came with it.
#ifndef DAEMUN_EXPERIENCE_VISIT_H
#define DAEMUN_EXPERIENCE_VISIT_H

#include "base/json.h"
#include "connectors/connector_error.h"
#include "connectors/social/social.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"
#include "experience/step.h"
#include "storage/sql.h"

#include <chrono>
#include <string>
#include <string_view>

#include "api/described.h"
#include "api/verification_record.h"

namespace daemun::experience {

// A person may have to sign in there first.
inline constexpr std::chrono::minutes visit_lifetime{15};

// The page's, which compares the state too.
struct VisitStart {
  std::string state{};
  std::string redirect_uri{};
};
BOOST_DESCRIBE_STRUCT(VisitStart, (), (state, redirect_uri))

struct VisitBegun : VerificationId {
  std::string authorization_uri{};
};
BOOST_DESCRIBE_STRUCT(VisitBegun, (VerificationId), (authorization_uri))

// Errors: those of a dialogue that has not started; 400 session.not_supported_for_forgot_password.
Outcome<void> require_visits(const ExperienceState& state);

// Errors: 400 session.insufficient_info, guard.invalid_input (too long, or no text).
Outcome<void> check_start(const VisitStart& start);

// A verification with the session of the visit in its data.
struct BegunVerification {
  Verification verification{};
  std::string url{};
  storage::Plan plan{};
  std::string_view action{};  // of the audit log
};
Taken answer_begun(const Call& call, BegunVerification begun);

struct VisitFailure {
  RequestError error{};
  // For the audit log, as in ConnectorError.
  std::string reason{};
  std::string provider_error{};
};
VisitFailure to_visit_failure(const connectors::ConnectorError& error);

// The error, with a line in the audit log that has the reason.
Taken refuse_visit(
    const Call& call, ExperienceState state, std::string_view action, const VisitFailure& failure
);

// Logto's userInfo: id, email, phone, name, avatar, rawData.
json::object to_details(const connectors::SocialUser& user);

}  // namespace daemun::experience

#endif
