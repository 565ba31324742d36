#include "experience/pages/pages.h"

#include "base/text.h"
#include "base/uri.h"
#include "domain/account_dialogue.h"
#include "domain/application_experience.h"
#include "domain/cookie_names.h"
#include "domain/device_authorization.h"
#include "domain/error_phrases.h"
#include "domain/user_code.h"
#include "experience/dialogue.h"
#include "experience/one_tap.h"
#include "experience/pages/custom_ui.h"
#include "experience/pages/phrases.h"
#include "experience/pages/shell.h"
#include "http/compression.h"
#include "http/cookie.h"
#include "http/form.h"
#include "http/static_files.h"
#include "storage/interaction_store.h"
#include "storage/organization_store.h"
#include "storage/user_code_lookup.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::experience {

struct Pages::Page {
  std::string name;  // "sign-in"
  int status = 200;
  std::string language = "en";
  std::vector<std::string> image_urls{};  // that the page shows, beside the branding
  // Further members of the context: application, loginHint, error ...
  json::object members = {};
  PageUse use = PageUse::dialogue;
  std::string theme{};  // instead of the tenant's
};

namespace {

// It becomes a query, which the door bounds as well.
constexpr std::size_t max_form_bytes = 8 * 1024;

std::string_view find_shell(std::span<const http::StaticFile> files) {
  for (const auto& file : files) {
    if (file.path == "/index.html") return file.bytes;
  }
  return {};
}

// The texts that stand in the document itself.
struct ShellTexts {
  std::string title;
  std::string no_script;
};

ShellTexts shell_texts(std::string_view phrases, std::string_view page) {
  const auto parsed = parse_json_object(phrases, {.max_bytes = 256 * 1024, .max_depth = 8});
  const auto find = [&](std::string_view group_name, std::string_view name) {
    const auto* group = parsed ? find_object(*parsed, group_name) : nullptr;
    return group != nullptr ? find_string(*group, name) : std::nullopt;
  };
  return {
      .title = std::string(find("title", page).value_or("Daemun")),
      .no_script = std::string(find("common", "noScript").value_or(""))};
}

json::object to_context_json(const Application& application) {
  json::object object{{"id", application.id.value()}, {"name", display_name_of(application)}};
  auto branding = branding_of(application);
  if (!branding.empty()) object["branding"] = std::move(branding);
  return object;
}

json::object to_members(const AuthorizationRequest& request, const Application* application) {
  json::object members;
  if (application != nullptr) members["application"] = to_context_json(*application);
  if (request.login_hint) members["loginHint"] = *request.login_hint;
  if (request.experience.first_screen) members["firstScreen"] = *request.experience.first_screen;
  if (request.experience.identifier) {
    std::vector<std::string> known;
    for (auto& word : split_words(*request.experience.identifier)) {
      if (parse_identifier_type(word)) known.push_back(std::move(word));
    }
    if (!known.empty()) members["identifiers"] = to_json_array(known);
  }
  return members;
}

// For error pages before the first page was shown.
template <typename Material>
Material make_default_material(const TenantId& tenant) {
  auto settings = parse_sign_in_experience(make_default_sign_in_experience());
  auto shown = to_public_settings({.settings = settings, .tenant = tenant, .fields = {}});
  return Material{
      .settings = std::make_shared<const SignInExperience>(std::move(settings)),
      .phrases = std::make_shared<const std::vector<CustomPhrases>>(),
      .shown = std::make_shared<const json::object>(std::move(shown)),
  };
}

// A user is signed in already, and the application asks for the password again.
bool is_second_sign_in(const Interaction& interaction) {
  const auto& request = interaction.request;
  return interaction.prompt == InteractionPrompt::login && interaction.session_id &&
         (request.prompt_login || request.max_age);
}

// What the person is about to join, and with which address.
Task<json::object> describe_invitation(
    const Dependencies* dependencies, AuthorizationRequest request
) {
  json::object invitation{{"email", request.login_hint.value_or("")}};
  const storage::OrganizationStore organizations(dependencies->database, dependencies->tenant);
  OrganizationId id(request.experience.organization_id.value_or(""));
  const auto organization = co_await organizations.find(std::move(id));
  if (organization) invitation["organization"] = organization->name;
  co_return invitation;
}

// Google's script is on the pages that begin a sign-in and nowhere else.
Guest guest_of(std::string_view page, const json::object& shown) {
  const bool is_first = page == "sign-in" || page == "register";
  return is_first && has_one_tap(shown) ? Guest::google_one_tap : Guest::none;
}

std::string consent_path(const Interaction& interaction) {
  auto path = with_query_parameter("/consent", "app_id", interaction.request.client_id.value());
  const auto handle = storage::interaction_handle(interaction.id);
  return with_query_parameter(std::move(path), "interaction", handle);
}

}  // namespace

