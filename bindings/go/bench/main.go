// Command bench is the Go half of the measurement in benches/c: it looks up hot customers as it is told on its input, and
// says how long it worked. It does the same with SQLite and LMDB, filled with the same customers.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	tillbook "github.com/tillbook/tillbook/bindings/go"
)

const atOnce = 100

// A kind is a way to look customers up: what it sees of the customers that a turn finds.
type kind func(turn uint64) int

func expect(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func read(path string) []string {
	text, err := os.ReadFile(path)
	expect(err)
	return strings.Split(string(text), "\n")
}

// next is splitmix64, as in the Rust half: the same walk over the same customers.
func next(among []string, turn uint64) string {
	word := turn*0x9e3779b97f4a7c15 + 0x123456789abcdef1
	word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9
	word = (word ^ (word >> 27)) * 0x94d049bb133111eb
	return among[(word^(word>>31))%uint64(len(among))]
}

func look(customer *tillbook.Customer) int { return len(customer.Email()) + len(customer.Name()) }

// tillbooks are the kinds of this package.
func tillbooks(customers tillbook.Customers, ids, emails []string) map[string]kind {
	wanted := make([]string, atOnce)
	return map[string]kind{
		"id": func(turn uint64) int {
			customer, err := customers.Get(next(ids, turn))
			expect(err)
			return look(customer)
		},
		"email": func(turn uint64) int {
			found, err := customers.ByEmail(next(emails, turn))
			expect(err)
			return look(found[0])
		},
		"many": func(turn uint64) (seen int) {
			for i := range wanted {
				wanted[i] = next(ids, turn*atOnce+uint64(i))
			}
			found, err := customers.GetMany(wanted)
			expect(err)
			for _, customer := range found {
				seen += look(customer)
			}
			return seen
		},
		"json": func(turn uint64) int {
			shown, err := customers.JSON(next(ids, turn))
			expect(err)
			return len(shown)
		},
	}
}

// worked is how many nanoseconds of the processor this process took, its garbage collector's among them.
func worked() int64 {
	var usage syscall.Rusage
	expect(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: bench STORE IDS EMAILS")
	}
	ids, emails := read(os.Args[2]), read(os.Args[3])
	store, err := tillbook.Open(os.Args[1], tillbook.MustExist())
	expect(err)
	defer store.Close()
	omise, err := store.Account(tillbook.ProviderOmise, tillbook.ModeTest)
	expect(err)
	kinds := tillbooks(omise.Customers(), ids, emails)
	folder := filepath.Dir(os.Args[1])
	kinds["sqlite"] = sqlite(filepath.Join(folder, "peer.sqlite"), omise.Customers(), ids)
	kinds["lmdb"] = lightning(filepath.Join(folder, "peer.lmdb"), omise.Customers(), ids)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var name string
		var first, times uint64
		_, err := fmt.Sscan(lines.Text(), &name, &first, &times)
		expect(err)
		do, seen, began := kinds[name], 0, worked()
		for turn := first; turn < first+times; turn++ {
			seen += do(turn)
		}
		fmt.Println(worked()-began, seen)
	}
}
