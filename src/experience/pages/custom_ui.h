// Sign-in pages of the tenant's own in the place of ours. They run on the sign-in pages' origin, so
// they can do what those can: an administrator has put them there. Their policy lets them load and
// call nothing of others.
#ifndef DAEMUN_EXPERIENCE_PAGES_CUSTOM_UI_H
#define DAEMUN_EXPERIENCE_PAGES_CUSTOM_UI_H

#include "base/task.h"
#include "http/response.h"
#include "storage/tenant_context.h"

#include <optional>
#include <string>

namespace daemun::experience {

// The page that stands for every page of the dialogue; nothing where the tenant shows ours.
Task<std::optional<http::Response>> load_custom_ui_page(const storage::TenantContext* context);

// The file of such pages at the request's path, "/assets/main.js"; nothing where there is none, for
// index.html, which belongs to a dialogue, and for a service worker. `request` is read at once.
Task<std::optional<http::Response>> load_custom_ui_file(
    const storage::TenantContext* context, const http::Request& request
);

}  // namespace daemun::experience

#endif
