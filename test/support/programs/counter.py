# A Python specimen: counts, in a function of its own.
import time


def step(turn):
    doubled = turn * 2
    return doubled


turn = 0
while True:
    turn += 1
    step(turn)
    time.sleep(0.02)
