/* A native specimen that counts in a library. */
#include <unistd.h>

int work(int round);

int main(void) {
  for (int round = 1;; round++) {
    work(round);
    usleep(20000);
  }
}
