// A Go specimen: counts, in a function of its own.
package main

import "time"

var rounds int

//go:noinline
func step(round int) int {
	doubled := round * 2
	rounds = doubled
	return doubled
}

func main() {
	for round := 1; ; round++ {
		step(round)
		time.Sleep(20 * time.Millisecond)
	}
}
