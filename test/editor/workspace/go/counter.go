// What the attach tests stop in: counts ten times a second and keeps the count in the file that it was given.
package main

import (
	"os"
	"strconv"
	"time"
)

func tick(file string, count int) {
	text := strconv.Itoa(count) // the tests stop here
	if os.WriteFile(file, []byte(text), 0644) != nil {
		os.Exit(1)
	}
}

func main() {
	for count := 1; ; count++ {
		tick(os.Args[1], count)
		time.Sleep(100 * time.Millisecond)
	}
}
