// Sign-in pages of the tenant's own: /sign-in-exp/default/custom-ui-assets. The archive is unpacked
// here; Logto leaves that to a function of its cloud.
#include "domain/custom_ui.h"

#include "crypto/random.h"
#include "domain/administration.h"
#include "domain/network.h"
#include "management/answers.h"
#include "management/upload_nouns.h"
#include "storage/custom_ui_store.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <utility>

#include "api/file_form.h"
#include "uploads/archive.h"

namespace daemun::management {
namespace {

struct UploadedUi {
  std::string custom_ui_asset_id{};
};
BOOST_DESCRIBE_STRUCT(UploadedUi, (), (custom_ui_asset_id))

// What browsers call a zip archive.
constexpr std::array<std::string_view, 3> archive_types{
    "application/zip", "application/x-zip-compressed", "application/x-zip"};

api::RequestError refuse(const uploads::ArchiveError& error) {
  using Code = uploads::ArchiveErrorCode;
  if (error.code == Code::too_long)
    return api::file_too_long(uploads::ArchiveLimits{}.packed_bytes);
  if (error.code == Code::no_archive) return api::wrong_file_type();
  return api::invalid_input(error.description);
}

// The pages must have a first one, and nothing that a server would run.
api::Outcome<std::vector<storage::CustomUiFile>> check_files(std::vector<uploads::ArchiveFile> files
) {
  bool has_index = false;
  std::vector<storage::CustomUiFile> pages;
  for (auto& file : files) {
    if (!find_custom_ui_type(file.path))
      return api::invalid_input("the archive has a file of a type that is not allowed");
    has_index = has_index || file.path == custom_ui_index;
    pages.push_back({.path = std::move(file.path), .bytes = std::move(file.bytes)});
  }
  if (!has_index) return api::invalid_input("the archive must have index.html at its top");
  return pages;
}

using Pages = api::Outcome<std::vector<storage::CustomUiFile>>;

Pages read_pages(const std::string& packed) {
  auto files = uploads::read_archive(packed);
  if (!files) return refuse(files.error());
  return check_files(*std::move(files));
}

class CustomUis {
 public:
  CustomUis(const Dependencies& dependencies, crypto::WorkPool& pool)
      : dependencies_(dependencies),
        pool_(pool),
        uis_(dependencies.database, dependencies.tenant) {}

  Answer upload(Call call) {
    if (dependencies_.tenant.value() == administration_tenant)
      co_return api::RequestError{.code = "guard.not_allowed_for_admin_tenant"};
    const auto file = api::parse_file_form(call.request);
    if (!file) co_return file.error();
    if (std::find(archive_types.begin(), archive_types.end(), file->content_type) ==
        archive_types.end())
      co_return api::wrong_file_type();
    const std::string packed(file->bytes);
    const std::function<Pages()> work = [&packed] { return read_pages(packed); };
    auto pages = co_await pool_.call(network_of(call.request.remote_address), work);
    if (!pages) co_return pages.error();
    const CustomUiId id(crypto::random_id(dependencies_.random, custom_ui_id_length));
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    storage::CustomUi ui{
        .id = id, .files = *std::move(pages), .created_at = dependencies_.clock.now()};
    auto plan = uis_.insert(std::move(ui), find_custom_ui(*settings));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return api::conflict();
    co_return reply_of(UploadedUi{.custom_ui_asset_id = id.value()});
  }

 private:
  const Dependencies& dependencies_;
  crypto::WorkPool& pool_;
  storage::CustomUiStore uis_;
};

}  // namespace

Operations nouns::custom_ui(const Dependencies& dependencies, crypto::WorkPool& pool) {
  const auto noun = std::make_shared<CustomUis>(dependencies, pool);
  auto upload = handled_by(noun, &CustomUis::upload);
  upload.body = api::file_form();
  return {
      {.method = http::Method::post,
       .path = "/sign-in-exp/default/custom-ui-assets",
       .summary = "Upload sign-in pages of your own",
       .reply = shape_of<UploadedUi>(),
       .refusals = {409, 415},
       .handler = std::move(upload)},
  };
}

}  // namespace daemun::management
