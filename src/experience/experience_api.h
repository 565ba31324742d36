// The Experience API: what the sign-in pages, ours or anybody's, speak with. It loads the dialogue,
// takes a step and saves what becomes of it.
#ifndef DAEMUN_EXPERIENCE_EXPERIENCE_API_H
#define DAEMUN_EXPERIENCE_EXPERIENCE_API_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/step.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/interaction_store.h"

namespace daemun::experience {

class ExperienceApi {
 public:
  explicit ExperienceApi(Dependencies dependencies);

  // Runs a step, and retries it once when another call changed the dialogue in the meantime.
  Task<http::Response> take(http::Request request, Step step);
  Task<http::Response> show(http::Request request);  // GET /api/experience/interaction

 private:
  // A step until its change is saved. The request and its body outlive the task.
  Task<Outcome<Taken>> attempt(const http::Request* request, const json::object* body, Step step);
  Task<Outcome<void>> save(Interaction interaction, Change change);

  Dependencies dependencies_;
  storage::InteractionStore interactions_;
};

}  // namespace daemun::experience

#endif
