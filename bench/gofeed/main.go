// gofeed FILE...: the peer of `heed_worker feed`, speaking as bench/peer.py does: says how many
// megabytes one run amounts to, then parses all files once for each line on standard input and
// answers with the seconds that it took.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/mmcdole/gofeed"
)

func main() {
	var documents [][]byte
	amount := 0
	for _, name := range os.Args[1:] {
		document, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		documents = append(documents, document)
		amount += len(document)
	}
	fmt.Printf("{\"amount\": %g}\n", float64(amount)/1e6)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		start := time.Now()
		for _, document := range documents {
			gofeed.NewParser().Parse(bytes.NewReader(document)) // some of the real ones it can't read
		}
		fmt.Println(time.Since(start).Seconds())
	}
}
