// The table of what sign-in pages, ours or anybody's, call: routes and OpenAPI documents are made
// of it.
#ifndef DAEMUN_EXPERIENCE_ENDPOINTS_H
#define DAEMUN_EXPERIENCE_ENDPOINTS_H

#include "experience/avatar_upload.h"
#include "experience/consent_api.h"
#include "experience/experience_api.h"
#include "experience/mail_links.h"
#include "experience/provider_logout.h"
#include "experience/single_sign_on.h"
#include "experience/well_known_api.h"
#include "http/lazy_document.h"

#include <string>
#include <vector>

#include "api/endpoint.h"

namespace daemun::experience {

class Endpoints {
 public:
  struct Handlers {
    ExperienceApi& experience;
    ConsentApi& consent;
    WellKnownApi& well_known;
    MailLinks& links;
    SingleSignOn& sso;
    ProviderLogout& logout;
    AvatarUpload& avatars;
  };
  // `server`: the address in the documents, "https://auth.example.com". `account_api`: operations
  // that are routed elsewhere and belong into the document for people's own accounts.
  Endpoints(
      Handlers handlers, const std::string& server, std::vector<api::Endpoint> account_api = {}
  );

  // For the dialogue: also in /api/.well-known/experience.openapi.json.
  const std::vector<api::Endpoint>& dialogue() const { return dialogue_; }
  // For people's own accounts: also in /api/.well-known/user.openapi.json.
  const std::vector<api::Endpoint>& account() const { return account_; }

  // Of those here, and of the documents. This object must outlive them.
  std::vector<http::Route> routes();

 private:
  Task<http::Response> show_dialogue_document(http::Request request);
  Task<http::Response> show_account_document(http::Request request);

  std::vector<api::Endpoint> dialogue_;
  std::vector<api::Endpoint> account_;
  http::LazyDocument dialogue_document_;
  http::LazyDocument account_document_;
};

}  // namespace daemun::experience

#endif
