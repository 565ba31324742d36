// Which system calls a request makes: half of what it costs is the kernel's.
#ifndef DAEMUN_BENCH_SYSTEM_CALLS_H
#define DAEMUN_BENCH_SYSTEM_CALLS_H

#include <functional>
#include <map>
#include <string>
#include <sys/types.h>

namespace daemun::bench {

// How often a process has made each call while `act` ran, by strace. Throws std::runtime_error when
// strace is not there or may not watch.
std::map<std::string, std::size_t> count_system_calls(
    pid_t process, const std::function<void()>& act
);

}  // namespace daemun::bench

#endif
