# A Python specimen: counts, in a function of its own. Says by its name when it has begun.
import time


def step(turn):
    doubled = turn * 2
    return doubled


with open("/proc/self/comm", "w") as name:
    name.write("counting")
turn = 0
while True:
    turn += 1
    step(turn)
    time.sleep(0.02)
