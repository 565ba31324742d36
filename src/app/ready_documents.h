// The documents that every client reads before anything else, discovery and keys, as ready answers:
// made by the application's own handlers, and kept until the tenant's keys change.
#ifndef DAEMUN_APP_READY_DOCUMENTS_H
#define DAEMUN_APP_READY_DOCUMENTS_H

#include "http/ready_answer.h"
#include "http/server.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace daemun::app {

// What a tenant's documents follow from.
struct DocumentSource {
  const oidc::Dependencies& dependencies;
  oidc::KeyRings& key_rings;
};

class ReadyDocuments final : public http::ReadyAnswers {
 public:
  // Those of each listener; `application` makes the answers.
  ReadyDocuments(DocumentSource user, DocumentSource admin, http::Application application)
      : user_(user), admin_(admin), application_(std::move(application)) {}

  bool covers(const http::Request& request) const override;
  Task<std::shared_ptr<const http::ReadyAnswer>> find(const http::Request* request) override;

 private:
  // The parts of a request that its document depends on.
  struct Wanted {
    http::Listener listener = http::Listener::user;
    bool is_gzip_accepted = false;
    std::string path{};
    std::string endpoint{};

    bool operator==(const Wanted&) const = default;
  };
  struct Document {
    Wanted wanted{};
    std::shared_ptr<const oidc::KeyRing> ring{};
    std::shared_ptr<const http::ReadyAnswer> answer{};
  };

  // Null: there is none of that ring.
  std::shared_ptr<const http::ReadyAnswer> find_kept(
      const Wanted& wanted, const std::shared_ptr<const oidc::KeyRing>& ring
  );
  void keep(Document document);

  const DocumentSource user_;
  const DocumentSource admin_;
  const http::Application application_;
  std::mutex mutex_;
  std::vector<Document> documents_;
};

}  // namespace daemun::app

#endif
