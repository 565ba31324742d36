// Sign-in for a web app in C++: the guide's Next.js app, with the library in place of Auth.js.
#include "daemun/auth/adapters/cpp_httplib.h"

#include <exception>
#include <httplib.h>
#include <iostream>

#include "auth.h"
#include "home.h"
#include "settings.h"

namespace auth = daemun::auth;

namespace {

constexpr const char* html = "text/html; charset=utf-8";

int serve(const cpp_web::Settings& settings) {
  // #region handlers
  const auth::Auth auth = cpp_web::make_auth(settings);
  httplib::Server server;
  const auto handlers = [&](const httplib::Request& request, httplib::Response& response) {
    auth::write(response, auth.handle(auth::to_request(request)));
  };
  server.Get("/api/auth/.*", handlers);
  server.Post("/api/auth/.*", handlers);
  // #endregion

  // #region page
  server.Get("/", [&](const httplib::Request& request, httplib::Response& response) {
    auth::Visit visit = auth.visit(auth::to_request(request));
    response.set_content(cpp_web::make_home(auth, visit, settings), html);
    auth::add_headers(response, visit.headers());
  });
  // #endregion

  // #region middleware
  server.Get("/account", [&](const httplib::Request& request, httplib::Response& response) {
    const auth::Passage passage = auth.middleware(auth::to_request(request));
    if (passage.answer) return auth::write(response, *passage.answer);
    response.set_content(cpp_web::make_account(*passage.visit.session()), html);
    auth::add_headers(response, passage.visit.headers());
  });
  // #endregion

  server.set_mount_point("/", CPP_WEB_PUBLIC);
  std::cout << "http://localhost:" << settings.port << std::endl;
  return server.listen("localhost", settings.port) ? 0 : 1;
}

}  // namespace

int main() {
  try {
    return serve(cpp_web::read_settings());
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
