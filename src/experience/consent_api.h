// The consent page's calls: what an application asks for, and the person's answer. The dialogue's
// cookie is the token that binds the answer to the browser (checklist A1 15).
#ifndef DAEMUN_EXPERIENCE_CONSENT_API_H
#define DAEMUN_EXPERIENCE_CONSENT_API_H

#include "base/task.h"
#include "experience/consent_view.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/request_error.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/access_store.h"
#include "storage/interaction_store.h"
#include "storage/log_store.h"
#include "storage/user_store.h"

#include <string>
#include <vector>

namespace daemun::experience {

class ConsentApi {
 public:
  explicit ConsentApi(Dependencies dependencies);

  Task<http::Response> show(http::Request request);    // GET /api/interaction/consent
  Task<http::Response> grant(http::Request request);   // POST /api/interaction/consent
  Task<http::Response> cancel(http::Request request);  // POST /api/interaction/consent/cancel

 private:
  using Answer = Outcome<http::Response>;

  // The dialogue of the cookie, if it asks for consent. Errors: session.not_found.
  Task<Outcome<Interaction>> load(http::Request request);
  Task<Answer> describe(http::Request request);
  Task<std::vector<MissingResourceScopes>> describe_resources(ResourceScopes missing);
  // With what of the missing scopes of resources each of them gives.
  Task<std::vector<ConsentOrganization>> describe_organizations(
      UserId user, ResourceScopes missing
  );
  Task<http::Response> answer(http::Request request, ConsentResult::Answer given);
  Task<Answer> take(http::Request request, ConsentResult::Answer given);
  // Errors: 422 organization.require_membership.
  Task<Outcome<storage::Plan>> plan_organizations(
      Interaction interaction, std::vector<std::string> organization_ids
  );

  Dependencies dependencies_;
  storage::InteractionStore interactions_;
  storage::UserStore users_;
  storage::AccessStore access_;
  storage::LogStore logs_;
};

}  // namespace daemun::experience

#endif