Pages::Pages(Dependencies dependencies, std::span<const http::StaticFile> files)
    : dependencies_(std::move(dependencies)),
      files_(files),
      shell_(find_shell(files)),
      last_material_(make_default_material<Material>(dependencies_.tenant)) {}

Task<http::Response> Pages::sign_in(http::Request request) {
  return login_page(std::move(request), "sign-in");
}
Task<http::Response> Pages::register_(http::Request request) {
  return login_page(std::move(request), "register");
}
Task<http::Response> Pages::identifier_sign_in(http::Request request) {
  return login_page(std::move(request), "identifier-sign-in");
}
Task<http::Response> Pages::identifier_register(http::Request request) {
  return login_page(std::move(request), "identifier-register");
}
Task<http::Response> Pages::forgot_password(http::Request request) {
  return login_page(std::move(request), "forgot-password");
}
Task<http::Response> Pages::reset_password(http::Request request) {
  return login_page(std::move(request), "reset-password");
}
Task<http::Response> Pages::single_sign_on(http::Request request) {
  return login_page(std::move(request), "single-sign-on");
}
Task<http::Response> Pages::one_time_token(http::Request request) {
  return login_page(std::move(request), "one-time-token");
}
Task<http::Response> Pages::direct(http::Request request) {
  return login_page(std::move(request), "direct");
}
Task<http::Response> Pages::callback(http::Request request) {
  return login_page(std::move(request), "callback");
}
Task<http::Response> Pages::signed_out(http::Request request) {
  return tell(std::move(request), {.name = "signed-out"});
}
Task<http::Response> Pages::unknown_session(http::Request request) {
  return tell(std::move(request), {.name = "unknown-session"});
}
Task<http::Response> Pages::signed_in(http::Request request) {
  return tell(std::move(request), {.name = "signed-in"});
}
Task<http::Response> Pages::demo_app(http::Request request) {
  return tell(std::move(request), {.name = "demo-app"});
}

Task<http::Response> Pages::take_form(http::Request request) {
  const auto refusal = [] {
    return http::text_response(400, "This is not the answer of a sign-in service.\n");
  };
  if (request.body.size() > max_form_bytes) co_return refusal();
  const auto form = http::parse_form_body(request);
  if (!form) co_return refusal();
  std::string page = request.path;
  for (const auto& [name, value] : form->fields())
    page = with_query_parameter(std::move(page), name, value);
  auto response = http::redirect_response(303, page);
  response.set("Cache-Control", "no-store");
  co_return response;
}

Task<http::Response> Pages::asset(http::Request request) {
  // The pages that stay ours take their scripts from here, so no file of a tenant replaces one.
  auto response = http::serve_static(files_, request, request.path);
  if (response && request.path.starts_with("/assets/")) co_return std::move(*response);
  auto custom = co_await load_custom_ui_file(&dependencies_, request);
  co_return custom ? *std::move(custom) : http::text_response(404, "Not found.\n");
}

Task<http::Response> Pages::device_success(http::Request request) {
  return tell(std::move(request), {.name = "device-success"});
}

