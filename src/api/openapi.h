// The OpenAPI 3.0 document of a table of endpoints.
#ifndef DAEMUN_API_OPENAPI_H
#define DAEMUN_API_OPENAPI_H

#include <string>
#include <vector>

#include "api/endpoint.h"

namespace daemun::api {

// How callers say who they are: by an access token, or by the cookies of their page.
enum class Credentials { bearer, none };

struct OpenApiTitle {
  std::string title;
  std::string server;  // "https://auth.example.com"
  Credentials credentials = Credentials::bearer;
};

// JSON text. The handlers are not looked at.
std::string make_openapi(const OpenApiTitle& title, const std::vector<Endpoint>& endpoints);

}  // namespace daemun::api

#endif
