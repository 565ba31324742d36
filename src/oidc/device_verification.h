// GET and POST /oidc/device: what the page /device stands on (RFC 8628 3.3). A person types the
// code that a device shows, sees which application asks, and confirms; only then do they sign in.
#ifndef DAEMUN_OIDC_DEVICE_VERIFICATION_H
#define DAEMUN_OIDC_DEVICE_VERIFICATION_H

#include "base/secret.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/authorize.h"
#include "oidc/dependencies.h"

#include <optional>
#include <string>

namespace daemun::oidc {

class DeviceVerification {
 public:
  DeviceVerification(const Dependencies& dependencies, AuthorizationEndpoint& authorization);

  // Gives the browser what its form needs and goes to the page.
  Task<http::Response> open(http::Request request);
  // The form: xsrf, user_code, and then confirm=yes or abort=yes.
  Task<http::Response> submit(http::Request request);

 private:
  // The form's token, nothing for a form that is not from this browser's page.
  std::optional<std::string> check_form(const http::Request& request, const http::Form& form) const;
  std::string own_name(std::string_view cookie) const;
  std::string make_xsrf(std::string_view secret) const;
  Task<http::Response> deny(DeviceAuthorization device);

  const Dependencies& dependencies_;
  AuthorizationEndpoint& authorization_;
  Secret xsrf_key_;
};

}  // namespace daemun::oidc

#endif