Task<http::Response> Pages::device(http::Request request) {
  const auto xsrf = http::find_cookie(
      request, cookie_name(device_form_cookie_name, dependencies_.tenant, dependencies_.endpoint)
  );
  if (!xsrf) {
    auto start = http::redirect_response(
        302, request.query.empty() ? "/oidc/device" : "/oidc/device?" + request.query
    );
    start.set("Cache-Control", "no-store");
    co_return start;
  }
  const auto query = http::parse_form(request.query);
  const auto value_of = [&](std::string_view name) {
    return std::string(query ? query->find(name).value_or("") : "");
  };
  // The content of the form: the code and the application that waits for it, or an empty field and
  // the fault of the last code.
  json::object form{{"xsrf", *xsrf}};
  const auto given = value_of("user_code");
  const auto code = parse_user_code(given.empty() ? value_of("input_code") : given);
  if (code) form["code"] = format_user_code(*code);
  auto error = value_of("error");
  Page page{.name = "device"};
  PageAudience audience;
  if (!given.empty() && error.empty()) {
    storage::UserCodeAttempt attempt{
        .typed = given, .ip = request.remote_address, .browser = *xsrf};
    const auto found = co_await storage::look_up_user_code(
        dependencies_.database,
        dependencies_.vault,
        dependencies_.tenant,
        std::move(attempt),
        dependencies_.clock.now()
    );
    if (found) {
      form["ip"] = found->ip;
      audience.application = found->client_id;
      const auto application = co_await dependencies_.settings.find_application(found->client_id);
      if (application) {
        page.members["application"] = to_context_json(*application);
        if (const auto& logo = application->oidc_client_metadata.logo_uri) {
          page.image_urls.push_back(*logo);
        }
      }
    } else {
      error = to_string(found.error());
    }
  }
  if (!error.empty()) form["error"] = error;
  page.members["device"] = std::move(form);
  const auto material = co_await load_material(std::move(audience));
  page.language = pick_visitor_language("", request, *material.phrases, *material.settings);
  // Never compressed: it holds the form's secret beside a code that the address brings (BREACH).
  co_return render(std::move(page), material);
}

Task<Pages::Material> Pages::load_material(PageAudience audience) {
  const bool is_for_everybody = !audience.application && !audience.organization;
  Material material;
  material.settings = co_await dependencies_.settings.find_sign_in_experience();
  material.phrases = co_await dependencies_.settings.list_custom_phrases();
  auto shown = co_await load_public_settings(dependencies_, std::move(audience));
  material.shown = std::make_shared<const json::object>(std::move(shown));
  if (is_for_everybody) {
    const std::lock_guard lock(mutex_);
    last_material_ = material;
  }
  co_return material;
}

Task<http::Response> Pages::login_page(http::Request request, std::string name) {
  auto interaction = co_await load_interaction(dependencies_, request);
  if (!interaction) co_return co_await go_unknown();
  // The way back from a consent page: the sign-in is done.
  if (interaction->prompt == InteractionPrompt::consent) {
    co_return http::redirect_response(303, consent_path(*interaction));
  }
  auto custom = co_await load_custom_ui_page(&dependencies_);
  if (custom) co_return *std::move(custom);
  Page page{.name = std::move(name)};
  co_return co_await interaction_page(*std::move(interaction), std::move(request), std::move(page));
}

Task<http::Response> Pages::consent(http::Request request) {
  auto interaction = co_await load_interaction(dependencies_, request);
  if (!interaction || interaction->prompt != InteractionPrompt::consent) {
    co_return co_await go_unknown();
  }
  Page page{.name = "consent"};
  if (interaction->question) {
    const storage::UserStore users(dependencies_.database, dependencies_.tenant);
    const auto user = co_await users.find(interaction->question->user_id);
    if (user && user->avatar) page.image_urls.push_back(*user->avatar);
  }
  co_return co_await interaction_page(*std::move(interaction), std::move(request), std::move(page));
}

Task<http::Response> Pages::interaction_page(
    Interaction interaction, http::Request request, Page page
) {
  PageAudience audience{.application = interaction.request.client_id};
  if (const auto& id = interaction.request.experience.organization_id) {
    audience.organization = OrganizationId(*id);
  }
  const auto material = co_await load_material(std::move(audience));
  const auto application =
      co_await dependencies_.settings.find_application(interaction.request.client_id);
  const auto tags = interaction.request.ui_locales.value_or("");
  page.language = pick_visitor_language(tags, request, *material.phrases, *material.settings);
  page.members = to_members(interaction.request, application.get());
  if (is_second_sign_in(interaction)) page.members["isSecondSignIn"] = true;
  if (find_invitation_link(interaction.request)) {
    auto invitation = co_await describe_invitation(&dependencies_, interaction.request);
    page.members["invitation"] = std::move(invitation);
  }
  if (application && application->oidc_client_metadata.logo_uri) {
    page.image_urls.push_back(*application->oidc_client_metadata.logo_uri);
  }
  co_return http::with_document_gzip(request, render(std::move(page), material));
}

Task<http::Response> Pages::tell(http::Request request, Told told) {
  PageAudience audience{.organization = std::move(told.organization)};
  const auto material = co_await load_material(std::move(audience));
  Page page{
      .name = std::move(told.name), .status = told.status, .members = std::move(told.members)};
  page.language = pick_visitor_language("", request, *material.phrases, *material.settings);
  co_return http::with_document_gzip(request, render(std::move(page), material));
}

