// A step of the dialogue: what one call of the Experience API does. It reads the stored dialogue
// and returns how it changes; ExperienceApi saves the change, and retries the step when another
// call changed the dialogue in the meantime. What must go out once is left to a second step.
#ifndef DAEMUN_EXPERIENCE_STEP_H
#define DAEMUN_EXPERIENCE_STEP_H

#include "base/json.h"
#include "base/task.h"
#include "domain/interaction.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/sentinel_store.h"
#include "storage/sql.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/described.h"

namespace daemun::experience {

// An attempt's place before the lock against guessing (sentinel.h).
struct GuessPlace {
  storage::SentinelTarget target{};
  SentinelPolicy policy{};
  TimePoint taken_at{};
};

// A verification, and the writes that are committed with it.
struct Proof {
  Verification verification{};
  storage::Plan plan{};
  std::optional<AuditEvent> line{};  // for the journal, when nothing but the dialogue has changed
};

// Committed as a whole. A dialogue promises nothing before it is submitted, so its own row need not
// wait for the disk: a power cut takes the end of the log, and what was proven with what proved it.
struct Change {
  ExperienceState state{};
  storage::Plan plan{};
  std::optional<AuditEvent> line{};  // for the journal, after the commit
  // Absent: a dialogue that was already submitted must be submitted again.
  std::optional<LoginResult> login{};
};

// Expensive results of a step, kept for when the step is retried.
struct Work {
  std::optional<GuessPlace> place{};
  std::optional<Proof> proof{};
  std::optional<std::string> password_hash{};
  // Of this try alone: saved although the step is refused.
  std::optional<Change> despite_refusal{};
};

// Lives until the step is done.
struct Call {
  const Dependencies& dependencies;
  const http::Request& request;
  const json::object& body;
  Dialogue dialogue;
  Work& work;
};

struct Taken;
using Step = std::function<Task<Outcome<Taken>>(const Call& call)>;

struct Taken {
  http::Response answer{};
  std::optional<Change> change{};
  // Another step, which answers instead: once the change is saved, and so by one call of several
  // at once, with the dialogue as it is then.
  Step then{};
};

// A step as a row names it. A function that takes a struct beside the call has that as its body;
// nothing else of the row says so.
struct StepRow {
  Step step{};
  std::optional<api::Shape> body{};

  StepRow() = default;
  StepRow(Task<Outcome<Taken>> (*function)(const Call&)) : step(function) {}
  template <typename Body>
  StepRow(Task<Outcome<Taken>> (*function)(const Call&, Body)) : body(api::shape_of<Body>()) {
    step = [function](const Call& call) {
      Body sent = api::read<Body>(call.body);
      return function(call, std::move(sent));
    };
  }
};

struct VerificationId {
  std::string verification_id{};
};
BOOST_DESCRIBE_STRUCT(VerificationId, (), (verification_id))

// 404 session.interaction_not_found and 404 session.identifier_not_found.
RequestError not_started();
RequestError not_identified();

// The audit line of a successful step; `action` is the end of the key, "Profile.Update".
AuditEvent audit(const Call& call, const ExperienceState& state, std::string_view action);

// Stores the verification and answers with its id, which later calls refer to. Nothing of it, the
// use of a code included, waits for the disk: the submission does, and so makes all of it durable.
Taken prove(const Call& call, Proof proof);

}  // namespace daemun::experience

#endif
