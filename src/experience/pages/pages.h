// The pages that a browser sees: each is the shell with a context of its own.
#ifndef DAEMUN_EXPERIENCE_PAGES_PAGES_H
#define DAEMUN_EXPERIENCE_PAGES_PAGES_H

#include "base/task.h"
#include "domain/interaction.h"
#include "domain/page_look.h"
#include "domain/sign_in_experience.h"
#include "experience/dependencies.h"
#include "experience/pages/embedded.h"
#include "experience/public_settings.h"
#include "http/request.h"
#include "http/response.h"

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daemun::experience {

class Pages {
 public:
  explicit Pages(
      Dependencies dependencies, std::span<const http::StaticFile> files = embedded_files()
  );

  // Without a living dialogue of their kind these go to unknownSessionRedirectUrl, or to
  // /unknown-session.
  Task<http::Response> sign_in(http::Request request);              // GET /sign-in
  Task<http::Response> register_(http::Request request);            // GET /register
  Task<http::Response> identifier_sign_in(http::Request request);   // GET /identifier-sign-in
  Task<http::Response> identifier_register(http::Request request);  // GET /identifier-register
  Task<http::Response> forgot_password(http::Request request);      // GET /forgot-password
  Task<http::Response> reset_password(http::Request request);       // GET /reset-password
  // GET /single-sign-on, and Logto's addresses of its steps: …/email, …/connectors
  Task<http::Response> single_sign_on(http::Request request);
  Task<http::Response> one_time_token(http::Request request);  // GET /one-time-token
  Task<http::Response> consent(http::Request request);         // GET /consent
  Task<http::Response> direct(http::Request request);          // GET /direct/{method}/{target}
  Task<http::Response> callback(http::Request request);        // GET /callback/{connectorId}
  // POST /callback/{connectorId}: for services that answer with a form (response_mode=form_post).
  // Its request comes from another site, so without the dialogue's cookie: 303 to the page above
  // with the fields as its query. Errors: 400.
  Task<http::Response> take_form(http::Request request);

  // A person types the code that a device shows (RFC 8628 3.3), confirms what it is for, and is
  // told the end. The forms go to /oidc/device.
  Task<http::Response> device(http::Request request);          // GET /device
  Task<http::Response> device_success(http::Request request);  // GET /device/success

  Task<http::Response> signed_out(http::Request request);       // GET /signed-out
  Task<http::Response> unknown_session(http::Request request);  // GET /unknown-session
  Task<http::Response> signed_in(http::Request request);        // GET /signed-in
  Task<http::Response> demo_app(http::Request request);         // GET /demo-app
  // GET / says what this server is. Anything else that is asked for gets the same page with 404.
  Task<http::Response> home(http::Request request);
  Task<http::Response> asset(http::Request request);  // GET /assets/{path...}
  // GET /console/preview/{page}: a page that draws what the console around it sends, sends nothing
  // itself, and belongs to no dialogue. `lng` and `theme` choose how.
  Task<http::Response> preview(http::Request request);

  // A page of no dialogue, with members of its own in the context, and an organization's look.
  struct Told {
    std::string name{};
    int status = 200;
    json::object members{};
    std::optional<OrganizationId> organization{};
  };
  Task<http::Response> tell(http::Request request, Told told);

  // For errors that must not be sent to an application. `code` chooses the sentence; `description`
  // is for developers.
  http::Response error_page(
      int status, std::string_view code, std::string_view description, const http::Request& request
  ) const;

 private:
  // The tenant's settings, its texts, and the settings as the page's audience sees them.
  struct Material {
    std::shared_ptr<const SignInExperience> settings;
    std::shared_ptr<const std::vector<CustomPhrases>> phrases;
    std::shared_ptr<const json::object> shown;
  };
  struct Page;

  Task<Material> load_material(PageAudience audience);
  Task<http::Response> login_page(http::Request request, std::string name);
  Task<http::Response> interaction_page(Interaction interaction, http::Request request, Page page);
  Task<http::Response> go_unknown() const;
  http::Response render(Page page, const Material& material) const;

  Dependencies dependencies_;
  std::span<const http::StaticFile> files_;
  std::string_view shell_;
  // The inputs of the last page, from which an error page is made without asking the
  // database, which may be what is broken.
  mutable std::mutex mutex_;
  Material last_material_;
};

}  // namespace daemun::experience

#endif