Task<http::Response> Pages::preview(http::Request request) {
  const auto name = request.path_parameter("page");
  if (name != "sign-in" && name != "register" && name != "consent")
    co_return http::text_response(404, "Not found.\n");
  const auto query = http::parse_form(request.query);
  const auto material = co_await load_material({});
  Page page{.name = std::string(name)};
  const auto language = query ? query->find("lng").value_or("") : "";
  const auto theme = query ? query->find("theme").value_or("") : "";
  page.language = pick_page_language(language, request, *material.phrases, *material.settings);
  if (theme == "light" || theme == "dark") page.theme = theme;
  page.members = json::object{{"preview", true}};
  page.use = PageUse::preview;
  co_return http::with_document_gzip(request, render(std::move(page), material));
}

Task<http::Response> Pages::home(http::Request request) {
  const bool is_home = request.path == "/";
  const auto material = co_await load_material({});
  Page page{.name = "home", .status = is_home ? 200 : 404};
  page.language = pick_visitor_language("", request, *material.phrases, *material.settings);
  const auto endpoint = parse_uri(dependencies_.endpoint);
  json::object home{{"host", endpoint ? endpoint->host : ""}, {"isKnown", is_home}};
  const auto demo = co_await dependencies_.settings.find_application(ApplicationId("demo-app"));
  if (demo) home["demo"] = "/demo-app";
  page.members["home"] = std::move(home);
  co_return render(std::move(page), material);
}

http::Response Pages::error_page(
    int status, std::string_view code, std::string_view description, const http::Request& request
) const {
  Material material;
  {
    const std::lock_guard lock(mutex_);
    material = last_material_;
  }
  Page page{.name = "error", .status = status};
  page.language = pick_visitor_language("", request, *material.phrases, *material.settings);
  const auto spoken = parse_language(page.language).value_or(Language::en);
  json::object error{
      {"code", code},
      {"message", error_phrase(code, spoken)},
      {"description", description},
      {"requestId", request.request_id},
  };
  page.members = json::object{{"error", std::move(error)}};
  return http::with_document_gzip(request, render(std::move(page), material));
}

Task<http::Response> Pages::go_unknown() const {
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto& url = settings->unknown_session_redirect_url;
  const auto uri = url ? parse_uri(*url) : std::nullopt;
  const bool is_usable = uri && is_http_scheme(*uri);
  auto response = http::redirect_response(303, is_usable ? *url : "/unknown-session");
  response.set("Cache-Control", "no-store");
  co_return response;
}

http::Response Pages::render(Page page, const Material& material) const {
  const auto nonce = crypto::random_token(dependencies_.random);
  if (shell_.empty()) {
    auto response = http::text_response(
        page.status, "This server was built without its pages (" + page.name + ").\n"
    );
    response.set("Cache-Control", "no-store");
    return response;
  }
  const auto& shown = *material.shown;
  const auto phrases = phrases_json(files_, page.language, *material.phrases);
  JsonWriter context;
  context.add("page", page.name).add("language", page.language);
  context.add_raw("phrases", phrases);
  const auto added = added_languages(*material.phrases);
  if (!added.empty()) context.add_value("languages", to_json_array(added));
  context.add_value("signInExperience", shown);
  for (const auto& member : page.members)
    context.add_value(member.key(), member.value());
  const bool is_preview = page.use == PageUse::preview;
  auto texts = shell_texts(phrases, page.name);
  const ShellValues values{
      .language = page.language,
      .title = std::move(texts.title),
      .no_script = std::move(texts.no_script),
      .nonce = nonce,
      .theme = page.theme.empty() ? std::string(theme_of(shown)) : page.theme,
      .context_json = std::move(context).take(),
      // A preview makes its own of the settings that it is sent.
      .style = is_preview ? std::string() : to_style(shown),
  };
  const PagePolicy policy{
      .nonce = nonce,
      .use = page.use,
      // A preview has no input that its CSS could leak. It is framed at another origin than the one
      // of the pictures that were uploaded.
      .image_sources = is_preview ? std::vector<std::string>{"https:", dependencies_.endpoint}
                                  : image_sources(shown, std::move(page.image_urls)),
      .guest = is_preview ? Guest::none : guest_of(page.name, shown)};
  return answer_page(page.status, render_shell(shell_, values), policy);
}

}  // namespace daemun::experience
