// The bucket of pictures at a store that speaks Amazon S3's protocol.
#ifndef DAEMUN_APP_S3_BUCKET_H
#define DAEMUN_APP_S3_BUCKET_H

#include "base/clock.h"
#include "net/http_task.h"
#include "storage/database.h"

#include <string>

#include "uploads/bucket.h"
#include "uploads/s3_request.h"

namespace daemun::app {

class S3Bucket final : public uploads::Bucket {
 public:
  // All outlive it.
  S3Bucket(
      uploads::S3Settings settings,
      net::TaskHttpClient& client,
      storage::Database& database,
      const Clock& clock
  );

  Task<bool> put(uploads::BucketPicture picture, std::string bytes) override;
  std::string url_of(const uploads::BucketPicture& picture) const override;

  // Removes what has been named by nothing for a while; at most 100 pictures.
  Task<void> sweep();

 private:
  // The status; 0: no answer.
  Task<int> send(uploads::S3Call call);

  const uploads::S3Settings settings_;
  net::TaskHttpClient& client_;
  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace daemun::app

#endif
