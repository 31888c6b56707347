// A native specimen in C++: counts, in a method that a second thread calls.
#include <chrono>
#include <thread>

class Counter {
 public:
  int step(int round) {
    int doubled = round * 2;
    rounds = round;
    return doubled;
  }

 private:
  volatile int rounds = 0;
};

static void pause_shortly() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

int main() {
  std::thread other([] {
    Counter counter;
    for (int round = 1;; round++) {
      counter.step(round);
      pause_shortly();
    }
  });
  for (;;) pause_shortly();
}
