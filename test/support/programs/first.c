/* What a wait is measured with: its first line of main writes one byte, its second stays until stdin ends. */
#include <unistd.h>

int main(void) {
  write(1, "m", 1);
  char byte;
  while (read(0, &byte, 1) > 0)
    ;
  return 0;
}
