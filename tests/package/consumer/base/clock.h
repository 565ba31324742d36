// The app's own, under a name that the house has too.
#ifndef DAEMUN_TESTS_PACKAGE_CONSUMER_BASE_CLOCK_H
#define DAEMUN_TESTS_PACKAGE_CONSUMER_BASE_CLOCK_H

inline int read_own_clock() {
  return 42;
}

#endif
