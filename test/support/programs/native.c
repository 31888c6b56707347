/* A native specimen: counts, in a function of its own and in a second thread. */
#include <pthread.h>
#include <unistd.h>

static volatile int rounds;

static int step(int round) {
  int doubled = round * 2;
  rounds = round;
  return doubled;
}

static void *other(void *nothing) {
  for (;;) usleep(20000);
  return nothing;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, other, 0);
  for (int round = 1;; round++) {
    step(round);
    usleep(20000);
  }
}
