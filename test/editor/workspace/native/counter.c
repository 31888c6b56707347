/* What the native attach tests stop in: counts ten times a second and keeps the count in the file that it was given. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int count;

static void tick(const char *file) {
  char text[32];
  count += 1;
  snprintf(text, sizeof text, "%d", count); /* the tests stop here */
  int to = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (to >= 0) {
    if (write(to, text, strlen(text)) < 0) _exit(1);
    close(to);
  }
}

int main(int number, char **words) {
  for (;;) {
    tick(number > 1 ? words[1] : "/tmp/count");
    usleep(100000);
  }
}
