#include "app/console_pages.h"

#include "app/version.h"
#include "base/encoding.h"
#include "base/json.h"
#include "base/uri.h"
#include "domain/language.h"
#include "http/compression.h"
#include "http/page.h"

#include <algorithm>
#include <utility>

namespace daemun::app {
namespace {

std::string_view find_document(std::span<const http::StaticFile> files) {
  const auto found = std::find_if(files.begin(), files.end(), [](const auto& file) {
    return file.path == "/console/index.html";
  });
  return found == files.end() ? std::string_view() : found->bytes;
}

std::string origin_of(const std::string& url) {
  const auto uri = parse_uri(url);
  return uri ? to_origin(*uri) : std::string();
}

// Scripts are files of ours; the nonce is for the styles that the console's components make. It
// calls both tenants' APIs, and frames its own preview of the sign-in pages (checklist A1 16).
std::string content_security_policy(std::string_view nonce, std::string_view endpoint_origin) {
  std::string policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-";
  policy.append(nonce);
  // Uploaded logos are at the endpoint, which may be http on a developer's machine.
  policy += "'; img-src 'self' data: https: ";
  policy.append(endpoint_origin);
  policy += "; font-src 'self'; connect-src 'self' ";
  policy.append(endpoint_origin);
  policy += "; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  return policy;
}

}  // namespace

ConsolePages::ConsolePages(
    ConsoleAddresses addresses,
    storage::Database& database,
    crypto::Random& random,
    std::span<const http::StaticFile> files
)
    : addresses_(std::move(addresses)),
      endpoint_origin_(origin_of(addresses_.endpoint)),
      administrators_(database),
      random_(random),
      files_(files),
      document_(find_document(files)) {}

Task<http::Response> ConsolePages::document(http::Request request) {
  if (document_.empty()) {
    auto response = http::text_response(404, "This server was built without its console.\n");
    response.set("Cache-Control", "no-store");
    co_return response;
  }
  const auto setup_id = co_await administrators_.find_setup_id();
  const auto language = pick_language("", request.header("accept-language").value_or(""));
  auto response = render(to_string(language), setup_id.has_value());
  co_return http::with_document_gzip(request, std::move(response));
}

Task<http::Response> ConsolePages::asset(http::Request request) {
  auto response = http::serve_static(files_, request, request.path);
  if (!response) co_return http::text_response(404, "Not found.\n");
  co_return std::move(*response);
}

Task<http::Response> ConsolePages::go_to_console(http::Request) {
  co_return http::redirect_response(302, "/console");
}

http::Response ConsolePages::render(std::string_view language, bool needs_setup) const {
  const auto nonce = crypto::random_token(random_);
  JsonWriter context;
  context.add("endpoint", addresses_.endpoint)
      .add("adminEndpoint", addresses_.admin_endpoint)
      .add("version", version)
      .add_bool("needsSetup", needs_setup);
  const http::Place places[] = {
      {"{{lang}}", to_html_escaped(language)},
      {"{{nonce}}", to_html_escaped(nonce)},
      {"{{context}}", http::to_script_json(std::move(context).take())},
  };
  return http::page_response(
      200, http::fill_places(document_, places), content_security_policy(nonce, endpoint_origin_)
  );
}

}  // namespace daemun::app
