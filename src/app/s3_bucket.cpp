#include "app/s3_bucket.h"

#include "base/log.h"
#include "storage/bucket_picture_store.h"

#include <utility>

namespace daemun::app {
namespace {

using uploads::BucketPicture;
using uploads::S3Call;

// Longer than an upload takes, from its row here to that of its asset.
constexpr Milliseconds settling = std::chrono::minutes(10);

std::string key_of(const BucketPicture& picture) {
  return picture.tenant + "/" + picture.id + "." + picture.type;
}

bool is_done(int status) {
  return status >= 200 && status < 300;
}

// What is not there need not be removed.
bool is_gone(int status) {
  return is_done(status) || status == 404;
}

}  // namespace

S3Bucket::S3Bucket(
    uploads::S3Settings settings,
    net::TaskHttpClient& client,
    storage::Database& database,
    const Clock& clock
)
    : settings_(std::move(settings)), client_(client), database_(database), clock_(clock) {}

std::string S3Bucket::url_of(const BucketPicture& picture) const {
  const auto base =
      settings_.public_url.empty() ? uploads::s3_base_url(settings_) : settings_.public_url;
  return base + "/" + key_of(picture);
}

Task<bool> S3Bucket::put(BucketPicture picture, std::string bytes) {
  const storage::BucketPictureStore pictures(database_);
  storage::Plan plan;
  plan.add(pictures.insert(
      {.tenant = TenantId(picture.tenant),
       .id = UserAssetId(picture.id),
       .type = picture.type,
       .created_at = clock_.now()}
  ));
  const auto committed = co_await database_.commit(std::move(plan));
  if (!committed) co_return false;
  auto call = uploads::s3_object(settings_, key_of(picture));
  call.method = "PUT";
  // A store of others has no sandbox for what it serves: nothing is shown as a page of its own.
  call.headers = {
      {"cache-control", "public, max-age=31536000, immutable"},
      {"content-disposition", "attachment; filename=\"" + picture.id + "." + picture.type + "\""},
      {"content-type", picture.type == "png" ? "image/png" : "image/jpeg"}};
  call.body = std::move(bytes);
  const int status = co_await send(std::move(call));
  co_return is_done(status);
}

Task<void> S3Bucket::sweep() {
  const storage::BucketPictureStore pictures(database_);
  const auto unnamed = co_await pictures.list_unnamed(clock_.now() - settling);
  for (const auto& one : unnamed) {
    const BucketPicture picture{
        .tenant = one.tenant.value(), .id = one.id.value(), .type = one.type};
    auto call = uploads::s3_object(settings_, key_of(picture));
    call.method = "DELETE";
    const int status = co_await send(std::move(call));
    if (!is_gone(status)) co_return;  // the next time
    storage::Plan plan;
    plan.add(pictures.remove(one));
    const auto committed = co_await database_.commit(std::move(plan));
    if (!committed) co_return;
  }
}

Task<int> S3Bucket::send(S3Call call) {
  const auto scheme =
      uploads::s3_base_url(settings_).starts_with("http://") ? "http://" : "https://";
  net::Request request{.method = call.method, .url = scheme + call.host + call.path};
  for (auto& header : uploads::sign_s3_call(call, settings_, clock_.now()))
    request.headers.push_back({std::move(header.name), std::move(header.value)});
  request.body = std::move(call.body);
  request.max_response_bytes = 64 * 1024;
  request.cuts_response = true;
  const auto response = co_await client_.send(std::move(request));
  if (!response) {
    log_warning(
        "bucket.unreachable",
        {{"method", call.method}, {"error", std::string(net::to_string(response.error().code))}}
    );
    co_return 0;
  }
  if (!is_gone(response->status))
    log_warning(
        "bucket.refused", {{"method", call.method}, {"status", std::int64_t{response->status}}}
    );
  co_return response->status;
}

}  // namespace daemun::app
