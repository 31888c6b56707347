# What the attach tests stop in: counts ten times a second and keeps the count in the file that it was given.
import sys
import time

count = 0


def tick(file):
    global count
    count += 1
    with open(file, "w") as out:
        out.write(str(count))  # the tests stop here


while True:
    tick(sys.argv[1])
    time.sleep(0.1)
