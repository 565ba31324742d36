// A store of pictures outside of the database, that gives them to browsers itself.
#ifndef DAEMUN_UPLOADS_BUCKET_H
#define DAEMUN_UPLOADS_BUCKET_H

#include "base/task.h"

#include <string>

namespace daemun::uploads {

struct BucketPicture {
  std::string tenant{};
  std::string id{};
  std::string type{};  // "png" or "jpg"
};

class Bucket {
 public:
  virtual ~Bucket() = default;
  // False: it is not there. A picture that no account and no tenant names afterwards is removed
  // some minutes later.
  virtual Task<bool> put(BucketPicture picture, std::string bytes) = 0;
  // Where browsers find it.
  virtual std::string url_of(const BucketPicture& picture) const = 0;
};

}  // namespace daemun::uploads

#endif
