// The permissions of the organization template with which members look after their organization
// themselves, over the Account API. The operator may give them other names.
#ifndef DAEMUN_DOMAIN_MEMBER_PERMISSIONS_H
#define DAEMUN_DOMAIN_MEMBER_PERMISSIONS_H

#include <string>
#include <vector>

namespace daemun {

struct MemberPermissions {
  std::string read = "member:read";      // see the members
  std::string invite = "member:invite";  // see and send invitations
  std::string remove = "member:remove";  // remove members

  std::vector<std::string> names() const { return {read, invite, remove}; }
};

}  // namespace daemun

#endif
