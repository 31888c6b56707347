/* The nightly job: adds up what never ends. A native program, two spaces deep. */
#include <stdio.h>
#include <unistd.h>

static long add(long sum, long step) {
  long next = sum + step; /* a good line for a breakpoint */
  return next;
}

int main(void) {
  long sum = 0;
  for (long step = 1;; step += 1) {
    sum = add(sum, step);
    printf("nightly [%d] step %ld: %ld\n", (int)getpid(), step, sum);
    fflush(stdout);
    sleep(1);
  }
}
