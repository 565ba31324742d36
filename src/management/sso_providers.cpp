// The kinds of identity providers that enterprise connectors are for: /sso-connector-providers.
#include "domain/language.h"
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/sso_connector_view.h"

#include <memory>
#include <string>
#include <vector>

#include "sso/provider.h"

namespace daemun::management {
namespace {

struct SsoProviderView {
  SsoProviderName provider_name{};
  SsoProviderType provider_type{};
  std::string logo{};
  std::string logo_dark{};
  std::string description{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(
    SsoProviderView, (), (provider_name, provider_type, logo, logo_dark, description, name)
)

SsoProviderView to_view(const sso::Provider& provider, Language language) {
  const auto text_of = [&](const sso::Phrase& phrase) {
    return std::string(language == Language::ko ? phrase.ko : phrase.en);
  };
  return SsoProviderView{
      .provider_name = std::string(provider.name),
      .provider_type = std::string(sso::to_string(provider.type)),
      .logo = sso::logo_of(provider),
      .logo_dark = sso::logo_of(provider),
      .description = text_of(provider.description),
      .name = text_of(provider.title)};
}

class SsoProviders {
 public:
  // In the language of the request.
  Answer list(Call call) {
    const auto language = api::language_of(call.request);
    std::vector<SsoProviderView> views;
    for (const auto& provider : sso::providers())
      views.push_back(to_view(provider, language));
    co_return reply_of(std::move(views));
  }
};

}  // namespace

Operations nouns::sso_providers(const Dependencies&) {
  const auto noun = std::make_shared<SsoProviders>();
  return {
      {.method = http::Method::get,
       .path = "/sso-connector-providers",
       .summary = "List the kinds of enterprise identity providers",
       .reply = shape_of<std::vector<SsoProviderView>>(),
       .handler = handled_by(noun, &SsoProviders::list)},
  };
}

}  // namespace daemun::management
