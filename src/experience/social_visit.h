// A visit to a service that signs people in: from its address to the identity that it proves.
#ifndef DAEMUN_EXPERIENCE_SOCIAL_VISIT_H
#define DAEMUN_EXPERIENCE_SOCIAL_VISIT_H

#include "base/result.h"
#include "base/secret.h"
#include "base/task.h"
#include "connectors/social/social.h"
#include "experience/enterprise_visit.h"
#include "experience/social_connector.h"
#include "experience/social_identity.h"
#include "experience/step.h"
#include "storage/sql.h"

#include <string>

namespace daemun::experience {

SocialIdentity to_social_identity(
    const SocialConnector& social, const connectors::SocialUser& user
);

struct BegunSocialVisit {
  std::string url{};
  Secret session{};  // for finish_social_visit: the dialogue keeps it from everybody
  storage::Plan plan{};
};
// Errors: those of the connector.
Result<BegunSocialVisit, VisitFailure> begin_social_visit(
    const Call& call, const SocialConnector& social, VisitStart visit
);

struct ProvenAtService {
  SocialIdentity identity{};
  std::string tokens{};  // sealed (kept_tokens.h); empty: none is kept
  storage::Plan plan{};  // so that it counts once
};
// To be asked once for a call: the code of a service is good once. `call` outlives the task.
// Errors: those of the connector and of finish_visit.
Task<Result<ProvenAtService, VisitFailure>> finish_social_visit(
    const Call* call, SocialConnector social, connectors::SocialReturn returned
);

}  // namespace daemun::experience

#endif
