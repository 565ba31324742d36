// How pages look: settings of a tenant, an organization or an application.
#ifndef DAEMUN_API_PAGE_LOOK_H
#define DAEMUN_API_PAGE_LOOK_H

#include <boost/describe.hpp>

#include <optional>

#include "api/described.h"

namespace daemun::api {

using WebUrl = Formatted<TextFormat::url>;
using Color = Formatted<TextFormat::color>;

struct Branding {
  std::optional<WebUrl> logo_url{};
  std::optional<WebUrl> dark_logo_url{};
  std::optional<WebUrl> favicon{};
  std::optional<WebUrl> dark_favicon{};
};
BOOST_DESCRIBE_STRUCT(Branding, (), (logo_url, dark_logo_url, favicon, dark_favicon))

// Colors that lie over those of the tenant.
struct PartialColors {
  std::optional<Color> primary_color{};
  std::optional<bool> is_dark_mode_enabled{};
  std::optional<Color> dark_primary_color{};
};
BOOST_DESCRIBE_STRUCT(PartialColors, (), (primary_color, is_dark_mode_enabled, dark_primary_color))

}  // namespace daemun::api

#endif
